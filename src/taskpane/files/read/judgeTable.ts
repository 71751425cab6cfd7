import { readCell } from "../../../domain/cell";
import { recogniseColumns } from "../../../domain/columns";
import type { ColumnRecognition } from "../../../domain/columns";
import { inferDateOrder } from "../../../domain/dateOrder";
import { rowFields } from "../../../domain/types";
import type { CellContent, DateOrder, RowField } from "../../../domain/types";
import { refuse } from "./fileProblem";
import { cellName, filledWidth, importLimits } from "./table";
import type { CellPlace, ImportedCell, ImportedTable } from "./table";

/** What a person should know of the file although it can be brought in. */
export type FileNote =
  | { readonly code: "formulas" | "error-values"; readonly cell: string; readonly count: number }
  | { readonly code: "hidden-rows"; readonly count: number }
  | { readonly code: "no-art-id" | "no-values" };

export interface DatesFound {
  readonly order: DateOrder | null;
  readonly proof: { readonly rowNumber: number; readonly text: string } | null;
  readonly conflicting: boolean;
  /** There are dates that were typed as text, so that their order matters. */
  readonly hasTypedDates: boolean;
}

/** What a table is taken to be. Row numbers count from 1, as in the sheet that is made of it. */
export interface TableLook {
  readonly headingRow: number;
  readonly width: number;
  /** Rows under the headings that hold something. */
  readonly rowCount: number;
  readonly columns: readonly { readonly field: RowField; readonly heading: string }[];
  readonly dates: DatesFound;
  readonly notes: readonly FileNote[];
}

const headRows = 25;
const contact: readonly RowField[] = ["phone", "street", "ward", "lga", "state", "birthdate"];

/** Understands the head of a file and refuses what cannot be a list of patients, or would put one patient's values beside another. */
export function judgeTable(table: ImportedTable): TableLook {
  const { rows } = table;
  const width = rows.slice(0, headRows).reduce((widest, row) => Math.max(widest, filledWidth(row)), 0);
  if (rows.length === 0) refuse({ code: "empty" });
  if (width > importLimits.columns) refuse({ code: "too-many-columns", found: width, limit: importLimits.columns });
  const recognised = recogniseColumns(rows.slice(0, headRows).map((row) => row.map(cellContent)));
  if (recognised === null) return refuse({ code: "no-headings" });
  const { headerIndex } = recognised;
  const headings = rows[headerIndex] ?? [];
  const filled = requireEven(table, headerIndex, filledWidth(headings));
  if (filled === 0) refuse({ code: "no-rows", headingRow: headerIndex + 1 });
  if (filled > importLimits.rows) refuse({ code: "too-many-rows", found: filled, limit: importLimits.rows });
  const used = new Set(Object.values(recognised.columns));
  requirePlain(table, headerIndex, used);
  return {
    headingRow: headerIndex + 1,
    width: rows.reduce((widest, row) => Math.max(widest, filledWidth(row)), 0),
    rowCount: filled,
    columns: rowFields.flatMap((field) => {
      const column = recognised.columns[field];
      return column === undefined ? [] : [{ field, heading: shownText(headings[column] ?? "").trim() }];
    }),
    dates: findDates(table, recognised),
    notes: notesOf(table, recognised, used),
  };
}

/** Every row has as many cells as the headings, or a value stands under a heading that it does not belong to. Gives the filled rows. */
function requireEven({ rows, kind }: ImportedTable, headerIndex: number, headings: number): number {
  let filled = 0;
  for (const [index, row] of rows.entries()) {
    if (index <= headerIndex) continue;
    const width = filledWidth(row);
    if (width === 0) continue;
    filled += 1;
    const long = row.findIndex((cell) => typeof cell === "string" && cell.length > importLimits.cellCharacters);
    if (long !== -1) refuse({ code: "cell-too-long", cell: cellName(index, long) });
    // In a workbook a remark may stand beside the list: there every cell has its place.
    if (kind === "text" && (width > headings || row.length < headings)) refuse({ code: "ragged", row: index + 1, cells: row.length < headings ? row.length : width, headings });
  }
  return filled;
}

/** Merged cells, formulas and error values in the list itself hide whose value it is, or what it is. */
function requirePlain(table: ImportedTable, headerIndex: number, used: ReadonlySet<number>): void {
  const [merged, ...moreMerged] = table.merges.filter(({ lastRow }) => lastRow >= headerIndex);
  if (merged !== undefined) refuse({ code: "merged-cells", range: merged.range, count: moreMerged.length + 1 });
  const formulas = table.formulas.filter(({ row, column }) => row > headerIndex && used.has(column));
  for (const [code, places] of [["error-values", errorsIn(table, headerIndex, used)], ["formulas", formulas]] as const) {
    const [first, ...more] = places;
    if (first !== undefined) refuse({ code, cell: cellName(first.row, first.column), text: first.text.slice(0, 60), count: more.length + 1 });
  }
}

/** Error values also come as text: a CSV has nothing else. */
function errorsIn({ rows }: ImportedTable, headerIndex: number, used: ReadonlySet<number>): readonly CellPlace[] {
  const found: CellPlace[] = [];
  for (const [row, cells] of rows.entries()) {
    if (row <= headerIndex) continue;
    for (const column of used) {
      const cell = cells[column];
      if (typeof cell !== "string" || !cell.includes("#")) continue;
      if (readCell({ value: cell }).kind === "error") found.push({ row, column, text: cell.trim() });
    }
  }
  return found;
}

function notesOf({ formulas, errors, hiddenRows }: ImportedTable, { headerIndex, columns }: ColumnRecognition, used: ReadonlySet<number>): readonly FileNote[] {
  const notes: FileNote[] = [];
  if (columns.artId === undefined) notes.push({ code: "no-art-id" });
  if (contact.every((field) => columns[field] === undefined)) notes.push({ code: "no-values" });
  for (const [code, places] of [["formulas", formulas], ["error-values", errors]] as const) {
    const others = places.filter(({ row, column }) => row > headerIndex && !used.has(column));
    const [first] = others;
    if (first !== undefined) notes.push({ code, cell: cellName(first.row, first.column), count: others.length });
  }
  const hidden = hiddenRows.filter((row) => row > headerIndex).length;
  if (hidden > 0) notes.push({ code: "hidden-rows", count: hidden });
  return notes;
}

function findDates({ rows }: ImportedTable, { headerIndex, columns }: ColumnRecognition): DatesFound {
  const column = columns.birthdate ?? columns.knownBirthdate;
  if (column === undefined) return { order: null, proof: null, conflicting: false, hasTypedDates: false };
  const cells: CellContent[] = [];
  const rowNumbers: number[] = [];
  for (const [index, row] of rows.entries()) {
    const cell = row[column];
    if (index <= headerIndex || typeof cell !== "string" || cell.trim() === "") continue;
    cells.push({ value: cell });
    rowNumbers.push(index + 1);
  }
  const { order, proofRow, conflicting } = inferDateOrder(cells);
  const rowNumber = proofRow === null ? undefined : rowNumbers[proofRow];
  const text = proofRow === null ? undefined : cells[proofRow]?.value;
  return { order, proof: rowNumber === undefined || typeof text !== "string" ? null : { rowNumber, text }, conflicting, hasTypedDates: cells.length > 0 };
}

function cellContent(cell: ImportedCell): CellContent {
  return { value: shownText(cell) };
}

/** As it is shown in the preview. */
export function shownText(cell: ImportedCell): string {
  return typeof cell === "string" ? cell : cell.day;
}
