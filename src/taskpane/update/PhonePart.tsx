import { Button, Checkbox, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular, WrenchRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Issue } from "../../domain/types";
import { updateWords } from "../../wording/paneUpdate";
import { EraseButton } from "./EraseButton";
import { isErased, textOf } from "./draft";
import { FieldIssues } from "./FieldIssues";
import { issuesOfPart } from "./formParts";
import type { PartProps } from "./formParts";
import { Recorded } from "./Recorded";
import { ValueInput, toldIssues } from "./ValueInput";

const words = updateWords.phone;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  kept: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

/** The current number beside the new one, and whether NMRS gets it. */
export function PhonePart({ store, card, form, circumstances, issues, isDisabled }: PartProps): ReactElement {
  const styles = useStyles();
  const { draft } = form;
  const erased = isErased(draft, "phone");
  const own = issuesOfPart(issues, "phone");
  const told = toldIssues(own, form.visited.has("phone"));
  const several = told.find(({ code }) => code === "two-numbers");
  return (
    <section className={styles.part} aria-label={words.title} data-field="phone">
      <Subtitle2 as="h3">{words.title}</Subtitle2>
      <Recorded values={card.phones.length === 0 ? [[updateWords.now, null]] : card.phones.map(({ value }, at) => [at === 0 ? updateWords.now : "", value])} />
      {card.phones.length > 1 && <Text size={200}>{words.several(card.phones.length)}</Text>}
      {!erased && (
        <ValueInput
          label={words.label}
          hint={words.hint}
          inputMode="tel"
          value={textOf(draft, "phone")}
          issues={own}
          isVisited={form.visited.has("phone")}
          isDisabled={isDisabled}
          onType={(text) => store.type(card, "phone", text)}
          onLeave={() => store.leaveField(card.patient, "phone")}
        />
      )}
      <FieldIssues
        issues={told.filter((issue) => issue !== several)}
        confirmed={draft.confirmed}
        withoutErrors={!erased}
        onConfirm={(code, isConfirmed) => store.confirm(card.patient, code, isConfirmed)}
        onRepair={(_, after) => store.type(card, "phone", after)}
      />
      {several !== undefined && <Several issue={several} onChoose={(phone, others) => store.choosePhone(card, phone, others)} />}
      {draft.kept.length > 0 && (
        <div className={styles.kept}>
          <Text size={200}>{words.keeps}:</Text>
          {draft.kept.map((phone) => (
            <Button key={phone} size="small" icon={<DismissRegular />} iconPosition="after" aria-label={words.drop(phone)} onClick={() => store.dropKept(card, phone)}>
              {phone}
            </Button>
          ))}
        </div>
      )}
      {!erased && (
        <div>
          <Checkbox label={words.preferred} checked={draft.isPreferred} disabled={isDisabled} onChange={(_, data) => store.setPreferred(card, data.checked === true)} />
          <Text size={200} block>
            {draft.isPreferred ? words.preferredHint : words.besideHint}
          </Text>
        </div>
      )}
      {can(circumstances.role, "clear") && !isDisabled && (
        <EraseButton field="phone" isErased={erased} isRecorded={card.phones.length > 0} onErase={() => store.erase(card, "phone")} onKeep={() => store.type(card, "phone", "")} />
      )}
    </section>
  );
}

/** Several numbers in one field: one becomes the telephone number, the others can be kept beside it. */
function Several({ issue, onChoose }: { readonly issue: Issue; readonly onChoose: (phone: string, others: readonly string[]) => void }): ReactElement {
  const styles = useStyles();
  const choices = issue.repair?.choices ?? [];
  return (
    <div className={styles.buttons}>
      {choices.map((phone) => {
        const others = choices.filter((other) => other !== phone);
        return [
          others.length > 0 && (
            <Button key={`${phone}+`} size="small" icon={<WrenchRegular />} onClick={() => onChoose(phone, others)}>
              {words.useAndKeep(phone, others.join(", "))}
            </Button>
          ),
          <Button key={phone} size="small" icon={<WrenchRegular />} onClick={() => onChoose(phone, [])}>
            {words.use(phone)}
          </Button>,
        ];
      })}
    </div>
  );
}
