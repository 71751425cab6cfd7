import { Button, Caption1, Field, ProgressBar, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import { ProblemBar } from "../../common/ProblemBar";
import { ProgressPanel } from "../../common/ProgressPanel";
import { ReasonButton } from "../../common/ReasonButton";
import { outboxProblem } from "../../outboxProblem";
import type { Sending } from "../submitState";
import { startHere } from "../../common/startHere";

const words = submitWords.sending;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly sending: Sending;
  readonly onTakeBack: () => void;
  /** Asks the server, which has it already, to stop. */
  readonly onCancel: () => void;
  readonly onRetry: () => void;
  readonly onLeave: () => void;
}

/** Where a submission is: kept here, on its way, or being worked on by the server; n of N rows, and how to take it back. */
export function SendingPanel({ sending, onTakeBack, onCancel, onRetry, onLeave }: Props): ReactElement {
  const styles = useStyles();
  const { item, rowCount } = sending;
  const state = item?.state ?? "waiting";
  const isTooLate = state === "accepting" || state === "accepted" || state === "done";
  const progress = item?.progress;
  const problem = item === null ? null : outboxProblem(item);
  return (
    <section className={styles.box} aria-label={words.title(rowCount)}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title(rowCount)}
      </Subtitle1>
      {state === "accepted" && progress !== undefined ? (
        <ProgressPanel
          label={words.steps.accepted}
          done={progress.done}
          total={progress.total}
          pace={sending.pace}
          onCancel={onCancel}
          isCancelling={sending.isCancelling}
        />
      ) : (
        <>
          <Field label={words.steps[state]}>
            <ProgressBar aria-label={words.steps[state]} {...(progress !== undefined && state !== "waiting" && { value: progress.done, max: progress.total })} />
          </Field>
          <Caption1 role="status">{progress === undefined || state === "waiting" ? "" : submitWords.work.of(progress.done, progress.total)}</Caption1>
        </>
      )}
      {sending.problem !== null && <ProblemBar problem={sending.problem} onRetry={onCancel} />}
      {problem !== null && <ProblemBar problem={problem} intent={state === "refused" ? "error" : "warning"} onRetry={onRetry} />}
      <Text size={200}>{words.mayLeave}</Text>
      <div className={styles.actions}>
        <Button size="small" onClick={onLeave}>
          {words.leave}
        </Button>
        {state !== "accepted" && (
          <ReasonButton size="small" reason={isTooLate ? words.tooLate : null} onClick={onTakeBack}>
            {words.takeBack}
          </ReasonButton>
        )}
      </div>
    </section>
  );
}
