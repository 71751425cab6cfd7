import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePoppler } from "../../scripts/poppler";
import { runCommand } from "../../scripts/support/processes";
import { writePdf } from "../../server/reports/pdf/writePdf";
import type { PdfReport } from "../../server/reports/pdf/writePdf";

type Colour = readonly [red: number, green: number, blue: number];

/** A page as it looks, in dots of red, green and blue from 0 to 255. */
export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** The dot so many to the right and so many down. */
  at(x: number, y: number): Colour;
}

const dpi = 60;

/** Writes a report as a PDF and draws its pages. */
export async function drawReport(report: PdfReport): Promise<{ readonly pages: readonly DrawnPage[]; readonly bytes: Buffer }> {
  const directory = mkdtempSync(join(tmpdir(), "report-drawn-"));
  const file = join(directory, "report.pdf");
  try {
    await writePdf(report, createWriteStream(file));
    const { pdftoppm } = await ensurePoppler((line) => process.stderr.write(`${line}\n`));
    const { code, stderr } = await runCommand(pdftoppm, ["-r", String(dpi), file, join(directory, "page")]);
    if (code !== 0 || stderr !== "") throw new Error(`pdftoppm complains: ${stderr}`);
    const names = readdirSync(directory).filter((name) => name.endsWith(".ppm")).sort();
    return { pages: names.map((name) => pageOf(readFileSync(join(directory, name)))), bytes: readFileSync(file) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A picture of the form `P6`: its size in text, then three bytes a dot. */
function pageOf(bytes: Buffer): DrawnPage {
  const [head = "", width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString("latin1", 0, 40)) ?? [];
  if (head === "") throw new Error("The drawn page is no picture of the form P6.");
  const wide = Number(width);
  return {
    width: wide,
    height: Number(height),
    dpi,
    at: (x, y) => {
      const from = head.length + 3 * (y * wide + x);
      return [bytes[from] ?? 0, bytes[from + 1] ?? 0, bytes[from + 2] ?? 0];
    },
  };
}

export function isWhite(colour: Colour): boolean {
  return colour.every((part) => part >= 250);
}
