import type { UndoResult } from "./port";

const rowsPerStretch = 4_000;
const areasPerBatch = 200;

/** A block of cells of one command: what stood there, and what the command left there. */
export interface AreaImage {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  /** Formulas, and values where there is none. */
  readonly before: readonly (readonly unknown[])[];
  readonly formats: readonly (readonly string[])[];
  readonly after: readonly (readonly unknown[])[];
}

/** Blocks that one request reads or writes: many small ones cost more than their cells, and a request may not exceed 5 MB. */
export function areaBatches<T>(areas: readonly T[], cellsOf: (area: T) => number): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let cells = 0;
  for (const area of areas) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= areasPerBatch || cells + cellsOf(area) > rowsPerStretch) {
      batches.push([area]);
      cells = cellsOf(area);
    } else {
      last.push(area);
      cells += cellsOf(area);
    }
  }
  return batches;
}

/** Brings blocks back, in their order. Cells that hold something else by now keep it, and are counted. */
export async function restoreAreas(context: Excel.RequestContext, areas: readonly AreaImage[]): Promise<UndoResult> {
  const sheets = new Map([...new Set(areas.map(({ sheetId }) => sheetId))].map((sheetId) => [sheetId, context.workbook.worksheets.getItemOrNullObject(sheetId)]));
  await context.sync();
  let restored = 0;
  let left = 0;
  for (const batch of areaBatches(areas, sizeOf)) {
    const loaded = batch.flatMap((area) => {
      const sheet = sheets.get(area.sheetId);
      if (sheet === undefined || sheet.isNullObject) {
        left += sizeOf(area);
        return [];
      }
      const range = sheet.getRangeByIndexes(area.row, area.column, area.before.length, area.before[0]?.length ?? 0).load("values,formulas,numberFormat");
      return [{ area, range }];
    });
    await context.sync();
    for (const { area, range } of loaded) {
      const back = restoreArea(area, range);
      restored += back;
      left += sizeOf(area) - back;
    }
    await context.sync();
  }
  return { restored, left };
}

/** Gives how many cells came back. */
function restoreArea(area: AreaImage, range: Excel.Range): number {
  let restored = 0;
  const formats: string[][] = range.numberFormat.map((row: readonly string[]) => [...row]);
  const formulas = range.formulas.map((row, at) =>
    row.map((formula: unknown, offset) => {
      const format = area.formats[at]?.[offset] ?? "General";
      const now: unknown = range.values[at]?.[offset];
      if (now !== area.after[at]?.[offset]) return keepText(formula, formats[at]?.[offset] ?? "General");
      restored += 1;
      const line = formats[at];
      if (line !== undefined) line[offset] = format;
      return keepText(area.before[at]?.[offset], format);
    }),
  );
  range.numberFormat = formats;
  range.formulas = formulas;
  return restored;
}

function sizeOf({ before }: AreaImage): number {
  return before.length * (before[0]?.length ?? 0);
}

/** A text in a cell without text format needs Excel's apostrophe, or it would come back as a number. */
function keepText(formula: unknown, format: string): unknown {
  return typeof formula === "string" && formula !== "" && !formula.startsWith("=") && format !== "@" ? `'${formula}` : formula;
}

/** Cells below each other as one stretch, column by column; a formula comes before what it spills into. */
export function stretches<T extends { readonly row: number; readonly column: number }>(cells: readonly T[]): readonly (readonly T[])[] {
  const found: T[][] = [];
  for (const cell of [...cells].sort((a, b) => a.column - b.column || a.row - b.row)) {
    const last = found.at(-1);
    const end = last?.at(-1);
    if (last !== undefined && end?.column === cell.column && end.row + 1 === cell.row && last.length < rowsPerStretch) last.push(cell);
    else found.push([cell]);
  }
  return found;
}
