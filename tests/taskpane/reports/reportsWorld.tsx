import userEvent from "@testing-library/user-event";
import type { MakeFileRequest, ReportFile, ReportSchedule, ScheduleRequest, UnreadableRequests } from "../../../src/contract/reportFiles";
import type { FiguresRequest, ReportChoices, ReportFigures, RowsAnswer, RowsRequest, UpdateRow } from "../../../src/contract/reports";
import { createPaneStores } from "../../../src/taskpane/shell/paneStores";
import { createReportsDesk } from "../../../src/taskpane/reports/reportsDesk";
import type { ReportsDesk } from "../../../src/taskpane/reports/reportsDesk";
import type { PaneStores } from "../../../src/taskpane/shell/paneStores";
import { Shell } from "../../../src/taskpane/shell/Shell";
import { completeness, failures, quality, staff, summary, trend, updateRow, worklists } from "../../reports/reportWorld";
import { clerk, makeWorld, show } from "../paneWorld";
import type { World } from "../paneWorld";

// Whole reports are drawn again and again, beside whatever else runs.
jest.setTimeout(120_000);

export const supervisor = { ...clerk, username: "supervisor", displayName: "Bola Ade", role: "supervisor", facilities: null } as const;

export const choices: ReportChoices = {
  today: "2026-11-22",
  firstDay: "2024-01-02",
  timeZone: "Africa/Lagos",
  facilities: [
    { uuid: "f1", name: "Ibadan Central" },
    { uuid: "f2", name: "Moniya" },
  ],
  people: [
    { uuid: "u1", name: "Ada Obi" },
    { uuid: "u2", name: "Bayo Ola" },
  ],
  auditPeople: [
    { uuid: "u1", name: "Ada Obi" },
    { uuid: "u3", name: "Chi Eze" },
  ],
};

const figures: Readonly<Record<ReportFigures["kind"], ReportFigures>> = { summary, trend, failures, staff, completeness, worklists, quality };

/** A list of so many changes, 50 to a page. */
export function updates(count: number): readonly UpdateRow[] {
  return Array.from({ length: count }, (_, at) => ({ ...updateRow, key: `row-${at}`, artId: `OYO-${String(at + 1).padStart(3, "0")}`, rowNumber: at + 2 }));
}

/** A server with reports, which remembers what it was asked; files are made when the test says so. */
export function makeReportServer(given: { readonly rows?: readonly UpdateRow[]; readonly unreadableFiles?: UnreadableRequests; readonly unreadableSchedules?: UnreadableRequests; readonly figures?: (request: FiguresRequest) => ReportFigures | Promise<ReportFigures> } = {}) {
  const asked: { figures: FiguresRequest[]; rows: RowsRequest[]; made: [string, MakeFileRequest][]; scheduled: [string, ScheduleRequest][]; removed: string[]; ended: string[] } = { figures: [], rows: [], made: [], scheduled: [], removed: [], ended: [] };
  const files: ReportFile[] = [];
  const schedules: ReportSchedule[] = [];
  const unreadable: UnreadableRequests = [...(given.unreadableSchedules ?? [])];
  const rows = given.rows ?? updates(3);
  const madeAt = "2026-11-22T09:00:00.000Z";
  const server: Partial<World["ports"]["server"]> = {
    reportChoices: () => Promise.resolve(choices),
    reportFigures: async (request) => {
      asked.figures.push(request);
      return { figures: await (given.figures?.(request) ?? figures[request.kind]), today: "2026-11-22", madeAt };
    },
    reportRows: (request) => {
      asked.rows.push(request);
      const from = request.after === null ? 0 : Number(request.after);
      const to = Math.min(from + request.limit, rows.length);
      const page = { next: to < rows.length ? String(to) : null, total: rows.length, today: "2026-11-22", madeAt };
      const answer: RowsAnswer =
        request.kind === "audit"
          ? { kind: "audit", ...page, total: 1, next: null, rows: [{ key: "1", at: madeAt, person: "Ada Obi", username: "ada", action: "open-card", result: "refused", patients: 1, submission: null, address: "10.0.0.7", requestId: "r" }] }
          : { kind: "updates", ...page, rows: rows.slice(from, to) };
      return Promise.resolve(answer);
    },
    reportFiles: () => Promise.resolve({ files: [...files], unreadable: given.unreadableFiles ?? [] }),
    makeReportFile: (uuid, request) => {
      asked.made.push([uuid, request]);
      const file: ReportFile = {
        ...request, uuid, state: "waiting", done: 0, total: 0, problem: null, fileName: `summary.${request.format}`, bytes: null, dataDigest: null, askedAt: madeAt, finishedAt: null, expiresAt: null, schedule: null,
      };
      files.unshift(file);
      return Promise.resolve(file);
    },
    openReportFile: (uuid) => Promise.resolve({ path: `/api/downloads/${uuid}`, fileName: files.find((file) => file.uuid === uuid)?.fileName ?? "", expiresAt: madeAt }),
    removeReportFile: (uuid) => {
      asked.removed.push(uuid);
      files.splice(files.findIndex((file) => file.uuid === uuid), 1);
      return Promise.resolve();
    },
    reportSchedules: () => Promise.resolve({ schedules: [...schedules], unreadable: [...unreadable] }),
    addReportSchedule: (uuid, request) => {
      asked.scheduled.push([uuid, request]);
      const schedule: ReportSchedule = { ...request, uuid, nextDay: "2026-11-23", lastFile: null, problem: null, createdAt: madeAt };
      schedules.push(schedule);
      return Promise.resolve(schedule);
    },
    endReportSchedule: (uuid) => {
      asked.ended.push(uuid);
      for (const list of [schedules, unreadable]) {
        const at = list.findIndex((schedule) => schedule.uuid === uuid);
        if (at >= 0) list.splice(at, 1);
      }
      return Promise.resolve();
    },
  };
  return {
    server,
    asked,
    /** What became of the newest file. */
    settle: (change: Partial<ReportFile>) => {
      const [newest] = files;
      if (newest !== undefined) files[0] = { ...newest, ...change };
    },
  };
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** The pane of somebody, at its reports. */
export function openReports(server: Partial<World["ports"]["server"]>, given: { readonly person?: typeof supervisor | typeof clerk; readonly ports?: Partial<World["ports"]> } = {}): {
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly stores: PaneStores;
  readonly desk: ReportsDesk;
  readonly world: World;
} {
  const made = makeWorld([["ART ID", "New phone"], ["NAS/001", "08031234567"]], { person: given.person ?? supervisor });
  const world = { ...made, ports: { ...made.ports, ...given.ports, server: { ...made.ports.server, ...server } } };
  const stores = createPaneStores(world.ports);
  stops.push(stores.stop);
  const desk = stores.desks.keep("reports", () => createReportsDesk(world.ports, stores));
  stores.show("reports");
  show(<Shell ports={world.ports} stores={stores} hasFunctions />);
  return { user: userEvent.setup(), stores, desk, world };
}
