import type { CompletenessCounts, CompletenessFigures } from "../contract/reports";
import { share } from "./changeCounts";
import { dayText } from "./dayText";
import type { OpenGathering, ReportCell, ReportColumn, ReportRow } from "./document";
import type { Making, ReportBody } from "./parts";
import { card, columnsOf, notesOf } from "./parts";
import type { ReportWords } from "./words";

const shares = ["validPhoneShare", "verifiedPhoneShare", "canonicalLgaShare"] as const;

/** How many patients can be reached by what the record says: over time, and by facility on the last day. */
export function completenessBody({ days, facilities }: CompletenessFigures, { words, context }: Making): ReportBody {
  const { reports, formats } = words;
  const last = days.at(-1);
  return {
    cards: [
      card(words, "patients", last?.patients ?? null),
      card(words, "validPhone", share(last?.validPhone ?? 0, last?.patients ?? 0), { kind: "share" }),
      card(words, "verifiedPhone", share(last?.verifiedPhone ?? 0, last?.patients ?? 0), { kind: "share" }),
      card(words, "canonicalLga", share(last?.canonicalLga ?? 0, last?.patients ?? 0), { kind: "share" }),
    ],
    charts: [
      { id: "days", title: reports.charts.days, type: "line", table: "days", category: "day", series: shares },
      { id: "facilities", title: reports.charts.facilities, type: "bar", table: "facilities", category: "facility", series: shares },
    ],
    tables: [
      {
        id: "days",
        name: reports.tables.days,
        columns: [...columnsOf(words, [["day", "day"]]), ...countColumns(words)],
        rows: days.map((counts) => ({ key: counts.day, cells: [counts.day, ...countCells(counts)], opens: null })),
      },
      {
        id: "facilities",
        name: reports.tables.facilities,
        columns: [...columnsOf(words, [["facility", "text", 30]]), ...countColumns(words)],
        rows: facilities.map((counts) => ({
          key: counts.facility?.uuid ?? "none",
          cells: [counts.facility?.name ?? reports.noFacility, ...countCells(counts)],
          opens: null,
          opensIn: context.mayOpenRows && counts.facility !== null ? gatherings(counts, counts.facility.uuid) : {},
        })),
      },
    ],
    ...notesOf({
      completeness: reports.notes.completeness,
      verified: reports.notes.verified,
      canonicalLga: reports.notes.canonicalLga,
      facilityOfPatient: reports.notes.facilityOfPatient,
      lastDay: last === undefined ? null : reports.notes.lastDay(dayText(last.day, formats)),
    }),
    nothing: last === undefined ? reports.nothing.completeness : null,
  };
}

/** Whom each share leaves out, as worklists gather them. */
function gatherings({ patients, validPhone, verifiedPhone, canonicalLga }: CompletenessCounts, facility: string): NonNullable<ReportRow["opensIn"]> {
  const of = (counted: number, reasons: OpenGathering["reasons"]): OpenGathering | null => (counted === patients ? null : { to: "gathering", reasons, facility });
  return {
    validPhoneShare: of(validPhone, ["no-phone", "invalid-phone"]),
    verifiedPhoneShare: of(verifiedPhone, ["no-phone", "not-verified"]),
    canonicalLgaShare: of(canonicalLga, ["no-lga", "unknown-lga"]),
  };
}

function countColumns(words: ReportWords): readonly ReportColumn[] {
  return columnsOf(words, [
    ["patients", "count"],
    ["validPhone", "count"],
    ["validPhoneShare", "share"],
    ["verifiedPhone", "count"],
    ["verifiedPhoneShare", "share"],
    ["canonicalLga", "count"],
    ["canonicalLgaShare", "share"],
  ]);
}

function countCells({ patients, validPhone, verifiedPhone, canonicalLga }: CompletenessCounts): readonly ReportCell[] {
  return [patients, validPhone, share(validPhone, patients), verifiedPhone, share(verifiedPhone, patients), canonicalLga, share(canonicalLga, patients)];
}
