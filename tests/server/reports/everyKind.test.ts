import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ReportContent } from "../../../server/reports/files/reportContent";
import { writeXlsxReport } from "../../../server/reports/files/xlsxReport";
import { pdfWordsOf } from "../../../server/reports/pdf/pdfWords";
import { reportKinds } from "../../../src/contract/reports";
import type { CellKind, ReportCell, ReportRow } from "../../../src/reports/document";
import { everyReport, lengthened } from "../../support/everyReport";
import { errorsIn, openAllInLibreOffice } from "../../support/libreOffice";
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
    for (const [book, sheets] of books) expect({ book, errors: errorsIn(sheets) }).toEqual({ book, errors: [] });
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
    const words = pdfWordsOf(language);
    const texts = (await readPdfText(bytes)).split("\f").slice(0, -1).map(onOneLine);
    const whole = texts.join(" ");
    for (const said of [document.title, ...document.facts.flatMap(({ label, text }) => [label, text]), words.signatures]) expect(whole).toContain(onOneLine(said));
    texts.forEach((text, at) => expect(text).toContain(onOneLine(`${words.page(at + 1)} ${words.ofPages(texts.length)}`)));
    for (const [number, page] of pages.entries()) {
      expectBlankMargins(page);
      expect({ number, ink: inkOf(page) > 0.003 }).toEqual({ number, ink: true });
    }
    // Charts have fillings in colours; everything else is grey.
    for (const chart of document.charts) {
      const alone = await drawReport({ document: { ...document, charts: [chart] }, pages: content.pages, dataDigest: content.dataDigest, language });
      expect({ chart: chart.id, isDrawn: coloured(alone.pages) > 100 }).toEqual({ chart: chart.id, isDrawn: true });
    }
    const without = await drawReport({ document: { ...document, charts: [] }, pages: content.pages, dataDigest: content.dataDigest, language });
    expect(coloured(without.pages)).toBe(0);
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
    const headings = long.document.tables.map(({ columns }) => columns.map(({ heading }) => heading.split(/\s/)[0] ?? ""));
    const bare = texts.flatMap((text, at) => (headings.some((words) => words.every((word) => text.includes(word))) ? [] : [at]));
    // Only where the charts fill the first page, and where nothing but notes and signatures is left for the last.
    expect(bare.filter((at) => at !== 0 && at !== texts.length - 1)).toEqual([]);
  }, 120_000);
});

const onOneLine = (text: string): string => text.replace(/\s+/g, " ");

/** Nothing stands nearer than 12 mm to the edges, but for the page's number at its foot. */
function expectBlankMargins({ width, height, at, dpi }: DrawnPage): void {
  const margin = Math.floor((12 / 25.4) * dpi);
  const inked: [number, number][] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < margin; x += 1) for (const place of [x, width - 1 - x]) if (!isWhite(at(place, y))) inked.push([place, y]);
  }
  for (let y = 0; y < margin; y += 1) for (let x = 0; x < width; x += 1) if (!isWhite(at(x, y))) inked.push([x, y]);
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
