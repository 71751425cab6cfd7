import "@testing-library/jest-dom";
import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { act, render } from "@testing-library/react";
import type { ReactElement } from "react";
import type { OutboxEvent, OutboxItem } from "../../src/client/outbox";
import type { SubmissionContent } from "../../src/client/parts";
import type { PlacesSnapshot } from "../../src/client/placesCache";
import type { SessionSnapshot } from "../../src/client/session";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { helpPages } from "../../src/taskpane/help/helpStore";
import type { Manual } from "../../src/taskpane/help/manual";
import type { LanguageCode } from "../../src/wording/language";
import { noActivity, noNeeds } from "../../src/contract/dashboard";
import type { Dashboard, Needs } from "../../src/contract/dashboard";
import type { SettingsState } from "../../src/contract/settings";
import { noSiteSettings } from "../../src/domain/siteSettings";
import { noRows } from "../../src/contract/submissions";
import type { PreviewAnswer, PreviewRequest, RowOutcome, SubmissionState } from "../../src/contract/submissions";
import type { CellContent, RowField } from "../../src/domain/types";
import type { PanePorts } from "../../src/taskpane/ports";
import type { ReportContent, ReportSheet } from "../../src/taskpane/reports/sheetPort";
import { matchRows } from "../../src/taskpane/workbook/matchRows";
import { WorkbookError } from "../../src/taskpane/workbook/port";
import type { SheetList } from "../../src/taskpane/workbook/list";
import type { CellRepair, FunctionCell, LastChange, SelectedCell, SheetLook, SheetRow, StatusEntry, WorkbookPort, WriteResult } from "../../src/taskpane/workbook/port";

// Fluent in jsdom is slow, the more so beside other tests.
jest.setTimeout(30_000);

/** What a test's sheet holds: rows of cells, the first sheet row first. */
export type Grid = (string | number | CellContent)[][];

export function cell(content: string | number | CellContent | undefined): CellContent {
  if (content === undefined) return { value: "" };
  return typeof content === "object" ? content : { value: content };
}

