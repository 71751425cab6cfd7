import { Badge, Caption1, Checkbox, Link, Select, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { LeftOverRow } from "../../contract/followUps";
import type { Issue } from "../../domain/types";
import { leftOverWords } from "../../wording/paneLeftOver";
import { sentence } from "../../wording/sentence";
import { ReasonButton } from "../common/ReasonButton";
import { canTake, errorsOf, isAnswered, questionsOf, repairOf, stateOf } from "./decisions";
import type { RowDecision } from "./decisions";
import { FieldChoice } from "./FieldChoice";
import type { LeftOverStore } from "./leftOverStore";

const words = leftOverWords;
const useStyles = makeStyles({
  card: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingHorizontalS, marginBottom: tokens.spacingVerticalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
  state: { marginLeft: "auto" },
  errors: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
});

const colours = { send: "success", leave: "informative", undecided: "warning" } as const;

interface Props {
  readonly row: LeftOverRow;
  readonly decision: RowDecision;
  readonly reason: string;
  readonly isMine: boolean;
  readonly store: LeftOverStore;
  /** Leads to the row in its sheet; absent where it is the only one and stands with its patient. */
  readonly onJump?: (() => void) | undefined;
}

/** One left-over row: each of its open fields with three values, what must be confirmed, and what stands in the way. */
export function RowToSettle({ row, decision, reason, isMine, store, onJump }: Props): ReactElement {
  const styles = useStyles();
  const state = stateOf(row, decision, reason);
  const errors = unique(row.open.flatMap((field) => errorsOf(row, field)));
  const questions = unique(row.open.flatMap((field) => (canTake(row, field) && decision.choices[field] !== "theirs" ? questionsOf(row, field) : [])));
  return (
    <section className={styles.card} aria-label={`${words.row(row.rowNumber)} ${row.artId}`}>
      <div className={styles.head}>
        {onJump !== undefined && (
          <Link as="button" onClick={onJump} aria-label={words.goToRow(row.rowNumber)}>
            {words.row(row.rowNumber)}
          </Link>
        )}
        <Caption1>{row.artId}</Caption1>
        <Badge appearance="tint" color={colours[state]} className={styles.state}>
          {words.state[state]}
        </Badge>
      </div>
      {row.open.map((field) => (
        <FieldChoice key={field} row={row} field={field} choice={decision.choices[field]} isMine={isMine} onChoose={(choice) => store.choose(row, field, choice)} />
      ))}
      {questions.map((issue) => (
        <Question key={keyOf(issue)} issue={issue} row={row} decision={decision} store={store} />
      ))}
      {errors.length > 0 && (
        <div className={styles.errors}>
          <Text size={200} weight="semibold">
            {words.cannot}
          </Text>
          {errors.map((issue) => (
            <Text key={keyOf(issue)} size={200}>
              {sentence(issue).problem}
            </Text>
          ))}
          <Text size={200}>{words.correct}</Text>
        </div>
      )}
      {state !== "leave" && row.open.every((field) => !canTake(row, field)) && (
        <div>
          <ReasonButton size="small" reason={null} aria-label={words.leaveRow(row.rowNumber)} onClick={() => store.leave(row)}>
            {words.leaveOne}
          </ReasonButton>
        </div>
      )}
    </section>
  );
}

interface QuestionProps {
  readonly issue: Issue;
  readonly row: LeftOverRow;
  readonly decision: RowDecision;
  readonly store: LeftOverStore;
}

/** A warning to confirm, or a repair to accept. */
function Question({ issue, row, decision, store }: QuestionProps): ReactElement | null {
  const { repair } = issue;
  const choices = repair?.choices ?? [];
  const [choice, setChoice] = useState("");
  const isDone = isAnswered(issue, decision);
  if (repair === undefined) {
    return (
      <Checkbox
        label={words.confirm(sentence(issue).problem)}
        checked={isDone}
        onChange={(_, data) => store.confirm([row], issue.code, data.checked === true)}
      />
    );
  }
  const accept = (after: string, isAccepted: boolean): void => {
    const accepted = repairOf(issue, after);
    if (accepted !== null) store.accept(row, accepted, isAccepted);
  };
  if (choices.length > 1) {
    return (
      <Select
        size="small"
        aria-label={words.chooseNumber(row.rowNumber)}
        value={choice}
        onChange={(_, data) => {
          setChoice(data.value);
          accept(data.value, data.value !== "");
        }}
      >
        <option value="">{words.choosePlease}</option>
        {choices.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </Select>
    );
  }
  return <Checkbox label={words.accept(repair.before, repair.after)} checked={isDone} onChange={(_, data) => accept(repair.after, data.checked === true)} />;
}

function keyOf(issue: Issue): string {
  return `${issue.code}/${issue.field ?? ""}`;
}

function unique(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [keyOf(issue), issue])).values()];
}
