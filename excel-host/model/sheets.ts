import { renameInFormula } from "../formula/references";
import { cellRect, keyColumn, keyRow, type Rect } from "./address";
import { alreadyExists, HostError, invalidArgument } from "./hostError";
import type { Sheet, SheetVisibility } from "./sheet";
import type { Workbook } from "./workbook";

function requireSheetName(workbook: Workbook, name: string, location: string): void {
  if (name === "" || name.length > 31 || /[\\/?*[\]:]/.test(name) || name.startsWith("'") || name.endsWith("'"))
    throw invalidArgument(location);
  if (workbook.findSheet(name)) throw alreadyExists(location);
}

function freeSheetName(workbook: Workbook): string {
  let number = workbook.state.sheets.length + 1;
  while (workbook.findSheet(`Sheet${number}`)) number++;
  return `Sheet${number}`;
}

export function addSheet(workbook: Workbook, name?: string): Sheet {
  const given = name ?? freeSheetName(workbook);
  requireSheetName(workbook, given, "WorksheetCollection.add");
  const sheet = workbook.newSheet(given);
  workbook.update({ sheets: [...workbook.state.sheets, sheet] });
  workbook.emit({ kind: "sheetAdded", sheet });
  return sheet;
}

export function renameSheet(workbook: Workbook, sheet: Sheet, name: string): void {
  if (name.toLowerCase() !== sheet.name.toLowerCase()) requireSheetName(workbook, name, "Worksheet.name");
  const before = sheet.name;
  sheet.update({ name });
  for (const other of workbook.state.sheets) {
    for (const [key, cell] of [...other.cells]) {
      const formula = cell.formula === undefined ? undefined : renameInFormula(cell.formula, before, name);
      if (formula !== undefined && formula !== cell.formula) other.put(keyRow(key), keyColumn(key), { ...cell, formula });
    }
  }
  workbook.update({ names: workbook.state.names.map((item) => ({ ...item, formula: renameInFormula(item.formula, before, name) })) });
  workbook.emit({ kind: "sheetRenamed", sheet });
}

export function moveSheet(workbook: Workbook, sheet: Sheet, position: number): void {
  const others = workbook.state.sheets.filter((other) => other !== sheet);
  if (!Number.isInteger(position) || position < 0 || position > others.length) throw invalidArgument("Worksheet.position");
  workbook.update({ sheets: [...others.slice(0, position), sheet, ...others.slice(position)] });
  workbook.emit({ kind: "sheetMoved", sheet });
}

const visibleSheets = (workbook: Workbook): readonly Sheet[] =>
  workbook.state.sheets.filter((sheet) => sheet.state.visibility === "Visible");

function requireAnotherVisible(workbook: Workbook, sheet: Sheet, location: string): Sheet {
  const sheets = workbook.state.sheets;
  const index = sheets.indexOf(sheet);
  const candidates = visibleSheets(workbook).filter((other) => other !== sheet);
  const next = candidates.find((other) => sheets.indexOf(other) > index) ?? candidates.at(-1);
  if (!next) throw new HostError("InvalidOperation", "This operation is not permitted for the current object.", location);
  return next;
}

/** Excel cannot undo the deletion of a sheet: the undo list is emptied. */
export function deleteSheet(workbook: Workbook, sheet: Sheet): void {
  const next = requireAnotherVisible(workbook, sheet, "Worksheet.delete");
  const wasActive = workbook.activeSheet === sheet;
  workbook.update({
    sheets: workbook.state.sheets.filter((other) => other !== sheet),
    tables: workbook.state.tables.filter((table) => table.sheet !== sheet),
    names: workbook.state.names.filter((name) => name.scope !== sheet),
  });
  sheet.deleted = true;
  workbook.journal.forget();
  if (wasActive) activateSheet(workbook, next);
  workbook.emit({ kind: "sheetDeleted", sheet });
}

export function setVisibility(workbook: Workbook, sheet: Sheet, visibility: SheetVisibility): void {
  const next = visibility === "Visible" ? null : requireAnotherVisible(workbook, sheet, "Worksheet.visibility");
  sheet.update({ visibility });
  if (next && workbook.activeSheet === sheet) activateSheet(workbook, next);
  workbook.emit({ kind: "layout", sheet });
}

/** Each sheet remembers where the person was. */
const remembered = new WeakMap<Sheet, readonly [Rect, ...Rect[]]>();

export function activateSheet(workbook: Workbook, sheet: Sheet): void {
  if (workbook.activeSheet === sheet) return;
  selectRects(workbook, sheet, remembered.get(sheet) ?? [cellRect(0, 0)]);
}

export function selectRects(
  workbook: Workbook,
  sheet: Sheet,
  rects: readonly [Rect, ...Rect[]],
  active?: { row: number; column: number },
): void {
  const previous = workbook.activeSheet;
  const [first] = rects;
  workbook.setSelection({ sheet, rects, activeRow: active?.row ?? first.row, activeColumn: active?.column ?? first.column });
  remembered.set(sheet, rects);
  if (previous !== sheet) {
    workbook.emit({ kind: "sheetDeactivated", sheet: previous });
    workbook.emit({ kind: "sheetActivated", sheet });
  }
  workbook.emit({ kind: "selection" });
}

/** Protecting cannot be undone either. */
export function protectSheet(workbook: Workbook, sheet: Sheet, options: Readonly<Record<string, unknown>>, password: string | null): void {
  if (sheet.state.protection) throw new HostError("InvalidOperation", "The sheet is already protected.", "WorksheetProtection.protect");
  sheet.update({ protection: { options, password } });
  workbook.journal.forget();
  workbook.emit({ kind: "protection", sheet });
}

export function unprotectSheet(workbook: Workbook, sheet: Sheet, password: string | null): void {
  const protection = sheet.state.protection;
  if (protection?.password && protection.password !== password) {
    throw new HostError("AccessDenied", "The password you supplied is not correct.", "WorksheetProtection.unprotect");
  }
  sheet.update({ protection: null });
  workbook.journal.forget();
  workbook.emit({ kind: "protection", sheet });
}
