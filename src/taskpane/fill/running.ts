import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

/** What every part of the screen shows of its work. */
export interface Running {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

export interface RunState {
  readonly running: Running | null;
  readonly problem: PaneProblem | null;
}

/** One piece of work at a time over all parts of the screen: they all write in the same workbook. */
export interface Turn {
  readonly store: ReturnType<typeof createStore<RunState & { readonly part: string | null }>>;
  /** Does the work; what keeps it from being done is told in the part's place. Gives false where it was cancelled. */
  readonly run: (part: string, work: (by: { readonly signal: AbortSignal; readonly step: (label: string) => (done: number, total: number) => void }) => Promise<void>) => Promise<"done" | "cancelled" | "failed">;
  readonly cancel: () => void;
  readonly forget: () => void;
}

export function createTurn(): Turn {
  const store = createStore<RunState & { readonly part: string | null }>({ running: null, problem: null, part: null });
  let stop = new AbortController();
  return {
    store,
    run: async (part, work) => {
      if (store.get().running !== null) return "failed";
      const own = new AbortController();
      stop = own;
      const show = (running: Running): void => {
        if (stop === own && !own.signal.aborted) store.set(() => ({ running, problem: null, part }));
      };
      show({ label: "", done: 0, total: 0 });
      const step = (label: string) => {
        show({ label, done: 0, total: 0 });
        return (done: number, total: number) => show({ label, done, total });
      };
      try {
        await work({ signal: own.signal, step });
        if (stop === own) store.set(() => ({ running: null, problem: null, part }));
        return "done";
      } catch (error) {
        const wasCancelled = own.signal.aborted || isCancelled(error);
        if (stop === own) store.set(() => ({ running: null, problem: wasCancelled ? null : toProblem(error), part }));
        return wasCancelled ? "cancelled" : "failed";
      }
    },
    cancel: () => stop.abort(new DOMException("cancelled by the person", "AbortError")),
    forget: () => {
      stop.abort(new DOMException("signed out", "AbortError"));
      stop = new AbortController();
      store.set(() => ({ running: null, problem: null, part: null }));
    },
  };
}