/** A plain workbook of one sheet: what the screens see of Excel, without Excel. */
export function makeWorkbook(grid: Grid, options: { hidden?: readonly number[]; selected?: SheetLook["selectedRows"] } = {}) {
  const hidden = new Set(options.hidden ?? []);
  const writtenStatuses: StatusEntry[][] = [];
  const reports: { readonly sheet: ReportSheet; readonly contents: ReportContent[] }[] = [];
  const originals = new Map<string, Grid[number][number]>();
  const jumps: (RowField | null)[] = [];
  const cells: string[] = [];
  let refusals = 0;
  const held: { now: FunctionCell; listener: (sheetId: string) => void } = { now: { holdsOurs: true, showsError: true }, listener: () => undefined };
  const changes: { last: LastChange | null; listeners: Set<() => void>; selection: ((cell: SelectedCell) => void) | null; failWith: WorkbookError | null; selectedRow: number } = {
    last: null,
    listeners: new Set(),
    selection: null,
    failWith: null,
    selectedRow: 2,
  };
  const fail = (): void => {
    if (changes.failWith !== null) throw changes.failWith;
  };
  const rowsOf = (list: SheetList): SheetRow[] => {
    const headers = grid[list.headerRowNumber - 1]?.map((content) => String(cell(content).value).toLowerCase()) ?? [];
    const own = (row: Grid[number], name: string): string => {
      const at = headers.indexOf(name);
      return at === -1 ? "" : String(cell(row[at]).value);
    };
    return grid.slice(list.headerRowNumber).flatMap((row, index) => {
      const cells: Partial<Record<RowField, CellContent>> = {};
      for (const [field, { column }] of Object.entries(list.columns)) cells[field as RowField] = cell(row[column]);
      const rowNumber = list.headerRowNumber + index + 1;
      if (Object.values(cells).every(({ value }) => value === "")) return [];
      return [{ rowNumber, cells, isHidden: hidden.has(rowNumber), rowId: own(row, "row id"), status: own(row, "status"), detail: own(row, "detail") }];
    });
  };
  const setLast = (last: LastChange | null): void => {
    changes.last = last;
    for (const listener of changes.listeners) listener();
  };
  const port: WorkbookPort = {
    lookAtSheet: () => {
      if (changes.failWith !== null) return Promise.reject(changes.failWith);
      if (grid.length === 0) return Promise.reject(new WorkbookError("sheet-empty"));
      const width = Math.max(...grid.map((row) => row.length));
      const place = { kind: "cells", address: "A1", rowCount: grid.length } as const;
      return Promise.resolve({
        workbookName: "contacts.xlsx",
        sheetId: "s1",
        sheetName: "Line list",
        isProtected: false,
        isReadOnly: false,
        places: [place],
        chosen: place,
        head: grid.slice(0, 25).map((row) => Array.from({ length: width }, (_, at) => cell(row[at]))),
        topRowNumber: 1,
        leftColumn: 0,
        rowCount: grid.length,
        selectedRows: options.selected ?? [],
      });
    },
    readRows: (list) => Promise.resolve().then(() => (fail(), { rows: rowsOf(list), date1904: false })),
    writeStatus: (list, entries) =>
      Promise.resolve().then((): WriteResult => {
        fail();
        writtenStatuses.push([...entries]);
        const places = matchRows(entries.map(({ locator }) => locator), rowsOf(list));
        setLast({ kind: "status", sheetName: "Line list", cells: entries.length });
        return { written: places.filter((place) => place !== null).length, gone: entries.flatMap(({ locator }, at) => (places[at] === null ? [locator.rowNumber] : [])) };
      }),
    applyRepairs: (list, repairs: readonly CellRepair[]) =>
      Promise.resolve().then((): WriteResult => {
        fail();
        const rows = rowsOf(list);
        const places = matchRows(repairs.map(({ locator }) => locator), rows);
        let written = 0;
        repairs.forEach(({ field, after }, at) => {
          const place = places[at] ?? null;
          const rowNumber = place === null ? undefined : rows[place]?.rowNumber;
          const column = list.columns[field]?.column;
          const row = rowNumber === undefined ? undefined : grid[rowNumber - 1];
          if (row === undefined || column === undefined) return;
          const before = row[column];
          if (before !== undefined) originals.set(`${rowNumber ?? 0}/${column}`, before);
          row[column] = after;
          written += 1;
        });
        setLast({ kind: "repairs", sheetName: "Line list", cells: written });
        return { written, gone: [] };
      }),
    takeBackRepairs: (list, cells) => {
      const rows = rowsOf(list);
      const places = matchRows(cells.map(({ locator }) => locator), rows);
      let restored = 0;
      cells.forEach(({ field }, at) => {
        const rowNumber = rows[places[at] ?? -1]?.rowNumber ?? 0;
        const column = list.columns[field]?.column ?? -1;
        const row = grid[rowNumber - 1];
        const original = originals.get(`${rowNumber}/${column}`);
        if (row === undefined || original === undefined) return;
        row[column] = original;
        restored += 1;
      });
      return Promise.resolve({ restored, left: cells.length - restored });
    },
    lastChange: () => changes.last,
    onLastChange: (listener) => {
      changes.listeners.add(listener);
      return () => changes.listeners.delete(listener);
    },
    undoLastChange: () =>
      Promise.resolve().then(() => {
        if (changes.last === null) throw new WorkbookError("nothing-to-undo");
        const { cells } = changes.last;
        for (const [place, original] of originals) {
          const [rowNumber = 0, column = 0] = place.split("/").map(Number);
          const row = grid[rowNumber - 1];
          if (row !== undefined) row[column] = original;
        }
        originals.clear();
        setLast(null);
        return { restored: cells, left: 0 };
      }),
    jumpToCell: (_, { field }) => Promise.resolve().then(() => (fail(), void jumps.push(field))),
    newSheet: () => Promise.resolve("New contacts"),
    importSheet: async ({ name, rowCount, readRows }) => {
      fail();
      const rows = await readRows(0, rowCount);
      grid.splice(0, grid.length, ...rows.map((row) => row.map((content) => (typeof content === "string" ? content : { value: content.day }))));
      return { id: "s1", name };
    },
    readSelectedCell: () =>
      Promise.resolve({ sheetId: "s1", sheetName: "Line list", address: `A${changes.selectedRow}`, rowNumber: changes.selectedRow, text: String(cell(grid[changes.selectedRow - 1]?.[0]).value) }),
    readSheetCell: ({ rowNumber, column }) => Promise.resolve().then(() => (fail(), String(cell(grid[rowNumber - 1]?.[column]).value))),
    onSelection: (listener) => {
      changes.selection = listener;
      return Promise.resolve(() => {
        changes.selection = null;
      });
    },
    readFunctionCell: () => Promise.resolve(held.now),
    onCellsChanged: (listener) => {
      held.listener = listener;
      return Promise.resolve(() => {
        held.listener = () => undefined;
      });
    },
    refreshFunctions: (which) => {
      if (refusals > 0) {
        refusals -= 1;
        cells.push("refused");
        return Promise.reject(new WorkbookError("cell-in-edit"));
      }
      cells.push(which === "errors" ? "refreshed errors" : "refreshed");
      return Promise.resolve(3);
    },
    reports: {
      make: (content) =>
        Promise.resolve().then(() => {
          fail();
          const made: ReportSheet = { id: `r${reports.length + 1}`, sheetId: `s${reports.length + 2}`, sheetName: content.document.title, isActive: true, asked: content.asked };
          reports.push({ sheet: made, contents: [content] });
          return made;
        }),
      refresh: (id, content) =>
        Promise.resolve().then(() => {
          fail();
          const report = reports.find(({ sheet }) => sheet.id === id);
          if (report === undefined) throw new WorkbookError("sheet-gone");
          report.contents.push(content);
          return { sheetName: report.sheet.sheetName, changed: 1, added: 0, removed: 0, kept: 2, canBeUndone: true, missing: { columns: [], tables: [], charts: [] } };
        }),
      find: () => Promise.resolve(reports.map(({ sheet }) => sheet)),
    },
    fill: () => Promise.reject(new Error("A test that fills gives its own.")),
    compare: () => Promise.reject(new Error("A test that compares gives its own.")),
    worklists: () => Promise.reject(new Error("A test of worklists gives its own.")),
  };
  return {
    port,
    grid,
    /** Sheets of reports, with what they were made and brought up to date with. */
    reports,
    writtenStatuses,
    jumps,
    /** What became of the cells with our functions, in order: `forgot all` or `forgot NAS/001,NAS/002` (their look-ups), `refreshed` or `refreshed errors`, `refused`. */
    cells,
    /** Excel refuses so many times to ask for cells again, as while a cell is being edited. */
    refuseRefreshing: (times: number) => {
      refusals = times;
    },
    /** The selected cell holds this from now on; Excel tells of a change. */
    hold: (cell: FunctionCell, isToldOf = true) => {
      held.now = cell;
      if (isToldOf) held.listener("s1");
    },
    /** From now on Excel refuses, or (null) no longer does. */
    failWith: (error: WorkbookError | null) => {
      changes.failWith = error;
    },
    select: (rowNumber: number) => {
      changes.selectedRow = rowNumber;
      changes.selection?.({ sheetId: "s1", sheetName: "Line list", address: `A${rowNumber}`, rowNumber });
    },
  };
}

