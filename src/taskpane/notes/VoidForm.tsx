import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { noteLengths } from "../../domain/contactNotes";
import { noteWords } from "../../wording/paneNotes";
import { ReasonButton } from "../common/ReasonButton";

const words = noteWords.voiding;
const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  /** What is taken out, for whoever hears the form. */
  readonly label: string;
  readonly isNoting: boolean;
  readonly onVoid: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks why something noted no longer holds. */
export function VoidForm({ label, isNoting, onVoid, onClose }: Props): ReactElement {
  const styles = useStyles();
  const [reason, setReason] = useState("");
  const why = reason.trim() === "" ? noteWords.faults["reason-missing"] : isNoting ? noteWords.busy : null;
  return (
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null) onVoid(reason);
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <Field label={words.reason} hint={words.reasonHint} size="small">
        <Input autoFocus value={reason} maxLength={noteLengths.reason} onChange={(_, data) => setReason(data.value)} />
      </Field>
      <div className={styles.actions}>
        <ReasonButton size="small" type="submit" appearance="primary" reason={why}>
          {words.confirm}
        </ReasonButton>
        <Button size="small" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
