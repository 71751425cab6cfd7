import type { ReportFilters, ReportKind } from "../contract/reports";

export type FilterName = Exclude<keyof ReportFilters, "from" | "to">;

const every: readonly FilterName[] = ["facility", "person", "field", "source", "sheet"];

/** What a kind can be filtered by beside its period: the record's completeness knows facilities only, the audit people and facilities of the patients concerned. */
export function filtersOf(kind: ReportKind): readonly FilterName[] {
  if (kind === "completeness" || kind === "quality") return ["facility"];
  // A worklist is of many facilities, and of nobody's own: who may work on it sees how far it is.
  if (kind === "worklists") return ["facility"];
  return kind === "audit" ? ["facility", "person"] : every;
}

/** Whether days say anything about a kind: the quality of the data is that of the record now. */
export function hasPeriod(kind: ReportKind): boolean {
  return kind !== "quality";
}

/** The filters without those that say nothing about this kind. */
export function appliedFilters(kind: ReportKind, filters: ReportFilters): ReportFilters {
  const applied = new Set(filtersOf(kind));
  const keep = <Value>(name: FilterName, value: Value): Value | null => (applied.has(name) ? value : null);
  return {
    from: filters.from,
    to: filters.to,
    facility: keep("facility", filters.facility),
    person: keep("person", filters.person),
    field: keep("field", filters.field),
    source: keep("source", filters.source),
    sheet: keep("sheet", filters.sheet),
  };
}
