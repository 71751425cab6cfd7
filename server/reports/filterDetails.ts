import type { ReportFilters, ReportKind } from "../../src/contract/reports";
import { filtersOf, hasPeriod } from "../../src/reports/appliedFilters";
import type { FilterName } from "../../src/reports/appliedFilters";

type AskedFilters = Pick<ReportFilters, FilterName> & Partial<Pick<ReportFilters, "from" | "to">>;

/**
 * What a report was made by, for the audit: days and choices, without those that say nothing about its kind and were not applied. Of a name that
 * was typed, which may be anybody's, only that there was one.
 */
export function filterDetails(kind: ReportKind, filters: AskedFilters): Readonly<Record<string, string>> {
  const { from, to } = filters;
  const days = hasPeriod(kind) ? { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } : {};
  const chosen = filtersOf(kind).flatMap((name): [string, string][] => {
    const value = filters[name];
    return value === null ? [] : [[name, name === "sheet" ? "part of a name" : value]];
  });
  return { kind, ...days, ...Object.fromEntries(chosen) };
}
