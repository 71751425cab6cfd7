import { Button, Caption1, Link, Subtitle2, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { opensOf } from "../../reports/changeCounts";
import type { OpenTable, Opens, ReportRow, ReportTable } from "../../reports/document";
import { reportsWords } from "../../wording/paneReports";
import { cellText, isNumber } from "./cellText";

const words = reportsWords.view;
const perPage = 30;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, minWidth: 0 },
  scroll: { overflowX: "auto", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { borderCollapse: "collapse", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, minWidth: "100%" },
  cell: { textAlign: "left", verticalAlign: "top", padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  head: { fontWeight: tokens.fontWeightSemibold, verticalAlign: "bottom" },
  number: { textAlign: "right", fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" },
  text: { minWidth: "80px", maxWidth: "220px", overflowWrap: "break-word" },
  more: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly table: ReportTable;
  /** The rows that a figure counts, where one of this table was pressed. */
  readonly only: OpenTable | null;
  readonly onAll: () => void;
  readonly onOpen: (opens: Opens, title: string) => void;
}

/** A table of a report, a page of it at first; figures that count rows are buttons that show them. */
export function ReportTableView({ table, only, onAll, onOpen }: Props): ReactElement | null {
  const styles = useStyles();
  const [shown, setShown] = useState(perPage);
  const { columns, name } = table;
  const chosen = rowsOf(table, only);
  const rows = chosen ?? table.rows;
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The keyboard goes with the person, to the rows that were asked for.
    if (only === null) return;
    region.current?.focus({ preventScroll: true });
    // From its name on: a table may be longer than the pane.
    const part = region.current?.parentElement;
    if (part != null && typeof part.scrollIntoView === "function") part.scrollIntoView({ block: "start" });
  }, [only]);
  if (table.rows.length === 0) return null;
  return (
    <section className={styles.part} aria-label={name}>
      <Subtitle2 as="h3">{name}</Subtitle2>
      {only !== null && chosen !== null && (
        <div className={styles.more}>
          <Caption1 role="status">{words.only(only.cell, chosen.length, table.rows.length)}</Caption1>
          <Button size="small" onClick={onAll}>
            {words.allRows}
          </Button>
        </div>
      )}
      {/* A wide table is moved by the arrow keys too. */}
      <div ref={region} className={styles.scroll} role="region" aria-label={words.table(name)} tabIndex={0}>
        <table className={styles.table} aria-label={name}>
          <thead>
            <tr>
              {columns.map(({ id, heading, kind }) => (
                <th key={id} scope="col" className={mergeClasses(styles.cell, styles.head, isNumber(kind) && styles.number)}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={row.key}>
                {columns.map(({ id, kind }, at) => {
                  const content = <CellContent table={table} row={row} at={at} onOpen={onOpen} />;
                  const className = mergeClasses(styles.cell, isNumber(kind) ? styles.number : styles.text);
                  return at === 0 ? (
                    <th key={id} scope="row" className={className}>
                      {content}
                    </th>
                  ) : (
                    <td key={id} className={className}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <div className={styles.more}>
          <Button size="small" onClick={() => setShown(shown + 5 * perPage)}>
            {words.more(Math.min(rows.length - shown, 5 * perPage))}
          </Button>
          <Caption1>{words.shown(shown, rows.length)}</Caption1>
        </div>
      )}
    </section>
  );
}

/** Null where nothing was chosen, or what was chosen is no longer there. */
function rowsOf({ columns, rows }: ReportTable, only: OpenTable | null): readonly ReportRow[] | null {
  if (only === null) return null;
  const at = columns.findIndex(({ id }) => id === only.column);
  const chosen = rows.filter(({ cells }) => cells[at] === only.cell);
  return chosen.length === 0 ? null : chosen;
}

interface CellProps {
  readonly table: ReportTable;
  readonly row: ReportRow;
  readonly at: number;
  readonly onOpen: Props["onOpen"];
}

/** The first cell opens all that its row counts, a figure what it counts itself. */
function CellContent({ table, row, at, onOpen }: CellProps): ReactElement | string {
  const column = table.columns[at];
  const cell = row.cells[at] ?? null;
  if (column === undefined) return "";
  const text = cellText(cell, column.kind);
  const opens = at === 0 ? row.opens : opensOf(row, column.id, cell);
  if (opens === null) return text;
  const first = cellText(row.cells[0] ?? null, table.columns[0]?.kind ?? "text");
  const title = at === 0 ? text : `${first}. ${words.part(column.heading, text)}`;
  return (
    <Link as="button" style={{ font: "inherit" }} aria-label={words.behind[opens.to](at === 0 ? table.name : `${first}, ${column.heading}`, text)} onClick={() => onOpen(opens, title)}>
      {text}
    </Link>
  );
}
