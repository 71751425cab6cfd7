import { Button, Field, Input, Select, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { OtherNumber, TriedNumber } from "../../contract/contactNotes";
import type { PatientCard } from "../../contract/patientCard";
import { attemptOutcomes, checkAttempt, noteLengths } from "../../domain/contactNotes";
import type { AttemptOutcome, NoteFault } from "../../domain/contactNotes";
import { noteWords } from "../../wording/paneNotes";
import { ReasonButton } from "../common/ReasonButton";
import { faultText, relationText } from "./noteTexts";

const words = noteWords.calls;
const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  outcomes: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  group: { border: "none", margin: 0, padding: 0 },
});

export interface CallTyped {
  readonly outcome: AttemptOutcome;
  readonly tried: TriedNumber;
  readonly day: string;
  readonly note: string;
}

interface Props {
  readonly card: Pick<PatientCard, "phones" | "masked">;
  readonly numbers: readonly OtherNumber[];
  /** The site's day. */
  readonly today: string;
  readonly isNoting: boolean;
  readonly refused: readonly NoteFault[];
  /** Gives true where it is noted or waits. */
  readonly onCall: (call: CallTyped) => Promise<boolean>;
}

/** One tap notes what came of a call; the day is today's unless it is changed. */
export function CallForm({ card, numbers, today, isNoting, refused, onCall }: Props): ReactElement {
  const styles = useStyles();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typedDay, setDay] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const day = typedDay ?? today;
  const choices = [
    ...card.phones.map(({ value }, at) => ({ key: `recorded ${at}`, text: words.recorded(value), tried: { kind: "recorded", phone: card.masked ? null : value } as const })),
    ...numbers.map((number) => ({ key: number.uuid, text: words.kept(number.phone, relationText(number)), tried: { kind: "other", number: number.uuid } as const })),
  ];
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0];
  const faults = [...checkAttempt({ day, note }, today).faults, ...refused];
  const [fault] = checkAttempt({ day, note }, today).faults;
  const why = choice === undefined ? words.noNumber : fault !== undefined ? noteWords.faults[fault.code] : isNoting ? noteWords.busy : null;
  const message = (text: string | null): object => (text === null ? {} : { validationState: "error", validationMessage: text });
  const call = (outcome: AttemptOutcome): void => {
    if (choice === undefined) return;
    void onCall({ outcome, tried: choice.tried, day, note }).then((isDone) => {
      if (!isDone) return;
      setNote("");
      setDay(null);
    });
  };
  return (
    <div className={styles.form}>
      {choices.length > 1 && (
        <Field label={words.number} {...message(faultText(refused, "number"))}>
          <Select value={choice?.key ?? ""} onChange={(_, data) => setChosen(data.value)}>
            {choices.map(({ key, text }) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={words.day} {...message(faultText(faults, "day"))}>
        <Input type="date" value={day} max={today} onChange={(_, data) => setDay(data.value)} />
      </Field>
      <Field label={words.note} {...message(faultText(faults, "note"))}>
        <Input value={note} maxLength={noteLengths.note} onChange={(_, data) => setNote(data.value)} />
      </Field>
      <fieldset className={styles.group}>
        <legend>{words.what}</legend>
        <div className={styles.outcomes}>
          {attemptOutcomes.map((outcome) =>
            why === null ? (
              <Button key={outcome} onClick={() => call(outcome)}>
                {noteWords.outcomes[outcome]}
              </Button>
            ) : (
              <ReasonButton key={outcome} reason={why}>
                {noteWords.outcomes[outcome]}
              </ReasonButton>
            ),
          )}
        </div>
      </fieldset>
    </div>
  );
}
