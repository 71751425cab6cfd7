import type { ReportKind } from "../contract/reports";
import { appliedFilters, filtersOf, hasPeriod } from "./appliedFilters";
import { dayText } from "./dayText";
import type { ReportContext, ReportFact } from "./document";
import type { ReportWords } from "./words";

/** What a report was made of. Facility and person are always told where they count, so that a signed paper says that it is about everybody. `only` is what a list was narrowed to. */
export function reportFacts(kind: ReportKind, context: ReportContext, { reports, formats }: ReportWords, only: string | null = null): readonly ReportFact[] {
  const words = reports.facts;
  const filters = appliedFilters(kind, context.filters);
  const names = filtersOf(kind);
  const everything = words.everything(context.madeBy);
  const day = (iso: string): string => dayText(iso, formats);
  const fact = (id: string, label: string, text: string | null): readonly ReportFact[] => (text === null ? [] : [{ id, label, text }]);
  return [
    ...fact("site", words.site, context.siteName),
    ...fact("period", words.period, !hasPeriod(kind) ? words.asOfNow : filters.from === filters.to ? day(filters.from) : words.between(day(filters.from), day(filters.to))),
    ...fact("facility", words.facility, names.includes("facility") ? (context.facilityName ?? everything) : null),
    ...fact("person", words.person, names.includes("person") ? (context.personName ?? everything) : null),
    ...fact("field", words.field, filters.field === null ? null : reports.fields[filters.field]),
    ...fact("source", words.source, filters.source === null ? null : reports.sources[filters.source]),
    ...fact("sheet", words.sheet, filters.sheet === null ? null : words.sheetWith(filters.sheet)),
    ...fact("only", words.only, only),
    ...fact("madeBy", words.madeBy, context.madeBy),
    ...fact("madeAt", words.madeAt, `${day(context.madeAt.slice(0, 10))}, ${context.madeAt.slice(11, 16)}`),
  ];
}
