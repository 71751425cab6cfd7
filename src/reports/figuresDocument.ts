import type { ReportFigures } from "../contract/reports";
import { completenessBody } from "./completenessBody";
import type { ReportContext, ReportDocument } from "./document";
import { failuresBody } from "./failuresBody";
import type { Making, ReportBody } from "./parts";
import { progressBody } from "./progressBody";
import { qualityBody } from "./qualityBody";
import { reportFacts } from "./reportFacts";
import { staffBody } from "./staffBody";
import { summaryBody } from "./summaryBody";
import { trendBody } from "./trendBody";
import type { ReportWords } from "./words";

/** Figures of the server as a report that anybody can read. */
export function figuresDocument(figures: ReportFigures, context: ReportContext, words: ReportWords): ReportDocument {
  return {
    kind: figures.kind,
    title: words.reports.titles[figures.kind],
    facts: reportFacts(figures.kind, context, words),
    ...bodyOf(figures, { context, words }),
  };
}

function bodyOf(figures: ReportFigures, making: Making): ReportBody {
  switch (figures.kind) {
    case "summary":
      return summaryBody(figures, making);
    case "trend":
      return trendBody(figures, making);
    case "failures":
      return failuresBody(figures, making);
    case "staff":
      return staffBody(figures, making);
    case "completeness":
      return completenessBody(figures, making);
    case "worklists":
      return progressBody(figures, making);
    case "quality":
      return qualityBody(figures, making);
  }
}
