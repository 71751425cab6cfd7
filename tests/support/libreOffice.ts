import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { ensureLibreOffice } from "../../scripts/libreOffice";
import { runCommand } from "../../scripts/support/processes";

/** Cells of every sheet, as text that LibreOffice would show or, where it has a value of its own, as that value. */
export type ConvertedSheets = ReadonlyMap<string, readonly (readonly string[])[]>;

export interface Converted {
  readonly sheets: ConvertedSheets;
  /** The same workbook as LibreOffice writes it after it has recalculated everything; null where that was not asked for. */
  readonly xlsx: Buffer | null;
  /** What it said. */
  readonly complaints: string;
}

/** Everything is recalculated when the file is loaded, and no document before it is remembered. */
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

/** Fields by comma, text in quotes, UTF-8, all text quoted, cells as they are formatted, every sheet. */
const toCsv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1";
const toXlsx = "xlsx:Calc MS Excel 2007 XML";

/** Has LibreOffice open a workbook, recalculate it, and write it as CSV (a file for each sheet) and as a workbook of its own. */
export function openInLibreOffice(bytes: Buffer, { isRewritten = true }: { readonly isRewritten?: boolean } = {}): Promise<Converted> {
  return inLibreOffice(async (folder, convert) => {
    const file = join(folder, "report.xlsx");
    writeFileSync(file, bytes);
    const said = [await convert(toCsv, "csv", [file])];
    if (isRewritten) said.push(await convert(toXlsx, "xlsx", [file]));
    const sheets = sheetsIn(join(folder, "csv")).get("report") ?? new Map<string, never>();
    return { sheets, xlsx: isRewritten ? readFileSync(join(folder, "xlsx", "report.xlsx")) : null, complaints: said.join("").trim() };
  });
}

/** The same of several workbooks, by names without a dash, in one go: starting the program takes longer than reading a report. */
export function openAllInLibreOffice(files: ReadonlyMap<string, Buffer>): Promise<{ readonly books: ReadonlyMap<string, ConvertedSheets>; readonly complaints: string }> {
  return inLibreOffice(async (folder, convert) => {
    const paths = [...files].map(([name, bytes]) => {
      const path = join(folder, `${name}.xlsx`);
      writeFileSync(path, bytes);
      return path;
    });
    const said = await convert(toCsv, "csv", paths);
    return { books: sheetsIn(join(folder, "csv")), complaints: said.trim() };
  });
}

/** Cells that hold an error of a calculation, with their sheets. */
export function errorsIn(sheets: ConvertedSheets): readonly string[] {
  return [...sheets].flatMap(([sheet, rows]) => rows.flat().flatMap((cell) => (/#(REF|NAME|VALUE|DIV|NUM|NULL|N\/A)|Err:\d/.test(cell) ? [`${sheet}: ${cell}`] : [])));
}

type Convert = (target: string, out: string, files: readonly string[]) => Promise<string>;

async function inLibreOffice<T>(work: (folder: string, convert: Convert) => Promise<T>): Promise<T> {
  const program = await ensureLibreOffice();
  const folder = mkdtempSync(join(tmpdir(), "libreoffice-"));
  try {
    const profile = join(folder, "profile", "user");
    await runCommand("mkdir", ["-p", profile]);
    writeFileSync(join(profile, "registrymodifications.xcu"), settings);
    return await work(folder, async (target, out, files) => {
      const { code, stdout, stderr } = await runCommand(program, [
        ...[`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--norestore", "--convert-to", target, "--outdir", join(folder, out), ...files],
      ]);
      return [code === 0 ? "" : `ended with ${code}`, stdout.replace(/^(convert|Writing sheet) .*$/gm, ""), stderr.replace(/^Warning: failed to launch javaldx.*$/gm, "")].join("");
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files of a folder are called by workbook, a dash, and sheet. */
function sheetsIn(folder: string): Map<string, Map<string, readonly (readonly string[])[]>> {
  const books = new Map<string, Map<string, readonly (readonly string[])[]>>();
  for (const name of readdirSync(folder)) {
    const dash = name.indexOf("-");
    const book = books.get(name.slice(0, dash)) ?? new Map<string, readonly (readonly string[])[]>();
    const { data } = Papa.parse<string[]>(readFileSync(join(folder, name), "utf8"), { skipEmptyLines: false });
    books.set(name.slice(0, dash), book.set(name.slice(dash + 1).replace(/\.csv$/, ""), data));
  }
  return books;
}
