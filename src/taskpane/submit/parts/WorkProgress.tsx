import { Button, Caption1, Field, ProgressBar, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import type { WorkStep } from "../submitState";

const words = submitWords.work;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
});

interface Props {
  readonly work: WorkStep;
  readonly onCancel: () => void;
}

/** n of N of the step that runs, and a way to stop it. */
export function WorkProgress({ work, onCancel }: Props): ReactElement {
  const styles = useStyles();
  const { step, done, total } = work;
  return (
    <div className={styles.box}>
      <Field label={words[step]} validationState="none">
        <ProgressBar {...(total > 0 && { value: done, max: total })} aria-label={words[step]} />
      </Field>
      <Caption1>{total > 0 ? words.of(done, total) : " "}</Caption1>
      <div>
        <Button size="small" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  );
}
