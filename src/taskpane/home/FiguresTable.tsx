import { makeStyles, tokens } from "@fluentui/react-components";
import { Fragment } from "react";
import type { ReactElement } from "react";
import { periods } from "../../contract/dashboard";
import type { ActivityCounts, Dashboard } from "../../contract/dashboard";
import { formats } from "../../wording/formats";
import { homeWords } from "../../wording/paneHome";

const words = homeWords.figures;
const groups = {
  fields: ["phone", "address", "birthdate"],
  rows: ["updated", "unchanged", "conflict", "failed", "takenBack", "reverted"],
} as const satisfies Record<string, readonly (keyof ActivityCounts)[]>;

const useStyles = makeStyles({
  table: { borderCollapse: "collapse", width: "100%", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  head: { textAlign: "left", fontWeight: tokens.fontWeightSemibold, padding: "2px 0", verticalAlign: "bottom" },
  group: { textAlign: "left", fontWeight: tokens.fontWeightSemibold, padding: `${tokens.spacingVerticalS} 0 2px`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  name: { textAlign: "left", fontWeight: tokens.fontWeightRegular, padding: "2px 4px 2px 0" },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums", padding: "2px 0 2px 6px", whiteSpace: "nowrap" },
});

/** What became of rows today, this week and this month. */
export function FiguresTable({ figures, label }: { readonly figures: Dashboard; readonly label: string }): ReactElement {
  const styles = useStyles();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            {words.what}
          </th>
          {periods.map((period) => (
            <th key={period} scope="col" className={styles.number}>
              {words[period]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(["fields", "rows"] as const).map((group) => (
          <Fragment key={group}>
            <tr>
              <th scope="colgroup" colSpan={4} className={styles.group}>
                {words[group]}
              </th>
            </tr>
            {groups[group].map((name) => (
              <tr key={name}>
                <th scope="row" className={styles.name}>
                  {words[name]}
                </th>
                {periods.map((period) => (
                  <td key={period} className={styles.number}>
                    {formats.number(figures.periods[period][name])}
                  </td>
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
