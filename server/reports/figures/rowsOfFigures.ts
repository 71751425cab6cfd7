import type { ReportFigures, ReportFilters } from "../../../src/contract/reports";
import type { ReportDocument } from "../../../src/reports/document";
import { figuresDocument } from "../../../src/reports/figuresDocument";
import { reportWordsOf } from "../../../src/reports/reportWordsOf";

/** Rows of all tables of a report. */
export function rowsOfDocument({ tables }: ReportDocument): number {
  return tables.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** The same of figures that nobody has laid out yet: what a screen, a sheet or a file of them holds, in whatever language. */
export function rowsOfFigures(figures: ReportFigures, filters: ReportFilters): number {
  const nobody = { facilityName: null, personName: null, siteName: "", madeBy: "", madeAt: "", timeZone: "UTC", mayOpenRows: false, seesValues: false };
  return rowsOfDocument(figuresDocument(figures, { ...nobody, filters }, reportWordsOf("en")));
}
