import { createWorklistsApi } from "../../client/worklistsApi";
import type { Named } from "../../contract/reports";
import type { Worklist, WorklistList } from "../../contract/worklists";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import { fetchSheet } from "./fetchSheet";
import type { WorklistSheet } from "./sheetPort";
import { emptyForm, formOf, requestOf } from "./worklistForm";
import type { WorklistForm } from "./worklistForm";

export type Told = { readonly kind: "made"; readonly sheetName: string } | { readonly kind: "cancelled" } | { readonly kind: "asked" | "gathered"; readonly uuid: string; readonly name: string } | { readonly kind: "closed"; readonly name: string };

export interface WorklistsState {
  /** Null before they were read. */
  readonly list: WorklistList | null;
  /** When they were read, as an instant. */
  readonly readAt: string | null;
  readonly isReading: boolean;
  /** Sheets of this workbook that worklists have become. */
  readonly sheets: readonly WorklistSheet[];
  /** Null where nothing is being chosen. */
  readonly form: WorklistForm | null;
  /** Somebody has pressed the button while fields had faults: from then on they are told. */
  readonly tellsFaults: boolean;
  readonly isSending: boolean;
  /** Null where they could not be read. */
  readonly facilities: readonly Named[] | null;
  readonly running: { readonly uuid: string; readonly name: string; readonly done: number; readonly total: number } | null;
  /** The uuid of the one that somebody was led to, until the keyboard is there. */
  readonly pointed: string | null;
  /** The uuid of the one that is being closed, and of the one that is being counted. */
  readonly closing: string | null;
  readonly counting: string | null;
  readonly told: Told | null;
  readonly problem: PaneProblem | null;
}

const start: WorklistsState = {
  list: null,
  readAt: null,
  isReading: false,
  sheets: [],
  form: null,
  tellsFaults: false,
  isSending: false,
  facilities: null,
  running: null,
  pointed: null,
  closing: null,
  counting: null,
  told: null,
  problem: null,
};
const everyMilliseconds = 2_000;

export type WorklistsDesk = ReturnType<typeof createWorklistsDesk>;

interface Around {
  /** The site's day. */
  readonly today: () => string;
  readonly now?: () => Date;
  /** A sheet was made: what stood on the Submit screen was another one. */
  readonly onMade: () => void;
}

