import { Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { updateWords as words } from "../../wording/paneUpdate";

const useStyles = makeStyles({
  list: { margin: 0, display: "grid", gridTemplateColumns: "auto minmax(0, 1fr)", columnGap: tokens.spacingHorizontalS, rowGap: tokens.spacingVerticalXXS, fontSize: tokens.fontSizeBase200 },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: "anywhere" },
});

interface Props {
  /** Names and values; a value that is null or blank is not recorded. */
  readonly values: readonly (readonly [name: string, value: string | null])[];
}

/** What the record says now, beside what is to be typed. */
export function Recorded({ values }: Props): ReactElement {
  const styles = useStyles();
  if (values.every(([, value]) => value === null || value === "")) {
    return (
      <Text size={200}>
        {words.now}: {words.none}
      </Text>
    );
  }
  return (
    <dl className={styles.list}>
      {values.map(([name, value]) => [
        <dt key={`${name}?`} className={styles.term}>
          {name}
        </dt>,
        <dd key={name} className={styles.value}>
          {value === null || value === "" ? words.none : value}
        </dd>,
      ])}
    </dl>
  );
}
