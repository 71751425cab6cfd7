import { MessageBar, MessageBarBody, Subtitle1, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { fillWords as words } from "../../wording/paneFill";
import { startHere } from "../common/startHere";
import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";
import { CleanPart } from "./CleanPart";
import { ConvertPart } from "./ConvertPart";
import { createFillDesk } from "./fillDesk";
import { FillPart } from "./FillPart";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM },
});

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "session">;
  readonly stores: Pick<PaneStores, "desks" | "siteName" | "submit">;
  readonly role: Role;
  /** Contact functions run in the cells of this Excel. */
  readonly hasFunctions: boolean;
}

/** Values of the record in the sheet: bringing them, freezing them, and taking them out again. */
export function FillRoute({ ports, stores, role, hasFunctions }: Props): ReactElement {
  const styles = useStyles();
  const desk = stores.desks.keep("fill", () =>
    createFillDesk(ports, {
      siteName: stores.siteName,
      personName: () => ports.session.snapshot().person?.displayName ?? "",
      // Columns that the person has put right on the Submit screen are right here, too.
      correctionsOf: (look) => {
        const { setup } = stores.submit.get();
        return setup?.look.sheetId === look.sheetId ? setup.corrections : {};
      },
    }),
  );
  return (
    <div className={styles.screen}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      {!hasFunctions && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.noFunctions}</MessageBarBody>
        </MessageBar>
      )}
      <FillPart desk={desk} whyNot={can(role, "look-up") ? null : words.notAllowed} />
      <ConvertPart desk={desk} />
      <CleanPart desk={desk} />
    </div>
  );
}
