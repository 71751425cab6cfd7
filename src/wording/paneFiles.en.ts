import type { DateOrder } from "../domain/types";
import { count } from "./pane.en";

const number = (value: number): string => value.toLocaleString("en-GB");
const more = (total: number): string => (total === 1 ? "" : ` (and ${count(total - 1, "other cell")})`);

/** Sentences of the screen that brings a file into the workbook. Each problem says what is wrong, where, and what to do. */
export const fileWords = {
  title: "Bring in a file",
  lead: "A list as .csv or .xlsx becomes a new sheet of this workbook. Nothing is sent to the record.",
  choose: "Choose a file",
  chooseOther: "Choose another file",
  drop: "or drop it here",
  close: "Back",
  reading: "Reading the file…",
  template: "No list yet? Download an empty one:",
  templateXlsx: "Excel (.xlsx)",
  templateCsv: "Text (.csv)",
  found: "What was found",
  file: (name: string) => `File: ${name}`,
  rows: (rows: number, headingRow: number) => `${count(rows, "row")} under the headings in row ${headingRow}`,
  recognised: "Columns that are recognised",
  encoding: "Letters are written in",
  encodings: { "utf-8": "UTF-8 (usual)", "windows-1252": "Windows (Western)", "utf-16le": "Unicode text from Excel (UTF-16)", "utf-16be": "Unicode text (UTF-16, big-endian)" },
  encodingBack: "Find it out again",
  delimiter: "Cells are divided by",
  delimiters: { ",": "comma ,", ";": "semicolon ;", "\t": "tab", "|": "upright line |" },
  sheet: "Sheet of the file",
  dateOrder: "Dates are typed as",
  order: { dmy: "day / month / year", mdy: "month / day / year", ymd: "year / month / day" } satisfies Record<DateOrder, string>,
  orderUnknown: "not known – please choose",
  proof: (row: number, text: string) => `Row ${row} shows it: ${text}.`,
  conflicting: "Some rows have the day first, others the month. Choose the order that most rows have; rows that do not fit will be shown when you validate.",
  noProof: "No row shows whether the day or the month comes first. Please choose; you can still change it before you validate.",
  chosenByYou: "Chosen by you.",
  preview: "First rows",
  previewHint: "Look at names, first zeros of numbers, and dates. If they look wrong, change the choices above.",
  make: (rows: number) => `Make a sheet of ${count(rows, "row")}`,
  making: (done: number, total: number) => `Writing row ${number(done)} of ${number(total)}`,
  cancel: "Cancel",
  cancelled: "Cancelled. The sheet was taken away again.",
  nothingChanged: "Nothing in the workbook was changed.",
  notes: {
    formulas: (cell: string, total: number) => `Cell ${cell}${more(total)} holds a formula. What it shows is brought in as text; the column is not used.`,
    "error-values": (cell: string, total: number) => `Cell ${cell}${more(total)} shows an Excel error. The column is not used.`,
    "hidden-rows": (total: number) => `${count(total, "row is", "rows are")} hidden in the file and will be hidden in the new sheet too. Hidden rows are not sent unless you say so.`,
    "no-art-id": "No column is known to hold the ART ID. You can choose it after the sheet is made.",
    "no-values": "No column is known to hold something to change. You can choose columns after the sheet is made.",
  },
  problem: {
    empty: "The file is empty. Choose the file that holds the list; if this is it, export or save it again.",
    "nul-characters": "This is not a list in text: it holds characters that no text has. Open it in the program that it comes from and save it as .xlsx or .csv.",
    password: "The workbook is protected by a password, so it cannot be read here. Open it in Excel, save a copy without a password (File › Info › Protect Workbook), and choose the copy.",
    "damaged-workbook": "The workbook is damaged: it was cut off or changed on its way. Copy or download it again; if Excel can open it, save it under a new name.",
    "no-sheet": "The workbook has no sheet with cells that can be seen. Open it in Excel, make the sheet with the list visible, and save it.",
    "no-headings": "No row of headings was found in the first 25 rows. The list needs one above the patients, with headings such as “ART ID” and “New phone”. Add it, or copy the rows into the template.",
    pdf: "This is a PDF, and a list cannot be read from it reliably. Ask for the list as .xlsx or .csv.",
    "web-page": "This is a web page, whatever its name says: some programs save one and call it .xls. Open it in Excel, choose File › Save As, and save it as .xlsx.",
    "old-workbook": "This is a workbook of Excel 97–2003 (.xls). Open it in Excel, choose File › Save As, and save it as “Excel Workbook (.xlsx)”.",
    "binary-workbook": "This is a binary workbook (.xlsb). Open it in Excel, choose File › Save As, and save it as “Excel Workbook (.xlsx)”.",
    "open-document": "This is a list of LibreOffice or OpenOffice (.ods). Open it there, choose Save As, and save it as .xlsx.",
    "word-document": "This is a Word document. Copy its table into an Excel sheet and save that as .xlsx.",
    "other-format": "This is no list that can be read here. Choose a file that was saved as .xlsx or .csv.",
    tooLarge: (megabytes: number, limit: number) => `The file has ${number(megabytes)} MB; at most ${number(limit)} MB can be read. Take out what is not needed (pictures, old sheets), or divide the list into several files.`,
    inflates: (megabytes: number, limit: number) => `Unpacked, the workbook would take ${number(megabytes)} MB or more; at most ${number(limit)} MB are read, because such a file can stop the computer. Copy the list alone into a new workbook and choose that.`,
    namedWorkbook: (name: string) => `“${name}” is an Excel workbook under another name. Rename it so that it ends in .xlsx, or open it in Excel and save it again, so that everybody knows what it is.`,
    namedText: (name: string) => `“${name}” is a text file under another name, not an Excel workbook. Rename it so that it ends in .csv, then choose it again: it is then read as text, and its numbers keep their first 0.`,
    encoding: (row: number) => `Row ${row} holds letters that do not exist in this way of writing. Choose another one under “Letters are written in”.`,
    openQuote: (row: number) => `In row ${row} a quotation mark (") opens a cell and is not closed where the cell ends. Correct that row, or export the list again.`,
    ragged: (row: number, cells: number, headings: number) =>
      `Row ${row} has ${count(cells, "cell")}, but there are ${count(headings, "heading")}. Values may stand under the wrong heading: a cell that holds the divider or a line break needs quotation marks around it. Correct that row, or export the list again.`,
    columns: (found: number, limit: number) => `The list has ${number(found)} columns; at most ${number(limit)} can be brought in. Delete the columns that are not needed and save it again.`,
    tooManyRows: (found: number, limit: number) => `The list has ${number(found)} rows; at most ${number(limit)} can be brought in. If most of them are blank, copy the filled rows into a new sheet; else divide the list into several files.`,
    tooManyCells: (found: number, limit: number) => `The sheet has ${number(found)} cells; at most ${number(limit)} can be read from a workbook. Delete the columns that are not needed, or save the sheet as “CSV UTF-8” and choose that.`,
    noRows: (row: number) => `The headings are in row ${row}, but there are no rows under them. Choose the file that holds the patients.`,
    formulas: (cell: string, text: string, total: number) =>
      `Cell ${cell}${more(total)} holds a formula (${text}), and a formula can show something else tomorrow. In Excel, copy the column, choose Paste Special › Values, save, and choose the file again.`,
    errors: (cell: string, text: string, total: number) => `Cell ${cell}${more(total)} shows the Excel error ${text} instead of a value. Type the right value or empty the cell, save, and choose the file again.`,
    tooLong: (cell: string) =>
      `Cell ${cell} holds more text than a cell of Excel can. Usually a quotation mark (") before it is missing or too many: correct that row, or export the list again.`,
    merged: (range: string, total: number) =>
      `The cells ${range}${total === 1 ? "" : ` (and ${count(total - 1, "other area")})`} are merged, so it is not clear which patient they belong to. In Excel, select the list, choose Unmerge Cells, fill in every row, save, and choose the file again.`,
  },
} as const;

