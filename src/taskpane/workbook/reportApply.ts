import type { ReportRow, ReportTable } from "../../reports/document";
import { columnRuns } from "./cells";
import { cellValue, formatOf } from "./reportCells";
import { stretchesFromBelow } from "./reportDiff";
import type { TableDiff } from "./reportDiff";
import type { FoundTable } from "./reportTable";
import { blocksOf, cellWrite, sizeOfRow, writeCells } from "./reportWrite";
import type { CellWrite } from "./reportWrite";

const deletesPerSync = 100;

export interface ApplyOptions {
  readonly wanted: ReportTable;
  readonly date1904: boolean;
  readonly onRows: (rows: number) => void;
}

/**
 * Brings a table up to date in place. While it works no filter hides anything: Excel neither inserts nor deletes cells in a filtered table.
 * The person's filter is put back afterwards, over the new rows too, whatever happens in between. Gives the rows that the table has then.
 */
export async function applyDiff(context: Excel.RequestContext, found: FoundTable, diff: TableDiff, options: ApplyOptions): Promise<number> {
  const { changed, added, removed, filledBlank } = diff;
  if (changed.length + added.length + removed.length === 0 && filledBlank === null) return found.rowCount;
  return withoutFilter(context, found, async () => {
    await writeCells(context, found.sheet, [
      ...changed.flatMap(({ row, cells }) => cells.flatMap(({ column, value }) => changedCell(found, options.wanted, { row, column, value }))),
      ...(filledBlank === null ? [] : wholeRow(found, filledBlank, options)),
    ]);
    options.onRows(changed.length);
    await append(context, found, added, options);
    return found.rowCount + added.length - (await remove(context, found, removed, added.length));
  });
}

/** Does something to a table while no filter hides anything. The person's filter is put back afterwards, over the rows that there are then. */
export async function withoutFilter<Result>(context: Excel.RequestContext, found: FoundTable, work: () => Promise<Result>): Promise<Result> {
  const putBack = await takeFilterAway(context, found);
  try {
    return await work();
  } finally {
    await putBack();
  }
}

function changedCell(found: FoundTable, wanted: ReportTable, { row, column, value }: { readonly row: number; readonly column: number; readonly value: string | number }): readonly CellWrite[] {
  const of = wanted.columns[column];
  const at = of === undefined ? undefined : found.columns.get(of.id);
  return of === undefined || at === undefined ? [] : [cellWrite({ row: found.top + row, column: at }, value, of.kind)];
}

/** The first row of a table that was empty: all of its cells get our formats. */
function wholeRow(found: FoundTable, { key, cells }: ReportRow, { wanted, date1904 }: ApplyOptions): readonly CellWrite[] {
  const written = wanted.columns.flatMap(({ id, kind }, at) => {
    const column = found.columns.get(id);
    return column === undefined ? [] : [{ row: found.top, column, value: cellValue(cells[at] ?? null, kind, date1904), format: formatOf(kind) }];
  });
  return found.keyColumn === null ? written : [...written, { row: found.top, column: found.keyColumn, value: key, format: "@" }];
}

