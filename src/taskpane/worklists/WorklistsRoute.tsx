import { Subtitle1, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Role } from "../../domain/types";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { startHere } from "../common/startHere";
import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM },
});

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "ask" | "session" | "places">;
  readonly stores: Pick<PaneStores, "desks" | "today" | "show" | "submit" | "showPatient" | "command">;
  readonly role: Role;
}

export function WorklistsRoute({ ports: _ports, stores: _stores, role: _role }: Props): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.screen}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
    </div>
  );
}
