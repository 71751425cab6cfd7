import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import { contactFields } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import { submissionWords } from "../../wording/paneSubmissions";
import { changesByField } from "../submit/sending";
import { momentText } from "./momentText";

const words = submissionWords.undo;
const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

interface Props {
  readonly submission: SubmissionStatus;
  /** The rows that are taken back. */
  readonly outcomes: readonly RowOutcome[];
  readonly onUndo: (reason: string | null) => void;
  readonly onClose: () => void;
}

/** The numbers before anything is taken back: what becomes of which fields, and what is left alone. */
export function UndoDialog({ submission, outcomes, onUndo, onClose }: Props): ReactElement {
  const styles = useStyles();
  const [reason, setReason] = useState("");
  const byField = changesByField(outcomes);
  const { undo, isOwn, sentBy, kind, undoneBy } = submission;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title(outcomes.length)}</DialogTitle>
          <DialogContent className={styles.content} tabIndex={0}>
            <Text>{words.lead}</Text>
            <ul className={styles.list}>
              {contactFields
                .filter((field) => byField[field] > 0)
                .map((field) => (
                  <li key={field}>{words.field(paneWords.contactFields[field], byField[field])}</li>
                ))}
            </ul>
            <Text>{words.leftAlone}</Text>
            {undoneBy.length > 0 && <Text>{words.before}</Text>}
            {kind === "undo" && <Text>{words.ofAnUndo}</Text>}
            {!isOwn && <Text>{submissionWords.open.sentBy(sentBy)}</Text>}
            <Field label={words.reason} hint={words.reasonHint}>
              <Input value={reason} maxLength={255} onChange={(_, data) => setReason(data.value)} />
            </Field>
            <Text size={200}>{words.history}</Text>
            {undo.until !== null && <Text size={200}>{words.until(momentText(undo.until))}</Text>}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => onUndo(reason.trim() === "" ? null : reason.trim())}>
              {words.confirm(outcomes.length)}
            </Button>
            <Button onClick={onClose}>{words.keep}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
