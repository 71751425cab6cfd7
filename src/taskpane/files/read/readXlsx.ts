import { Workbook } from "exceljs";
import type { Cell, CellValue } from "exceljs";
import { zipSync } from "fflate";
import { FileRefusal, refuse } from "./fileProblem";
import { inflateEntry, requireModest } from "./inflate";
import { scanSheet } from "./scanSheet";
import { importLimits } from "./table";
import type { CellPlace, ImportedCell, ImportedRow, ImportedTable } from "./table";
import { readSheetParts, requireWorkbook } from "./workbookParts";
import type { SheetPart } from "./workbookParts";
import { readZipDirectory } from "./zipDirectory";

export interface WorkbookFacts {
  /** Names of the sheets that can be chosen, and the chosen one. */
  readonly sheets: readonly string[];
  readonly sheet: string;
}

/** A workbook that has been opened as far as to know its sheets; each is read when it is asked for. */
export interface OpenedWorkbook {
  /** Visible sheets first to last. */
  readonly sheets: readonly SheetPart[];
  readonly read: (sheet: SheetPart) => Promise<ImportedTable>;
}

/** Parts without which a sheet cannot be read. Pictures, drawings and the like are left out: they only bring harm. */
const neededParts = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"];
/** What a list does not need of its sheet. Validations and conditional formats of whole columns would be spread over a million cells. */
const ignoredNodes = [
  "dataValidations", "conditionalFormatting", "mergeCells", "drawing", "legacyDrawing", "picture", "tableParts", "hyperlinks", "extLst",
  "sheetProtection", "pageSetup", "printOptions", "headerFooter", "rowBreaks", "autoFilter",
];

/** Opens a workbook's file without inflating more than it may hold. */
export function openWorkbook(bytes: Uint8Array): OpenedWorkbook {
  const entries = readZipDirectory(bytes);
  const entry = (name: string): Uint8Array | null => {
    const found = entries.find((one) => one.name === name);
    return found === undefined ? null : inflateEntry(bytes, found);
  };
  const text = (name: string): string => new TextDecoder("utf-8").decode(entry(name) ?? new Uint8Array());
  const mimetype = entries.find((one) => one.name === "mimetype");
  requireWorkbook(entries, mimetype !== undefined && mimetype.inflatedBytes < 200 ? text("mimetype") : "");
  requireModest(entries);
  const sheets = readSheetParts(text("xl/workbook.xml"), text("xl/_rels/workbook.xml.rels")).filter(({ isHidden }) => !isHidden);
  if (sheets.length === 0) refuse({ code: "no-sheet" });
  return {
    sheets,
    read: async (sheet) => {
      const xml = entry(sheet.path) ?? refuse({ code: "damaged-workbook" });
      const { rows, cells, merges } = scanSheet(xml);
      if (rows > importLimits.rows) refuse({ code: "too-many-rows", found: rows, limit: importLimits.rows });
      if (cells > importLimits.workbookCells) refuse({ code: "too-many-cells", found: cells, limit: importLimits.workbookCells });
      const parts = Object.fromEntries(neededParts.flatMap((name) => {
        const part = entry(name);
        return part === null ? [] : [[name, part]];
      }));
      const reduced = zipSync({ ...parts, [sheet.path]: xml }, { level: 0 });
      return { ...(await readSheet(reduced, sheet.name)), merges };
    },
  };
}

async function readSheet(zip: Uint8Array, name: string): Promise<Omit<ImportedTable, "merges">> {
  const sheet = (await load(zip)).getWorksheet(name) ?? refuse({ code: "damaged-workbook" });
  const rows: ImportedRow[] = [];
  const formulas: CellPlace[] = [];
  const errors: CellPlace[] = [];
  const hiddenRows: number[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, rowNumber) => {
    const cells: ImportedCell[] = [];
    row.eachCell({ includeEmpty: false }, (cell, columnNumber) => {
      const place = { row: rowNumber - 1, column: columnNumber - 1 };
      while (cells.length < place.column) cells.push("");
      const read = readCell(cell);
      cells[place.column] = read;
      const { value } = cell;
      if (isFormula(value)) formulas.push({ ...place, text: `=${cell.formula}` });
      else if (isErrorValue(value)) errors.push({ ...place, text: cell.text });
    });
    if (cells.every((cell) => cell === "")) return;
    while (rows.length < rowNumber - 1) rows.push([]);
    rows.push(cells);
    if (row.hidden) hiddenRows.push(rowNumber - 1);
  });
  return { kind: "workbook", rows, formulas, errors, hiddenRows };
}

async function load(zip: Uint8Array): Promise<Workbook> {
  const workbook = new Workbook();
  try {
    // The reader's types name Node's Buffer, but it takes the bytes of any browser.
    await workbook.xlsx.load(zip as unknown as ArrayBuffer, { ignoreNodes: ignoredNodes });
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    refuse({ code: "damaged-workbook" });
  }
  return workbook;
}

function readCell(cell: Cell): ImportedCell {
  const { value } = cell;
  if (isFormula(value)) return textOf(value.result ?? null, cell.numFmt);
  return textOf(value, cell.numFmt);
}

type Formula = Extract<CellValue, { formula: string } | { sharedFormula: string }>;

function isFormula(value: CellValue): value is Formula {
  return typeof value === "object" && value !== null && ("formula" in value || "sharedFormula" in value);
}

function isErrorValue(value: CellValue): boolean {
  return typeof value === "object" && value !== null && "error" in value;
}

function textOf(value: CellValue, format: string | undefined): ImportedCell {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value, format);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (value instanceof Date) return dayOf(value);
  if ("error" in value) return value.error;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  if ("text" in value) return typeof value.text === "string" ? value.text : textOf(value.text, format);
  return "";
}

/** All its digits, never as 8.03E+09; a format of zeros alone says how many digits people see. */
function numberText(value: number, format: string | undefined): string {
  const text = Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
  return format !== undefined && /^0{2,20}$/.test(format) && value >= 0 ? text.padStart(format.length, "0") : text;
}

/** A day stays a date in the sheet; a time of day without a day is text. */
function dayOf(value: Date): ImportedCell {
  if (Number.isNaN(value.getTime())) return "";
  const [day = "", time = ""] = value.toISOString().split("T");
  return value.getUTCFullYear() < 1900 ? time.slice(0, 5) : { day };
}
