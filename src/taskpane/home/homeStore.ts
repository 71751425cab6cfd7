import type { Dashboard, RecentEvents } from "../../contract/dashboard";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

export interface HomeState {
  readonly figures: Dashboard | null;
  /** When the figures were read, by this computer's clock. */
  readonly readAt: string | null;
  readonly recent: RecentEvents["events"] | null;
  readonly isLoading: boolean;
  readonly problem: PaneProblem | null;
}

const start: HomeState = { figures: null, readAt: null, recent: null, isLoading: false, problem: null };
const everyMilliseconds = 120_000;

export type HomeStore = ReturnType<typeof createHomeStore>;

/** The figures and the latest events from the server; what waits on this computer is known to other stores. */
export function createHomeStore({ server, outbox }: { readonly server: Pick<PanePorts["server"], "dashboard" | "recentEvents">; readonly outbox: Pick<PanePorts["outbox"], "subscribe"> }) {
  const store = createStore<HomeState>(start);
  let turn = 0;

  /** The latest events name patients, which is audited: they are read when somebody comes here, not by a timer. */
  async function load({ withRecent }: { readonly withRecent: boolean }): Promise<void> {
    const own = ++turn;
    store.set((state) => ({ ...state, isLoading: true }));
    try {
      const [figures, recent] = await Promise.all([server.dashboard(), withRecent ? server.recentEvents() : null]);
      if (own !== turn) return;
      store.set((state) => ({ figures, readAt: new Date().toISOString(), recent: recent?.events ?? state.recent, isLoading: false, problem: null }));
    } catch (error) {
      if (own !== turn) return;
      store.set((state) => ({ ...state, isLoading: false, problem: isCancelled(error) ? null : toProblem(error) }));
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    load: (): Promise<void> => load({ withRecent: true }),
    /** While the screen is there: now, now and then, and whenever something that was sent from here has ended. Gives the function that ends it. */
    watch: (): (() => void) => {
      void load({ withRecent: true });
      const timer = setInterval(() => void load({ withRecent: false }), everyMilliseconds);
      const stopOutbox = outbox.subscribe(({ item }) => {
        if (item?.state === "done" && !item.isTold) void load({ withRecent: true });
      });
      return () => {
        clearInterval(timer);
        stopOutbox();
      };
    },
    /** Another person signed in. */
    forget: (): void => {
      turn += 1;
      store.set(() => start);
    },
  };
}
