import type { SystemInfo } from "../../contract/system";
import { isUnreachable, toProblem } from "../problem";
import type { ServerPort } from "../ports";
import { createStore } from "../store";
import type { Store } from "../store";

/** What the pane knows of the server: which site and environment, and whether it answers. */
export interface SystemState {
  readonly info: SystemInfo | null;
  readonly isReachable: boolean;
  /** How far this computer's clock is ahead of the server's; below zero: behind. Null before it has answered. */
  readonly clockAheadSeconds: number | null;
  /** Which site answered before another one did: the same address leads to another server now. */
  readonly before: Pick<SystemInfo, "siteName" | "environment"> | null;
}

const checkEvery = 120_000;
const retryEvery = 10_000;

/** Asks the server who it is, again and again while it does not answer. Gives the store and the function that ends the asking. */
export function watchSystem(server: Pick<ServerPort, "readSystem">): { readonly store: Store<SystemState>; readonly stop: () => void } {
  const store = createStore<SystemState>({ info: null, isReachable: true, clockAheadSeconds: null, before: null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    clearTimeout(timer);
    try {
      const info = await server.readSystem();
      const clockAheadSeconds = Math.round((Date.now() - Date.parse(info.serverTime)) / 1000);
      store.set((state) => ({ info, isReachable: true, clockAheadSeconds, before: state.before ?? otherThan(info, state.info) }));
    } catch (error) {
      const problem = toProblem(error);
      if (isUnreachable(problem) || problem.kind === "server") store.set((state) => ({ ...state, isReachable: false }));
    } finally {
      asking = false;
      timer = setTimeout(() => void ask(), store.get().isReachable ? checkEvery : retryEvery);
    }
  }
  const askNow = (): void => void ask();
  const lost = (): void => {
    store.set((state) => ({ ...state, isReachable: false }));
    askNow();
  };
  globalThis.addEventListener("online", askNow);
  globalThis.addEventListener("offline", lost);
  askNow();
  return {
    store,
    stop: () => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", askNow);
      globalThis.removeEventListener("offline", lost);
    },
  };
}

function otherThan(now: SystemInfo, before: SystemInfo | null): SystemState["before"] {
  return before === null || (before.siteName === now.siteName && before.environment === now.environment) ? null : before;
}

/** From so many seconds on a wrong clock is told: sessions and times of the record go by the server's. */
const clockTolerance = 5 * 60;

/** Whole minutes by which this computer's clock is wrong, ahead above zero; null where it is right enough. */
export function clockFault({ clockAheadSeconds }: Pick<SystemState, "clockAheadSeconds">): number | null {
  return clockAheadSeconds === null || Math.abs(clockAheadSeconds) < clockTolerance ? null : Math.round(clockAheadSeconds / 60);
}

/** The site's day; before the server has answered, this computer's. `YYYY-MM-DD`. */
export function todayOf(state: SystemState, now: Date = new Date()): string {
  if (state.info !== null) return state.info.today;
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
