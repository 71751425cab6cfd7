import type { WorklistCounts } from "../contract/worklists";
import type { ProgressFigures } from "../contract/worklistProgress";
import { share } from "./changeCounts";
import type { OpenWorklist } from "./document";
import type { Making, ReportBody } from "./parts";
import { card, columnsOf, notesOf } from "./parts";
import { siteMoment } from "./siteMoment";

const states = ["done", "called", "stuck", "open"] as const satisfies readonly (keyof WorklistCounts)[];

/** How far worklists are, list by list, and who worked on them. */
export function progressBody({ lists }: ProgressFigures, { words, context }: Making): ReportBody {
  const { reports } = words;
  // Everybody works on worklists: in the pane each list leads to its place among them.
  const worklist = (uuid: string): OpenWorklist => ({ to: "worklist", uuid });
  const sum = (of: keyof WorklistCounts): number => lists.reduce((all, { counts }) => all + counts[of], 0);
  return {
    cards: [
      card(words, "lists", lists.length),
      card(words, "patients", sum("patients")),
      card(words, "listDone", share(sum("done"), sum("patients")), { kind: "share" }),
      card(words, "listStuck", sum("stuck")),
      card(words, "listOpen", sum("open")),
    ],
    charts: [{ id: "lists", title: reports.charts.lists, type: "stacked", table: "lists", category: "list", series: ["listDone", "listCalled", "listStuck", "listOpen"] }],
    tables: [
      {
        id: "lists",
        name: reports.tables.lists,
        columns: columnsOf(words, [
          ["list", "text", 34],
          ["madeBy", "text"],
          ["madeAt", "moment"],
          ["patients", "count"],
          ["listDone", "count"],
          ["listCalled", "count"],
          ["listStuck", "count"],
          ["listOpen", "count"],
          ["listDoneShare", "share"],
        ]),
        rows: lists.map(({ uuid, name, madeBy, madeAt, counts }) => ({
          key: uuid,
          cells: [name, madeBy, siteMoment(madeAt, context.timeZone), counts.patients, ...states.map((state) => counts[state]), share(counts.done, counts.patients)],
          opens: counts.patients === 0 ? null : worklist(uuid),
          opensIn: { listDone: worklist(uuid), listCalled: worklist(uuid), listStuck: worklist(uuid), listOpen: worklist(uuid) },
        })),
      },
      {
        id: "listPeople",
        name: reports.tables.listPeople,
        columns: columnsOf(words, [["person", "text"], ["list", "text", 34], ["listDone", "count"], ["listCalled", "count"], ["listStuck", "count"]]),
        rows: lists
          .flatMap((list) => list.people.map((line) => ({ list, line })))
          .sort((one, other) => one.line.person.name.localeCompare(other.line.person.name) || (one.line.person.uuid < other.line.person.uuid ? -1 : one.line.person.uuid === other.line.person.uuid ? 0 : 1))
          .map(({ list, line: { person, done, called, stuck } }) => ({ key: `${person.uuid}:${list.uuid}`, cells: [person.name, list.name, done, called, stuck], opens: null })),
      },
    ],
    ...notesOf({ lists: reports.notes.lists, listStates: reports.notes.listStates, listPeople: reports.notes.listPeople, clock: reports.notes.clock }),
    nothing: lists.length === 0 ? reports.nothing.worklists : null,
  };
}
