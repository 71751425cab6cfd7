import type { FiguresAnswer } from "../../contract/reports";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import { isSameAsked } from "./reportChoice";
import { periodGoneOn } from "./periods";
import type { Maker } from "./reportDocuments";
import type { Fetching } from "./reportPages";
import type { RefreshResult, ReportContent, ReportAsked, ReportSheet } from "./sheetPort";

export interface ReportSheetsState {
  /** Sheets of this workbook that show a report, the one in front first. */
  readonly sheets: readonly ReportSheet[];
  readonly running: { readonly kind: "make" | "refresh"; readonly done: number; readonly total: number } | null;
  readonly told: { readonly kind: "made"; readonly sheetName: string } | { readonly kind: "refreshed"; readonly result: RefreshResult } | { readonly kind: "cancelled" } | null;
  readonly problem: PaneProblem | null;
}

/** What reports are written with comes with their screen, not with the first paint. */
async function contentOf(asked: ReportAsked, known: FiguresAnswer | null, fetching: Fetching): Promise<ReportContent> {
  const { fetchContent } = await import("./reportPages");
  return fetchContent(asked, known, fetching);
}

const start: ReportSheetsState = { sheets: [], running: null, told: null, problem: null };

export type ReportSheets = ReturnType<typeof createReportSheets>;

interface Shown {
  readonly maker: () => Maker | null;
  /** The figures on the screen, which a sheet made of it shows too. */
  readonly figures: () => { readonly asked: ReportAsked; readonly answer: FiguresAnswer } | null;
}

/** Reports as sheets: made of what the screen shows, and brought up to date by what the sheet was asked by. */
export function createReportSheets({ server, workbook }: Pick<PanePorts, "server" | "workbook">, { maker, figures }: Shown) {
  const store = createStore<ReportSheetsState>(start);
  const set = (change: Partial<ReportSheetsState>): void => store.set((state) => ({ ...state, ...change }));
  let stop = new AbortController();

  async function look(): Promise<void> {
    try {
      set({ sheets: await workbook.reports.find() });
    } catch (error) {
      set({ sheets: [], problem: toProblem(error) });
    }
  }

  async function run(kind: "make" | "refresh", work: (by: Maker, signal: AbortSignal) => Promise<ReportSheetsState["told"]>): Promise<void> {
    const by = maker();
    if (by === null || store.get().running !== null) return;
    stop = new AbortController();
    set({ running: { kind, done: 0, total: 0 }, told: null, problem: null });
    try {
      const told = await work(by, stop.signal);
      set({ running: null, told });
    } catch (error) {
      if (stop.signal.aborted || isCancelled(error)) set({ running: null, told: { kind: "cancelled" } });
      else set({ running: null, problem: toProblem(error) });
    }
    await look();
  }

  const onProgress = (done: number, total: number): void => store.set((state) => (state.running === null ? state : { ...state, running: { ...state.running, done, total } }));

  return {
    get: store.get,
    subscribe: store.subscribe,
    look,
    make: (asked: ReportAsked): Promise<void> =>
      run("make", async (by, signal) => {
        const shown = figures();
        const known = shown !== null && isSameAsked(shown.asked, asked) ? shown.answer : null;
        const content = await contentOf(asked, known, { server, maker: by, signal });
        const { sheetName } = await workbook.reports.make(content, { onProgress, signal });
        return { kind: "made", sheetName };
      }),
    refresh: (sheet: ReportSheet): Promise<void> =>
      run("refresh", async (by, signal) => {
        const { today } = await server.reportChoices(signal);
        const { filters, period } = sheet.asked;
        const asked = { ...sheet.asked, filters: { ...filters, ...periodGoneOn(period, filters, today) } };
        const content = await contentOf(asked, null, { server, maker: by, signal });
        return { kind: "refreshed", result: await workbook.reports.refresh(sheet.id, content, { onProgress, signal }) };
      }),
    cancel: (): void => stop.abort(new DOMException("cancelled by the person", "AbortError")),
    forget: (): void => {
      stop.abort(new DOMException("signed out", "AbortError"));
      store.set(() => start);
    },
  };
}
