import type { ReportFigures } from "../contract/reports";
import { appliedFilters } from "./appliedFilters";
import type { CellKind, OpenRows, Opens, ReportCard, ReportCell, ReportColumn, ReportContext, ReportDocument } from "./document";
import type { ReportWords } from "./words";

/** What each kind says of its own, between the title and the facts that all have. */
export type ReportBody = Pick<ReportDocument, "cards" | "charts" | "tables" | "nothing"> & ReportNotes;
export type ReportNotes = Required<Pick<ReportDocument, "notes" | "noteIds">>;

export interface Making {
  readonly context: ReportContext;
  readonly words: ReportWords;
}

type ColumnId = keyof ReportWords["reports"]["columns"];
type CardId = keyof ReportWords["reports"]["cards"];

const widths: Readonly<Record<CellKind, number>> = { text: 24, phone: 18, count: 12, share: 12, day: 12, moment: 19 };

/** Columns by their ids, which are those of their headings. */
export function columnsOf(words: ReportWords, columns: readonly (readonly [id: ColumnId, kind: CellKind, width?: number])[]): readonly ReportColumn[] {
  return columns.map(([id, kind, width]) => ({ id, heading: words.reports.columns[id], kind, width: width ?? widths[kind] }));
}

export function card(words: ReportWords, id: CardId, value: ReportCell, more: { kind?: CellKind; opens?: Opens | null } = {}): ReportCard {
  return { id, label: words.reports.cards[id], value, kind: more.kind ?? "count", opens: value === 0 ? null : (more.opens ?? null) };
}

/** Notes by what they are, in their order; null is one that is not said this time. */
export function notesOf(notes: Partial<Record<keyof ReportWords["reports"]["notes"], string | null>>): ReportNotes {
  const said = Object.entries(notes).flatMap(([id, text]) => (text === null ? [] : [{ id, text }]));
  return { notes: said.map(({ text }) => text), noteIds: said.map(({ id }) => id) };
}

/** Rows of the list of updates under the report's own filters and these; null for who may not list them. */
export function opening({ context }: Making, kind: ReportFigures["kind"], narrowed: Partial<OpenRows["filters"]> & Partial<Pick<OpenRows, "status" | "cause">> = {}): OpenRows | null {
  if (!context.mayOpenRows) return null;
  const { status = null, cause = null, ...filters } = narrowed;
  return { to: "updates", status, cause, filters: { ...appliedFilters(kind, context.filters), ...filters } };
}

/** The columns that `changeCells` fills. */
export function changeColumnsOf(words: ReportWords): readonly ReportColumn[] {
  return columnsOf(words, [
    ["given", "count"],
    ["changed", "count"],
    ["unchanged", "count"],
    ["conflict", "count"],
    ["failed", "count"],
    ["doneShare", "share"],
    ["undone", "count"],
    ["reverted", "count"],
  ]);
}
