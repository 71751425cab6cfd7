import type { MakeFileRequest, ReportFile, ReportFormat, ReportSchedule, ScheduleRequest, UnreadableRequests } from "../../contract/reportFiles";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

export interface ReportFilesState {
  /** Newest first; null before they were read. */
  readonly files: readonly ReportFile[] | null;
  readonly schedules: readonly ReportSchedule[] | null;
  /** Those that this version of the server cannot read. */
  readonly unreadable: { readonly files: UnreadableRequests; readonly schedules: UnreadableRequests };
  readonly isBusy: boolean;
  readonly problem: PaneProblem | null;
  /** One that was opened: in the browser, or by a link that the person follows. */
  readonly opened: { readonly uuid: string; readonly name: string; readonly address: string; readonly isOpened: boolean } | null;
}

const start: ReportFilesState = { files: null, schedules: null, unreadable: { files: [], schedules: [] }, isBusy: false, problem: null, opened: null };
const everyMilliseconds = 1_000;

export type ReportFiles = ReturnType<typeof createReportFiles>;

/** Files that the server makes in the background, and what has it make them by itself. */
export function createReportFiles({ server, openAddress }: Pick<PanePorts, "server" | "openAddress">) {
  const store = createStore<ReportFilesState>(start);
  const set = (change: Partial<ReportFilesState>): void => store.set((state) => ({ ...state, ...change }));
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchers = 0;
  /** What was asked for and not answered: asked again, it is the same file. */
  let unanswered: { readonly request: string; readonly uuid: string } | null = null;

  function uuidFor(request: object): string {
    const text = JSON.stringify(request);
    if (unanswered?.request !== text) unanswered = { request: text, uuid: crypto.randomUUID() };
    return unanswered.uuid;
  }

  async function load(background: boolean): Promise<void> {
    const own = ++turn;
    clearTimeout(timer);
    try {
      const { files, unreadable } = await server.reportFiles({ background });
      const known = store.get();
      const planned = background ? { schedules: known.schedules, unreadable: known.unreadable.schedules } : await server.reportSchedules();
      if (own !== turn) return;
      set({ files, schedules: planned.schedules, unreadable: { files: unreadable, schedules: planned.unreadable } });
    } catch (error) {
      if (own !== turn) return;
      if (!background) set({ problem: isCancelled(error) ? null : toProblem(error) });
    }
    // While something is being made, its progress is looked at; a file that is ready stays so.
    if (watchers > 0 && store.get().files?.some(isUnderWay)) timer = setTimeout(() => void load(true), everyMilliseconds);
  }

  async function act(work: () => Promise<void>): Promise<void> {
    if (store.get().isBusy) return;
    set({ isBusy: true, problem: null, opened: null });
    try {
      await work();
      set({ isBusy: false });
      await load(false);
    } catch (error) {
      set({ isBusy: false, problem: isCancelled(error) ? null : toProblem(error) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    /** While the screen is there. Gives the function that ends it. */
    watch: (): (() => void) => {
      watchers += 1;
      void load(false);
      return () => {
        watchers -= 1;
        if (watchers === 0) clearTimeout(timer);
      };
    },
    load: (): Promise<void> => load(false),
    make: (request: MakeFileRequest): Promise<void> =>
      act(async () => {
        await server.makeReportFile(uuidFor(request), request);
        unanswered = null;
      }),
    remove: ({ uuid }: ReportFile): Promise<void> => act(() => server.removeReportFile(uuid)),
    open: ({ uuid }: ReportFile): Promise<void> =>
      act(async () => {
        const { path, fileName } = await server.openReportFile(uuid);
        const address = new URL(path, globalThis.location.href).href;
        set({ opened: { uuid, name: fileName, address, isOpened: openAddress(address) } });
      }),
    schedule: (request: ScheduleRequest): Promise<void> =>
      act(async () => {
        await server.addReportSchedule(uuidFor(request), request);
        unanswered = null;
      }),
    endSchedule: ({ uuid }: Pick<ReportSchedule, "uuid">): Promise<void> => act(() => server.endReportSchedule(uuid)),
    dismiss: (): void => set({ problem: null }),
    forget: (): void => {
      turn += 1;
      clearTimeout(timer);
      unanswered = null;
      store.set(() => start);
    },
  };
}

export function isUnderWay({ state }: ReportFile): boolean {
  return state === "waiting" || state === "making";
}

/** Files that a report may be made into: not those whose list would hold what this person may not see. */
export const fileFormats: readonly ReportFormat[] = ["csv", "xlsx", "pdf"];
