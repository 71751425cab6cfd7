import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowRightRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import type { ChangeLine } from "./fieldText";

const words = submitWords.row;
const useStyles = makeStyles({
  list: { margin: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, fontSize: tokens.fontSizeBase200 },
  term: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS, overflowWrap: "anywhere" },
  before: { color: tokens.colorNeutralForeground3, textDecorationLine: "line-through" },
  after: { fontWeight: tokens.fontWeightSemibold },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});

/** Old → new, one line for each value that changes. The words are there for whoever does not see arrow and strike-through. */
export function ChangeLines({ lines }: { readonly lines: readonly ChangeLine[] }): ReactElement {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {lines.map(({ name, before, after }) => (
        <div key={name}>
          <dt className={styles.term}>{name}</dt>
          <dd className={styles.value}>
            <span className={styles.hidden}>{words.now} </span>
            <span className={styles.before}>{before}</span>
            <ArrowRightRegular aria-hidden />
            <span className={styles.hidden}>{words.new} </span>
            <span className={styles.after}>{after}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
