import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { act, render } from "@testing-library/react";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { PlacesSnapshot } from "../../../src/client/placesCache";
import type { MakeWorklistRequest, Worklist, WorklistCounts, WorklistRow, WorklistRowsAnswer } from "../../../src/contract/worklists";
import { indexCompletion } from "../../../src/domain/placeCompletion";
import { indexPlaces } from "../../../src/domain/placeNames";
import { pathsOfTree } from "../../../src/domain/placeTree";
import type { Role } from "../../../src/domain/types";
import type { PanePorts } from "../../../src/taskpane/ports";
import type { WorkbookError } from "../../../src/taskpane/workbook/port";
import { createWorklistsDesk } from "../../../src/taskpane/worklists/worklistsDesk";
import { WorklistsScreen } from "../../../src/taskpane/worklists/WorklistsScreen";
import type { WorklistContent, WorklistSheet } from "../../../src/taskpane/worklists/sheetPort";
import { makeWorld } from "../paneWorld";

/** The server's and the workbook's side of the screen of worklists, as plain objects. */

export const uuidOf = (number: number): string => `3f9a2c1b-0000-4000-8000-${String(number).padStart(12, "0")}`;

export function worklist(number: number, more: Partial<Omit<Worklist, "counts">> & { readonly counts?: Partial<WorklistCounts> | null } = {}): Worklist {
  const counts = { patients: 4, done: 1, called: 1, stuck: 0, open: 2, ...more.counts };
  return {
    uuid: uuidOf(number),
    name: `List ${number}`,
    criteria: {
      reasons: ["no-phone"],
      unverifiedMonths: 6,
      facility: null,
      state: null,
      lga: null,
      sex: null,
      ageFrom: null,
      ageTo: null,
      lastEncounterFrom: null,
      lastEncounterTo: null,
    },
    state: "ready",
    madeBy: "Sade Supervisor",
    madeAt: "2026-11-20T09:00:00.000Z",
    looked: 0,
    lookedOf: 0,
    matched: counts.patients,
    most: 5_000,
    ...more,
    counts: more.counts === null ? null : counts,
  };
}

export function worklistRow(ordinal: number, more: Partial<WorklistRow> = {}): WorklistRow {
  return {
    ordinal,
    rowId: `w-${ordinal}`,
    artId: `IMO-${String(ordinal).padStart(6, "0")}`,
    hospitalNumber: `H/${ordinal}`,
    name: `Ngozi Patient ${ordinal}`,
    sex: "F",
    age: 36,
    reasons: ["no-phone"],
    phone: `0803${String(ordinal).padStart(7, "0")}`,
    street: `${ordinal} Douglas Road`,
    ward: null,
    lga: "Owerri Municipal",
    state: "Imo",
    birthdate: "1990-01-01",
    birthdateEstimated: false,
    lastVerified: null,
    unreachableSince: null,
    lastEncounter: "2026-09-14",
    ...more,
  };
}

const tree = [
  { state: "Imo", lgas: [{ lga: "Aboh Mbaise", wards: ["Amuzu"] }, { lga: "Owerri Municipal", wards: ["Aladinma I", "Azuzi I"] }] },
  { state: "Lagos", lgas: [{ lga: "Surulere", wards: ["Aguda"] }] },
];

export function knownPlaces(): NonNullable<PlacesSnapshot["known"]> {
  const places = indexPlaces(pathsOfTree(tree));
  return { version: "1", places, completion: indexCompletion(tree, places) };
}

export type WorklistsWorld = ReturnType<typeof makeWorklistsWorld>;

interface Given {
  readonly worklists?: readonly Worklist[];
  readonly mayMake?: boolean;
  readonly hasEncounters?: boolean;
  readonly places?: PlacesSnapshot["known"];
  readonly rows?: readonly WorklistRow[];
  readonly pageSize?: number;
}

