import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePoppler } from "../../scripts/poppler";
import type { PopplerProgram } from "../../scripts/poppler";
import { runCommand } from "../../scripts/support/processes";
import { writePdf } from "../../server/reports/pdf/writePdf";
import type { PdfReport } from "../../server/reports/pdf/writePdf";

/** An element of a PDF's structure, as programs that read aloud meet it. */
export interface PdfElement {
  readonly type: string;
  /** How deep it stands below the document's root, which is 0. */
  readonly depth: number;
  /** Its own text, a line break between lines. */
  readonly text: string;
}

export interface PdfWord {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly PdfWord[];
}

export interface PdfReading {
  /** Text page by page, line by line as it stands there. */
  readonly pages: readonly string[];
  readonly elements: readonly PdfElement[];
  readonly laidOut: readonly PdfPage[];
  /** Lines of `pdfinfo`. */
  readonly info: Readonly<Record<string, string>>;
  readonly fonts: string;
  /** What is read aloud in place of figures: texts of ASCII letters only. */
  readonly alternatives: readonly string[];
  /** The file itself, a character for each byte. */
  readonly file: string;
}

/** Writes a report and reads it back with programs that are not ours. Of long lists the elements come without their texts, which take Poppler minutes. */
export async function writeAndRead(report: PdfReport, { isLong = false }: { readonly isLong?: boolean } = {}): Promise<PdfReading> {
  const directory = mkdtempSync(join(tmpdir(), "report-pdf-"));
  const file = join(directory, "report.pdf");
  try {
    await writePdf(report, createWriteStream(file));
    const text = await run("pdftotext", ["-layout", file, "-"]);
    const bytes = readFileSync(file, "latin1");
    return {
      pages: text.split("\f").slice(0, -1),
      elements: elementsOf(await run("pdfinfo", [isLong ? "-struct" : "-struct-text", file])),
      laidOut: pagesOf(await run("pdftotext", ["-bbox", file, "-"])),
      info: Object.fromEntries((await run("pdfinfo", [file])).split("\n").map((line) => [line.split(":")[0] ?? "", line.slice(line.indexOf(":") + 1).trim()])),
      fonts: await run("pdffonts", [file]),
      alternatives: [...bytes.matchAll(/\/Alt \(((?:[^()\\]|\\.)*)\)/gu)].map(([, said]) => (said ?? "").replace(/\\(.)/gu, "$1")),
      file: bytes,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The text of a PDF that somebody else wrote. */
export async function readPdfText(bytes: Buffer): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "report-pdf-"));
  const file = join(directory, "report.pdf");
  try {
    writeFileSync(file, bytes);
    return await run("pdftotext", ["-layout", file, "-"]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function run(program: PopplerProgram, args: readonly string[]): Promise<string> {
  const programs = await ensurePoppler((line) => process.stderr.write(`${line}\n`));
  const { code, stdout, stderr } = await runCommand(programs[program], args);
  if (code !== 0 || /error/i.test(stderr)) throw new Error(`${program} complains: ${stderr}`);
  return stdout;
}

function elementsOf(printed: string): readonly PdfElement[] {
  const elements: { type: string; depth: number; lines: string[] }[] = [];
  for (const line of printed.split("\n")) {
    const indent = line.length - line.trimStart().length;
    const said = line.trim();
    const text = /^"(.*)"$/su.exec(said)?.[1];
    if (text !== undefined) elements.at(-1)?.lines.push(text);
    else if (/^[A-Z][A-Za-z0-9]*(?: |:|$)/u.test(said)) elements.push({ type: said.split(/[ :]/u)[0] ?? "", depth: indent / 2, lines: [] });
  }
  return elements.map(({ lines, ...element }) => ({ ...element, text: lines.join("\n") }));
}

function pagesOf(printed: string): readonly PdfPage[] {
  return printed.split("<page ").slice(1).map((page) => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/u.exec(page) ?? [];
    const words = [...page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/gu)];
    return {
      width: Number(width),
      height: Number(height),
      words: words.map(([, left, top, right, bottom, text]) => ({ text: text ?? "", left: Number(left), right: Number(right), top: Number(top), bottom: Number(bottom) })),
    };
  });
}
