import type { CellContent } from "../../domain/types";

/** Letters of a column counted from 0: 0 → A, 26 → AA. */
export function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The 1-based row of an address such as `Sheet1!$B$7` or `B7:C9` (its first cell); null where it names no row. */
export function rowOfAddress(address: string): number | null {
  const digits = /^\$?[A-Z]{1,3}\$?(\d+)/.exec(withoutSheet(address))?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `'A sheet'!$B$7` → `B7`. */
export function withoutSheet(address: string): string {
  return address.slice(address.lastIndexOf("!") + 1).replaceAll("$", "");
}

/** What is loaded of a block of cells; the four arrays have the same shape. */
export interface LoadedCells {
  readonly values: readonly (readonly unknown[])[];
  readonly text: readonly (readonly string[])[];
  /** Texts; Office.js types them as any. */
  readonly numberFormat: readonly (readonly string[])[];
  readonly formulas: readonly (readonly unknown[])[];
}

/** One cell of a loaded block. Excel gives an empty cell as `""`. */
export function cellAt(block: LoadedCells, row: number, column: number): CellContent {
  const value = block.values[row]?.[column];
  const text = block.text[row]?.[column] ?? "";
  const formula = block.formulas[row]?.[column];
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : "";
  return {
    value: plain,
    // A column that is too narrow shows #### instead of the number: that is no text of the cell.
    ...(text !== String(plain) && !/^#+$/.test(text) && { text }),
    ...(typeof plain === "number" && isDateFormat(block.numberFormat[row]?.[column] ?? "") && { isDate: true }),
    ...(typeof formula === "string" && formula.startsWith("=") && formula !== plain && { isFormula: true }),
  };
}

/** Whether a number format shows days: it has a letter for day or year outside quotes, brackets and escapes. */
export function isDateFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, "");
  return /[dy]/i.test(bare) && !/general/i.test(bare);
}

/** Neighbouring columns as one block each: `[2,3,4,9]` → `[{first:2,count:3},{first:9,count:1}]`. */
export function columnRuns(columns: readonly number[]): readonly { readonly first: number; readonly count: number }[] {
  const runs: { first: number; count: number }[] = [];
  for (const column of [...new Set(columns)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === column) last.count += 1;
    else runs.push({ first: column, count: 1 });
  }
  return runs;
}

/** Rows as blocks of at most so many: `first` counts from the given first row. */
export function rowBlocks(first: number, count: number, size: number): readonly { readonly first: number; readonly count: number }[] {
  const blocks: { first: number; count: number }[] = [];
  for (let done = 0; done < count; done += size) blocks.push({ first: first + done, count: Math.min(size, count - done) });
  return blocks;
}

/**
 * Rows of one block so that an answer stays well under the 5 MB that Excel on the web allows: values, text, formats and formulas of a
 * cell take about 150 bytes, long addresses more.
 */
export function rowsPerBlock(columns: number): number {
  return Math.max(100, Math.floor(10_000 / Math.max(1, columns)));
}
