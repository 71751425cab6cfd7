import type { CleanChoice } from "../fill/sheetPort";
import { possibleKey, takenKey } from "../fill/sheetPort";
import { areaBatches, stretches } from "./fillAreas";
import type { CleanImage } from "./fillCleanUndo";
import { recordCellsSetting } from "./fillMark";
import type { SheetFound } from "./fillTraces";
import { readRecordCells } from "./recordCells";
import { readRecordNames } from "./recordCellsFind";
import type { CellPlace, NamedRange } from "./recordCellsFind";

export interface RecordCellsGoing {
  readonly cells: readonly CellPlace[];
  readonly named: readonly NamedRange[];
}

/** Values of the record that go from cells without a column of ours, with the names by which they are known. What stays is found again the next time. */
export function recordCellsGoing(sheet: SheetFound, choice: CleanChoice): RecordCellsGoing {
  const { converted, taken, possible } = sheet.recordCells;
  const takesTaken = taken.length === 0 || choice.chosen.has(takenKey(sheet.sheetId));
  const takesPossible = choice.chosen.has(possibleKey(sheet.sheetId));
  const staysPossible = possible.length > 0 && !takesPossible;
  return {
    cells: [...converted, ...(takesTaken ? taken : []), ...(takesPossible ? possible : [])],
    named: staysPossible ? [] : sheet.named.filter(({ kind }) => kind === "converted" || takesTaken),
  };
}

/** Whether cells stay that hold such a value, or may do so. */
export function staysInCells(sheet: SheetFound, choice: CleanChoice): boolean {
  const { converted, taken, possible } = sheet.recordCells;
  const going = sheet.isProtected ? 0 : recordCellsGoing(sheet, choice).cells.length;
  return going < converted.length + taken.length + possible.length;
}

/** Values of the record where they stand by now, with the names that were given to their cells. */
export async function clearRecordCells(context: Excel.RequestContext, { sheet, sheetId }: SheetFound, { cells, named, image }: RecordCellsGoing & { readonly image: CleanImage }): Promise<number> {
  for (const batch of areaBatches(stretches(cells), ({ length }) => length)) {
    const held = batch.flatMap((area) => {
      const [first] = area;
      return first === undefined ? [] : [{ ...first, range: sheet.getRangeByIndexes(first.row, first.column, area.length, 1).load("formulas,numberFormat") }];
    });
    await context.sync();
    for (const { row, column, range } of held) {
      image.areas.push({ sheetId, row, column, before: range.formulas, formats: range.numberFormat as string[][], after: range.formulas.map(() => [""]) });
      range.clear("Contents");
    }
  }
  for (const { name, range } of named) {
    const { rowIndex, columnIndex, rowCount, columnCount } = range;
    image.names.push({ name, sheetId, rowIndex, columnIndex, rowCount, columnCount });
    context.workbook.names.getItem(name).delete();
  }
  await context.sync();
  return cells.length;
}

/**
 * Of what the workbook keeps of such values, only what is needed for those that stay remains: names that still point somewhere, and lost ones where
 * any cell stays that may be theirs. True where something remains.
 */
export async function keepNeeded(context: Excel.RequestContext, { staysAny, image }: { readonly staysAny: boolean; readonly image: CleanImage }): Promise<boolean> {
  const { named, dead } = await readRecordNames(context);
  if (!staysAny) for (const name of dead) context.workbook.names.getItem(name).delete();
  const known = await readRecordCells(context);
  if (known === null) return false;
  const there = new Set(named.map(({ name }) => name));
  const left = Object.entries(known.cells).filter(([name]) => staysAny || there.has(name));
  if (left.length === 0) return false;
  if (left.length < Object.keys(known.cells).length) {
    image.settings.push({ key: recordCellsSetting, value: known });
    context.workbook.settings.add(recordCellsSetting, { ...known, cells: Object.fromEntries(left) });
  }
  await context.sync();
  return true;
}
