import { findKind, refuseCompound } from "./fileKind";
import { FileRefusal, refuse } from "./fileProblem";
import type { FileProblem } from "./fileProblem";
import { judgeTable, shownText } from "./judgeTable";
import type { TableLook } from "./judgeTable";
import { readCsv } from "./readCsv";
import type { TextFacts, TextChoices } from "./readCsv";
import { openWorkbook } from "./readXlsx";
import type { WorkbookFacts } from "./readXlsx";
import { importLimits } from "./table";
import type { ImportedRow, ImportedTable } from "./table";

/** What a person has said about the file otherwise than it was taken. */
export interface FileChoices extends TextChoices {
  readonly sheet?: string | undefined;
}

/** How the file is read, and what it is, for a person to look at before anything is done with it. */
export interface FileLook extends TableLook {
  readonly source: ({ readonly kind: "text" } & TextFacts) | ({ readonly kind: "workbook" } & WorkbookFacts);
  /** The headings and the first rows under them. */
  readonly preview: readonly (readonly string[])[];
}

export type FileReading =
  | { readonly ok: true; readonly look: FileLook; readonly rows: readonly ImportedRow[]; readonly hiddenRows: readonly number[] }
  | { readonly ok: false; readonly problem: FileProblem };

export interface FileToRead {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const previewRows = 8;
const workbookNames = /\.(?:xlsx|xlsm|xls|xltx)$/i;

/** Reads a file of a person's choice. What is wrong with it is a value; only a bug of ours is thrown. */
export async function readFile(file: FileToRead, choices: FileChoices = {}): Promise<FileReading> {
  try {
    const { table, source } = await readTable(file, choices);
    const look = judgeTable(table);
    const { rows, hiddenRows } = table;
    const preview = rows.slice(look.headingRow - 1, look.headingRow + previewRows).map((row) => row.map(shownText));
    return { ok: true, look: { ...look, source, preview }, rows, hiddenRows };
  } catch (error) {
    if (error instanceof FileRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function readTable({ name, bytes }: FileToRead, choices: FileChoices): Promise<{ readonly table: ImportedTable; readonly source: FileLook["source"] }> {
  if (bytes.length === 0) refuse({ code: "empty" });
  if (bytes.length > importLimits.fileBytes) {
    refuse({ code: "too-large", megabytes: Math.ceil(bytes.length / 1e6), limit: Math.round(importLimits.fileBytes / 1e6) });
  }
  const kind = findKind(bytes);
  if (kind === "pdf" || kind === "web-page") refuse({ code: kind });
  if (kind === "compound") refuseCompound(bytes);
  if (kind === "zip") {
    const workbook = openWorkbook(bytes);
    if (!workbookNames.test(name)) refuse({ code: "named-otherwise", name, is: "workbook" });
    return await readWorkbookSheet(workbook, choices.sheet);
  }
  // A workbook whose end was lost still begins like one; a text that is called a workbook is none.
  if (workbookNames.test(name)) refuse({ code: "named-otherwise", name, is: "text" });
  const { table, facts } = readCsv(bytes, choices);
  return { table, source: { kind: "text", ...facts } };
}

/** The sheet that the person has chosen, else the first that holds a list. */
async function readWorkbookSheet(workbook: ReturnType<typeof openWorkbook>, chosen: string | undefined): Promise<{ readonly table: ImportedTable; readonly source: FileLook["source"] }> {
  const sheets = workbook.sheets.map(({ name }) => name);
  const wanted = workbook.sheets.filter(({ name }) => chosen === undefined || name === chosen);
  let first: { readonly table: ImportedTable; readonly source: FileLook["source"] } | null = null;
  for (const sheet of wanted) {
    const read = { table: await workbook.read(sheet), source: { kind: "workbook" as const, sheets, sheet: sheet.name } };
    first ??= read;
    if (wanted.length === 1 || isList(read.table)) return read;
  }
  return first ?? refuse({ code: "no-sheet" });
}

function isList(table: ImportedTable): boolean {
  try {
    judgeTable(table);
    return true;
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    // What is wrong with a list is said of that list, not of the sheet after it.
    return error.problem.code !== "empty" && error.problem.code !== "no-headings";
  }
}
