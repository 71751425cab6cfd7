import { FluentProvider, MessageBar, MessageBarBody, makeStyles } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { paneWords } from "../../wording/pane.en";
import type { PanePorts } from "../ports";
import type { OfficeStart } from "../workbook/officeStart";
import type { PaneStores } from "./paneStores";
import { Shell } from "./Shell";
import { useTheme } from "./useTheme";

const useStyles = makeStyles({ refusal: { padding: "16px" }, provider: { minHeight: "100vh" } });

interface Props {
  readonly start: OfficeStart;
  readonly officeIsDark: boolean | null;
  /** Null where this Excel cannot run the pane. */
  readonly running: { readonly ports: PanePorts; readonly stores: PaneStores } | null;
}

/** The pane in Excel's colours; where Excel cannot run it, the reason instead. */
export function App({ start, officeIsDark, running }: Props): ReactElement {
  const styles = useStyles();
  const theme = useTheme(officeIsDark);
  return (
    <FluentProvider theme={theme} className={styles.provider}>
      {running === null ? (
        <main className={styles.refusal}>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              {start.kind === "too-old" ? `${paneWords.start.tooOld} ${paneWords.start.missing} ${start.missing.join(", ")}.` : paneWords.start.noOffice}
            </MessageBarBody>
          </MessageBar>
        </main>
      ) : (
        <Shell ports={running.ports} stores={running.stores} hasFunctions={start.hasFunctions} />
      )}
    </FluentProvider>
  );
}
