import { createHash } from "node:crypto";
import type { MakeFileRequest } from "../../../src/contract/reportFiles";
import type { AuditRow, ReportFigures, UpdateRow } from "../../../src/contract/reports";
import { can } from "../../../src/domain/roles";
import { appliedFilters } from "../../../src/reports/appliedFilters";
import { hasFigures } from "../../../src/reports/document";
import type { ReportContext, ReportDocument, ReportRow } from "../../../src/reports/document";
import { figuresDocument } from "../../../src/reports/figuresDocument";
import { reportWordsOf } from "../../../src/reports/reportWordsOf";
import { auditCells, nothingInList, rowsDocument, updateCells } from "../../../src/reports/rowsDocument";
import type { ReportWords } from "../../../src/reports/words";
import { toSiteDay, toSiteText, toUtcText } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import { figuresOf } from "../figures/readFigures";
import { rowsOfDocument } from "../figures/rowsOfFigures";
import { countUpdates } from "../rows/countUpdates";
import { countAudit, readAudit } from "../rows/readAudit";
import { readUpdates } from "../rows/readUpdates";
import { readRowFilters } from "../rows/rowFilters";
import { readChosenNames } from "./chosenNames";
import { readAhead } from "./readAhead";
import { siteMoments } from "./siteMoments";

/** What a file is written from, whatever its form. */
export interface ReportContent {
  readonly document: ReportDocument;
  /** Rows of the first table page by page, where they are many; null: they are in the document. */
  readonly pages: (() => AsyncIterable<readonly ReportRow[]>) | null;
  /** Rows of all tables; of a list as it was counted before, for the progress. */
  readonly total: number;
  /** How many have been handed out. */
  readonly written: () => number;
  /**
   * SHA-256 in hexadecimal digits of what selects the report and of its data in their order; asked for once all rows were read. The same data
   * have the same digest in every form and language, whenever and by whomever they were reported.
   */
  readonly dataDigest: () => string;
}

export interface ContentOptions {
  readonly madeAt: Date;
  /** Told how many rows of a list have been handed out; throws where nobody wants more. */
  readonly onRows: (done: number) => void;
  /** Told whose values it shows, before they are handed out: at once, or page by page, then a person as often as there are pages with the person. */
  readonly shown: (personIds: readonly number[]) => Promise<void>;
}

type PlacedRow = readonly { readonly row: UpdateRow | AuditRow; readonly personId?: number | null }[];

/** What a person is told by the report that was asked for, with that person's rights. Throws an ApiError where it cannot be. */
export async function openReport(deps: Deps, caller: Caller, request: MakeFileRequest, { madeAt, onRows, shown }: ContentOptions): Promise<ReportContent> {
  const { site, config } = deps;
  const { kind, step } = request;
  const words = reportWordsOf(request.language);
  const filters = appliedFilters(kind, request.filters);
  const names = await readChosenNames(deps, filters);
  const context: ReportContext = {
    filters,
    ...names,
    // Without the right to all submissions figures are of the own work.
    personName: can(caller.role, "read-all-submissions") ? names.personName : caller.displayName,
    siteName: config.SITE_NAME,
    madeBy: caller.displayName,
    madeAt: toSiteText(madeAt, site.timeZone).slice(0, 16),
    timeZone: site.timeZone,
    mayOpenRows: false,
    seesValues: can(caller.role, "report-values"),
  };
  const hash = createHash("sha256").update(JSON.stringify([kind, kind === "trend" ? step : null, filters]));
  if (hasFigures(kind)) {
    const persons: number[] = [];
    const today = toSiteDay(madeAt, site.timeZone);
    const figures = await figuresOf(deps, caller, { kind, filters, step }, { today, shown: (personIds) => personIds.forEach((personId) => persons.push(personId)) });
    await shown(persons);
    const document = figuresDocument(figures, context, words);
    const dataDigest = hash.update(JSON.stringify(dataOfFigures(figures))).digest("hex");
    const total = rowsOfDocument(document);
    return { document, pages: null, total, written: () => total, dataDigest: () => dataDigest };
  }
  const query = await readRowFilters(deps, caller, { kind, filters, status: null, cause: null });
  // What is carried out while the file is made is not in it: its rows are those that were counted.
  const until = toUtcText(new Date(madeAt.getTime() + 1));
  const cut = { ...query, until: until < query.until ? until : query.until };
  const total = await (kind === "updates" ? countUpdates(deps, cut) : countAudit(deps, cut));
  const moment = siteMoments(site.timeZone);
  const document = rowsDocument(kind, context, words);
  let digest: string | null = null;
  let done = 0;

  async function* pages(): AsyncGenerator<readonly ReportRow[]> {
    // Rows that were being committed while the others were counted are not in a report that says that there is nothing.
    if (total === 0) {
      digest = hash.digest("hex");
      return;
    }
    for await (const placed of readAhead<PlacedRow>(kind === "updates" ? readUpdates(deps, cut, null) : readAudit(deps, cut, null))) {
      hash.update(placed.map(({ row }) => dataOf(row)).join(""));
      await shown(placed.flatMap(({ personId }) => personId ?? []));
      yield placed.map(({ row }) => cellsOf(row, { words, at: moment(row.at) }));
      done += placed.length;
      onRows(done);
    }
    digest = hash.digest("hex");
  }
  return {
    document: { ...document, nothing: total === 0 ? nothingInList(kind, words) : null },
    pages,
    total,
    written: () => done,
    dataDigest: () => {
      if (digest === null) throw new Error("The digest of a report was asked for before its last row was read.");
      return digest;
    },
  };
}

/** When the record was read is no data: the same data have the same digest. */
function dataOfFigures(figures: ReportFigures): object {
  return figures.kind === "quality" ? { ...figures, readAt: null } : figures;
}

/** Everything that a row says, in the form of no language. No value holds the signs that part values and rows. */
function dataOf(row: UpdateRow | AuditRow): string {
  return `${Object.values(row).join("\u001f")}\u001e`;
}

function cellsOf(row: UpdateRow | AuditRow, { words, at }: { readonly words: ReportWords; readonly at: string }): ReportRow {
  return "field" in row ? updateCells(row, words, at) : auditCells(row, words, at);
}

