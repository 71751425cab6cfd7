import { Link, MessageBar, MessageBarBody, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular, ArrowRepeatAllRegular, ArrowUndoRegular, TaskListSquareLtrRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactElement } from "react";
import { isFinished } from "../../client/followSubmission";
import type { SubmissionStatus } from "../../contract/submissions";
import { submissionWords } from "../../wording/paneSubmissions";
import { ReasonButton } from "../common/ReasonButton";
import type { OpenSubmission } from "./historyState";
import type { HistoryStore } from "./historyStore";
import { momentText } from "./momentText";
import { UndoDialog } from "./UndoDialog";
import { undoableOf } from "./undoable";

const words = submissionWords.actions;
const { why } = submissionWords;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly open: OpenSubmission;
  readonly store: HistoryStore;
  readonly mayTakeOver: boolean;
  readonly onChooseRows: () => void;
}

/** Everything that can be done with a submission; what cannot be done now says why. */
export function SubmissionActions({ open, store, mayTakeOver, onChooseRows }: Props): ReactElement {
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const { submission, outcomes, acting, file } = open;
  const busy = acting === null ? null : why.busy;
  const undoWhyNot = busy ?? whyNotUndo(submission) ?? (outcomes === null ? why.noResults : null);
  const settling = mayTakeOver ? (isFinished(submission) ? null : why.running) : why.notMine;
  const toSettle = submission.leftOver + submission.reverted;
  const { failed, withdrawn } = submission.counts;
  const noResults = submission.state === "receiving" || submission.rowsDone === 0 ? why.noResults : null;
  return (
    <section className={styles.box} aria-label={words.label}>
      <div className={styles.row}>
        <ReasonButton size="small" icon={<TaskListSquareLtrRegular />} reason={busy ?? settling ?? (toSettle === 0 ? why.nothingLeft : null)} onClick={() => void store.settle()}>
          {words.settle(toSettle)}
        </ReasonButton>
        <ReasonButton
          size="small"
          icon={<ArrowRepeatAllRegular />}
          reason={busy ?? settling ?? (failed + withdrawn === 0 || submission.leftOver === 0 ? why.noFailed : null)}
          onClick={() => void store.settle()}
        >
          {words.sendFailed}
        </ReasonButton>
        <ReasonButton size="small" icon={<ArrowUndoRegular />} reason={undoWhyNot} onClick={() => setAsking(true)}>
          {words.undo}
        </ReasonButton>
        <ReasonButton size="small" reason={undoWhyNot} onClick={onChooseRows}>
          {words.undoRows}
        </ReasonButton>
      </div>
      <div className={styles.row} role="group" aria-label={words.download}>
        <ReasonButton size="small" icon={<ArrowDownloadRegular />} aria-label={words.downloadAs(words.excel)} reason={busy ?? noResults} onClick={() => void store.download("xlsx")}>
          {words.excel}
        </ReasonButton>
        <ReasonButton size="small" icon={<ArrowDownloadRegular />} aria-label={words.downloadAs(words.csv)} reason={busy ?? noResults} onClick={() => void store.download("csv")}>
          {words.csv}
        </ReasonButton>
      </div>
      {acting !== null && acting !== "cancel" && <Spinner size="tiny" label={words.working} />}
      {file !== null && (
        <MessageBar intent="success" layout="multiline" politeness="polite">
          <MessageBarBody>
            {file.isOpened ? words.opened(file.name) : words.ready(file.name)}{" "}
            {!file.isOpened && (
              <Link inline href={file.address} target="_blank" rel="noopener noreferrer">
                {words.openFile}
              </Link>
            )}
          </MessageBarBody>
        </MessageBar>
      )}
      {undoWhyNot !== null && undoWhyNot !== why.busy && isFinished(submission) && <Text size={200}>{undoWhyNot}</Text>}
      {asking && outcomes !== null && (
        <UndoDialog
          submission={submission}
          outcomes={undoableOf(outcomes)}
          onClose={() => setAsking(false)}
          onUndo={(reason) => {
            setAsking(false);
            void store.undo({ ordinals: null, reason });
          }}
        />
      )}
    </section>
  );
}

/** Why this person cannot take the submission back; null where they can. */
export function whyNotUndo({ undo }: SubmissionStatus): string | null {
  if (undo.refusal === null) return null;
  if (undo.refusal === "too-late") return why.undo["too-late"](undo.until === null ? null : momentText(undo.until));
  return why.undo[undo.refusal];
}
