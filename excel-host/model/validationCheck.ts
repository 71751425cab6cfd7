import { containsCell, keyColumn, keyRow, parseAddress, type Rect } from "./address";
import { hasContent } from "./cell";
import type { Sheet } from "./sheet";
import type { Validation } from "./validation";
import type { Workbook } from "./workbook";

export function validationAt(sheet: Sheet, row: number, column: number): Validation | null {
  return sheet.state.validations.find(({ rect }) => containsCell(rect, row, column)) ?? null;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** The choices of a list rule: given in the rule, or read from the range that it names. */
export function listChoices(workbook: Workbook, sheet: Sheet, validation: Validation): readonly string[] | null {
  if (validation.type !== "List") return null;
  const source = recordOf(validation.rule["list"])["source"];
  if (typeof source !== "string") return [];
  if (!source.startsWith("=")) return source.split(",").map((choice) => choice.trim());
  const parsed = parseAddress(source.slice(1));
  const from = parsed?.sheetName == null ? sheet : workbook.findSheet(parsed.sheetName);
  if (!parsed || !from) return [];
  const choices: string[] = [];
  for (let row = parsed.rect.row; row < parsed.rect.row + parsed.rect.rows; row++) {
    for (let column = parsed.rect.column; column < parsed.rect.column + parsed.rect.columns; column++)
      choices.push(workbook.textOf(from.cell(row, column)));
  }
  return choices.filter((choice) => choice !== "");
}

/** Whether a typed text keeps to the rule of its cell; rules that the host only stores accept everything. */
export function acceptsTyped(workbook: Workbook, sheet: Sheet, at: { row: number; column: number }, text: string): boolean {
  const validation = validationAt(sheet, at.row, at.column);
  const choices = validation ? listChoices(workbook, sheet, validation) : null;
  if (!validation || !choices || (text === "" && validation.ignoreBlanks)) return true;
  const showsAlert = recordOf(validation.errorAlert)["showAlert"] !== false;
  const isStop = (recordOf(validation.errorAlert)["style"] ?? "Stop") === "Stop";
  return !showsAlert || !isStop || choices.some((choice) => choice.toLowerCase() === text.toLowerCase());
}

/** True when every filled cell keeps to its list, false when none does, null when some do. */
export function validValues(workbook: Workbook, sheet: Sheet, rect: Rect): boolean | null {
  let valid = 0;
  let invalid = 0;
  sheet.forEachCell(rect, (key, cell) => {
    if (!hasContent(cell)) return;
    const [row, column] = [keyRow(key), keyColumn(key)];
    const validation = validationAt(sheet, row, column);
    const choices = validation ? listChoices(workbook, sheet, validation) : null;
    if (!choices || choices.some((choice) => choice.toLowerCase() === workbook.textOf(cell).toLowerCase())) valid++;
    else invalid++;
  });
  return invalid === 0 ? true : valid === 0 ? false : null;
}
