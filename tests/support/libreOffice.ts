import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { ensureLibreOffice } from "../../scripts/libreOffice";
import { runCommand } from "../../scripts/support/processes";

export interface Converted {
  /** Cells of every sheet, as text that LibreOffice would show or, where it has a value of its own, as that value. */
  readonly sheets: ReadonlyMap<string, readonly (readonly string[])[]>;
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

/** Has LibreOffice open a workbook, recalculate it, and write it as CSV (a file for each sheet) and as a workbook of its own. */
export async function openInLibreOffice(bytes: Buffer, { isRewritten = true }: { readonly isRewritten?: boolean } = {}): Promise<Converted> {
  const program = await ensureLibreOffice();
  const folder = mkdtempSync(join(tmpdir(), "libreoffice-"));
  try {
    const profile = join(folder, "profile", "user");
    await runCommand("mkdir", ["-p", profile]);
    writeFileSync(join(profile, "registrymodifications.xcu"), settings);
    const file = join(folder, "report.xlsx");
    writeFileSync(file, bytes);
    const said: string[] = [];
    // Fields by comma, text in quotes, UTF-8, all text quoted, cells as they are formatted, every sheet.
    const targets = [
      ["csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1", "csv"],
      ...(isRewritten ? [["xlsx:Calc MS Excel 2007 XML", "xlsx"] as const] : []),
    ] as const;
    for (const [target, out] of targets) {
      const { code, stdout, stderr } = await runCommand(program, [
        ...[`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--norestore", "--convert-to", target, "--outdir", join(folder, out), file],
      ]);
      said.push(code === 0 ? "" : `ended with ${code}`, stdout.replace(/^(convert|Writing sheet) .*$/gm, ""), stderr.replace(/^Warning: failed to launch javaldx.*$/gm, ""));
    }
    const sheets = readdirSync(join(folder, "csv")).map((name) => {
      const { data } = Papa.parse<string[]>(readFileSync(join(folder, "csv", name), "utf8"), { skipEmptyLines: false });
      return [name.replace(/^report-|\.csv$/g, ""), data] as const;
    });
    return { sheets: new Map(sheets), xlsx: isRewritten ? readFileSync(join(folder, "xlsx", "report.xlsx")) : null, complaints: said.join("").trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
