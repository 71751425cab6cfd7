import type { StaffFigures } from "../contract/reports";
import { changeCells, changeOpens, isNothing, share } from "./changeCounts";
import type { OpenRows, ReportRow } from "./document";
import type { Making, ReportBody } from "./parts";
import { card, changeColumnsOf, columnsOf, notesOf, opening } from "./parts";
import type { ReportWords } from "./words";

/** What each person did, how much of it was right at once, and the time that it saved. */
export function staffBody({ people, minutesPerRow }: StaffFigures, making: Making): ReportBody {
  const { words } = making;
  const { tables, charts, notes, nothing } = words.reports;
  const ranked = [...people].sort((one, other) => other.rows - one.rows || one.person.name.localeCompare(other.person.name) || (one.person.uuid < other.person.uuid ? -1 : 1));
  const sum = (of: (line: StaffFigures["people"][number]) => number): number => people.reduce((all, line) => all + of(line), 0);
  const rows = sum((line) => line.rows);
  const right = sum((line) => line.firstPassValid);
  return {
    cards: [
      card(words, "people", people.length),
      card(words, "rows", rows),
      card(words, "firstPassShare", share(right, rows), { kind: "share" }),
      card(words, "timeSaved", timeSaved(right * minutesPerRow, words), { kind: "text" }),
    ],
    charts: [
      { id: "staffRows", title: charts.staffRows, type: "bar", table: "staff", category: "person", series: ["rows", "firstPass"] },
      { id: "staffShare", title: charts.staffShare, type: "bar", table: "staff", category: "person", series: ["firstPassShare"] },
    ],
    tables: [
      {
        id: "staff",
        name: tables.staff,
        columns: [
          ...columnsOf(words, [["person", "text"], ["submissions", "count"], ["rows", "count"], ["firstPass", "count"], ["firstPassShare", "share"], ["minutes", "count"]]),
          ...changeColumnsOf(words),
        ],
        rows: ranked.map(({ person, submissions, rows: sent, firstPassValid, changes }) => ({
          key: person.uuid,
          cells: [person.name, submissions, sent, firstPassValid, share(firstPassValid, sent), Math.round(firstPassValid * minutesPerRow), ...changeCells(changes)],
          opens: isNothing(changes) ? null : opening(making, "staff", { person: person.uuid }),
          opensIn: staffOpens(opening(making, "staff", { person: person.uuid })),
        })),
      },
    ],
    ...notesOf({
      firstPass: notes.firstPass,
      staffRows: making.context.mayOpenRows ? notes.staffRows : null,
      timeSaved: notes.timeSaved(minutesPerRow),
      counted: notes.counted,
      afterwards: notes.afterwards,
      facilityOfPatient: notes.facilityOfPatient,
      clock: notes.clock,
    }),
    nothing: people.length === 0 ? nothing.staff : null,
  };
}

/** Rows are listed by the changes in them. */
function staffOpens(all: OpenRows | null): NonNullable<ReportRow["opensIn"]> {
  const changes = changeOpens(all);
  return { ...changes, rows: changes.given, firstPass: changes.doneShare, firstPassShare: changes.doneShare };
}

/** Nobody saves 1,234 minutes; below two hours, minutes say more. */
function timeSaved(minutes: number, { reports }: ReportWords): string {
  return minutes < 120 ? reports.timeSaved.minutes(Math.round(minutes)) : reports.timeSaved.hours(Math.round(minutes / 60));
}
