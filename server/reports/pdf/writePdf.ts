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
  const paper = openPaper(optionsOf(report), out);
  const rows = report.pages === null ? null : report.pages()[Symbol.asyncIterator]();
  try {
    const tables = await sizeUp(paper, document, rows);
    await paper.turn();
    await drawTop(paper, document);
    if (document.nothing !== null) await drawParagraph(paper, { text: document.nothing, size: 11, after: 10 });
    else {
      await drawCards(paper, document);
      for (const chart of document.charts) await drawChart(paper, chart, document);
      for (const table of tables) await drawPart(paper, table);
    }
    await drawNotes(paper, document);
    await drawSignatures(paper, report.dataDigest());
    await paper.finish();
  } catch (problem) {
    paper.drop(problem instanceof Error ? problem : new Error("The report could not be written."));
    throw problem;
  } finally {
    await rows?.return?.();
  }
}

async function drawPart(paper: Paper, { table, measured, batches, isEmpty }: SizedTable): Promise<void> {
  await drawHeading(paper, table.name, 60);
  if (isEmpty) await drawParagraph(paper, { text: paper.words.noRows, size: 9, after: 10 });
  else await drawTable(paper, table, columnWidths(measured, paper.width), batches);
}

function optionsOf({ document, language }: PdfReport): PaperOptions {
  const factOf = (id: string): string => document.facts.find((fact) => fact.id === id)?.text ?? "";
  const foot = [document.title, factOf("site"), factOf("period")].filter((text) => text !== "").join(" · ");
  return { title: document.title, foot, author: factOf("madeBy"), language };
}