/** The worklists of who is signed in, and what is done with them; outlives its screen. */
export function createWorklistsDesk(ports: Pick<PanePorts, "workbook" | "server" | "ask" | "places">, { today, now = () => new Date(), onMade }: Around) {
  const store = createStore<WorklistsState>(start);
  const set = (change: Partial<WorklistsState>): void => store.set((state) => ({ ...state, ...change }));
  const api = createWorklistsApi(ports.ask);
  let turn = 0;
  /** Counts who is signed in: what comes back to somebody else is nobody's. */
  let sitting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchers = 0;
  let stop = new AbortController();
  /** What was asked for and not answered: asked again, it is the same worklist. */
  let unanswered: { readonly request: string; readonly uuid: string } | null = null;

  async function read(background: boolean): Promise<void> {
    const own = ++turn;
    clearTimeout(timer);
    if (!background) set({ isReading: true });
    try {
      const list = await api.list({ background });
      if (own !== turn) return;
      set({ list, readAt: now().toISOString(), isReading: false, told: toldNow(store.get().told, list), ...(background ? {} : { problem: null }) });
    } catch (error) {
      if (own !== turn) return;
      // What is known stays; of a look that nobody asked for, nobody is told.
      set({ isReading: false, ...(background || isCancelled(error) ? {} : { problem: toProblem(error) }) });
    }
    // While patients are gathered their number moves; otherwise nothing is asked until somebody does.
    if (watchers > 0 && store.get().list?.worklists.some(({ state }) => state === "gathering")) timer = setTimeout(() => void read(true), everyMilliseconds);
  }

  async function findSheets(): Promise<void> {
    try {
      set({ sheets: await (await ports.workbook.worklists()).find() });
    } catch (error) {
      set({ sheets: [], problem: toProblem(error) });
    }
  }

  async function readFacilities(): Promise<void> {
    const own = sitting;
    try {
      const { facilities } = await ports.server.reportChoices();
      if (own === sitting) set({ facilities });
    } catch {
      // The field says that they are missing; all other choices work without.
      if (own === sitting) set({ facilities: null });
    }
  }

  function openForm(form: WorklistForm): void {
    set({ form, tellsFaults: false, told: null });
    void ports.places.refresh();
    if (store.get().facilities === null) void readFacilities();
  }

  async function make(): Promise<void> {
    const { form, isSending } = store.get();
    if (form === null || isSending) return;
    const request = requestOf(form, { today: today(), known: ports.places.snapshot().known });
    if (request === null) {
      set({ tellsFaults: true });
      return;
    }
    const text = JSON.stringify(request);
    if (unanswered?.request !== text) unanswered = { request: text, uuid: crypto.randomUUID() };
    const own = sitting;
    set({ isSending: true, problem: null, told: null });
    try {
      const made = await api.make(unanswered.uuid, request);
      if (own !== sitting) return;
      unanswered = null;
      set({ isSending: false, form: null, tellsFaults: false, told: { kind: "asked", uuid: made.uuid, name: made.name } });
      await read(false);
    } catch (error) {
      if (own === sitting) set({ isSending: false, problem: isCancelled(error) ? null : toProblem(error) });
    }
  }

  async function makeSheet(worklist: Worklist): Promise<void> {
    if (store.get().running !== null) return;
    stop = new AbortController();
    const { signal } = stop;
    set({ running: { uuid: worklist.uuid, name: worklist.name, done: 0, total: worklist.counts?.patients ?? Math.min(worklist.matched, worklist.most) }, told: null, problem: null });
    const onProgress = (done: number, total: number): void =>
      store.set((state) => (state.running === null || signal.aborted ? state : { ...state, running: { ...state.running, done, total } }));
    try {
      const content = await fetchSheet(worklist, { rows: api.rows, known: () => ports.places.snapshot().known, signal });
      const { sheetName } = await (await ports.workbook.worklists()).make(content, { onProgress, signal });
      set({ running: null, told: { kind: "made", sheetName } });
      onMade();
    } catch (error) {
      if (signal.reason === signedOut) return;
      if (signal.aborted || isCancelled(error)) set({ running: null, told: { kind: "cancelled" } });
      else set({ running: null, problem: toProblem(error) });
    }
    await findSheets();
  }

  async function close({ uuid, name }: Worklist): Promise<void> {
    if (store.get().closing !== null) return;
    const own = sitting;
    set({ closing: uuid, problem: null, told: null });
    try {
      await api.close(uuid);
      if (own !== sitting) return;
      set({ closing: null, told: { kind: "closed", name } });
      await read(false);
    } catch (error) {
      if (own === sitting) set({ closing: null, problem: isCancelled(error) ? null : toProblem(error) });
    }
  }

  async function count({ uuid }: Worklist): Promise<void> {
    if (store.get().counting !== null) return;
    const own = sitting;
    set({ counting: uuid, problem: null });
    try {
      const counted = await api.one(uuid);
      if (own !== sitting) return;
      store.set((state) => ({
        ...state,
        counting: null,
        list: state.list && { ...state.list, worklists: state.list.worklists.map((worklist) => (worklist.uuid === uuid ? counted : worklist)) },
      }));
    } catch (error) {
      if (own === sitting) set({ counting: null, problem: isCancelled(error) ? null : toProblem(error) });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    /** While the screen is there. Gives the function that ends it. */
    watch: (): (() => void) => {
      watchers += 1;
      void read(false);
      void findSheets();
      return () => {
        watchers -= 1;
        if (watchers === 0) clearTimeout(timer);
      };
    },
    refresh: (): Promise<void> => read(false),
    openForm: (): void => openForm(emptyForm),
    openWith: (chosen: Pick<WorklistForm, "reasons" | "facility">): void => openForm({ ...emptyForm, ...chosen }),
    pointAt: (uuid: string): void => set({ pointed: uuid }),
    pointed: (): void => set({ pointed: null }),
    openLike: ({ criteria }: Worklist): void => openForm(formOf(criteria)),
    change: (part: Partial<WorklistForm>): void => store.set((state) => (state.form === null ? state : { ...state, form: { ...state.form, ...part } })),
    closeForm: (): void => set({ form: null, tellsFaults: false }),
    make,
    makeSheet,
    cancelSheet: (): void => stop.abort(new DOMException("cancelled by the person", "AbortError")),
    showSheet: async (sheet: WorklistSheet): Promise<void> => {
      try {
        await (await ports.workbook.worklists()).show(sheet);
      } catch (error) {
        set({ problem: toProblem(error) });
        await findSheets();
      }
    },
    close,
    count,
    dismiss: (): void => set({ problem: null }),
    forget: (): void => {
      turn += 1;
      sitting += 1;
      clearTimeout(timer);
      unanswered = null;
      stop.abort(signedOut);
      store.set(() => start);
    },
  };
}

/** That patients are being gathered is told while they are; of a failure the list itself tells. */
function toldNow(told: Told | null, { worklists }: WorklistList): Told | null {
  if (told?.kind !== "asked") return told;
  const state = worklists.find(({ uuid }) => uuid === told.uuid)?.state;
  if (state === "gathering") return told;
  return state === "ready" ? { ...told, kind: "gathered" } : null;
}

const signedOut = new DOMException("signed out", "AbortError");