/** An outbox that sends when it is told to. */
export function makeOutbox() {
  const sent: SubmissionContent[] = [];
  const told: string[] = [];
  const listeners = new Set<(event: OutboxEvent) => void>();
  let items: OutboxItem[] = [];
  let outcomes: readonly RowOutcome[] = [];
  const put = (item: OutboxItem): void => {
    items = [...items.filter(({ uuid }) => uuid !== item.uuid), item];
    act(() => {
      for (const listener of listeners) listener({ uuid: item.uuid, item });
    });
  };
  const port: PanePorts["outbox"] = {
    enqueue: (content) => {
      sent.push(content);
      const item: OutboxItem = {
        uuid: "3f9a2c1b-0000-4000-8000-000000000001",
        createdAt: "2026-11-22T09:00:00.000Z",
        rowCount: content.rows.length,
        state: "waiting",
        readable: true,
        source: content.source,
        attempts: 0,
        nextTryAt: null,
        problem: null,
        progress: { done: 0, total: content.rows.length },
        status: null,
        isTold: false,
      };
      put(item);
      return Promise.resolve(item.uuid);
    },
    drain: () => Promise.resolve(),
    list: () => Promise.resolve(items),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    discard: (uuid) => {
      items = items.filter((item) => item.uuid !== uuid);
      for (const listener of listeners) listener({ uuid, item: null });
      return Promise.resolve(true);
    },
    retry: () => Promise.resolve(true),
    results: () => Promise.resolve([...outcomes]),
    unlockEarlier: () => Promise.resolve(false),
    isUnlocked: () => true,
    markTold: (uuid) => {
      told.push(uuid);
      items = items.map((item) => (item.uuid === uuid ? { ...item, isTold: true } : item));
      return Promise.resolve();
    },
  };
  return {
    port,
    sent,
    told,
    /** What the server makes of the rows; the submission is then finished. */
    finish: (answer: (row: SubmissionContent["rows"][number], ordinal: number) => RowOutcome, state: SubmissionState = "done") => {
      const [content] = sent;
      const [item] = items;
      if (content === undefined || item === undefined) throw new Error("nothing was sent");
      outcomes = content.rows.map(answer);
      const counts = { ...noRows };
      for (const { status } of outcomes) counts[status] += 1;
      put({ ...item, state: "done", progress: { done: item.rowCount, total: item.rowCount }, status: { state, counts } });
    },
    put,
    item: () => items[0],
  };
}

