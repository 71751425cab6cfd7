import type { ReportDocument, ReportRow, ReportTable } from "../../../src/reports/document";
import type { Paper } from "./paper";
import { fitsUpright, measureColumns, rowsMeasured } from "./tableColumns";
import type { Measured } from "./tableColumns";

/** A table with the room that its columns need. */
export interface SizedTable {
  readonly table: ReportTable;
  readonly measured: readonly Measured[];
  readonly batches: AsyncIterable<readonly ReportRow[]>;
  readonly isEmpty: boolean;
}

/** Looks at the first rows of every table; where one of them is too wide for upright paper, all pages lie. */
export async function sizeUp(paper: Paper, document: ReportDocument, rows: AsyncIterator<readonly ReportRow[]> | null): Promise<readonly SizedTable[]> {
  if (document.nothing !== null) return [];
  const sized: SizedTable[] = [];
  for (const [at, table] of document.tables.entries()) {
    const first = at === 0 && rows !== null ? await readFirst(rows) : [table.rows];
    const known = first.flat();
    const batches = at === 0 && rows !== null ? chain(first, rows) : each(first);
    sized.push({ table, measured: measureColumns(table.columns, known, paper), batches, isEmpty: known.length === 0 });
  }
  if (!sized.every(({ measured }) => fitsUpright(measured, paper.width))) paper.lie();
  return sized;
}

async function readFirst(rows: AsyncIterator<readonly ReportRow[]>): Promise<readonly (readonly ReportRow[])[]> {
  const first: (readonly ReportRow[])[] = [];
  let count = 0;
  while (count < rowsMeasured) {
    const batch = await rows.next();
    if (batch.done === true) break;
    first.push(batch.value);
    count += batch.value.length;
  }
  return first;
}

async function* chain(first: readonly (readonly ReportRow[])[], rest: AsyncIterator<readonly ReportRow[]>): AsyncGenerator<readonly ReportRow[]> {
  yield* each(first);
  for (let batch = await rest.next(); batch.done !== true; batch = await rest.next()) yield batch.value;
}

async function* each(batches: readonly (readonly ReportRow[])[]): AsyncGenerator<readonly ReportRow[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}
