import type { AuditRow, RowKind, UpdateRow } from "../contract/reports";
import { causeText } from "./causeText";
import type { CellKind, OpenRows, ReportCell, ReportColumn, ReportContext, ReportDocument, ReportRow } from "./document";
import { notesOf } from "./parts";
import { reportFacts } from "./reportFacts";
import type { ReportWords } from "./words";

interface ListColumn<Row> {
  readonly id: string;
  readonly heading: (columns: ReportWords["reports"]["columns"]) => string;
  readonly kind: CellKind;
  readonly width: number;
  /** `at` is the moment of the row on the clocks of the site. */
  readonly cell: (row: Row, words: ReportWords, at: string) => ReportCell;
}

const updateColumns: readonly ListColumn<UpdateRow>[] = [
  { id: "at", heading: ({ at }) => at, kind: "moment", width: 19, cell: (_, __, at) => at },
  { id: "artId", heading: ({ artId }) => artId, kind: "phone", width: 18, cell: (row) => row.artId },
  { id: "facility", heading: ({ facility }) => facility, kind: "text", width: 26, cell: (row) => row.facility },
  { id: "field", heading: ({ field }) => field, kind: "text", width: 11, cell: (row, { reports }) => reports.fields[row.field] },
  { id: "old", heading: (columns) => columns.old, kind: "phone", width: 30, cell: (row) => row.before },
  { id: "new", heading: (columns) => columns.new, kind: "phone", width: 30, cell: (row) => row.after },
  { id: "value", heading: ({ value }) => value, kind: "phone", width: 30, cell: (row) => row.given },
  { id: "status", heading: ({ status }) => status, kind: "text", width: 16, cell: (row, { reports }) => reports.statuses[row.status] },
  { id: "cause", heading: ({ cause }) => cause, kind: "text", width: 44, cell: (row, words) => (row.cause === null ? null : causeText(row.cause, 1, words)) },
  { id: "overwritten", heading: ({ overwritten }) => overwritten, kind: "text", width: 12, cell: (row, { reports }) => (row.reverted ? reports.yes : null) },
  { id: "person", heading: ({ person }) => person, kind: "text", width: 24, cell: (row) => row.person },
  { id: "source", heading: ({ source }) => source, kind: "text", width: 10, cell: (row, { reports }) => reports.sources[row.source] },
  { id: "workbook", heading: ({ workbook }) => workbook, kind: "text", width: 26, cell: (row) => row.workbook },
  { id: "sheet", heading: ({ sheet }) => sheet, kind: "text", width: 18, cell: (row) => row.sheet },
  { id: "row", heading: ({ row }) => row, kind: "count", width: 8, cell: (row) => row.rowNumber },
  { id: "kind", heading: ({ kind }) => kind, kind: "text", width: 16, cell: (row, { reports }) => reports.submissionKinds[row.submissionKind] },
  { id: "submission", heading: ({ submission }) => submission, kind: "text", width: 36, cell: (row) => row.submission },
  { id: "reason", heading: ({ reason }) => reason, kind: "text", width: 30, cell: (row) => row.reason },
];

const auditColumns: readonly ListColumn<AuditRow>[] = [
  { id: "at", heading: ({ at }) => at, kind: "moment", width: 19, cell: (_, __, at) => at },
  { id: "person", heading: ({ person }) => person, kind: "text", width: 24, cell: (row, { reports }) => row.person ?? row.username ?? reports.server },
  { id: "username", heading: ({ username }) => username, kind: "text", width: 16, cell: (row) => row.username },
  { id: "action", heading: ({ action }) => action, kind: "text", width: 30, cell: (row, words) => actionText(row.action, words) },
  { id: "result", heading: ({ result }) => result, kind: "text", width: 10, cell: (row, { reports }) => reports.results[row.result] },
  { id: "patients", heading: ({ auditPatients }) => auditPatients, kind: "count", width: 10, cell: (row) => row.patients },
  { id: "submission", heading: ({ submission }) => submission, kind: "text", width: 36, cell: (row) => row.submission },
  { id: "network", heading: ({ network }) => network, kind: "text", width: 18, cell: (row) => row.address },
  { id: "request", heading: ({ request }) => request, kind: "text", width: 36, cell: (row) => row.requestId },
];

/** The report around a list: title, facts, notes and one table, whose rows come page by page through `updateCells` and `auditCells`. */
export function rowsDocument(kind: RowKind, context: ReportContext, words: ReportWords, only: Pick<OpenRows, "status" | "cause"> = everyRow): ReportDocument {
  const { reports } = words;
  const columns = kind === "updates" ? headed(updateColumns, words) : headed(auditColumns, words);
  const { updates, overwritten, values, audit, auditFacility, clock } = reports.notes;
  return {
    kind,
    title: reports.titles[kind],
    facts: reportFacts(kind, context, words, onlyText(only, words)),
    cards: [],
    charts: [],
    tables: [{ id: kind, name: reports.tables[kind], columns, rows: [] }],
    ...(kind === "updates" ? notesOf({ updates, overwritten, values, clock }) : notesOf({ audit, auditFacility, clock })),
    nothing: null,
  };
}

const everyRow = { status: null, cause: null };

/** What a list was narrowed to by the figure that was pressed; null: it is whole. */
function onlyText({ status, cause }: Pick<OpenRows, "status" | "cause">, words: ReportWords): string | null {
  const parts = [...(status === null ? [] : [words.reports.only[status]]), ...(cause === null ? [] : [causeText(cause, 1, words)])];
  return parts.length === 0 ? null : parts.join(" – ");
}

/** Said where a list turned out to have no rows. */
export function nothingInList(kind: RowKind, { reports }: ReportWords): string {
  return reports.nothing[kind];
}

/** One change as a row of the table of `rowsDocument`. `at` is its moment on the clocks of the site, `YYYY-MM-DD HH:MM:SS`. */
export function updateCells(row: UpdateRow, words: ReportWords, at: string): ReportRow {
  return { key: row.key, cells: updateColumns.map(({ cell }) => cell(row, words, at)), opens: null };
}

/** One event of the audit, likewise. */
export function auditCells(row: AuditRow, words: ReportWords, at: string): ReportRow {
  return { key: row.key, cells: auditColumns.map(({ cell }) => cell(row, words, at)), opens: null };
}

function headed<Row>(columns: readonly ListColumn<Row>[], { reports }: ReportWords): readonly ReportColumn[] {
  return columns.map(({ id, heading, kind, width }) => ({ id, heading: heading(reports.columns), kind, width }));
}

function actionText(action: string, { reports }: ReportWords): string {
  const said: Readonly<Record<string, string>> = reports.auditActions;
  return Object.hasOwn(said, action) ? (said[action] ?? action) : action;
}
