import type { FiguresAnswer } from "../../contract/reports";
import { FigureKind } from "../../contract/reports";
import { limits } from "../../contract/primitives";
import { hasFigures } from "../../reports/document";
import { nothingInList } from "../../reports/rowsDocument";
import { wordsInForce } from "../../reports/words";
import type { PanePorts } from "../ports";
import { documentOf, listDocumentOf, rowsOf } from "./reportDocuments";
import type { Maker } from "./reportDocuments";
import { requestOf } from "./rowList";
import type { ReportAsked, ReportContent, ReportPages } from "./sheetPort";

export interface Fetching {
  readonly server: Pick<PanePorts["server"], "reportFigures" | "reportRows">;
  readonly maker: Maker;
  readonly signal: AbortSignal;
}

/** A report for a sheet: the figures that are shown (`known`) or those of this moment, or the pages of a list, fetched as they are written. */
export async function fetchContent(asked: ReportAsked, known: FiguresAnswer | null, { server, maker, signal }: Fetching): Promise<ReportContent> {
  const { kind, filters, step } = asked;
  if (hasFigures(kind)) {
    const answer = known ?? (await server.reportFigures({ kind: FigureKind.parse(kind), filters, step }, signal));
    return { asked, document: documentOf(maker, asked, answer), pages: null };
  }
  const { timeZone } = maker.choices;
  const first = await server.reportRows(requestOf(asked, null, limits.outcomesPerPage), signal);
  let waiting: typeof first | null = first;
  let next = first.next;
  const pages: ReportPages = {
    total: first.total,
    next: async () => {
      if (waiting !== null) {
        const rows = rowsOf(waiting, timeZone);
        waiting = null;
        return rows;
      }
      if (next === null) return null;
      const page = await server.reportRows(requestOf(asked, next, limits.outcomesPerPage), signal);
      next = page.next;
      return rowsOf(page, timeZone);
    },
  };
  const document = listDocumentOf(maker, asked, first.madeAt);
  // A sheet of a list without rows says so, as its screen and its file do.
  return { asked, document: first.total > 0 ? document : { ...document, nothing: nothingInList(kind === "audit" ? "audit" : "updates", wordsInForce) }, pages };
}
