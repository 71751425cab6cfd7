import type { Writable } from "node:stream";
import { stream } from "exceljs";
import type { Style, Worksheet } from "exceljs";
import { holdsSentences } from "../../../src/reports/document";
import type { CellKind, ReportCell, ReportColumn, ReportDocument, ReportRow, ReportTable } from "../../../src/reports/document";
import { packedInTurn } from "../../files/xlsxFile";
import type { ReportContent } from "./reportContent";

const formats: Readonly<Record<CellKind, string>> = {
  text: "@",
  phone: "@",
  count: "#,##0",
  share: "0.0%",
  day: "yyyy-mm-dd",
  moment: "yyyy-mm-dd hh:mm:ss",
};

/** One object for all cells of a kind: the library knows a style again by the object, and works out any other anew for every cell. */
const cellStyles: Readonly<Record<CellKind, Partial<Style>>> = {
  text: { numFmt: formats.text },
  phone: { numFmt: formats.phone },
  count: { numFmt: formats.count },
  share: { numFmt: formats.share },
  day: { numFmt: formats.day },
  moment: { numFmt: formats.moment },
};

const headFill: Partial<Style> = {
  font: { bold: true, color: { argb: "FFFFFFFF" } },
  fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FF1F5C99" } },
  alignment: { vertical: "middle", wrapText: true },
};
const bandFill: Partial<Style> = { fill: { type: "pattern", pattern: "solid", bgColor: { argb: "FFEAF2FA" } } };

/** Title, what it is about, and the headings: few enough to stay in view above the rows. */
const headRow = 3;

/** Rows that a worksheet can have, whoever reads it. */
const mostSheetRows = 1_048_576;

/** Rows written before other requests get their turn: some ten milliseconds. */
const rowsPerTurn = 200;

/**
 * The report as a workbook: a sheet for each table, with title and facts above, real numbers, days and moments, and everything else as text; a
 * table with more rows than a sheet can have (`sheetRows`, with those above them) goes on on a further one. Last a sheet about the report, with
 * the digest of its data. Charts are not drawn: the library that streams workbooks has none, and their numbers stand in the tables.
 */
export async function writeXlsxReport(content: ReportContent, out: Writable, { sheetRows = mostSheetRows } = {}): Promise<void> {
  const { document, pages } = content;
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const names = new Set<string>();
  for (const [index, table] of document.tables.entries()) {
    const addSheet = (): Worksheet =>
      workbook.addWorksheet(sheetName(table.name, names), {
        views: [{ state: "frozen", ySplit: headRow, activeCell: `A${headRow + 1}` }],
        pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: `${headRow}:${headRow}` },
      });
    const rows = index === 0 && pages !== null ? pages() : inOnePage(table.rows);
    await writeTable(addSheet, { document, table, pages: rows, mostRows: sheetRows - headRow, out });
  }
  writeAbout(workbook.addWorksheet(sheetName(document.title, names)), content);
  await workbook.commit();
}

// eslint-disable-next-line @typescript-eslint/require-await -- the rows of a short table in the form of those of a long one
async function* inOnePage(rows: readonly ReportRow[]): AsyncGenerator<readonly ReportRow[]> {
  yield rows;
}

interface TableToWrite {
  readonly document: ReportDocument;
  readonly table: ReportTable;
  readonly pages: AsyncIterable<readonly ReportRow[]>;
  /** Of one sheet. */
  readonly mostRows: number;
  readonly out: Writable;
}

async function writeTable(addSheet: () => Worksheet, { document, table, pages, mostRows, out }: TableToWrite): Promise<void> {
  const { columns } = table;
  const write = columns.map(({ kind }) => toValue[kind]);
  const styles = columns.some(holdsSentences) ? columns.map(styleBesideSentences) : columns.map(({ kind }) => cellStyles[kind]);
  let sheet = beginTable(addSheet(), document, table);
  let written = 0;
  const packed = packedInTurn(out);
  for await (const rows of pages) {
    for (const { cells } of rows) {
      if (written === mostRows) {
        finishTable(sheet, table, written);
        sheet = beginTable(addSheet(), document, table);
        written = 0;
      }
      const row = sheet.addRow(cells.map((cell, index) => (cell === null ? undefined : write[index]?.(cell))));
      row.eachCell((cell, column) => {
        cell.style = styles[column - 1] ?? cellStyles.text;
      });
      row.commit();
      written += 1;
      if (written % rowsPerTurn === 0) await otherTurns();
    }
    await packed(sheet);
  }
  finishTable(sheet, table, written);
}

