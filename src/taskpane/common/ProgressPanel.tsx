import { Caption1, Field, ProgressBar, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { submissionWords } from "../../wording/paneSubmissions";
import { CancelDialog } from "./CancelDialog";
import { paceText } from "./pace";
import type { Pace } from "./pace";
import { ReasonButton } from "./ReasonButton";

const words = submissionWords.progress;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  said: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
  numbers: { fontVariantNumeric: "tabular-nums" },
});

interface Props {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly pace: Pace | null;
  /** Asks the server to cancel; absent where that is not for this person. */
  readonly onCancel?: (() => void) | undefined;
  /** Why it cannot be cancelled now; null where it can. */
  readonly cancelWhyNot?: string | null | undefined;
  readonly isCancelling: boolean;
}

/** n of N rows, how fast, how long still, and a way to stop it. */
export function ProgressPanel({ label, done, total, pace, onCancel, cancelWhyNot = null, isCancelling }: Props): ReactElement {
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const speed = paceText(pace, total);
  return (
    <div className={styles.box}>
      <Field label={label}>
        <ProgressBar aria-label={label} value={done} max={Math.max(total, 1)} />
      </Field>
      <Caption1 className={styles.numbers}>
        {words.of(done, total)}
        {speed !== "" && !isCancelling && ` · ${speed}`}
      </Caption1>
      {/* Whoever listens hears of it a few times, not with every row. */}
      <div role="status" className={styles.said}>
        {total > 0 ? words.said(Math.floor((done / total) * 4) * 25) : ""}
      </div>
      {isCancelling && <Caption1 role="status">{words.cancelling}</Caption1>}
      {onCancel !== undefined && !isCancelling && (
        <div>
          <ReasonButton size="small" reason={cancelWhyNot} onClick={() => setAsking(true)}>
            {words.cancel}
          </ReasonButton>
        </div>
      )}
      {asking && onCancel !== undefined && (
        <CancelDialog
          done={done}
          total={total}
          onClose={() => setAsking(false)}
          onCancel={() => {
            setAsking(false);
            onCancel();
          }}
        />
      )}
    </div>
  );
}
