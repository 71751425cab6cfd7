import type { ReportRows, SummaryFigures } from "../contract/reports";
import { allFields, changeCells, changeOpens, countedFields, doneOf, isNothing, share } from "./changeCounts";
import type { ReportTable } from "./document";
import type { Making, ReportBody } from "./parts";
import { card, changeColumnsOf, columnsOf, notesOf, opening } from "./parts";

const outcomes = ["changed", "unchanged", "conflict", "failed"] as const;
const afterwards = ["undone", "reverted"] as const;
const rowStates = ["updated", "partly", "unchanged", "conflict", "failed", "collapsed", "withdrawn"] as const satisfies readonly (keyof ReportRows)[];

/** How much was asked for and what became of it: in all, by field, and by rows. */
export function summaryBody(figures: SummaryFigures, making: Making): ReportBody {
  const { words } = making;
  const { notes, charts, nothing } = words.reports;
  const all = allFields(figures.fields);
  return {
    cards: [
      card(words, "given", all.given, { opens: opening(making, "summary", { status: "given" }) }),
      card(words, "done", share(doneOf(all), all.given), { kind: "share", opens: opening(making, "summary", { status: "done" }) }),
      ...[...outcomes, "undone" as const].map((status) => card(words, status, all[status], { opens: opening(making, "summary", { status }) })),
      card(words, "reverted", all.reverted, { opens: opening(making, "summary", { status: "overwritten" }) }),
    ],
    charts: [{ id: "fields", title: charts.fields, type: "stacked", table: "fields", category: "field", series: outcomes }],
    tables: [fieldsTable(figures, making), outcomesTable(figures, making), rowsTable(figures, making)],
    ...notesOf({ counted: notes.counted, done: notes.done, afterwards: notes.afterwards, facilityOfPatient: notes.facilityOfPatient, clock: notes.clock }),
    nothing: isNothing(all) && figures.rows.sent === 0 ? nothing.changes : null,
  };
}

function fieldsTable({ fields }: SummaryFigures, making: Making): ReportTable {
  const { words, context } = making;
  const counted = countedFields.filter((field) => context.filters.field === null || context.filters.field === field);
  return {
    id: "fields",
    name: words.reports.tables.fields,
    columns: [...columnsOf(words, [["field", "text", 14]]), ...changeColumnsOf(words)],
    rows: counted.map((field) => ({
      key: field,
      cells: [words.reports.fields[field], ...changeCells(fields[field])],
      opens: isNothing(fields[field]) ? null : opening(making, "summary", { field }),
      opensIn: changeOpens(opening(making, "summary", { field })),
    })),
  };
}

function outcomesTable({ fields }: SummaryFigures, making: Making): ReportTable {
  const { words } = making;
  const all = allFields(fields);
  const row = (status: (typeof outcomes)[number] | (typeof afterwards)[number], whole: number | null): ReportTable["rows"][number] => ({
    key: status,
    cells: [words.reports.cards[status], all[status], whole === null ? null : share(all[status], whole)],
    opens: all[status] === 0 ? null : opening(making, "summary", { status: status === "reverted" ? "overwritten" : status }),
  });
  return {
    id: "outcomes",
    name: words.reports.tables.outcomes,
    columns: columnsOf(words, [["outcome", "text", 28], ["count", "count"], ["share", "share"]]),
    // What was taken back or overwritten in the period may be changes of an earlier one, so it is no share of this one's.
    rows: [...outcomes.map((status) => row(status, all.given)), ...afterwards.map((status) => row(status, null))],
  };
}

function rowsTable({ rows, submissions }: SummaryFigures, { words }: Making): ReportTable {
  const said = words.reports;
  return {
    id: "rows",
    name: said.tables.rows,
    columns: columnsOf(words, [["outcome", "text", 28], ["count", "count"], ["share", "share"]]),
    rows: [
      { key: "submissions", cells: [said.columns.submissions, submissions, null], opens: null },
      { key: "sent", cells: [said.cards.rows, rows.sent, null], opens: null },
      ...rowStates.map((state) => ({ key: state, cells: [said.rows[state], rows[state], share(rows[state], rows.sent)], opens: null })),
    ],
  };
}
