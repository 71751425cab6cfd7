import { findList } from "./findList";
import type { FoundList } from "./findList";
import type { BeforeImage, Journal, StatusCells } from "./journal";
import { matchRows } from "./matchRows";
import { withLongHeaders } from "./ownColumns";
import type { SheetList } from "./list";
import type { StatusEntry, WriteResult } from "./port";
import { readFoundRows } from "./readRows";
import { runInExcel } from "./runInExcel";
import { writeStatusCells, writeText } from "./writeCells";

/**
 * Writes Status and Detail beside the rows they belong to: columns are found by their headers and rows by what is typed in them, both at
 * this moment, so it does no harm that the list was sorted, filtered or moved since it was validated.
 */
export async function writeStatus(journal: Journal, list: SheetList, entries: readonly StatusEntry[]): Promise<WriteResult> {
  const seen: { image: BeforeImage | null } = { image: null };
  const result = await runInExcel(
    async (context) => {
      const list0 = await findList(context, list);
      const { rows, statusIsOurs } = await readFoundRows(context, list0);
      const found = statusIsOurs ? list0 : { ...list0, own: withLongHeaders(list0.own) };
      const places = matchRows(entries.map(({ locator }) => locator), rows);
      const cells = new Map<number, StatusCells>();
      const gone: number[] = [];
      const changes: { locator: StatusEntry["locator"]; before: StatusCells; after: StatusCells }[] = [];
      entries.forEach(({ locator, status, detail }, at) => {
        const place = places[at] ?? null;
        const row = place === null ? undefined : rows[place];
        if (row === undefined) {
          gone.push(locator.rowNumber);
          return;
        }
        cells.set(row.rowNumber, { status, detail });
        changes.push({ locator: { ...locator, rowNumber: row.rowNumber }, before: { status: row.status, detail: row.detail }, after: { status, detail } });
      });
      if (cells.size === 0) return { written: 0, gone };

      found.sheet.load("name");
      const { statusColumn, detailColumn, added } = await addOwnColumns(context, found);
      const between = new Map(rows.map((row) => [row.rowNumber, { status: row.status, detail: row.detail }]));
      await writeStatusCells(context, { sheet: found.sheet, statusColumn, detailColumn }, { cells, between });
      // The batch may run twice (see `runInExcel`): what stood there before is what the first run found.
      seen.image ??= { kind: "status", list, sheetName: found.sheet.name, addedColumns: added, rows: changes };
      return { written: cells.size, gone };
    },
    { oneUndo: true },
  );
  if (seen.image !== null) journal.record(seen.image);
  return result;
}

/** Our two columns, added to the right of the list where they are missing. */
async function addOwnColumns(context: Excel.RequestContext, found: FoundList): Promise<{ statusColumn: number; detailColumn: number; added: boolean }> {
  const { own, table, sheet } = found;
  if (own.status !== null && own.detail !== null) {
    await context.sync();
    return { statusColumn: own.status, detailColumn: own.detail, added: false };
  }
  const missing = [own.status === null ? own.headers.status : null, own.detail === null ? own.headers.detail : null].filter((header) => header !== null);
  const first = found.rightColumn + 1;
  if (table !== null) {
    for (const header of missing) table.columns.add(undefined, undefined, header);
  } else {
    writeText(sheet, { row: found.headerRow, column: first }, [missing]);
  }
  const header = sheet.getRangeByIndexes(found.headerRow, first, 1, missing.length);
  header.format.font.bold = true;
  missing.forEach((text, offset) => {
    sheet.getRangeByIndexes(found.headerRow, first + offset, 1, 1).format.columnWidth = text === own.headers.detail ? 260 : 90;
  });
  await context.sync();
  const columnOf = (header0: string, existing: number | null): number => existing ?? first + missing.indexOf(header0);
  return { statusColumn: columnOf(own.headers.status, own.status), detailColumn: columnOf(own.headers.detail, own.detail), added: missing.length === 2 };
}
