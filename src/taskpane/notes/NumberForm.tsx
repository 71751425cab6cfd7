import { Button, Field, Input, Select, Text, makeStyles, tokens } from "@fluentui/react-components";
import { WrenchRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactElement } from "react";
import { checkOtherNumber, noteLengths, relations } from "../../domain/contactNotes";
import type { NoteFault, NumberTyped } from "../../domain/contactNotes";
import { noteWords } from "../../wording/paneNotes";
import { sentence, sentenceLine } from "../../wording/sentence";
import { ReasonButton } from "../common/ReasonButton";
import { faultText } from "./noteTexts";

const words = noteWords.numbers;
const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  repairs: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly isNoting: boolean;
  /** What the server said of the last try. */
  readonly refused: readonly NoteFault[];
  readonly onSave: (typed: NumberTyped) => void;
  readonly onClose: () => void;
}

const empty: NumberTyped = { phone: "", relation: "next-of-kin", relationWord: "", name: "", note: "" };
const asksWord = (relation: NumberTyped["relation"]): boolean => relation === "other" || relation === "neighbour";

/** Another number, read while one types by the rules that every phone has. */
export function NumberForm({ isNoting, refused, onSave, onClose }: Props): ReactElement {
  const styles = useStyles();
  const [typed, setTyped] = useState(empty);
  const [isLeft, setLeft] = useState(false);
  const { faults, issues } = checkOtherNumber(typed);
  const set = (part: Partial<NumberTyped>): void => setTyped({ ...typed, ...part });
  const worst = issues.find(({ severity }) => severity === "error" || severity === "repair");
  const doubt = issues.find(({ severity }) => severity === "warning");
  const kept = faultText(refused, "phone");
  const phoneText = isLeft && worst !== undefined ? sentenceLine(worst) : (kept ?? (doubt === undefined ? null : sentence(doubt).problem));
  const [fault] = faults;
  const why = fault !== undefined ? noteWords.faults[fault.code] : isNoting ? noteWords.busy : null;
  const message = (text: string | null, isError: boolean): object => (text === null ? {} : { validationState: isError ? "error" : "warning", validationMessage: text });
  return (
    <form
      className={styles.form}
      aria-label={words.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null) onSave(typed);
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <Field label={words.phone} hint={words.phoneHint} {...message(phoneText, kept !== null || (worst !== undefined && isLeft))}>
        <Input autoFocus inputMode="tel" autoComplete="off" value={typed.phone} onChange={(_, data) => set({ phone: data.value })} onBlur={() => setLeft(true)} />
      </Field>
      {worst?.repair !== undefined && (
        <div className={styles.repairs}>
          {(worst.repair.choices ?? [worst.repair.after]).map((after) => (
            <Button key={after} size="small" icon={<WrenchRegular />} onClick={() => set({ phone: after })}>
              {words.use(after)}
            </Button>
          ))}
        </div>
      )}
      <Field label={words.relation}>
        <Select value={typed.relation} onChange={(_, data) => set({ relation: relations.find((one) => one === data.value) ?? typed.relation })}>
          {relations.map((relation) => (
            <option key={relation} value={relation}>
              {noteWords.relations[relation]}
            </option>
          ))}
        </Select>
      </Field>
      {asksWord(typed.relation) && (
        <Field label={words.relationWord} hint={words.relationWordHint} {...message(faultText(typed.relationWord === "" ? [] : faults, "relation"), true)}>
          <Input value={typed.relationWord} maxLength={noteLengths.relationWord} onChange={(_, data) => set({ relationWord: data.value })} />
        </Field>
      )}
      <Field label={words.name} {...message(faultText(faults, "name"), true)}>
        <Input value={typed.name} autoComplete="off" maxLength={noteLengths.name} onChange={(_, data) => set({ name: data.value })} />
      </Field>
      <Field label={words.note} hint={words.noteHint} {...message(faultText(faults, "note"), true)}>
        <Input value={typed.note} maxLength={noteLengths.note} onChange={(_, data) => set({ note: data.value })} />
      </Field>
      <div className={styles.actions}>
        <ReasonButton type="submit" appearance="primary" reason={why}>
          {words.save}
        </ReasonButton>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
      {why !== null && <Text size={200}>{why}</Text>}
    </form>
  );
}
