import { cellCount, type Rect } from "./address";
import { accessDenied } from "./hostError";
import type { Cell } from "./cell";

/** What stays allowed on a protected sheet, in the words of Excel's API. */
export type ProtectionOptions = Readonly<Record<string, unknown>>;

export interface SheetProtection {
  readonly options: ProtectionOptions;
  readonly password: string | null;
}

/** What protection has to know of a sheet. */
interface ProtectedSheet {
  readonly state: { readonly protection: SheetProtection | null };
  readonly cells: { readonly size: number };
  cell(row: number, column: number): Cell | undefined;
}

const isUnlocked = (sheet: ProtectedSheet, row: number, column: number): boolean => sheet.cell(row, column)?.style?.unlocked === true;

/** On a protected sheet only cells that were unlocked before can be written. */
export function canWrite(sheet: ProtectedSheet, rect: Rect): boolean {
  if (!sheet.state.protection) return true;
  let unlocked = 0;
  if (cellCount(rect) > sheet.cells.size) return false;
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      if (!isUnlocked(sheet, row, column)) return false;
      unlocked++;
    }
  }
  return unlocked > 0;
}

export function requireWritable(sheet: ProtectedSheet, rect: Rect, location: string): void {
  if (!canWrite(sheet, rect)) throw accessDenied(location);
}

/** For what is not writing into a cell: formats, rows, columns, filters, each with its own option. */
export function requireAllowed(sheet: ProtectedSheet, option: string, location: string): void {
  const protection = sheet.state.protection;
  if (protection && protection.options[option] !== true) throw accessDenied(location);
}