/** Rows with sentences are as high as these need; everything in them begins at the top. */
function styleBesideSentences(column: ReportColumn): Partial<Style> {
  return { ...cellStyles[column.kind], alignment: { vertical: "top", wrapText: holdsSentences(column) } };
}

/** What stands above the rows. */
function beginTable(sheet: Worksheet, document: ReportDocument, { columns }: ReportTable): Worksheet {
  sheet.columns = columns.map(({ width }) => ({ width }));
  writeText(sheet, 1, document.title, { font: { bold: true, size: 14 } });
  writeText(sheet, 2, [...document.facts.map(({ label, text }) => `${label}: ${text}`), ...(document.nothing === null ? [] : [document.nothing])].join("  ·  "), {
    font: { color: { argb: "FF555555" } },
  });
  const head = sheet.addRow(columns.map(({ heading }) => heading));
  for (let column = 1; column <= columns.length; column += 1) head.getCell(column).style = { ...headFill, numFmt: "@" };
  head.commit();
  return sheet;
}

function otherTurns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A text that runs on over the columns beside it, whatever their form. */
function writeText(sheet: Worksheet, number: number, text: string, style: Partial<Style>): void {
  const row = sheet.getRow(number);
  const cell = row.getCell(1);
  cell.value = text;
  cell.style = { ...style, numFmt: "@" };
  row.commit();
}

const dayMilliseconds = 86_400_000;
/** Excel's calendar counts days from here. */
const firstDay = Date.UTC(1899, 11, 30);

/** The number that Excel shows as this day and time of day; the text itself where it is none. */
function serialOf(cell: string | number): number | string {
  const at = typeof cell === "string" ? Date.parse(`${cell.replace(" ", "T")}${cell.length > 10 ? "Z" : "T00:00:00Z"}`) : Number.NaN;
  return Number.isNaN(at) ? String(cell) : (at - firstDay) / dayMilliseconds;
}

const asText = (cell: string | number): string => String(cell);
const asNumber = (cell: string | number): ReportCell => cell;
const toValue: Readonly<Record<CellKind, (cell: string | number) => ReportCell>> = {
  text: asText,
  phone: asText,
  count: asNumber,
  share: asNumber,
  day: serialOf,
  moment: serialOf,
};

/** What a stream may say of its rows only once they are written: the filter, and a shade on every other row. */
function finishTable(sheet: Worksheet, { columns }: ReportTable, rows: number): void {
  const last = headRow + rows;
  sheet.autoFilter = { from: { row: headRow, column: 1 }, to: { row: last, column: columns.length } };
  if (rows > 0) {
    sheet.addConditionalFormatting({
      ref: `A${headRow + 1}:${letterOf(columns)}${last}`,
      rules: [{ type: "expression", priority: 1, formulae: ["MOD(ROW(),2)=0"], style: bandFill }],
    });
  }
  sheet.commit();
}

/** Of the last column; a report has fewer than there are letters twice over. */
function letterOf({ length }: readonly ReportColumn[]): string {
  const letter = (index: number): string => String.fromCharCode(64 + index);
  return length <= 26 ? letter(length) : `A${letter(length - 26)}`;
}

/** What the report is about, a line each; its few main figures, how to read it, and the digest by which its data are known again. */
function writeAbout(sheet: Worksheet, { document: { title, facts, cards, notes }, dataDigest }: ReportContent): void {
  sheet.columns = [{ width: 30, style: { numFmt: "@" } }, { width: 90, style: { numFmt: "@", alignment: { wrapText: true, vertical: "top" } } }];
  writeText(sheet, 1, title, { font: { bold: true, size: 14 } });
  let number = 2;
  const add = (label: string, value: ReportCell, kind: CellKind = "text"): void => {
    number += 1;
    const row = sheet.getRow(number);
    row.getCell(1).value = label;
    row.getCell(1).font = { bold: true };
    const cell = row.getCell(2);
    cell.value = value === null ? null : toValue[kind](value);
    cell.style = { numFmt: formats[kind], alignment: { wrapText: true, vertical: "top", horizontal: "left" } };
    row.commit();
  };
  for (const { label, text } of facts) add(label, text);
  for (const { label, value, kind } of cards) add(label, value, kind);
  for (const note of notes) add("", note);
  add("SHA-256", dataDigest());
  sheet.commit();
}

/** A name that a sheet may have and no other of the workbook has. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/[[\]:*?/\\]/g, " ").replace(/^'+|'+$/g, "").trim().slice(0, 31) || "Sheet";
  let name = plain;
  for (let turn = 2; taken.has(name.toLowerCase()); turn += 1) name = `${plain.slice(0, 28)} ${turn}`;
  taken.add(name.toLowerCase());
  return name;
}