export const clerk: NonNullable<SessionSnapshot["person"]> = {
  userUuid: "aaaaaaaa-0000-4000-8000-000000000001",
  username: "clerk",
  displayName: "Amina Bello",
  role: "clerk",
  facilities: [{ locationId: 8, name: "General Hospital Karu" }],
};

export function makeSession(person: SessionSnapshot["person"] = clerk) {
  let snapshot: SessionSnapshot = { person, ended: null, idleSoon: false, elsewhere: null };
  const listeners = new Set<() => void>();
  return {
    port: {
      snapshot: () => snapshot,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      touch: () => undefined,
    },
    set: (change: Partial<SessionSnapshot>) => {
      snapshot = { ...snapshot, ...change };
      for (const listener of listeners) listener();
    },
  };
}

export interface World {
  readonly ports: PanePorts;
  readonly workbook: ReturnType<typeof makeWorkbook>;
  readonly outbox: ReturnType<typeof makeOutbox>;
  readonly session: ReturnType<typeof makeSession>;
  readonly asked: PreviewRequest[];
}

/** Everything that the pane stands on, as plain objects. `preview` answers as the server would. */
export function makeWorld(
  grid: Grid,
  given: {
    readonly preview?: (request: PreviewRequest, signal?: AbortSignal) => Promise<PreviewAnswer>;
    readonly workbook?: Parameters<typeof makeWorkbook>[1];
    readonly person?: SessionSnapshot["person"];
    readonly signIn?: PanePorts["entry"]["signIn"];
  } = {},
): World {
  const workbook = makeWorkbook(grid, given.workbook);
  const outbox = makeOutbox();
  const session = makeSession(given.person === undefined ? clerk : given.person);
  const asked: PreviewRequest[] = [];
  const never = (): Promise<never> => Promise.reject(new Error("not part of this test"));
  const ports: PanePorts = {
    workbook: workbook.port,
    outbox: outbox.port,
    session: session.port,
    ask: () => Promise.reject(new Error("A test that asks gives its own.")),
    server: {
      preview: (request, signal) => {
        asked.push(request);
        return (given.preview ?? ((of) => Promise.resolve({ today: "2026-11-22", rows: of.rows.map(() => unchangedRow()) })))(request, signal);
      },
      lookup: never,
      searchPatients: never,
      patientCard: never,
      patientHistory: never,
      patientNotes: () => Promise.resolve({ numbers: [], attempts: [], moreAttempts: false, masked: false, lastVerified: null, unreachableSince: null }),
      noteContact: never,
      noteSheet: never,
      listSubmissions: () => Promise.resolve({ submissions: [], next: null }),
      readSubmission: never,
      watchSubmission: never,
      readOutcomes: never,
      cancel: never,
      resume: never,
      leftOver: never,
      resultFile: never,
      completeStreet: () => Promise.resolve({ names: [] }),
      dashboard: () => Promise.resolve(emptyDashboard),
      needs: () => Promise.resolve(needsTold()),
      reportChoices: never,
      reportFigures: never,
      reportRows: never,
      makeReportFile: never,
      reportFiles: () => Promise.resolve({ files: [], unreadable: [] }),
      openReportFile: never,
      removeReportFile: never,
      reportSchedules: () => Promise.resolve({ schedules: [], unreadable: [] }),
      addReportSchedule: never,
      endReportSchedule: never,
      recentEvents: () => Promise.resolve({ events: [] }),
      readSettings: () => Promise.resolve(usualSettings),
      changeSettings: never,
      readSystem: () =>
        Promise.resolve({ environment: "demo", siteName: "Karu", version: "0.1.0", serverTime: "2026-11-22T09:00:00.000Z", today: "2026-11-22" }),
    },
    entry: {
      signIn: given.signIn ?? (() => Promise.resolve()),
      signOut: () => {
        session.set({ person: null, ended: "person" });
        return Promise.resolve();
      },
      forgetLookups: (artIds) => void workbook.cells.push(`forgot ${artIds?.join() ?? "all"}`),
    },
    followUps: { undo: never, followUp: never },
    notes: { note: never, drain: () => Promise.resolve(), list: () => Promise.resolve([]), discard: () => Promise.resolve(false), subscribe: () => () => undefined },
    places: { snapshot: () => noPlaces, subscribe: () => () => undefined, refresh: () => Promise.resolve() },
    openAddress: () => false,
    readManual: readManualOfDocs,
    messageForCell: () => null,
    isBesideValue: () => false,
    onCellMessages: () => () => undefined,
  };
  return { ports, workbook, outbox, session, asked };
}

