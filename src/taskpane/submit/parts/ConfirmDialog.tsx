import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { contactFields } from "../../../domain/types";
import { paneWords } from "../../../wording/pane";
import { submitWords } from "../../../wording/paneSubmit";
import { ReasonButton } from "../../common/ReasonButton";
import { summarise } from "../engine/summary";
import { rowsToSend } from "../rowsToSend";
import type { Setup, Validated } from "../submitState";

const words = submitWords.confirm;
const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalXXS} 0 ${tokens.spacingVerticalS}`, paddingLeft: tokens.spacingHorizontalXL },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  actions: { justifyContent: "flex-end" },
});

interface Props {
  readonly validated: Validated;
  readonly setup: Setup;
  readonly personName: string;
  readonly isChecking: boolean;
  readonly isSending: boolean;
  readonly onSubmit: () => void;
  readonly onValidate: () => void;
  readonly onClose: () => void;
}

/** The numbers before anything is sent: what changes in the record, what is left out and why. */
export function ConfirmDialog({ validated, setup, personName, isChecking, isSending, onSubmit, onValidate, onClose }: Props): ReactElement {
  const styles = useStyles();
  const rows = rowsToSend(validated);
  const sent = summarise(rows);
  const left = leftOut(validated, setup);
  const canSend = rows.length > 0 && !isChecking;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title(rows.length)}</DialogTitle>
          <DialogContent className={styles.content} tabIndex={0}>
            {isChecking ? (
              <Spinner size="small" label={words.checking} />
            ) : (
              <>
                {rows.length === 0 && <Text>{words.nothing}</Text>}
                {rows.length > 0 && <Text>{words.changes}</Text>}
                {rows.length > 0 && (
                  <ul className={styles.list}>
                    {contactFields
                      .filter((field) => sent.byField[field] > 0)
                      .map((field) => (
                        <li key={field}>{words.field(paneWords.contactFields[field], sent.byField[field])}</li>
                      ))}
                  </ul>
                )}
                {sent.byVerdict.blind > 0 && (
                  <MessageBar intent="warning" layout="multiline">
                    <MessageBarBody>{words.blindNote}</MessageBarBody>
                  </MessageBar>
                )}
                {left.length > 0 && <Text>{words.leftOut}</Text>}
                {left.length > 0 && (
                  <ul className={styles.list}>
                    {left.map((text) => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                )}
                <Text size={200}>{words.name(personName)}</Text>
                <Text size={200}>{words.ctrlZ}</Text>
              </>
            )}
          </DialogContent>
          <DialogActions className={styles.actions} fluid>
            {canSend && (
              <ReasonButton appearance="primary" reason={isSending ? submitWords.validateWhy.busy : null} onClick={onSubmit}>
                {submitWords.submit(rows.length)}
              </ReasonButton>
            )}
            {validated.changed.size > 0 && !isChecking && <Button onClick={onValidate}>{submitWords.validateAgain}</Button>}
            <Button onClick={onClose}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function leftOut({ rows, changed, hiddenSince }: Validated, setup: Setup): readonly string[] {
  const { byVerdict } = summarise(rows.filter((row) => !changed.has(row.index) && !hiddenSince.has(row.index)));
  const outOfScope = (setup.read?.rows.length ?? rows.length) - rows.length;
  const reasons: readonly (readonly [number, (rows: number) => string])[] = [
    [changed.size, words.left.changed],
    [hiddenSince.size, words.left.hidden],
    [byVerdict.error, words.left.error],
    [byVerdict.waiting, words.left.waiting],
    [byVerdict.same, words.left.same],
    [byVerdict.repeated, words.left.repeated],
    [outOfScope, words.left.outOfScope],
  ];
  return reasons.filter(([number]) => number > 0).map(([number, text]) => text(number));
}
