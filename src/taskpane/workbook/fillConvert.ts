import type { FormulasFound, Where, WorkOptions } from "../fill/sheetPort";
import type { AreaImage } from "./fillAreas";
import { areaBatches, restoreAreas, stretches } from "./fillAreas";
import { findOurFormulas, isErrorText, requireNotReadOnly, sheetsOf } from "./fillFormulas";
import type { OurFormula, SheetFormulas } from "./fillFormulas";
import { convertedName } from "./fillMark";
import { findRooms } from "./fillRooms";
import type { Journal } from "./journal";
import { WorkbookError } from "./port";
import type { UndoResult } from "./port";
import { forgetRecordCells, nameRecordCells } from "./recordCells";
import { readRowArtIds } from "./rowArtIds";
import { runInExcel } from "./runInExcel";

export function findFormulas(where: Where, options: WorkOptions = {}): Promise<FormulasFound> {
  return runInExcel(async (context) => countFormulas(await findOurFormulas(context, await sheetsOf(context, where), options)));
}

function countFormulas(sheets: readonly SheetFormulas[]): FormulasFound {
  const open = sheets.filter(({ isProtected }) => !isProtected).flatMap(({ formulas }) => formulas);
  const cells = ({ values }: OurFormula): number => values.length * (values[0]?.length ?? 0);
  const sum = (formulas: readonly OurFormula[], of: (formula: OurFormula) => number): number => formulas.reduce((total, formula) => total + of(formula), 0);
  const settled = open.filter(({ state }) => state === "value" || state === "errors");
  return {
    values: sum(settled, (formula) => cells(formula) - formula.errors),
    errors: sum(settled, ({ errors }) => errors),
    waiting: sum(open.filter(({ state }) => state === "waiting"), cells),
    unclear: open.filter(({ state }) => state === "unclear").length,
    protectedSheets: sheets.filter(({ isProtected, formulas }) => isProtected && formulas.length > 0).map(({ sheetName }) => sheetName),
  };
}

/** A value in the place of a formula. Row and column count from 0. */
interface Converted {
  readonly row: number;
  readonly column: number;
  /** Of the formula's own cell; blank where it only spilled into this one. */
  readonly formula: unknown;
  readonly formatBefore: string;
  readonly value: unknown;
}

/**
 * Puts what our formulas show in their place, texts as texts. Where a formula spills, the whole block becomes values, or, if it shows an error
 * that is to be left alone, none of it. The workbook keeps what the values are known by, so that *Clean before sharing* finds them again.
 */
export async function convertFormulas(journal: Journal, where: Where, noValue: string | null, options: WorkOptions = {}): Promise<number> {
  const images: AreaImage[] = [];
  const names: string[] = [];
  let sheetName = "";
  let cellCount = 0;
  try {
    await runInExcel(
      async (context) => {
        const sheets = await sheetsOf(context, where);
        requireNotReadOnly(context);
        if (where === "sheet" && sheets.some(({ protection }) => protection.protected)) throw new WorkbookError("sheet-protected");
        const found = await findOurFormulas(context, sheets, { signal: options.signal });
        const total = found.reduce((sum, { formulas }) => sum + formulas.length, 0);
        let done = 0;
        for (const { sheet, sheetId, sheetName: name, isProtected, formulas } of found) {
          if (isProtected) continue;
          const cells = formulas.flatMap((formula) => cellsOf(formula, noValue));
          if (cells.length === 0) continue;
          const areas = stretches(cells);
          const artIdAt = await readRowArtIds(context, sheet, await findRooms(context, sheet));
          const known = cells.map(({ row, column, value }) => ({ row, column, text: String(value), artId: artIdAt(row, column) }));
          // Named before they are written: what is cancelled on the way must not leave a value that nobody finds again.
          names.push(...(await nameRecordCells(context, sheet, { cells: known, start: convertedName })));
          for (const batch of areaBatches(areas, ({ length }) => length)) {
            options.signal?.throwIfAborted();
            for (const area of batch) {
              const image = imageOf(sheetId, area);
              const range = sheet.getRangeByIndexes(image.row, image.column, area.length, 1);
              range.numberFormat = area.map(({ value, formatBefore }) => [typeof value === "string" ? "@" : formatBefore]);
              range.values = image.after.map((row) => [...row]);
              // Before Excel has answered: of what it refuses in the middle, what it has done can be taken back.
              images.push(image);
              cellCount += area.length;
            }
            await context.sync();
            done += batch.reduce((sum, { length }) => sum + length, 0);
            options.onProgress?.(Math.min(done, total), total);
          }
          sheetName = sheetName === "" ? name : sheetName;
        }
      },
      { oneUndo: true },
    );
    return cellCount;
  } finally {
    if (images.length > 0) journal.record({ kind: "fill", sheetName, cellCount, undo: (context) => undoConvert(context, images, names) });
  }
}

async function undoConvert(context: Excel.RequestContext, images: readonly AreaImage[], names: readonly string[]): Promise<UndoResult> {
  await forgetRecordCells(context, names);
  // Cells below and beside come first, so that a formula finds its room free when it spills again.
  return restoreAreas(context, [...images].reverse());
}

function cellsOf({ row, column, formula, values, formats, state }: OurFormula, noValue: string | null): readonly Converted[] {
  if (state === "waiting" || state === "unclear" || (state === "errors" && noValue === null)) return [];
  return values.flatMap((line, rowOffset) =>
    line.map((value, columnOffset) => ({
      row: row + rowOffset,
      column: column + columnOffset,
      formula: rowOffset === 0 && columnOffset === 0 ? formula : "",
      formatBefore: formats[rowOffset]?.[columnOffset] ?? "General",
      value: isErrorText(value) ? noValue : value,
    })),
  );
}

function imageOf(sheetId: string, area: readonly Converted[]): AreaImage {
  const [first] = area;
  return {
    sheetId,
    row: first?.row ?? 0,
    column: first?.column ?? 0,
    before: area.map(({ formula }) => [formula]),
    formats: area.map(({ formatBefore }) => [formatBefore]),
    after: area.map(({ value }) => [value]),
  };
}
