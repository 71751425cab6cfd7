import { Button, Caption1, Spinner, Title3, Tooltip, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular, ArrowLeftRegular, EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { PatientCard } from "../../contract/patientCard";
import { seesContactsMasked } from "../../domain/roles";
import type { ContactField, Role } from "../../domain/types";
import { patientWords as words } from "../../wording/panePatient";
import { ProblemBar } from "../common/ProblemBar";
import { focusStart, startHere } from "../common/startHere";
import { NotesSections } from "../notes/NotesSections";
import type { NotesDesk } from "../notes/notesDesk";
import { useStore } from "../store";
import { RowWalkBar } from "../update/RowWalkBar";
import { UpdateForm } from "../update/UpdateForm";
import type { EarlierValue, UpdateStore } from "../update/updateStore";
import { CardPanel } from "./CardPanel";
import { personText } from "./contactText";
import { HistorySection } from "./HistorySection";
import { MarkBars } from "./MarkBars";
import { isGone } from "./patientStore";
import type { PatientStore } from "./patientStore";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  tools: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
  push: { flexGrow: 1 },
  head: { display: "flex", flexDirection: "column", overflowWrap: "anywhere" },
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

interface Props {
  readonly store: PatientStore;
  readonly update: UpdateStore;
  readonly notes: NotesDesk;
  readonly role: Role;
  readonly personName: string;
  readonly onBack: () => void;
  readonly onSubmission: (uuid: string) => void;
}

/** One patient: how to reach them now, what can be done, and how the record came to say so. */
export function PatientScreen({ store, update, notes, role, personName, onBack, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  const room = useRef<HTMLDivElement>(null);
  const { patient, card } = useStore(store);
  useEffect(() => store.enter(), [store]);
  useEffect(() => focusStart(room.current), [patient]);
  const name = card.value === null ? null : (card.value.name ?? words.noName);
  return (
    <div className={styles.screen} ref={room}>
      <Tools store={store} role={role} onBack={onBack} />
      <RowWalkBar store={update} patient={patient} />
      <div className={styles.head}>
        <Title3 as="h1" {...startHere}>
          {name ?? words.title}
        </Title3>
        {card.value !== null && <Caption1>{personText(card.value)}</Caption1>}
      </div>
      <span role="status" className={styles.spoken}>
        {name === null ? "" : words.opened(name)}
      </span>
      {card.problem !== null && <ProblemBar problem={card.problem} onRetry={isGone(card.problem) ? undefined : () => void store.reload()} />}
      {card.isAsking && card.value === null && <Spinner size="small" label={words.loading} />}
      {card.value !== null && (
        <Sections key={patient} store={store} update={update} notes={notes} card={card.value} personName={personName} onSubmission={onSubmission} />
      )}
    </div>
  );
}

/** The way back, the record anew, and the contacts that a role does not see at once. */
function Tools({ store, role, onBack }: Pick<Props, "store" | "role" | "onBack">): ReactElement {
  const styles = useStyles();
  const { card, isRevealed } = useStore(store);
  return (
    <div className={styles.tools}>
      <Button size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
        {words.back}
      </Button>
      <span className={styles.push} />
      {seesContactsMasked(role) && (
        <Tooltip content={isRevealed ? words.reveal.shown : words.reveal.why} relationship="description" withArrow>
          <Button size="small" icon={isRevealed ? <EyeOffRegular /> : <EyeRegular />} onClick={() => void (isRevealed ? store.hide() : store.reveal())}>
            {isRevealed ? words.reveal.hide : words.reveal.show}
          </Button>
        </Tooltip>
      )}
      {/* Always the same element: the keyboard stays on it while the record is read. */}
      <Tooltip content={card.isAsking ? words.loading : words.refresh} relationship="label">
        <Button size="small" appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={() => void store.reload()} />
      </Tooltip>
    </div>
  );
}

interface SectionsProps {
  readonly store: PatientStore;
  readonly update: UpdateStore;
  readonly notes: NotesDesk;
  readonly personName: string;
  readonly card: PatientCard;
  readonly onSubmission: (uuid: string) => void;
}

/** What is known of the patient and what can be done, from what one needs most often down. */
function Sections({ store, update, notes, card, personName, onSubmission }: SectionsProps): ReactElement {
  const form = useRef<HTMLDivElement>(null);
  const use = (from: PatientCard, value: EarlierValue): void => {
    update.prefill(from, value);
    // The keyboard goes along to where the value stands now, once it stands there.
    requestAnimationFrame(() => focusField(value.field));
  };
  const focusField = (field: ContactField): void => form.current?.querySelector<HTMLElement>(`[data-field="${field}"] input`)?.focus();
  return (
    <>
      <MarkBars card={card} />
      <CardPanel card={card} />
      <div ref={form}>
        <UpdateForm store={update} card={card} personName={personName} onReveal={() => void store.reveal()} onSubmission={onSubmission} />
      </div>
      <NotesSections desk={notes} card={card} onTaken={() => void store.reload()} onCorrect={() => focusField("phone")} />
      <HistorySection store={store} card={card} onUse={card.artId === null ? null : use} onSubmission={onSubmission} />
    </>
  );
}
