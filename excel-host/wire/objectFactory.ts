import type { SheetRect } from "../model/sheetRect";
import type { Rect } from "../model/address";
import type { Sheet } from "../model/sheet";
import type { HostObject } from "./hostObjectType";

/** Makes the objects of the API; one place, so that their files need not know each other. */
export interface ObjectFactory {
  workbook(): HostObject;
  worksheet(sheet: Sheet): HostObject;
  range(sheet: Sheet, rect: Rect): HostObject;
  rangeAreas(areas: readonly SheetRect[]): HostObject;
  rangeFormat(areas: readonly SheetRect[]): HostObject;
  dataValidation(areas: readonly SheetRect[]): HostObject;
  conditionalFormats(areas: readonly SheetRect[]): HostObject;
  table(tableId: string): HostObject;
  /** The tables of a sheet, or of the workbook. */
  tables(sheet: Sheet | null): HostObject;
  tablesIn(areas: readonly SheetRect[], fullyContained: boolean): HostObject;
  charts(sheet: Sheet): HostObject;
  names(scope: Sheet | null): HostObject;
  /** What `newObject(context)` asks for by its full name. */
  topLevel(name: string): HostObject;
  /** A range that was kept over several requests. */
  referenced(referenceId: string): HostObject;
}