/** The manual as it lies in docs: what webpack puts into the pane. */
export function readManualOfDocs(language: LanguageCode): Promise<Manual> {
  const read = (page: string): string => readFileSync(join(__dirname, `../../docs/manual/${language}/${page}.md`), "utf8");
  const pages = Object.fromEntries(helpPages.map((page) => [page, read(page)]));
  // Every page of the list has been read just now.
  return Promise.resolve(pages as Manual);
}

/** The home screen's figures of a person who has not done anything yet. */
/** What the server tells where nothing needs anybody, but for what a test says. */
export function needsTold(counts: Partial<Needs["counts"]> = {}, more: Partial<Needs> = {}): Needs {
  return { scope: "own", mayApprove: false, submissions: [], ...more, counts: { ...noNeeds, ...counts } };
}

export const emptyDashboard: Dashboard = {
  today: "2026-11-22",
  scope: "own",
  periods: { today: { ...noActivity, from: "2026-11-22" }, week: { ...noActivity, from: "2026-11-16" }, month: { ...noActivity, from: "2026-11-01" } },
  days: Array.from({ length: 14 }, (_, index) => ({ ...noActivity, day: `2026-11-${String(index + 9).padStart(2, "0")}` })),
};

const usual = { streetColumn: "auto", dateOrder: null, idleMinutes: 30, signedInHours: 12, undoHours: 24, downloadSeconds: 60, minutesPerRow: 4, clinicNumbers: "" } as const;
/** Settings of a site where nobody has changed any, as a clerk reads them. */
export const usualSettings: SettingsState = { version: 0, settings: noSiteSettings, inForce: usual, configured: usual, changedBy: null, changedAt: null, refusal: "role" };

/** Names of places were never fetched: fields take what is typed. */
const noPlaces: PlacesSnapshot = { known: null, isLoading: false, failure: null };

export function unchangedRow(): PreviewAnswer["rows"][number] {
  return { patient: null, status: "unchanged", issues: [], fields: {}, baseline: {} };
}

/** The server's answer for a row whose phone changes from `before` to `after`. */
export function phoneRow(before: string | null, after: string, patient: string): PreviewAnswer["rows"][number] {
  return {
    patient: patient.repeat(64).slice(0, 64),
    status: "updated",
    issues: [],
    fields: { phone: { status: "changed", before, after, reason: null } },
    baseline: { phone: "b".repeat(64) },
  };
}

export function show(element: ReactElement): ReturnType<typeof render> {
  return render(<FluentProvider theme={webLightTheme}>{element}</FluentProvider>);
}
