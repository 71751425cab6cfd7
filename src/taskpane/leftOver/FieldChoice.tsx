import { Radio, RadioGroup, Text, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { LeftOverRow } from "../../contract/followUps";
import type { ContactField } from "../../domain/types";
import { leftOverWords } from "../../wording/paneLeftOver";
import { canTake, isSame } from "./decisions";
import type { Choice } from "./decisions";
import { threeValues } from "./valueText";

const words = leftOverWords;
const useStyles = makeStyles({
  field: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
  values: { margin: 0, display: "grid", gridTemplateColumns: "minmax(88px, auto) minmax(0, 1fr)", columnGap: tokens.spacingHorizontalS, rowGap: tokens.spacingVerticalXXS, fontSize: tokens.fontSizeBase200 },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: "anywhere" },
  strong: { fontWeight: tokens.fontWeightSemibold },
  choice: { flexWrap: "wrap" },
});

interface Props {
  readonly row: LeftOverRow;
  readonly field: ContactField;
  readonly choice: Choice | undefined;
  readonly isMine: boolean;
  readonly onChoose: (choice: Choice) => void;
}

/** One field of a row: what was seen, what is there now, what is wanted; and which of the two last shall stand. */
export function FieldChoice({ row, field, choice, isMine, onChoose }: Props): ReactElement {
  const styles = useStyles();
  const { saw, now, want } = threeValues(row, field);
  const same = isSame(row, field);
  const lines: readonly (readonly [term: string, value: string, isStrong: boolean])[] = [
    [isMine ? words.value.saw : words.value.sawOther, saw, false],
    [words.value.now, now, choice === "theirs"],
    [isMine ? words.value.want : words.value.wantOther, want, choice === "mine"],
  ];
  return (
    <div className={styles.field}>
      <Text weight="semibold" size={200}>
        {words.fields[field]}
      </Text>
      <dl className={styles.values}>
        {lines.map(([term, value, isStrong]) => [
          <dt key={`${term}?`} className={styles.term}>
            {term}
          </dt>,
          <dd key={term} className={mergeClasses(styles.value, isStrong && styles.strong)}>
            {value}
          </dd>,
        ])}
      </dl>
      {same && <Text size={200}>{words.same}</Text>}
      {!same && canTake(row, field) && (
        <RadioGroup
          layout="horizontal"
          className={styles.choice}
          aria-label={words.choiceFor(words.fields[field], row.rowNumber)}
          value={choice ?? ""}
          onChange={(_, data) => onChoose(data.value === "mine" ? "mine" : "theirs")}
        >
          <Radio value="theirs" label={words.keep} />
          <Radio value="mine" label={row.why === "reverted" ? words.applyOne : words.take} />
        </RadioGroup>
      )}
    </div>
  );
}
