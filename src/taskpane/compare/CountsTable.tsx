import { Link, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { differences } from "../../domain/compareRow";
import type { Difference } from "../../domain/compareRow";
import { formats } from "../../wording/formats";
import { compareWords as words } from "../../wording/paneCompare";
import type { CompareFilter } from "./compareState";
import type { DifferenceCounts } from "./counting";

const useStyles = makeStyles({
  table: { borderCollapse: "collapse", width: "100%", fontSize: tokens.fontSizeBase200, fontVariantNumeric: "tabular-nums" },
  head: { textAlign: "right", fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3, padding: tokens.spacingHorizontalXXS, verticalAlign: "bottom", overflowWrap: "break-word" },
  name: { textAlign: "left", fontWeight: tokens.fontWeightSemibold, padding: tokens.spacingHorizontalXXS, overflowWrap: "break-word" },
  figure: { fontSize: tokens.fontSizeBase200 },
  cell: { textAlign: "right", padding: tokens.spacingHorizontalXXS, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

interface Props {
  readonly counts: DifferenceCounts;
  readonly onShow: (field: CompareFilter["field"], difference: CompareFilter["difference"]) => void;
}

/** How many cells of each column differ, and how; each figure leads to its rows. */
export function CountsTable({ counts, onShow }: Props): ReactElement {
  const styles = useStyles();
  const figure = (value: number, name: string, field: CompareFilter["field"], difference: Difference | "all"): ReactElement =>
    value === 0 ? (
      <>{formats.number(0)}</>
    ) : (
      <Link as="button" className={styles.figure} aria-label={name} onClick={() => onShow(field, difference)}>
        {formats.number(value)}
      </Link>
    );
  return (
    <table className={styles.table} aria-label={words.counts.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            {words.counts.field}
          </th>
          {differences.map((one) => (
            <th key={one} scope="col" className={styles.head} title={words.explained[one]}>
              {words.differences[one]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.byField.map(({ field, counts: ofField }) => (
          <tr key={field}>
            <th scope="row" className={styles.name}>
              {words.fields[field]}
            </th>
            {differences.map((one) => (
              <td key={one} className={styles.cell}>
                {figure(ofField[one], formats.labelled(`${words.fields[field]} ${words.marks.differences[one]}`, formats.number(ofField[one])), field, one)}
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row" className={styles.name} colSpan={differences.length}>
            {words.counts.noPatient}
          </th>
          <td className={styles.cell}>{figure(counts.noPatient, formats.labelled(words.counts.noPatient, formats.number(counts.noPatient)), "artId", "all")}</td>
        </tr>
      </tbody>
    </table>
  );
}
