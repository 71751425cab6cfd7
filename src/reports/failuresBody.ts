import type { FailureFigures } from "../contract/reports";
import { causeText, remedyText } from "./causeText";
import { countedFields, share } from "./changeCounts";
import type { ReportCell, ReportTable } from "./document";
import type { Making, ReportBody } from "./parts";
import { card, columnsOf, notesOf, opening } from "./parts";
import { siteMoment } from "./siteMoment";

/** Why changes were not carried out: the causes with what would have helped, by field, by person, and rows that show them. */
export function failuresBody(figures: FailureFigures, making: Making): ReportBody {
  const { words } = making;
  const { charts, notes, nothing } = words.reports;
  return {
    cards: [
      card(words, "given", figures.given, { opens: opening(making, "failures", { status: "given" }) }),
      card(words, "notDone", figures.notDone, { opens: opening(making, "failures", { status: "not-done" }) }),
      card(words, "notDoneShare", share(figures.notDone, figures.given), { kind: "share", opens: opening(making, "failures", { status: "not-done" }) }),
      card(words, "causes", new Set(figures.causes.map(({ code }) => code)).size),
    ],
    charts: [
      { id: "causes", title: charts.causes, type: "bar", table: "causes", category: "cause", series: ["count"] },
      { id: "causeFields", title: charts.causeFields, type: "column", table: "causeFields", category: "field", series: ["count"] },
    ],
    tables: [causesTable(figures, making), fieldsTable(figures, making), peopleTable(figures, making), examplesTable(figures, making)],
    ...notesOf({ counted: notes.counted, people: notes.people, examples: notes.examples, facilityOfPatient: notes.facilityOfPatient, clock: notes.clock }),
    nothing: figures.notDone > 0 ? null : figures.given > 0 ? nothing.failures(figures.given) : nothing.changes,
  };
}

const causeKey = ({ code, field }: FailureFigures["causes"][number]): string => `${code}:${field}`;

function causesTable({ causes, notDone }: FailureFigures, making: Making): ReportTable {
  const { words } = making;
  const { reports } = words;
  return {
    id: "causes",
    name: reports.tables.causes,
    columns: columnsOf(words, [["cause", "text", 48], ["field", "text", 12], ["count", "count"], ["share", "share"], ["remedy", "text", 60], ["people", "text", 44]]),
    rows: causes.map((cause) => ({
      key: causeKey(cause),
      cells: [
        causeText(cause.code, cause.count, words),
        reports.fields[cause.field],
        cause.count,
        share(cause.count, notDone),
        remedyText(cause.code, words),
        cause.people.slice(0, 3).map(({ name, count }) => reports.peopleOfCause(name, count)).join(", "),
      ],
      opens: opening(making, "failures", { cause: cause.code, field: cause.field }),
    })),
  };
}

function fieldsTable({ causes, notDone }: FailureFigures, making: Making): ReportTable {
  const { words } = making;
  const counted = countedFields.map((field) => [field, causes.filter((cause) => cause.field === field).reduce((sum, { count }) => sum + count, 0)] as const);
  return {
    id: "causeFields",
    name: words.reports.tables.causeFields,
    columns: columnsOf(words, [["field", "text", 14], ["count", "count"], ["share", "share"]]),
    rows: counted.map(([field, count]) => {
      const opens = count === 0 ? null : opening(making, "failures", { status: "not-done", field });
      return { key: field, cells: [words.reports.fields[field], count, share(count, notDone)], opens, opensIn: { count: opens } };
    }),
  };
}

function peopleTable({ causes }: FailureFigures, making: Making): ReportTable {
  const { words } = making;
  return {
    id: "causePeople",
    name: words.reports.tables.causePeople,
    columns: columnsOf(words, [["cause", "text", 48], ["field", "text", 12], ["person", "text"], ["count", "count"]]),
    rows: causes.flatMap((cause) =>
      cause.people.map(({ uuid, name, count }) => ({
        key: `${causeKey(cause)}:${uuid}`,
        cells: [causeText(cause.code, count, words), words.reports.fields[cause.field], name, count],
        opens: opening(making, "failures", { cause: cause.code, field: cause.field, person: uuid }),
      })),
    ),
  };
}

/** Who may not see values of patients gets the place of the row only. */
function examplesTable({ causes }: FailureFigures, { words, context }: Making): ReportTable {
  const values = context.seesValues;
  return {
    id: "examples",
    name: words.reports.tables.examples,
    columns: columnsOf(words, [
      ["cause", "text", 48],
      ["field", "text", 12],
      ["at", "moment"],
      ["sheet", "text", 20],
      ["row", "count", 8],
      ...(values ? ([["artId", "phone"], ["value", "phone", 30]] as const) : []),
    ]),
    rows: causes.flatMap((cause) =>
      cause.examples.map((example) => {
        const place: readonly ReportCell[] = [siteMoment(example.at, context.timeZone), example.sheet, example.rowNumber];
        return {
          key: `${causeKey(cause)}:${example.submission}:${example.ordinal}`,
          cells: [causeText(cause.code, 1, words), words.reports.fields[cause.field], ...place, ...(values ? [example.artId, example.given] : [])],
          opens: null,
        };
      }),
    ),
  };
}
