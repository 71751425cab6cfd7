import type { SheetRect } from "../model/sheetRect";
import type { CellStyle } from "../model/cell";
import type { HostServices } from "./services";

export interface FormatTarget {
  readonly services: HostServices;
  readonly areas: readonly SheetRect[];
}

/** The value that all cells have in common; null when they differ. */
export function shared<V>({ areas }: FormatTarget, read: (style: CellStyle | undefined) => V): V | null {
  let found: { value: V } | null = null;
  for (const { sheet, rect } of areas) {
    const rows = Math.min(rect.rows, 100_000);
    const columns = Math.min(rect.columns, 1000);
    for (let row = rect.row; row < rect.row + rows; row++) {
      for (let column = rect.column; column < rect.column + columns; column++) {
        const value = read(sheet.cell(row, column)?.style);
        if (found && found.value !== value) return null;
        found ??= { value };
      }
    }
  }
  return found?.value ?? null;
}

/** Colours arrive as `#rrggbb`, `rrggbb` or a name; they are answered in Excel's capitals. */
export const colour = (value: string): string => (/^#?[0-9a-f]{6}$/i.test(value) ? `#${value.replace("#", "").toUpperCase()}` : value);
