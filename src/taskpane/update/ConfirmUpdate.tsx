import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { PatientCard } from "../../contract/patientCard";
import { updateWords } from "../../wording/paneUpdate";
import { ReasonButton } from "../common/ReasonButton";
import { ChangeLines } from "../submit/parts/ChangeLines";
import { changeLines, readLines } from "../submit/parts/fieldText";
import { changesRecord, keptNumbers } from "./checking";
import { isErased, paneRowOf } from "./draft";
import type { Circumstances } from "./draft";
import type { FormPhase, FormState } from "./formState";

const words = updateWords.dialog;
const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
});

interface Props {
  readonly card: PatientCard;
  readonly form: FormState;
  readonly phase: Extract<FormPhase, { name: "confirming" }>;
  readonly circumstances: Circumstances;
  readonly personName: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Old → new of each field before anything is sent. */
export function ConfirmUpdate({ card, form: { draft }, phase, circumstances, personName, onSubmit, onClose }: Props): ReactElement {
  const styles = useStyles();
  const { preview, isSending } = phase;
  const kept = keptNumbers(draft, circumstances);
  const isChanging = changesRecord(draft, circumstances);
  const reason = draft.reason.trim();
  const title = !isChanging ? words.keepTitle : card.name === null ? words.title : words.titleOf(card.name);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content} tabIndex={0}>
            {isChanging && <Text>{words.changes}</Text>}
            {isChanging && preview !== null && <ChangeLines lines={changeLines(preview.fields)} />}
            {isChanging &&
              preview === null &&
              readLines(paneRowOf(draft, circumstances, null)).map(({ name, after }) => (
                <Text key={name} size={200}>
                  {name}: {after}
                </Text>
              ))}
            {(["phone", "street"] as const)
              .filter((field) => isErased(draft, field) && (field !== "phone" || draft.isPreferred))
              .map((field) => (
                <Text key={field} weight="semibold">
                  {words.erases[field]}
                </Text>
              ))}
            {isChanging && preview === null && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{words.blind}</MessageBarBody>
              </MessageBar>
            )}
            {kept.map((phone) => (
              <Text key={phone}>{words.keeps(phone)}</Text>
            ))}
            {reason !== "" && <Text size={200}>{words.reason(reason)}</Text>}
            <Text size={200}>{words.name(personName)}</Text>
          </DialogContent>
          <DialogActions fluid>
            <ReasonButton appearance="primary" reason={isSending ? updateWords.why.busy : null} onClick={onSubmit}>
              {words.submit}
            </ReasonButton>
            <Button onClick={onClose}>{words.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
