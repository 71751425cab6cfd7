import type { ReportStep, TrendFigures } from "../contract/reports";
import { addChanges, allFields, changeCells, changeOpens, countedFields, doneOf, isNothing, share } from "./changeCounts";
import { partsOf } from "./dayText";
import type { Making, ReportBody } from "./parts";
import { card, changeColumnsOf, columnsOf, notesOf, opening } from "./parts";
import type { ReportWords } from "./words";

const outcomes = ["changed", "unchanged", "conflict", "failed"] as const;
type Bucket = TrendFigures["buckets"][number];

/** The same counts day by day, week by week or month by month. */
export function trendBody({ step, buckets }: TrendFigures, making: Making): ReportBody {
  const { words } = making;
  const { tables, charts, notes, nothing } = words.reports;
  const counts = buckets.map(allFields);
  const all = addChanges(counts);
  return {
    cards: [
      card(words, "given", all.given, { opens: opening(making, "trend", { status: "given" }) }),
      card(words, "changed", all.changed, { opens: opening(making, "trend", { status: "changed" }) }),
      card(words, "done", share(doneOf(all), all.given), { kind: "share", opens: opening(making, "trend", { status: "done" }) }),
      card(words, "busiest", busiest(buckets, step, words), { kind: "text" }),
    ],
    charts: [
      { id: "trend", title: charts.trend, type: "stacked", table: "trend", category: "period", series: outcomes },
      { id: "trendFields", title: charts.trendFields, type: "stacked", table: "trend", category: "period", series: countedFields },
    ],
    tables: [
      {
        id: "trend",
        name: tables.trend,
        columns: [
          ...columnsOf(words, [["period", "text", 22], ["from", "day"], ["to", "day"]]),
          ...changeColumnsOf(words),
          ...columnsOf(words, [["phone", "count"], ["address", "count"], ["birthdate", "count"]]),
        ],
        rows: buckets.map((bucket, at) => {
          const sum = counts[at] ?? allFields(bucket);
          const { from, to } = bucket;
          return {
            key: bucket.from,
            cells: [bucketText(bucket, step, words), bucket.from, bucket.to, ...changeCells(sum), ...countedFields.map((field) => bucket[field].given)],
            opens: isNothing(sum) ? null : opening(making, "trend", { from, to }),
            opensIn: {
              ...changeOpens(opening(making, "trend", { from, to })),
              ...Object.fromEntries(countedFields.map((field) => [field, opening(making, "trend", { from, to, field, status: "given" })])),
            },
          };
        }),
      },
    ],
    ...notesOf({
      counted: notes.counted,
      done: notes.done,
      afterwards: notes.afterwards,
      cutBuckets: step === "day" ? null : notes.cutBuckets,
      facilityOfPatient: notes.facilityOfPatient,
      clock: notes.clock,
    }),
    nothing: isNothing(all) ? nothing.changes : null,
  };
}

/** `22 Nov 2026`, `16 Nov 2026 – 22 Nov 2026`, `Nov 2026`; a month that the period cuts is still that month. */
function bucketText({ from, to }: Bucket, step: ReportStep, { reports }: ReportWords): string {
  const { day, month, span } = reports.buckets;
  const [year, monthOfYear] = partsOf(from);
  if (step === "month") return month(year, monthOfYear);
  return from === to ? day(...partsOf(from)) : span(day(...partsOf(from)), day(...partsOf(to)));
}

function busiest(buckets: readonly Bucket[], step: ReportStep, words: ReportWords): string | null {
  let most: Bucket | null = null;
  for (const bucket of buckets) if (allFields(bucket).given > (most === null ? 0 : allFields(most).given)) most = bucket;
  return most === null ? null : words.reports.buckets.named(bucketText(most, step, words), allFields(most).given);
}
