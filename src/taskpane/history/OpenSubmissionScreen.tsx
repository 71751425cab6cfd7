import { Button, Caption1, Link, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { isFinished } from "../../client/followSubmission";
import type { SubmissionStatus } from "../../contract/submissions";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import { submissionWords } from "../../wording/paneSubmissions";
import { ProblemBar } from "../common/ProblemBar";
import { ProgressPanel } from "../common/ProgressPanel";
import { ResultPanel } from "../result/ResultPanel";
import { submissionRef } from "../submit/engine/sentRows";
import { changesByField } from "../submit/sending";
import { ChooseRows } from "./ChooseRows";
import type { OpenSubmission } from "./historyState";
import type { HistoryStore } from "./historyStore";
import { momentText } from "./momentText";
import { NeedBars } from "./NeedBars";
import { SubmissionActions } from "./SubmissionActions";
import { focusStart } from "../common/startHere";
import { hasSheet, sourceText } from "../common/sourceText";

const words = submissionWords.open;
const { history } = paneWords;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  back: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  facts: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
});

interface Props {
  readonly open: OpenSubmission;
  readonly store: HistoryStore;
  readonly role: Role;
  /** Back to the patient from whose card it was opened. */
  readonly onPatient: (() => void) | null;
}

/** One submission: how far it is or what became of it, and everything that can be done with it. */
export function OpenSubmissionScreen({ open, store, role, onPatient }: Props): ReactElement {
  const styles = useStyles();
  const { submission, outcomes, problem, sheet } = open;
  const [choosing, setChoosing] = useState(false);
  const screen = useRef<HTMLDivElement>(null);
  const isEnded = isFinished(submission);
  // After a long step the keyboard stands at its result.
  const hasResults = outcomes !== null && outcomes.length > 0;
  useEffect(() => {
    if (hasResults) focusStart(screen.current);
  }, [hasResults]);

  if (choosing && outcomes !== null) {
    return <ChooseRows submission={submission} outcomes={outcomes} store={store} onDone={() => setChoosing(false)} />;
  }
  const mayTakeOver = submission.isOwn || can(role, "take-over-submission");
  return (
    <div className={styles.screen} ref={screen}>
      <div className={styles.back}>
        {onPatient !== null && (
          <Button size="small" icon={<ArrowLeftRegular />} onClick={onPatient}>
            {words.backToPatient}
          </Button>
        )}
        <Button size="small" icon={<ArrowLeftRegular />} onClick={store.close}>
          {history.back}
        </Button>
      </div>
      <Facts submission={submission} store={store} />
      {problem !== null && <ProblemBar problem={problem} onRetry={() => void store.openByUuid(submission.uuid)} />}
      <NeedBars open={open} store={store} mayTakeOver={mayTakeOver} />
      {!isEnded && submission.state !== "receiving" && (
        <ProgressPanel
          label={submission.state === "accepted" ? submissionWords.progress.inLine : submissionWords.progress.working}
          done={submission.rowsDone}
          total={submission.rowCount}
          pace={open.pace}
          isCancelling={open.isCancelling}
          onCancel={() => void store.cancel()}
          cancelWhyNot={mayTakeOver ? null : submissionWords.why.notMine}
        />
      )}
      {!isEnded && submission.state !== "receiving" && <Caption1>{submissionWords.progress.leave}</Caption1>}
      <SubmissionActions open={open} store={store} mayTakeOver={mayTakeOver} onChooseRows={() => setChoosing(true)} />
      {isEnded && outcomes === null && problem === null && <Spinner size="small" label={paneWords.shell.loading} />}
      {outcomes?.length === 0 && problem === null && <Text>{history.noResults}</Text>}
      {outcomes !== null && outcomes.length > 0 && (
        <>
          <ResultPanel
            kind={submission.kind}
            result={{ uuid: submission.uuid, state: submission.state, counts: submission.counts, byField: changesByField(outcomes), outcomes, notSent: 0 }}
            sheet={hasSheet(submission.source) ? (sheet ?? undefined) : undefined}
            onWriteAgain={() => void store.writeToSheet()}
            onJump={hasSheet(submission.source) ? (outcome) => void store.jump(outcome) : undefined}
          />
          {hasSheet(submission.source) && (sheet === null || sheet.kind === "elsewhere") && (
            <div>
              <Button onClick={() => void store.writeToSheet()}>{history.writeToSheet}</Button>
              <div>
                <Caption1>{history.writeToSheetOf(submission.source.sheet)}</Caption1>
              </div>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Facts({ submission, store }: { readonly submission: SubmissionStatus; readonly store: HistoryStore }): ReactElement {
  const styles = useStyles();
  const { source, openedAt, state, sentBy, isOwn, kind, origin, undoneBy, followedBy, reason, checkedAt, nextCheckAt } = submission;
  const lead = (uuid: string, text: (ref: string) => string): ReactElement => (
    <Link key={uuid} as="button" onClick={() => void store.openByUuid(uuid)}>
      {text(submissionRef(uuid))}
    </Link>
  );
  return (
    <div className={styles.facts}>
      <Text weight="semibold">{sourceText(source)}</Text>
      <Caption1>
        {momentText(openedAt)} · {history.state[state]} · {history.by(sentBy)}
      </Caption1>
      {reason !== null && <Caption1>{words.reason(reason)}</Caption1>}
      {!isOwn && <Caption1>{words.sentBy(sentBy)}</Caption1>}
      {origin !== null && lead(origin, kind === "undo" ? words.takesBack : words.carriesOn)}
      {undoneBy.map((uuid) => lead(uuid, words.undoneBy))}
      {followedBy.map((uuid) => lead(uuid, words.followedBy))}
      {checkedAt !== null && <Caption1>{words.checked(momentText(checkedAt))}</Caption1>}
      {nextCheckAt !== null && <Caption1>{words.nextCheck(momentText(nextCheckAt))}</Caption1>}
    </div>
  );
}
