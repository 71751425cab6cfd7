import type { CellContent, RowField } from "../../domain/types";
import { takenName } from "./fillMark";
import { findList } from "./findList";
import type { BeforeImage, Journal, RepairedCell } from "./journal";
import { matchRows } from "./matchRows";
import type { SheetList } from "./list";
import type { CellRepair, RepairOptions, SheetRow, WriteResult } from "./port";
import { readFoundRows } from "./readRows";
import type { RecordCell } from "./recordCells";
import { rowMark, typedText } from "./rowMark";
import { runInExcel } from "./runInExcel";
import { writeTextCells } from "./writeCells";

/**
 * Writes accepted repairs into their cells, as text. Only those cells are touched, and only in rows that are as they were validated.
 * Where the values are the record's, the cells get a name, by which *Clean before sharing* finds them.
 */
export async function applyRepairs(journal: Journal, list: SheetList, repairs: readonly CellRepair[], { fromRecord = false }: RepairOptions = {}): Promise<WriteResult> {
  const seen: { image: BeforeImage | null; names: readonly string[] } = { image: null, names: [] };
  const result = await runInExcel(
    async (context) => {
      const found = await findList(context, list);
      const { rows } = await readFoundRows(context, found);
      const byRow = groupByRow(repairs);
      const places = matchRows(byRow.map(([first]) => first.locator), rows);
      const gone: number[] = [];
      const writes: { row: number; column: number; text: string; artId: string | null }[] = [];
      const cells: (Omit<RepairedCell, "beforeFormat"> & { format: Excel.Range })[] = [];
      byRow.forEach((ofRow, at) => {
        const place = places[at] ?? null;
        const row = place === null ? undefined : rows[place];
        if (row === undefined) {
          gone.push(ofRow[0].locator.rowNumber);
          return;
        }
        const artId = row.cells.artId === undefined ? "" : typedText(row.cells.artId);
        const locator = { rowNumber: row.rowNumber, rowId: row.rowId, mark: rowMark(repaired(row, ofRow)) };
        for (const { field, after } of ofRow) {
          const column = found.columns[field];
          if (column === undefined) continue;
          writes.push({ row: row.rowNumber - 1, column, text: after, artId: artId === "" ? null : artId });
          const format = found.sheet.getRangeByIndexes(row.rowNumber - 1, column, 1, 1);
          cells.push({ locator, field, before: row.cells[field]?.value ?? "", after, format });
        }
      });
      if (writes.length === 0) return { written: 0, gone };

      found.sheet.load("name");
      for (let start = 0; start < cells.length; start += 500) {
        for (const cell of cells.slice(start, start + 500)) cell.format.load("numberFormat");
        await context.sync();
      }
      // Named before they are written, so that no value stands where nobody finds it again; the batch may run twice.
      if (fromRecord && seen.names.length === 0) seen.names = await nameTaken(context, found.sheet, writes);
      seen.image ??= {
        kind: "repairs",
        list,
        sheetName: found.sheet.name,
        names: seen.names,
        cells: cells.map(({ format, ...cell }) => ({ ...cell, beforeFormat: String(format.numberFormat[0]?.[0] ?? "General") })),
      };
      await writeTextCells(context, found.sheet, writes);
      return { written: writes.length, gone };
    },
    { oneUndo: true },
  );
  if (seen.image !== null) journal.record(seen.image);
  return result;
}

async function nameTaken(context: Excel.RequestContext, sheet: Excel.Worksheet, cells: readonly RecordCell[]): Promise<readonly string[]> {
  const { nameRecordCells } = await import("./recordCells");
  return nameRecordCells(context, sheet, { cells, start: takenName });
}

type RepairsOfRow = readonly [CellRepair, ...CellRepair[]];

/** All repairs of one row together: one of them changes the typing by which the row would be found for the next. */
function groupByRow(repairs: readonly CellRepair[]): readonly RepairsOfRow[] {
  const byRow = new Map<string, [CellRepair, ...CellRepair[]]>();
  for (const repair of repairs) {
    const key = `${repair.locator.rowNumber}/${repair.locator.rowId}/${repair.locator.mark}`;
    const group = byRow.get(key);
    if (group === undefined) byRow.set(key, [repair]);
    else group.push(repair);
  }
  return [...byRow.values()];
}

function repaired(row: SheetRow, repairs: RepairsOfRow): Partial<Record<RowField, CellContent>> {
  const cells: Partial<Record<RowField, CellContent>> = { ...row.cells };
  for (const { field, after } of repairs) cells[field] = { value: after };
  return cells;
}
