import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { paneWords } from "../../wording/pane";
import type { PaneProblem } from "../problem";
import { problemText } from "../problemText";

interface Props {
  readonly problem: PaneProblem;
  readonly intent?: "error" | "warning";
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

/** Says what did not work, what to do, and what to quote to support. */
export function ProblemBar({ problem, intent = "error", onRetry, onDismiss }: Props): ReactElement {
  const { sentence, reference } = problemText(problem);
  return (
    <MessageBar intent={intent} layout="multiline" politeness="assertive">
      <MessageBarBody>
        {sentence}
        {reference !== null && <div>{reference}</div>}
      </MessageBarBody>
      {(onRetry !== undefined || onDismiss !== undefined) && (
        <MessageBarActions>
          {onRetry !== undefined && (
            <Button size="small" onClick={onRetry}>
              {paneWords.problem.retry}
            </Button>
          )}
          {onDismiss !== undefined && (
            <Button size="small" appearance="transparent" onClick={onDismiss}>
              {paneWords.shell.close}
            </Button>
          )}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
