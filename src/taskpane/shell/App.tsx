import { FluentProvider, MessageBar, MessageBarBody, makeStaticStyles, makeStyles } from "@fluentui/react-components";
import { useMemo } from "react";
import type { ReactElement } from "react";
import { paneWords } from "../../wording/pane";
import type { PanePorts } from "../ports";
import type { OfficeStart } from "../workbook/officeStart";
import { dense, densityState } from "../settings/density";
import { useStore } from "../store";
import type { PaneStores } from "./paneStores";
import { Shell } from "./Shell";
import { useTheme } from "./useTheme";

/** What browsers add of their own: margins that a narrow pane has no room for. */
const usePageStyles = makeStaticStyles({
  "html, body": { margin: 0, padding: 0, height: "100%" },
  "h1, h2, h3": { margin: 0 },
  "*, *::before, *::after": { boxSizing: "border-box" },
  // A heading that is focused by the pane itself, to be read out, needs no ring.
  "[tabindex='-1']:focus": { outlineStyle: "none" },
});
const useStyles = makeStyles({ refusal: { padding: "16px" } });

interface Props {
  readonly start: OfficeStart;
  readonly officeIsDark: boolean | null;
  /** Null where this Excel cannot run the pane. */
  readonly running: { readonly ports: PanePorts; readonly stores: PaneStores } | null;
}

/** The pane in Excel's colours; where Excel cannot run it, the reason instead. */
export function App({ start, officeIsDark, running }: Props): ReactElement {
  usePageStyles();
  const styles = useStyles();
  const density = useStore(densityState);
  const chosen = useTheme(officeIsDark);
  const theme = useMemo(() => dense(chosen, density), [chosen, density]);
  return (
    // No class here: Fluent gives it to every layer that it lays over the page (menus, tooltips) too.
    <FluentProvider theme={theme}>
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