/** A problem of a file as a value with what belongs into its sentence; the pane's own type fits in. */
type Problem = { readonly code: string } & Readonly<Record<string, string | number>>;

/** What is wrong with a file, where, and what to do. */
export function problemSentence(problem: Problem): string {
  const words = fileWords.problem;
  const text = (name: string): string => String(problem[name] ?? "");
  const value = (name: string): number => Number(problem[name] ?? 0);
  switch (problem.code) {
    case "too-large":
      return words.tooLarge(value("megabytes"), value("limit"));
    case "inflates-too-much":
      return words.inflates(value("megabytes"), value("limit"));
    case "named-otherwise":
      return problem["is"] === "workbook" ? words.namedWorkbook(text("name")) : words.namedText(text("name"));
    case "encoding-differs":
      return words.encoding(value("row"));
    case "open-quote":
      return words.openQuote(value("row"));
    case "ragged":
      return words.ragged(value("row"), value("cells"), value("headings"));
    case "too-many-columns":
      return words.columns(value("found"), value("limit"));
    case "too-many-rows":
      return words.tooManyRows(value("found"), value("limit"));
    case "too-many-cells":
      return words.tooManyCells(value("found"), value("limit"));
    case "no-rows":
      return words.noRows(value("headingRow"));
    case "formulas":
      return words.formulas(text("cell"), text("text"), value("count"));
    case "error-values":
      return words.errors(text("cell"), text("text"), value("count"));
    case "cell-too-long":
      return words.tooLong(text("cell"));
    case "merged-cells":
      return words.merged(text("range"), value("count"));
    default: {
      const sentence = Object.entries(words).find(([code]) => code === problem.code)?.[1];
      return typeof sentence === "string" ? sentence : words["other-format"];
    }
  }
}
