import type { ReportFilters, ReportKind } from "../contract/reports";

export type FilterName = Exclude<keyof ReportFilters, "from" | "to">;

const every: readonly FilterName[] = ["facility", "person", "field", "source", "sheet"];

/** What a kind can be filtered by beside its period: the record's completeness knows facilities only, the audit people only. */
export function filtersOf(kind: ReportKind): readonly FilterName[] {
  if (kind === "completeness") return ["facility"];
  return kind === "audit" ? ["person"] : every;
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
