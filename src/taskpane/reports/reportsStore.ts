import type { FiguresAnswer, ReportChoices } from "../../contract/reports";
import { FigureKind } from "../../contract/reports";
import { hasFigures } from "../../reports/document";
import type { OpenRows } from "../../reports/document";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import { askedOf, firstChoice, isSameAsked, kindsFor, noFilters } from "./reportChoice";
import type { ChoiceFault, ChosenFilters, ReportChoice } from "./reportChoice";
import type { Maker } from "./reportDocuments";
import { createRowReader } from "./rowList";
import type { RowList } from "./rowList";
import type { ReportAsked } from "./sheetPort";

export interface ReportsState {
  readonly choice: ReportChoice;
  readonly choices: ReportChoices | null;
  /** Why what is chosen cannot be asked. */
  readonly fault: ChoiceFault | null;
  readonly figures: { readonly asked: ReportAsked; readonly answer: FiguresAnswer } | null;
  /** The list of a kind that is one. */
  readonly list: RowList | null;
  /** The rows of a figure that was pressed; over the report until one goes back. */
  readonly opened: RowList | null;
  readonly isAsking: boolean;
  readonly problem: PaneProblem | null;
}

const start: ReportsState = { choice: firstChoice, choices: null, fault: null, figures: null, list: null, opened: null, isAsking: false, problem: null };
const typingMilliseconds = 400;

export type ReportsStore = ReturnType<typeof createReportsStore>;

interface Around {
  /** The site's day, as far as this computer knows it. */
  readonly today: () => string;
  readonly siteName: () => string;
}

/** What is chosen to be reported, and the answer to it. Of several questions only the last one's answer counts. */
export function createReportsStore({ server, session }: Pick<PanePorts, "server" | "session">, { today, siteName }: Around) {
  const store = createStore<ReportsState>(start);
  const set = (change: Partial<ReportsState>): void => store.set((state) => ({ ...state, ...change }));
  const list = createRowReader(server, { get: () => store.get().list, set: (now) => set({ list: now }) });
  const opened = createRowReader(server, { get: () => store.get().opened, set: (now) => set({ opened: now }) });
  let stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const siteToday = (): string => store.get().choices?.today ?? today();
  const asked = (): ReportAsked | ChoiceFault => askedOf(store.get().choice, siteToday());

  /** Asks for what is chosen. What was shown stays while the same is asked again, and goes where it is another question. */
  async function ask({ keepsRows = false }: { readonly keepsRows?: boolean } = {}): Promise<void> {
    clearTimeout(timer);
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    if (!keepsRows) opened.close();
    try {
      // Names, and the site's day, by which a period is judged.
      if (store.get().choices === null) set({ isAsking: true, problem: null });
      const choices = store.get().choices ?? (await server.reportChoices(signal));
      if (signal.aborted) return;
      set({ choices });
      const question = asked();
      if (typeof question === "string") {
        list.close();
        set({ fault: question, figures: null, isAsking: false, problem: null });
        return;
      }
      await answer(question, signal);
    } catch (error) {
      if (!signal.aborted) set({ isAsking: false, problem: isCancelled(error) ? null : toProblem(error) });
    }
  }

  async function answer(question: ReportAsked, signal: AbortSignal): Promise<void> {
    const { kind, filters, step } = question;
    if (!hasFigures(kind)) {
      set({ fault: null, figures: null, isAsking: false, problem: null });
      await list.open(question, "");
      return;
    }
    list.close();
    const { figures } = store.get();
    set({ fault: null, isAsking: true, problem: null, figures: figures !== null && isSameAsked(figures.asked, question) ? figures : null });
    const answered = await server.reportFigures({ kind: FigureKind.parse(kind), filters, step }, signal);
    if (!signal.aborted) store.set((state) => ({ ...state, figures: { asked: question, answer: answered }, isAsking: false, choices: state.choices && { ...state.choices, today: answered.today } }));
  }

  function choose(change: Partial<ReportChoice>): void {
    store.set((state) => ({ ...state, choice: { ...state.choice, ...change } }));
    void ask();
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    /** The screen is there: asks unless it shows something already, which stays as it was left. */
    enter: (): void => {
      const { figures, list: shown, isAsking } = store.get();
      if (figures === null && shown === null && !isAsking) void ask();
    },
    ask: (): Promise<void> => ask(),
    choose,
    choosePeriod: (period: ReportChoice["period"]): void => {
      const { choice } = store.get();
      // Own dates begin with the days that were shown, so that only one need be changed.
      const shown = askedOf(choice, siteToday());
      const own = period === "own" && typeof shown !== "string" ? { from: shown.filters.from, to: shown.filters.to } : choice.own;
      choose({ period, own, step: null });
    },
    filter: (change: Partial<ChosenFilters>): void => choose({ filters: { ...store.get().choice.filters, ...change } }),
    /** Asked when the person stops typing. */
    typeSheet: (sheet: string): void => {
      store.set((state) => ({ ...state, choice: { ...state.choice, filters: { ...state.choice.filters, sheet: sheet === "" ? null : sheet } } }));
      clearTimeout(timer);
      // Rows that were opened meanwhile stay: they have filters of their own.
      timer = setTimeout(() => void ask({ keepsRows: true }), typingMilliseconds);
    },
    clearFilters: (): void => choose({ filters: noFilters }),
    /** What is shown, as it was asked; null where there is nothing. */
    shown: (): ReportAsked | null => {
      const { figures, list: rows, opened: over } = store.get();
      return over?.asked ?? figures?.asked ?? rows?.asked ?? null;
    },
    openRows: (rows: OpenRows, title: string): void => {
      const { choice } = store.get();
      void opened.open({ kind: "updates", filters: rows.filters, step: choice.step ?? "day", status: rows.status, cause: rows.cause }, title);
    },
    moreRows: (): void => void (store.get().opened === null ? list : opened).more(),
    closeRows: opened.close,
    /** Null before the choices were read, or where nobody is signed in. */
    maker: (): Maker | null => {
      const { person } = session.snapshot();
      const { choices } = store.get();
      return person === null || choices === null ? null : { person, choices, siteName: siteName() };
    },
    /** Another person signed in, or nobody is. */
    forget: (): void => {
      clearTimeout(timer);
      stop.abort();
      list.close();
      opened.close();
      store.set(() => start);
    },
    kinds: (): ReturnType<typeof kindsFor> => kindsFor(session.snapshot().person?.role ?? "clerk"),
  };
}
