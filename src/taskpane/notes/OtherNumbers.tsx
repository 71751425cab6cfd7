import { Button, Caption1, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactElement } from "react";
import type { OtherNumber } from "../../contract/contactNotes";
import type { PatientUuid } from "../../contract/patientSearch";
import { noteWords } from "../../wording/paneNotes";
import { ProblemBar } from "../common/ProblemBar";
import { momentText } from "../history/momentText";
import { useStore } from "../store";
import { NumberForm } from "./NumberForm";
import { relationText } from "./noteTexts";
import type { NotesDesk } from "./notesDesk";
import { VoidForm } from "./VoidForm";
import { WaitingNotes } from "./WaitingNotes";

const words = noteWords.numbers;
const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "stretch" },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { display: "flex", flexDirection: "column", overflowWrap: "anywhere", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, paddingBottom: tokens.spacingVerticalXS },
  voided: { color: tokens.colorNeutralForeground3 },
  action: { alignSelf: "flex-start" },
});

interface Props {
  readonly desk: NotesDesk;
  readonly patient: PatientUuid;
}

/** Numbers beside NMRS's one, whose they are, and a way to add one or say that one no longer holds. */
export function OtherNumbers({ desk, patient }: Props): ReactElement {
  const styles = useStyles();
  const { notes, isAsking, problem, waiting, isNoting, said, refused } = useStore(desk);
  const [isAdding, setAdding] = useState(false);
  const [voiding, setVoiding] = useState<string | null>(null);
  const [showsEarlier, setShowsEarlier] = useState(false);
  const held = notes?.numbers.filter(({ voided }) => voided === null) ?? [];
  const earlier = notes?.numbers.filter(({ voided }) => voided !== null) ?? [];
  const isOurs = refused?.kind === "add-number" || refused?.kind === "void-number";
  return (
    <section className={styles.section} aria-label={words.title}>
      <Subtitle1 as="h2">{words.title}</Subtitle1>
      <Caption1>{words.lead}</Caption1>
      {problem !== null && <ProblemBar problem={problem} intent="warning" onRetry={() => void desk.reload()} />}
      {isAsking && notes === null && <Text>{noteWords.loading}</Text>}
      <WaitingNotes desk={desk} waiting={waiting.filter(({ note }) => note?.kind === "add-number" || note?.kind === "void-number")} />
      {notes !== null && held.length === 0 && <Text>{words.none}</Text>}
      {held.length > 0 && (
        <ul className={styles.list} aria-label={words.list}>
          {held.map((number) => (
            <li key={number.uuid} className={styles.item}>
              <NumberLines number={number} />
              {voiding === number.uuid ? (
                <VoidForm
                  label={words.takeOut(number.phone)}
                  isNoting={isNoting}
                  onClose={() => setVoiding(null)}
                  onVoid={(reason) => {
                    void desk.note({ kind: "void-number", uuid: number.uuid, patient, reason }).then((isDone) => isDone && setVoiding(null));
                  }}
                />
              ) : (
                <Button
                  className={styles.action}
                  size="small"
                  appearance="subtle"
                  aria-label={words.takeOut(number.phone)}
                  onClick={() => {
                    desk.dismiss();
                    setVoiding(number.uuid);
                  }}
                >
                  {words.takeOutShort}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOurs && refused.problem !== null && <ProblemBar problem={refused.problem} />}
      <div role="status">
        {said?.note.kind === "add-number" && <Text>{said.isWaiting ? noteWords.waits : words.saved(said.note.phone)}</Text>}
        {said?.note.kind === "void-number" && <Text>{said.isWaiting ? noteWords.waitsVoid : noteWords.voided}</Text>}
      </div>
      {isAdding ? (
        <NumberForm
          isNoting={isNoting}
          refused={refused?.kind === "add-number" ? refused.faults : []}
          onClose={() => setAdding(false)}
          onSave={(typed) => {
            void desk.note({ kind: "add-number", uuid: crypto.randomUUID(), patient, ...typed }).then((isDone) => isDone && setAdding(false));
          }}
        />
      ) : (
        <Button
          className={styles.action}
          icon={<AddRegular />}
          onClick={() => {
            desk.dismiss();
            setAdding(true);
          }}
        >
          {words.add}
        </Button>
      )}
      {earlier.length > 0 && (
        <Button className={styles.action} size="small" appearance="subtle" aria-expanded={showsEarlier} onClick={() => setShowsEarlier(!showsEarlier)}>
          {showsEarlier ? words.hideEarlier : words.earlier(earlier.length)}
        </Button>
      )}
      {showsEarlier && earlier.length > 0 && (
        <ul className={styles.list} aria-label={words.earlierList}>
          {earlier.map((number) => (
            <li key={number.uuid} className={styles.item}>
              <NumberLines number={number} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NumberLines({ number }: { readonly number: OtherNumber }): ReactElement {
  const styles = useStyles();
  const { voided } = number;
  return (
    <>
      <Text weight="semibold" strikethrough={voided !== null}>
        {number.phone}
      </Text>
      <Text>{number.name === null ? relationText(number) : `${relationText(number)}, ${number.name}`}</Text>
      {number.note !== null && <Text>{number.note}</Text>}
      {number.submission !== null && <Caption1>{words.fromSheet}</Caption1>}
      <Caption1 className={styles.voided}>{noteWords.by(number.by, momentText(number.at))}</Caption1>
      {voided !== null && <Caption1 className={styles.voided}>{noteWords.voidedBy(voided.by, momentText(voided.at), voided.reason)}</Caption1>}
    </>
  );
}
