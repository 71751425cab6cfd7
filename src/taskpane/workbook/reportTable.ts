import type { ReportColumn, ReportTable } from "../../reports/document";
import { columnRuns, rowBlocks } from "./cells";
import { headerText } from "./headerText";
import { keyHeading } from "./reportCells";
import type { KeptTable } from "./reportMark";

/** A table of ours as it stands now. Rows and columns of the sheet count from 0. */
export interface FoundTable {
  readonly sheet: Excel.Worksheet;
  readonly table: Excel.Table;
  readonly left: number;
  readonly width: number;
  readonly headerRow: number;
  /** The body's first row, and its rows. */
  readonly top: number;
  readonly rowCount: number;
  /** Columns of ours by their ids, former ones among them; those that the person deleted or renamed are not. */
  readonly columns: ReadonlyMap<string, number>;
  /** Columns that were ours when the sheet was made and that the report has no more: its reader may not see what stands in them. */
  readonly former: readonly ReportColumn[];
  readonly keyColumn: number | null;
  readonly missing: readonly string[];
  /** Columns that are not ours. */
  readonly others: readonly number[];
}

const cellsPerRead = 20_000;

/**
 * Finds the columns of ours in a table that is there, by the headings that were written last. One that the report got since the sheet was made has
 * none: a column that is called so is the person's own.
 */
export async function lookAtTable(context: Excel.RequestContext, sheet: Excel.Worksheet, given: { table: Excel.Table; kept: KeptTable; wanted: ReportTable }): Promise<FoundTable> {
  const { table, kept, wanted } = given;
  const header = table.getHeaderRowRange().load("values,rowIndex,columnIndex,columnCount");
  const body = table.getDataBodyRange().load("rowIndex,rowCount");
  await context.sync();
  const headings = header.values[0]?.map((value) => headerText(value)) ?? [];
  const at = (heading: string): number | null => {
    const index = headings.indexOf(headerText(heading));
    return index === -1 ? null : index + header.columnIndex;
  };
  const columns = new Map<string, number>();
  const missing: string[] = [];
  for (const { id, heading } of wanted.columns) {
    const written = kept.headings[id];
    const column = written === undefined ? null : (at(written) ?? at(heading));
    if (column === null) missing.push(written ?? heading);
    else columns.set(id, column);
  }
  const keyColumn = at(keyHeading);
  const former: ReportColumn[] = [];
  for (const [id, heading] of Object.entries(kept.headings)) {
    const column = wanted.columns.some((known) => known.id === id) ? null : at(heading);
    if (column === null || [...columns.values(), keyColumn].includes(column)) continue;
    columns.set(id, column);
    // What they held is not known any more. As text, an ART ID or a phone that undo brings back keeps its first 0.
    former.push({ id, heading, kind: "phone", width: 0 });
  }
  const ours = new Set([...columns.values(), ...(keyColumn === null ? [] : [keyColumn])]);
  return {
    sheet,
    table,
    left: header.columnIndex,
    width: header.columnCount,
    headerRow: header.rowIndex,
    top: body.rowIndex,
    rowCount: body.rowCount,
    columns,
    former,
    keyColumn,
    missing,
    others: Array.from({ length: header.columnCount }, (_, offset) => header.columnIndex + offset).filter((column) => !ours.has(column)),
  };
}

/** The report's table with the former columns that the sheet still has. No row has anything for them, so that a refresh empties their cells. */
export function withFormer(wanted: ReportTable, { former }: FoundTable): ReportTable {
  return { ...wanted, columns: [...wanted.columns, ...former] };
}

/** A row of the table as Excel holds it: its key, and the cells of our columns in the order of the report's columns (undefined: no such column). */
export interface RowNow {
  readonly key: string;
  readonly cells: readonly unknown[];
}

/** Reads our columns of every row, in blocks. */
export async function readTableRows(context: Excel.RequestContext, found: FoundTable, wanted: ReportTable): Promise<readonly RowNow[]> {
  const { keyColumn, columns } = found;
  const runs = columnRuns([...columns.values(), ...(keyColumn === null ? [] : [keyColumn])]);
  const width = runs.reduce((sum, { count }) => sum + count, 0);
  const rows: RowNow[] = [];
  const places = wanted.columns.map(({ id }) => columns.get(id));
  for (const block of rowBlocks(found.top, found.rowCount, Math.max(50, Math.floor(cellsPerRead / Math.max(1, width))))) {
    const loaded = runs.map((run) => ({ run, range: found.sheet.getRangeByIndexes(block.first, run.first, block.count, run.count).load("values") }));
    await context.sync();
    // Read once: each access to a loaded property of a proxy costs.
    const plain = loaded.map(({ run, range }) => ({ run, values: range.values }));
    const at = (offset: number, column: number): unknown => {
      const part = plain.find(({ run }) => column >= run.first && column < run.first + run.count);
      return part?.values[offset]?.[column - part.run.first];
    };
    for (let offset = 0; offset < block.count; offset += 1) {
      rows.push({
        key: keyColumn === null ? "" : headerText(at(offset, keyColumn)),
        cells: places.map((column) => (column === undefined ? undefined : at(offset, column))),
      });
    }
  }
  return rows;
}
