import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ReportContent } from "../../../server/reports/files/reportContent";
import { writeXlsxReport } from "../../../server/reports/files/xlsxReport";
import { pdfWordsOf } from "../../../server/reports/pdf/pdfWords";
import { reportKinds } from "../../../src/contract/reports";
import type { CellKind, ReportCell, ReportRow } from "../../../src/reports/document";
import { everyReport, lengthened } from "../../support/everyReport";
import { openAllInLibreOffice } from "../../support/libreOffice";
import type { ConvertedSheets } from "../../support/libreOffice";
import { readPdfText } from "../../support/pdfReading";
import { drawReport, isWhite } from "../../support/pdfDrawing";
import type { DrawnPage } from "../../support/pdfDrawing";

/** Reports of every kind, in both languages, read by programs that are not ours. */

const languages = ["en", "fr"] as const;

async function xlsxOf(content: ReportContent): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeXlsxReport(content, out)]);
  return bytes;
}

async function rowsOf({ document, pages }: ReportContent, table: number): Promise<readonly ReportRow[]> {
  if (table > 0 || pages === null) return document.tables[table]?.rows ?? [];
  const rows: ReportRow[] = [];
  for await (const page of pages()) rows.push(...page);
  return rows;
}

/** What LibreOffice shows of a cell, as what the report says: numbers without marks between thousands, shares as parts of one. */
const read: Readonly<Record<CellKind, (shown: string) => ReportCell>> = {
  text: (shown) => shown,
  phone: (shown) => shown,
  count: (shown) => Number(shown.replaceAll(",", "")),
  share: (shown) => Number(shown.replace("%", "")) / 100,
  day: (shown) => shown,
  moment: (shown) => shown,
};

describe("as workbooks, in LibreOffice", () => {
  let books: ReadonlyMap<string, ConvertedSheets>;
  let complaints = "";
  beforeAll(async () => {
    const files = new Map<string, Buffer>();
    for (const language of languages) for (const content of everyReport(language)) files.set(`${content.document.kind}_${language}`, await xlsxOf(content));
    ({ books, complaints } = await openAllInLibreOffice(files));
  }, 240_000);

  test("all are opened and recalculated without complaint, and no cell holds an error", () => {
    expect(complaints).toBe("");
    expect([...books.keys()].sort()).toEqual(reportKinds.flatMap((kind) => languages.map((language) => `${kind}_${language}`)).sort());
    for (const [book, sheets] of books) {
      const errors = [...sheets].flatMap(([sheet, rows]) => rows.flat().filter((cell) => /#(REF|NAME|VALUE|DIV|NUM|NULL|N\/A)|Err:\d/.test(cell)).map((cell) => `${book} ${sheet}: ${cell}`));
      expect(errors).toEqual([]);
    }
  });

  test.each(reportKinds.flatMap((kind) => languages.map((language) => [kind, language] as const)))("%s, %s: every table says what the report says, cell by cell", async (kind, language) => {
    const content = everyReport(language).find(({ document }) => document.kind === kind);
    if (content === undefined) throw new Error(`There is no report of the kind ${kind}.`);
    const { document } = content;
    expect(document.nothing).toBeNull();
    for (const [at, { name, columns }] of document.tables.entries()) {
      const cells = books.get(`${kind}_${language}`)?.get(name.slice(0, 31));
      const rows = await rowsOf(content, at);
      expect(rows.length).toBeGreaterThan(0);
      expect([name, cells?.[0]?.[0]]).toEqual([name, document.title]);
      expect(cells?.[2]?.slice(0, columns.length)).toEqual(columns.map(({ heading }) => heading));
      const shown = (cells ?? []).slice(3, 3 + rows.length).map((row) => columns.map((column, index) => (row[index] === "" ? null : read[column.kind](row[index] ?? ""))));
      const said = rows.map((row) => columns.map(({ kind: cellKind }, index) => rounded(row.cells[index] ?? null, cellKind)));
      expect({ name, rows: shown.map((row) => row.map((cell, index) => rounded(cell, columns[index]?.kind ?? "text"))) }).toEqual({ name, rows: said });
    }
  });
});

/** Shares are shown with one digit after the point. */
function rounded(cell: ReportCell, kind: CellKind): ReportCell {
  if (cell === "") return null;
  return kind === "share" && typeof cell === "number" ? Math.round(cell * 1_000) / 1_000 : cell;
}

describe.each(languages)("as PDF, drawn by Poppler, %s", (language) => {
  test.each(reportKinds)("%s: text, charts and tables stand on the paper, and the margins are blank", async (kind) => {
    const content = everyReport(language).find(({ document }) => document.kind === kind);
    if (content === undefined) throw new Error(`There is no report of the kind ${kind}.`);
    const { document } = content;
    const { pages, bytes } = await drawReport({ document, pages: content.pages, dataDigest: content.dataDigest, language });
    const text = await readPdfText(bytes);
    const flat = text.replace(/\s+/g, " ");
    for (const said of [document.title, ...document.facts.map(({ label }) => label), pdfWordsOf(language).signatures]) expect(flat).toContain(said);
    for (const [number, page] of pages.entries()) {
      expectBlankMargins(page);
      expect({ number, ink: inkOf(page) > 0.003 }).toEqual({ number, ink: true });
    }
    // Charts have fillings in colours; everything else is grey.
    expect(coloured(pages) > 200).toBe(document.charts.length > 0);
  }, 60_000);

  test.each(reportKinds)("%s with long tables: each page of a table has its headings again", async (kind) => {
    const content = everyReport(language).find(({ document }) => document.kind === kind);
    if (content === undefined) throw new Error(`There is no report of the kind ${kind}.`);
    const long = lengthened(content, 90);
    const { pages, bytes } = await drawReport({ document: long.document, pages: long.pages, dataDigest: long.dataDigest, language });
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expectBlankMargins(page);
    const texts = (await readPdfText(bytes)).split("\f").slice(0, -1);
    // A long heading stands on several lines.
    const words = (long.document.tables[0]?.columns ?? []).map(({ heading }) => heading.split(" ")[0] ?? "");
    expect(texts.filter((text) => words.every((word) => text.includes(word))).length).toBeGreaterThan(2);
  }, 120_000);
});

/** Nothing stands nearer than 12 mm to the left and right edges. */
function expectBlankMargins({ width, height, at, dpi }: DrawnPage): void {
  const margin = Math.floor((12 / 25.4) * dpi);
  const inked: [number, number][] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < margin; x += 1) for (const place of [x, width - 1 - x]) if (!isWhite(at(place, y))) inked.push([place, y]);
  }
  expect(inked).toEqual([]);
}

function inkOf({ width, height, at }: DrawnPage): number {
  let inked = 0;
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) if (!isWhite(at(x, y))) inked += 1;
  return inked / (width * height);
}

/** Dots that are not grey. */
function coloured(pages: readonly DrawnPage[]): number {
  let found = 0;
  for (const { width, height, at } of pages) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [red, green, blue] = at(x, y);
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 30) found += 1;
      }
    }
  }
  return found;
}