/** A server with these worklists, and a workbook that takes note of what it is asked. */
export function makeWorklistsWorld({ worklists = [], mayMake = true, hasEncounters = true, places = knownPlaces(), rows = [], pageSize = 2 }: Given = {}) {
  const server = {
    worklists: [...worklists],
    fails: null as ApiFailure | null,
    /** The next answer of this method is lost on its way, after the server has done what it was asked. */
    loses: null as string | null,
    asked: [] as { readonly method: string; readonly path: string; readonly body: unknown; readonly background: boolean }[],
    /** What a list that was not counted with the others comes to. */
    counted: { patients: 3, done: 2, called: 0, stuck: 0, open: 1 } satisfies WorklistCounts,
    made: new Map<string, MakeWorklistRequest>(),
  };
  const answerOf = (method: string, path: string, body: unknown): unknown => {
    const [, , , uuid = "", what = ""] = path.split("/");
    if (method === "GET" && uuid !== "") return server.worklists.map((one) => ({ ...one, counts: one.counts ?? server.counted })).find((one) => one.uuid === uuid);
    if (method === "GET") return { worklists: server.worklists, mayMake, hasEncounters };
    if (method === "PUT") {
      const request = body as MakeWorklistRequest;
      if (!server.made.has(uuid)) {
        server.made.set(uuid, request);
        server.worklists = [worklist(0, { uuid, name: request.name, criteria: request.criteria, state: "gathering", counts: { patients: 0, done: 0, called: 0, open: 0 } }), ...server.worklists];
      }
      return server.worklists.find((one) => one.uuid === uuid);
    }
    if (what === "close") {
      server.worklists = server.worklists.map((one) => (one.uuid === uuid ? { ...one, state: "closed" } : one));
      return server.worklists.find((one) => one.uuid === uuid);
    }
    const { after } = body as { readonly after: number };
    const page = rows.filter(({ ordinal }) => ordinal > after).slice(0, pageSize);
    const last = page.at(-1)?.ordinal ?? after;
    return { rows: page, next: rows.some(({ ordinal }) => ordinal > last) ? last : null, total: rows.length, readAt: "2026-11-22T09:00:00.000Z" } satisfies WorklistRowsAnswer;
  };
  const world = makeWorld([["ART ID"]]);
  const workbook = {
    sheets: [] as WorklistSheet[],
    pages: [] as (readonly (readonly string[])[])[],
    made: [] as WorklistContent[],
    shown: [] as string[],
    fails: null as WorkbookError | null,
    /** Called after each page: a test presses buttons meanwhile. */
    onPage: (): Promise<void> => Promise.resolve(),
  };
  const ports: PanePorts = {
    ...world.ports,
    ask: (schema, { method, path, body, background = false, signal }) => {
      server.asked.push({ method, path, body, background });
      if (signal?.aborted === true) return Promise.reject(new ApiFailure("cancelled"));
      if (server.fails !== null) return Promise.reject(server.fails);
      const answer = schema.parse(answerOf(method, path, body));
      if (server.loses === method) {
        server.loses = null;
        return Promise.reject(new ApiFailure("offline"));
      }
      return Promise.resolve(answer) as ReturnType<PanePorts["ask"]> as never;
    },
    server: { ...world.ports.server, reportChoices: () => Promise.resolve({ today: "2026-11-22", firstDay: null, timeZone: "Africa/Lagos", facilities: [{ uuid: "f-1", name: "General Hospital Owerri" }], people: [], auditPeople: [] }) },
    places: { snapshot: () => snapshot, subscribe: () => () => undefined, refresh: () => Promise.resolve() },
    workbook: {
      ...world.ports.workbook,
      worklists: () =>
        Promise.resolve({
          find: () => Promise.resolve(workbook.sheets),
          make: async (content, { onProgress, signal } = {}) => {
            if (workbook.fails !== null) throw workbook.fails;
            workbook.made.push(content);
            let done = 0;
            for (let page = await content.next(); page !== null; page = await content.next()) {
              workbook.pages.push(page);
              done += page.length;
              onProgress?.(done, content.total);
              await workbook.onPage();
              signal?.throwIfAborted();
            }
            const sheet = { worklist: content.worklist, sheetId: `s${workbook.made.length}`, sheetName: content.name };
            workbook.sheets = [sheet, ...workbook.sheets];
            return sheet;
          },
          show: ({ sheetId }) => Promise.resolve(void workbook.shown.push(sheetId)),
        }),
    },
  };
  const snapshot: PlacesSnapshot = { known: places, isLoading: false, failure: null };
  const went: string[] = [];
  const desk = createWorklistsDesk(ports, { today: () => "2026-11-22", now: () => new Date("2026-11-22T09:00:00.000Z"), onMade: () => void went.push("made") });
  const show = (role: Role = mayMake ? "supervisor" : "clerk") =>
    render(
      <FluentProvider theme={webLightTheme}>
        <WorklistsScreen
          desk={desk}
          places={ports.places}
          today={() => "2026-11-22"}
          mayMake={role !== "clerk"}
          onProgress={() => went.push("progress")}
          onSubmit={() => went.push("submit")}
          onCalls={() => went.push("calls")}
        />
      </FluentProvider>,
    );
  return {
    server,
    workbook,
    desk,
    went,
    show,
    settle: () => act(async () => {
      await Promise.resolve();
    })  };
}
