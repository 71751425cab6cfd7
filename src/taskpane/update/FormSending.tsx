import { Field, ProgressBar, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submitWords } from "../../wording/paneSubmit";
import { updateWords } from "../../wording/paneUpdate";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { startHere } from "../common/startHere";
import { outboxProblem } from "../outboxProblem";
import type { PaneProblem } from "../problem";
import type { FormPhase } from "./formState";

const words = updateWords.sending;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
});

interface Props {
  readonly phase: Extract<FormPhase, { name: "sending" }>;
  readonly problem: PaneProblem | null;
  readonly onTakeBack: () => void;
  readonly onRetry: () => void;
}

/** Where the update is: kept here, on its way, or being worked on; and how to take it back. */
export function FormSending({ phase: { item }, problem, onTakeBack, onRetry }: Props): ReactElement {
  const styles = useStyles();
  const state = item?.state ?? "waiting";
  const kept = item === null ? null : outboxProblem(item);
  const isTooLate = state === "accepting" || state === "accepted" || state === "done";
  const step = submitWords.sending.steps[state];
  return (
    <div className={styles.box}>
      <Subtitle2 as="h3" {...startHere}>
        {words.title}
      </Subtitle2>
      {state !== "refused" && (
        <Field label={step}>
          <ProgressBar aria-label={step} />
        </Field>
      )}
      {kept !== null && <ProblemBar problem={kept} intent={state === "refused" ? "error" : "warning"} onRetry={onRetry} />}
      {problem !== null && <ProblemBar problem={problem} onRetry={onRetry} />}
      <Text size={200}>{words.leave}</Text>
      <div>
        <ReasonButton size="small" reason={isTooLate ? words.tooLate : null} onClick={onTakeBack}>
          {words.takeBack}
        </ReasonButton>
      </div>
    </div>
  );
}