/** Adds rows at the end of the table. What stands below it moves down; formulas of the person's columns are carried on. */
async function append(context: Excel.RequestContext, found: FoundTable, added: readonly ReportRow[], { wanted, date1904, onRows }: ApplyOptions): Promise<void> {
  if (added.length === 0) return;
  const { sheet, table, width, top, rowCount, columns } = found;
  const carried = await carriedColumns(context, found);
  const kinds = new Map(wanted.columns.map(({ id, kind }, at) => [columns.get(id) ?? -1, { kind, at }] as const));
  const runs = columnRuns(oursOf(found));
  for (const { first, rows } of blocksOf(added, sizeOfRow)) {
    const row = top + rowCount + first;
    // First empty rows, then formats, then values: a text that Excel took for a number meanwhile would have lost its first 0.
    table.rows.add(undefined, rows.map(() => Array.from({ length: width }, () => "")));
    for (const run of runs) {
      const range = sheet.getRangeByIndexes(row, run.first, rows.length, run.count);
      const inRun = Array.from({ length: run.count }, (_, offset) => kinds.get(run.first + offset) ?? null);
      const formats = inRun.map((of) => (of === null ? "@" : formatOf(of.kind)));
      range.numberFormat = rows.map(() => formats);
      range.values = rows.map(({ key, cells }) => inRun.map((of) => (of === null ? key : cellValue(cells[of.at] ?? null, of.kind, date1904))));
    }
    for (const column of carried) {
      const last = sheet.getRangeByIndexes(top + rowCount - 1, column, 1, 1);
      const range = sheet.getRangeByIndexes(row, column, rows.length, 1);
      range.copyFrom(last, "Formats");
      range.copyFrom(last, "Formulas");
    }
    await context.sync();
    onRows(rows.length);
  }
}

/** The columns that we write, the keys' among them. */
function oursOf({ columns, keyColumn }: FoundTable): readonly number[] {
  return [...columns.values(), ...(keyColumn === null ? [] : [keyColumn])];
}

/** Columns of the person that compute: those whose last two rows hold formulas. */
async function carriedColumns(context: Excel.RequestContext, { sheet, others, top, rowCount }: FoundTable): Promise<readonly number[]> {
  const depth = Math.min(2, rowCount);
  const loaded = others.map((column) => ({ column, range: sheet.getRangeByIndexes(top + rowCount - depth, column, depth, 1).load("formulas") }));
  await context.sync();
  return loaded.flatMap(({ column, range }) => (range.formulas.every(([formula]) => typeof formula === "string" && formula.startsWith("=")) ? [column] : []));
}

/**
 * Deletes rows of the table with the person's cells in them, and nothing beside it. Of the last row of all only our cells are emptied: the person's
 * formulas have no other row to be carried on from. Gives how many rows went.
 */
async function remove(context: Excel.RequestContext, found: FoundTable, removed: readonly number[], added: number): Promise<number> {
  const { sheet, left, width, top, rowCount } = found;
  const isAll = removed.length === rowCount && added === 0;
  if (isAll) for (const run of columnRuns(oursOf(found))) sheet.getRangeByIndexes(top, run.first, 1, run.count).clear("Contents");
  let deletes = 0;
  for (const { first, count } of stretchesFromBelow(isAll ? removed.slice(1) : removed)) {
    sheet.getRangeByIndexes(top + first, left, count, width).delete("Up");
    deletes += 1;
    if (deletes % deletesPerSync === 0) await context.sync();
  }
  await context.sync();
  return isAll ? removed.length - 1 : removed.length;
}

/** Clears the table's filter and gives what puts it back. */
async function takeFilterAway(context: Excel.RequestContext, { table, left, width }: FoundTable): Promise<() => Promise<void>> {
  table.autoFilter.load("isDataFiltered");
  await context.sync();
  if (!table.autoFilter.isDataFiltered) return () => Promise.resolve();
  const criteria = Array.from({ length: width }, (_, offset) => table.columns.getItemAt(offset).filter.load("criteria"));
  await context.sync();
  const kept = criteria.flatMap((filter, offset) => (isCriteria(filter.criteria) ? [{ column: left + offset, offset, criteria: filter.criteria }] : []));
  table.clearFilters();
  await context.sync();
  return async () => {
    for (const { offset, criteria: again } of kept) table.columns.getItemAt(offset).filter.apply(again);
    await context.sync();
  };
}

/** Columns without a filter have none, whatever the types of Office.js say. */
function isCriteria(criteria: Excel.FilterCriteria | null | undefined): criteria is Excel.FilterCriteria {
  return criteria !== null && criteria !== undefined && typeof criteria.filterOn === "string";
}
