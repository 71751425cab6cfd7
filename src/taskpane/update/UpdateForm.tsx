import { Button, Caption1, Field, Input, MessageBar, MessageBarBody, MessageBarTitle, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { PatientCard } from "../../contract/patientCard";
import { updateWords as words } from "../../wording/paneUpdate";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { focusStart } from "../common/startHere";
import { useStore } from "../store";
import { AddressPart } from "./AddressPart";
import { BirthdatePart } from "./BirthdatePart";
import { whyNotCheck } from "./checking";
import { ConfirmUpdate } from "./ConfirmUpdate";
import { isUntouched, issuesOfDraft, lacksReason } from "./draft";
import { FieldIssues } from "./FieldIssues";
import { issuesOfRow } from "./formParts";
import type { PartProps } from "./formParts";
import { FormResultPanel } from "./FormResultPanel";
import { FormSending } from "./FormSending";
import type { FormState } from "./formState";
import { PhonePart } from "./PhonePart";
import type { UpdateStore } from "./updateStore";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  head: { display: "flex", flexDirection: "column" },
  actions: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  why: { width: "100%", color: tokens.colorNeutralForeground3 },
});

interface Props {
  readonly store: UpdateStore;
  readonly card: PatientCard;
  readonly personName: string;
  /** Shows contacts that the role hides, which the server notes. */
  readonly onReveal: () => void;
  readonly onSubmission: (uuid: string) => void;
}

/** The single update: what the record says beside what it shall say, checked while one types, sent as a submission of one row. */
export function UpdateForm({ store, card, personName, onReveal, onSubmission }: Props): ReactElement | null {
  const styles = useStyles();
  const room = useRef<HTMLElement>(null);
  const form = useStore(store).forms.get(card.patient);
  useEffect(() => store.meet(card), [store, card]);
  const phaseName = form?.phase.name;
  const phaseBefore = useRef(phaseName);
  useEffect(() => {
    const before = phaseBefore.current;
    phaseBefore.current = phaseName;
    if (phaseName === "sending" || phaseName === "result") focusStart(room.current);
    else if (phaseName === "editing" && (before === "checking" || before === "confirming")) focusNext(room.current);
  }, [phaseName]);
  const wasMasked = useRef(card.masked);
  useEffect(() => {
    const isShownNow = wasMasked.current && !card.masked;
    wasMasked.current = card.masked;
    // The button that asked for it has gone away with the keyboard on it: what it was pressed for comes next.
    if (isShownNow && document.activeElement === document.body) room.current?.querySelector<HTMLElement>("input")?.focus();
  }, [card.masked]);
  if (form === undefined) return null;
  const { phase } = form;
  const isTyping = phase.name !== "sending" && phase.name !== "result";
  const { patient } = card;
  return (
    <section className={styles.form} aria-label={words.title} ref={room}>
      <div className={styles.head}>
        <Subtitle1 as="h2">{words.title}</Subtitle1>
        {phase.name === "editing" && card.artId !== null && <Caption1>{words.lead}</Caption1>}
      </div>
      {phase.name === "sending" && <FormSending phase={phase} problem={form.problem} onTakeBack={() => void store.takeBack(patient)} onRetry={() => void store.retry(patient)} />}
      {phase.name === "result" && (
        <FormResultPanel
          result={phase.result}
          problem={form.problem}
          isShown={!card.masked}
          onSettle={() => void store.settle(patient)}
          onWriteAgain={() => void store.writeAgain(patient)}
          onAgain={() => store.startAgain(patient)}
          onOpen={onSubmission}
        />
      )}
      {card.artId === null ? (
        <NoArtId card={card} />
      ) : (
        isTyping && <Fields store={store} card={card} form={form} personName={personName} onReveal={onReveal} />
      )}
    </section>
  );
}

/** After the question to the record: to the first thing that asks for something, else back to the button that was pressed. */
function focusNext(room: HTMLElement | null): void {
  const asks = room?.querySelector<HTMLElement>('[aria-invalid="true"], [data-issues] input:not(:checked)');
  (asks ?? room?.querySelector<HTMLElement>("[data-check]"))?.focus();
}

/** Why this patient cannot be updated, and what to do. */
function NoArtId({ card: { marks } }: { readonly card: PatientCard }): ReactElement {
  const why = marks.includes("voided") ? words.noArtId.voided : marks.includes("ambiguous-art-id") ? words.noArtId.ambiguous : words.noArtId.none;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words.noArtId.title}</MessageBarTitle> {why}
      </MessageBarBody>
    </MessageBar>
  );
}

function Fields({ store, card, form, personName, onReveal }: Omit<Props, "onSubmission"> & { readonly form: FormState }): ReactElement {
  const styles = useStyles();
  const { patient } = card;
  const { draft, phase, problem } = form;
  const circumstances = store.circumstances(card);
  const issues = issuesOfDraft(draft, circumstances, form.said);
  const part: PartProps = { store, card, form, circumstances, issues, isDisabled: phase.name !== "editing" };
  const why = phase.name === "checking" ? "busy" : whyNotCheck(form, circumstances);
  const asksReason = issues.some((issue) => issue.severity === "warning" && lacksReason(issue, draft.reason));
  const ofRow = issuesOfRow(issues);
  return (
    <>
      {draft.row !== null && <Caption1>{isUntouched(draft) ? words.walk.nothingGiven : words.walk.filled}</Caption1>}
      {card.masked && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {words.hidden}{" "}
            <Button size="small" onClick={onReveal}>
              {words.reveal}
            </Button>
          </MessageBarBody>
        </MessageBar>
      )}
      <PhonePart {...part} />
      <AddressPart {...part} />
      <BirthdatePart {...part} />
      <Field label={words.reason.label} hint={words.reason.hint} {...(asksReason && { validationState: "warning" as const, validationMessage: words.reason.missing })}>
        <Input value={draft.reason} maxLength={255} disabled={part.isDisabled} onChange={(_, data) => store.setReason(patient, data.value)} />
      </Field>
      {ofRow.length > 0 && (
        <div role="group" aria-label={words.row}>
          <FieldIssues issues={ofRow} confirmed={draft.confirmed} onConfirm={(code, isConfirmed) => store.confirm(patient, code, isConfirmed)} />
        </div>
      )}
      <div role="status">{form.isSame && <Text>{words.same}</Text>}</div>
      {form.isNotKept && <Text role="alert">{words.notKept}</Text>}
      {problem !== null && <ProblemBar problem={problem} onRetry={() => void store.check(card)} />}
      <div className={styles.actions}>
        <ReasonButton appearance="primary" data-check="" reason={phase.name === "checking" ? words.checking : why === null ? null : words.why[why]} onClick={() => void store.check(card)}>
          {words.check}
        </ReasonButton>
        {!isUntouched(draft) && phase.name === "editing" && <Button onClick={() => store.discard(patient)}>{words.discard}</Button>}
        {phase.name === "editing" && why !== null && (
          <Text size={200} className={styles.why}>
            {words.why[why]}
          </Text>
        )}
        {phase.name === "checking" && (
          <Text size={200} role="status" className={styles.why}>
            {words.checking}
          </Text>
        )}
      </div>
      {phase.name === "confirming" && !card.masked && (
        <ConfirmUpdate
          card={card}
          form={form}
          phase={phase}
          circumstances={circumstances}
          personName={personName}
          onSubmit={() => void store.submit(card)}
          onClose={() => store.closeConfirmation(patient)}
        />
      )}
    </>
  );
}
