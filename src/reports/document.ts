import type { FigureKind, ReportFilters, ReportKind, RowsRequest } from "../contract/reports";
import type { WorklistReason } from "../domain/worklistRules";

/**
 * A report as anybody reads it, whatever carries it: a screen, a sheet, a page of a PDF, a file. Made once, from figures of the server and the
 * words of one language, by the same code in the browser and on the server; each carrier only lays it out.
 */
export interface ReportDocument {
  readonly kind: ReportKind;
  readonly title: string;
  /** Site, period, filters, made by, made when: label and text, in the order in which they are shown. */
  readonly facts: readonly ReportFact[];
  /** The few figures that matter most. */
  readonly cards: readonly ReportCard[];
  readonly charts: readonly ReportChart[];
  /** Charts are drawn from these; the first is the report's main one. */
  readonly tables: readonly ReportTable[];
  /** Sentences that say how to read it: what is counted, and what is not. */
  readonly notes: readonly string[];
  /** What each of the notes is, in their order, the same in every language and for ever: a sheet knows them again by it, as some are not always said. */
  readonly noteIds?: readonly string[];
  /**
   * Said in place of charts and tables where there is nothing in the period; null where there is something. The tables are there all the same,
   * empty or with zeros, so that a sheet can be brought up to date with them. A list of rows does not know: its carrier counts them.
   */
  readonly nothing: string | null;
}

export interface ReportFact {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

export interface ReportCard {
  readonly id: string;
  readonly label: string;
  readonly value: ReportCell;
  readonly kind: CellKind;
  /** The rows that it counts; null where they cannot be listed. */
  readonly opens: Opens | null;
}

/**
 * What a cell holds, hence how it is written: `share` is 0 to 1; `day` is `YYYY-MM-DD`; `moment` is `YYYY-MM-DD HH:MM:SS` on the clocks of the
 * site. `phone` is text that programs like to make a number or a date of (telephone numbers, ART IDs, values of the record): it must stay text.
 */
export type CellKind = "text" | "phone" | "count" | "share" | "day" | "moment";
export type ReportCell = string | number | null;

export interface ReportColumn {
  /** Stays the same in every language and for ever: a sheet finds its columns by heading, a chart by id. */
  readonly id: string;
  readonly heading: string;
  readonly kind: CellKind;
  /** In characters. */
  readonly width: number;
}

/** In characters. Texts of a wider column are sentences, which stand on several lines where a sheet shows them. */
const widestLine = 44;

export function holdsSentences({ width }: ReportColumn): boolean {
  return width > widestLine;
}

export interface ReportRow {
  /** Unique in its table, and the same whenever the report is made again: rows of a sheet are found by it. */
  readonly key: string;
  readonly cells: readonly ReportCell[];
  /** All that the row counts. */
  readonly opens: Opens | null;
  /** What single figures of it count, by the ids of their columns. */
  readonly opensIn?: Readonly<Record<string, Opens | null>>;
}

export interface ReportTable {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
}

/** `stacked` has one column of several series; `line` goes from left to right by time; `bar` lies, for long names. */
export interface ReportChart {
  readonly id: string;
  readonly title: string;
  readonly type: "column" | "stacked" | "bar" | "line";
  /** Ids of the table, of the column whose cells name the bars, and of those that are drawn. */
  readonly table: string;
  readonly category: string;
  readonly series: readonly string[];
}

/** Rows of the list of updates that a figure counts. */
export type OpenRows = Pick<RowsRequest, "status" | "cause"> & { readonly to: "updates"; readonly filters: ReportFilters };

/** Rows of another table of the same report: those whose cell in the column says just this. */
export interface OpenTable {
  readonly to: "table";
  readonly table: string;
  readonly column: string;
  readonly cell: string;
}

/** Patients whom a share leaves out: they are gathered into a worklist, once somebody asks for it. */
export interface OpenGathering {
  readonly to: "gathering";
  readonly reasons: readonly WorklistReason[];
  /** `location.uuid`. */
  readonly facility: string;
}

/** A worklist, from which its patients become a sheet. */
export interface OpenWorklist {
  readonly to: "worklist";
  readonly uuid: string;
}

/** What is behind a figure. */
export type Opens = OpenRows | OpenTable | OpenGathering | OpenWorklist;

/** What a report was made of beside its figures. Names are already those that people read. */
export interface ReportContext {
  readonly filters: ReportFilters;
  /** Names of the chosen facility and person; null where none is chosen. A clerk's figures are of the own work: the person is the clerk. */
  readonly facilityName: string | null;
  readonly personName: string | null;
  readonly siteName: string;
  readonly madeBy: string;
  /** `YYYY-MM-DD HH:MM` on the clocks of the site. */
  readonly madeAt: string;
  /** IANA name of the time zone of the site. */
  readonly timeZone: string;
  /** Whether the report is shown where rows can be opened, and the reader may list them and make worklists of them. */
  readonly mayOpenRows: boolean;
  /** Whether the reader may see values of patients. */
  readonly seesValues: boolean;
}

/** Names of the sheet, the file and the request, where a kind has figures. */
export function hasFigures(kind: ReportKind): kind is FigureKind {
  return kind !== "updates" && kind !== "audit";
}
