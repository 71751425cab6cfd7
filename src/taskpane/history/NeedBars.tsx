import { MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { submissionWords } from "../../wording/paneSubmissions";
import { leftOverWords } from "../../wording/paneLeftOver";
import { ProblemBar } from "../common/ProblemBar";
import { CancelDialog } from "../common/CancelDialog";
import { ReasonButton } from "../common/ReasonButton";
import type { OpenSubmission } from "./historyState";
import type { HistoryStore } from "./historyStore";
import { isUnderWay } from "./needs";

const words = submissionWords.open;

interface Props {
  readonly open: OpenSubmission;
  readonly store: HistoryStore;
  /** The person sent it, or may take it over. */
  readonly mayTakeOver: boolean;
}

/** What the submission needs of a person, each with the way to it; and what the server could not do. */
export function NeedBars({ open, store, mayTakeOver }: Props): ReactElement {
  const { submission, acting, refused, left } = open;
  const [givingUp, setGivingUp] = useState(false);
  const whyNot = mayTakeOver ? (acting === null ? null : submissionWords.why.busy) : submissionWords.why.notMine;
  const again = { undo: undefined, cancel: store.cancel, resume: store.resume, download: undefined };
  const retry = refused === null ? undefined : again[refused.act];
  return (
    <>
      {submission.state === "receiving" && <Need text={words.incomplete} action={words.giveUp} whyNot={whyNot} onAction={() => setGivingUp(true)} />}
      {givingUp && (
        <CancelDialog
          done={submission.rowsDone}
          total={submission.rowCount}
          onClose={() => setGivingUp(false)}
          onCancel={() => {
            setGivingUp(false);
            void store.cancel();
          }}
        />
      )}
      {submission.state === "stopped" && (
        <Need
          intent="error"
          text={`${words.stopped} ${stopText(submission.stopReason)}`}
          action={words.resume}
          whyNot={whyNot}
          onAction={() => void store.resume()}
        />
      )}
      {submission.reverted > 0 && (
        <Need text={words.reverted(submission.reverted)} action={words.applyAgain} whyNot={whyNot} onAction={() => void store.settle()} />
      )}
      {!isUnderWay(submission) && submission.leftOver > 0 && (
        <Need text={words.leftOver(submission.leftOver)} action={leftOverWords.title} whyNot={whyNot} onAction={() => void store.settle()} />
      )}
      {left > 0 && <Need intent="success" text={leftOverWords.left(left)} />}
      {refused !== null && <ProblemBar problem={refused.problem} onRetry={retry === undefined ? undefined : () => void retry()} />}
    </>
  );
}

interface NeedProps {
  readonly intent?: "warning" | "error" | "success";
  readonly text: string;
  readonly action?: string;
  readonly whyNot?: string | null;
  readonly onAction?: () => void;
}

function Need({ intent = "warning", text, action, whyNot = null, onAction }: NeedProps): ReactElement {
  return (
    <MessageBar intent={intent} layout="multiline" politeness="polite">
      <MessageBarBody>{text}</MessageBarBody>
      {action !== undefined && (
        <MessageBarActions>
          <ReasonButton size="small" reason={whyNot} onClick={onAction}>
            {action}
          </ReasonButton>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function stopText(code: string | null): string {
  if (code === null) return "";
  return words.stopReason[code] ?? words.stopUnknown(code);
}
