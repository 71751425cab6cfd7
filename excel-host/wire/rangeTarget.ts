import type { SheetRect } from "../model/sheetRect";
import { addressOf, isInsideSheet, isWholeColumns, isWholeRows, parseAddress, quoteSheetName, type Rect } from "../model/address";
import { emptyCell, type Cell } from "../model/cell";
import { invalidArgument, itemNotFound } from "../model/hostError";
import type { Sheet } from "../model/sheet";
import type { Args } from "./args";
import type { HostServices } from "./services";

export interface RangeTarget extends SheetRect {
  readonly services: HostServices;
  /** Set when the add-in keeps the range over several requests. */
  referenceId: string | null;
}

/** More cells than any answer of 5 MB could hold: refused before the host itself runs out of memory. */
const mostCellsRead = 2_000_000;

export class ResponseTooLarge extends Error {}

export const fullAddress = ({ sheet, rect }: SheetRect): string => `${quoteSheetName(sheet.name)}!${addressOf(rect)}`;

export const isUnbounded = (rect: Rect): boolean => isWholeColumns(rect) || isWholeRows(rect);

export function requireInside(rect: Rect, location: string): Rect {
  if (!isInsideSheet(rect)) throw invalidArgument(location);
  return rect;
}

export function requireSheet(sheet: Sheet): Sheet {
  if (sheet.deleted) throw itemNotFound("Worksheet");
  return sheet;
}

/** A value per cell; null for whole rows and columns, as Excel answers there. */
export function readGrid({ sheet, rect }: SheetRect, read: (cell: Cell, row: number, column: number) => unknown): unknown[][] | null {
  requireSheet(sheet);
  if (isUnbounded(rect)) return null;
  if (rect.rows * rect.columns > mostCellsRead) throw new ResponseTooLarge();
  return Array.from({ length: rect.rows }, (_, rowOffset) =>
    Array.from({ length: rect.columns }, (_none, columnOffset) => {
      const row = rect.row + rowOffset;
      const column = rect.column + columnOffset;
      return read(sheet.cell(row, column) ?? emptyCell, row, column);
    }),
  );
}

/** An argument that may be an address or a range object; an address without a sheet means the sheet of `near`. */
export function readArea(args: Args, index: number, near: RangeTarget | { services: HostServices; sheet: Sheet }): SheetRect {
  const [area] = args.object(index)?.areas ?? [];
  if (area) return area;
  const parsed = parseAddress(args.text(index));
  if (!parsed) return args.refuse();
  const sheet = parsed.sheetName === null ? near.sheet : near.services.workbook.findSheet(parsed.sheetName);
  if (!sheet) throw itemNotFound("Worksheet");
  return { sheet, rect: parsed.rect };
}
