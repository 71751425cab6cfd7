import { reportKinds } from "../../src/contract/reports";
import type { ReportKind } from "../../src/contract/reports";
import type { ReportRow } from "../../src/reports/document";
import type { ReportLanguage } from "../../src/contract/reportFiles";
import type { ReportContent } from "../../server/reports/files/reportContent";
import { figuresDocument } from "../../src/reports/figuresDocument";
import { reportWordsOf } from "../../src/reports/reportWordsOf";
import { auditCells, rowsDocument, updateCells } from "../../src/reports/rowsDocument";
import { auditRow, contextOf, someOfEach, updateRow } from "../reports/reportWorld";

/** A report of each kind with something in it, as the server makes its files from. Throws where a kind is not among those made by hand. */
export function everyReport(language: ReportLanguage): readonly ReportContent[] {
  return reportKinds.map((kind) => reportOf(kind, language));
}

function reportOf(kind: ReportKind, language: ReportLanguage): ReportContent {
  const words = reportWordsOf(language);
  if (kind === "updates") {
    const rows = ["08031234567", "00000123", "12E45", "=1+1"].map((before, at) => updateCells({ ...updateRow, key: `k${at}`, before, artId: `00${at}` }, words, `2026-11-22 00:3${at}:15`));
    return contentOf({ ...rowsDocument(kind, contextOf(), words) }, rows);
  }
  if (kind === "audit") return contentOf(rowsDocument(kind, contextOf(), words), [auditCells(auditRow, words, "2026-11-22 00:30:00"), auditCells({ ...auditRow, key: "18", person: "Ada Obi", patients: 12_345 }, words, "2026-11-22 00:31:00")]);
  const figures = someOfEach.find((one) => one.kind === kind);
  if (figures === undefined) throw new Error(`There are no figures of the kind ${kind}.`);
  return contentOf(figuresDocument(figures, contextOf(), words), null);
}

function contentOf(document: ReportContent["document"], rows: readonly ReportRow[] | null): ReportContent {
  async function* pages(): AsyncGenerator<readonly ReportRow[]> {
    // As pages of a database come.
    await Promise.resolve();
    if (rows !== null) yield rows;
  }
  const total = rows?.length ?? document.tables.reduce((sum, table) => sum + table.rows.length, 0);
  return { document, pages: rows === null ? null : pages, total, written: () => total, dataDigest: () => "5f".repeat(32) };
}

/** The same with every table so long that it goes on on further pages. */
export function lengthened({ document, pages, ...content }: ReportContent, times: number): ReportContent {
  const longer = (rows: readonly ReportRow[]): readonly ReportRow[] => Array.from({ length: times }, (_, turn) => rows.map((row) => ({ ...row, key: `${turn}:${row.key}` }))).flat();
  async function* longPages(): AsyncGenerator<readonly ReportRow[]> {
    if (pages !== null) for await (const rows of pages()) yield longer(rows);
  }
  return { ...content, document: { ...document, tables: document.tables.map((table) => ({ ...table, rows: longer(table.rows) })) }, pages: pages === null ? null : longPages };
}
