import type { Writable } from "node:stream";
import type { ReportLanguage } from "../../../src/contract/reportFiles";
import type { ReportDocument, ReportRow } from "../../../src/reports/document";
import { drawChart } from "./charts/drawChart";
import { openPaper } from "./paper";
import type { Paper, PaperOptions } from "./paper";
import { drawCards, drawHeading, drawNotes, drawParagraph, drawTop } from "./sections";
import { drawSignatures } from "./signature";
import { sizeUp } from "./sizeUp";
import type { SizedTable } from "./sizeUp";
import { columnWidths } from "./tableColumns";
import { drawTable } from "./tablePages";

/** What a PDF is made of. */
export interface PdfReport {
  readonly document: ReportDocument;
  /** Rows of the first table page by page, where they are many; null: they are in the document. */
  readonly pages: (() => AsyncIterable<readonly ReportRow[]>) | null;
  /** SHA-256 of the report's data in hexadecimal digits; asked for once all rows were written. */
  readonly dataDigest: () => string;
  readonly language: ReportLanguage;
}

/** Writes the report as a PDF to hand on and sign, and ends `out`. Throws where whoever reads has gone, or the rows cannot be read. */
export async function writePdf(report: PdfReport, out: Writable): Promise<void> {
  const { document } = report;
  const paper = await openPaper(optionsOf(report), out);
  const rows = report.pages === null ? null : report.pages()[Symbol.asyncIterator]();
  try {
    const tables = await sizeUp(paper, document, rows);
    // Nobody reads a list to its end to learn how it is to be read, or that it is to be kept safe.
    const isList = document.charts.length === 0;
    await paper.turn();
    await drawTop(paper, document);
    if (isList) await drawNotes(paper, document);
    if (document.nothing !== null) {
      await drawParagraph(paper, { text: document.nothing, size: 11, after: 10 });
      // The digest is known when the last row was read, of no rows too.
      if (rows !== null) await readToEnd(rows);
    } else {
      await drawCards(paper, document);
      for (const chart of document.charts) await drawChart(paper, chart, document);
      for (const table of tables) await drawPart(paper, table);
    }
    if (!isList) await drawNotes(paper, document);
    await drawSignatures(paper, report.dataDigest());
    await paper.finish();
  } catch (problem) {
    await paper.drop(problem instanceof Error ? problem : new Error("The report could not be written."));
    throw problem;
  } finally {
    await rows?.return?.();
  }
}

async function readToEnd(rows: AsyncIterator<readonly ReportRow[]>): Promise<void> {
  for (let batch = await rows.next(); batch.done !== true; batch = await rows.next()) {
    if (batch.value.length > 0) throw new Error("A report that says that it has nothing has rows.");
  }
}

async function drawPart(paper: Paper, { table, measured, batches, isEmpty }: SizedTable): Promise<void> {
  await drawHeading(paper, table.name, isEmpty ? 30 : keptTogether(table.rows.length));
  if (isEmpty) await drawParagraph(paper, { text: paper.words.noRows, size: 9, after: 10 });
  else await drawTable(paper, table, columnWidths(measured, paper.width), batches);
}

/** Room that a table's beginning needs below its heading: a short one is not torn apart. */
function keptTogether(rows: number): number {
  return rows > 0 && rows <= 12 ? 40 + rows * 15 : 60;
}

function optionsOf({ document, language }: PdfReport): PaperOptions {
  const factOf = (id: string): string => document.facts.find((fact) => fact.id === id)?.text ?? "";
  const foot = [document.title, factOf("site"), factOf("period")].filter((text) => text !== "").join(" · ");
  return { title: document.title, foot, author: factOf("madeBy"), language };
}
