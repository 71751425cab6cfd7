import { Button, Caption1, MessageBar, MessageBarBody, ProgressBar, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowSyncRegular, TableAddRegular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactElement } from "react";
import { reportsWords } from "../../wording/paneReports";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { useStore } from "../store";
import type { ReportSheets, ReportSheetsState } from "./reportSheets";
import type { RefreshResult, ReportAsked } from "./sheetPort";

const words = reportsWords.sheet;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly sheets: ReportSheets;
  /** What stands on the screen; null where there is no report. */
  readonly shown: ReportAsked | null;
}

/** A sheet of what is shown, and those of this workbook brought up to date. */
export function SheetActions({ sheets, shown }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(sheets);
  useEffect(() => void sheets.look(), [sheets]);
  const { running, problem, told } = state;
  const busy = running === null ? null : words.busy;
  const [first] = state.sheets;
  return (
    <section className={styles.part} aria-label={words.title}>
      <div className={styles.row}>
        <ReasonButton size="small" icon={<TableAddRegular />} reason={busy ?? (shown === null ? words.noReport : null)} onClick={() => shown !== null && void sheets.make(shown)}>
          {words.make}
        </ReasonButton>
        {first !== undefined && state.sheets.length === 1 && (
          <ReasonButton size="small" icon={<ArrowSyncRegular />} title={first.sheetName} reason={busy} onClick={() => void sheets.refresh(first)}>
            {words.refresh}
          </ReasonButton>
        )}
        {state.sheets.length > 1 &&
          state.sheets.map((sheet) => (
            <ReasonButton key={sheet.id} size="small" icon={<ArrowSyncRegular />} reason={busy} onClick={() => void sheets.refresh(sheet)}>
              {words.refreshNamed(sheet.sheetName)}
            </ReasonButton>
          ))}
      </div>
      {running !== null && (
        <>
          <ProgressBar aria-label={running.kind === "make" ? words.making : words.refreshing} {...(running.total > 0 && { value: running.done, max: running.total })} />
          <div className={styles.row}>
            <Caption1>{running.total > 0 ? words.of(running.done, running.total) : running.kind === "make" ? words.making : words.refreshing}</Caption1>
            <Button size="small" onClick={sheets.cancel}>
              {words.cancel}
            </Button>
          </div>
        </>
      )}
      {problem !== null && <ProblemBar problem={problem} />}
      {told !== null && (
        <MessageBar intent={told.kind === "cancelled" ? "info" : "success"} layout="multiline" politeness="polite">
          <MessageBarBody>{toldText(told)}</MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}

function toldText(told: NonNullable<ReportSheetsState["told"]>): string {
  if (told.kind === "cancelled") return words.cancelled;
  return told.kind === "made" ? words.made(told.sheetName) : refreshedText(told.result);
}

function refreshedText({ sheetName, changed, added, removed, kept, missing }: RefreshResult): string {
  const gone = [...missing.columns, ...missing.tables, ...missing.charts].join(", ");
  return [words.refreshed(sheetName, changed, added, removed), ...(kept === 0 ? [] : [words.keptRows(kept)]), ...(gone === "" ? [] : [words.missing(gone)])].join(" ");
}
