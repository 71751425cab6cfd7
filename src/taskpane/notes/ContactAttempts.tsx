import { Button, Caption1, MessageBar, MessageBarActions, MessageBarBody, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { ContactAttempt, PatientNotes } from "../../contract/contactNotes";
import type { PatientCard } from "../../contract/patientCard";
import { noteWords } from "../../wording/paneNotes";
import { dayWords } from "../../wording/sentence";
import { Paged } from "../common/Paged";
import { ProblemBar } from "../common/ProblemBar";
import { momentText } from "../history/momentText";
import { useStore } from "../store";
import { CallForm } from "./CallForm";
import { noteText, numberText } from "./noteTexts";
import type { NotesDesk } from "./notesDesk";
import { VoidForm } from "./VoidForm";
import { WaitingNotes } from "./WaitingNotes";

const words = noteWords.calls;
const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { display: "flex", flexDirection: "column", overflowWrap: "anywhere", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, paddingBlock: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground3 },
  action: { alignSelf: "flex-start" },
});

interface Props {
  readonly desk: NotesDesk;
  readonly card: PatientCard;
  /** The site's day. */
  readonly today: string;
  /** Leads to the form in which the number is corrected; null where this patient cannot be updated. */
  readonly onCorrect: (() => void) | null;
}

/** Tries to reach the patient: one tap notes one; what follows from them stands above. */
export function ContactAttempts({ desk, card, today, onCorrect }: Props): ReactElement {
  const styles = useStyles();
  const { notes, isAsking, waiting, isNoting, said, refused } = useStore(desk);
  const { patient } = card;
  const isOurs = refused?.kind === "add-attempt" || refused?.kind === "void-attempt";
  const isWrong = said?.note.kind === "add-attempt" && said.note.outcome === "wrong-number" && said.note.tried.kind === "recorded";
  return (
    <section className={styles.section} aria-label={words.title}>
      <Subtitle1 as="h2">{words.title}</Subtitle1>
      {notes !== null && <Reachable notes={notes} />}
      <CallForm
        card={card}
        numbers={notes?.numbers.filter(({ voided }) => voided === null) ?? []}
        today={today}
        isNoting={isNoting}
        refused={refused?.kind === "add-attempt" ? refused.faults : []}
        onCall={(call) => desk.note({ kind: "add-attempt", uuid: crypto.randomUUID(), patient, ...call })}
      />
      {isOurs && refused.problem !== null && <ProblemBar problem={refused.problem} />}
      <div role="status">
        {said?.note.kind === "add-attempt" && (
          <Text>{said.isWaiting ? `${noteText(said.note)}. ${noteWords.waits}` : words.noted(noteWords.outcomes[said.note.outcome], dayWords(said.note.day))}</Text>
        )}
        {said?.note.kind === "void-attempt" && <Text>{said.isWaiting ? noteWords.waitsVoid : noteWords.voided}</Text>}
      </div>
      {isWrong && onCorrect !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.wrong}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={onCorrect}>
              {words.correct}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <WaitingNotes desk={desk} waiting={waiting.filter(({ note }) => note?.kind !== "add-number" && note?.kind !== "void-number")} />
      {isAsking && notes === null && <Text>{noteWords.loading}</Text>}
      {notes !== null && notes.attempts.length === 0 && <Text>{words.none}</Text>}
      {notes !== null && notes.attempts.length > 0 && (
        <Paged items={notes.attempts} label={words.list} pageSize={5} keyOf={({ uuid }) => uuid} render={(attempt) => <Call desk={desk} patient={patient} attempt={attempt} isNoting={isNoting} />} />
      )}
      {notes?.moreAttempts === true && <Caption1>{words.more}</Caption1>}
    </section>
  );
}

function Reachable({ notes: { lastVerified, unreachableSince } }: { readonly notes: PatientNotes }): ReactElement {
  return (
    <>
      <Text>{lastVerified === null ? words.never : words.verified(dayWords(lastVerified))}</Text>
      {unreachableSince !== null && <Text weight="semibold">{words.unreachable(dayWords(unreachableSince))}</Text>}
    </>
  );
}

interface CallProps {
  readonly desk: NotesDesk;
  readonly patient: string;
  readonly attempt: ContactAttempt;
  readonly isNoting: boolean;
}

function Call({ desk, patient, attempt, isNoting }: CallProps): ReactElement {
  const styles = useStyles();
  const [isVoiding, setVoiding] = useState(false);
  const { outcome, day, note, voided } = attempt;
  const label = words.takeOut(noteWords.outcomes[outcome], dayWords(day));
  return (
    <div className={styles.item}>
      <Text weight="semibold" strikethrough={voided !== null}>
        {noteWords.outcomes[outcome]}, {dayWords(day)}
      </Text>
      <Text>{numberText(attempt.number)}</Text>
      {note !== null && <Text>{note}</Text>}
      <Caption1 className={styles.quiet}>{noteWords.by(attempt.by, momentText(attempt.at))}</Caption1>
      {voided !== null && <Caption1 className={styles.quiet}>{noteWords.voidedBy(voided.by, momentText(voided.at), voided.reason)}</Caption1>}
      {voided === null && isVoiding && (
        <VoidForm
          label={label}
          isNoting={isNoting}
          onClose={() => setVoiding(false)}
          onVoid={(reason) => {
            void desk.note({ kind: "void-attempt", uuid: attempt.uuid, patient, reason }).then((isDone) => isDone && setVoiding(false));
          }}
        />
      )}
      {voided === null && !isVoiding && (
        <Button
          className={styles.action}
          size="small"
          appearance="subtle"
          aria-label={label}
          onClick={() => {
            desk.dismiss();
            setVoiding(true);
          }}
        >
          {words.takeOutShort}
        </Button>
      )}
    </div>
  );
}
