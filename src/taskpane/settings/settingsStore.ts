import type { SettingsState as SiteState } from "../../contract/settings";
import type { SiteSettings } from "../../domain/siteSettings";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

export interface SettingsScreenState {
  readonly site: SiteState | null;
  /** As the person has changed them and not yet saved; null where nothing was touched. */
  readonly draft: SiteSettings | null;
  readonly isSaving: boolean;
  readonly problem: PaneProblem | null;
  readonly told: "saved" | "changed-meanwhile" | null;
}

const start: SettingsScreenState = { site: null, draft: null, isSaving: false, problem: null, told: null };

export type SettingsStore = ReturnType<typeof createSettingsStore>;

/** The site's settings as the server has them, and what an administrator is about to change. */
export function createSettingsStore({ server }: { readonly server: Pick<PanePorts["server"], "readSettings" | "changeSettings"> }) {
  const store = createStore<SettingsScreenState>(start);
  let turn = 0;

  async function load(told: SettingsScreenState["told"] = null): Promise<void> {
    const own = ++turn;
    try {
      const site = await server.readSettings();
      if (own === turn) store.set((state) => ({ ...state, site, problem: null, told, isSaving: false, draft: told === null ? state.draft : null }));
    } catch (error) {
      if (own === turn) store.set((state) => ({ ...state, isSaving: false, problem: isCancelled(error) ? null : toProblem(error) }));
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    load: (): Promise<void> => load(),
    change: (change: Partial<SiteSettings>): void =>
      store.set((state) => (state.site === null ? state : { ...state, told: null, draft: { ...(state.draft ?? state.site.settings), ...change } })),
    save: async (): Promise<void> => {
      const { site, draft, isSaving } = store.get();
      if (site === null || draft === null || isSaving) return;
      store.set((state) => ({ ...state, isSaving: true, problem: null, told: null }));
      try {
        const saved = await server.changeSettings({ version: site.version, settings: draft });
        store.set((state) => ({ ...state, site: saved, draft: null, isSaving: false, told: "saved" }));
      } catch (error) {
        const problem = toProblem(error);
        // What somebody else has set meanwhile is shown before anything may be set again.
        if (problem.kind === "server" && problem.code === "settings-changed") await load("changed-meanwhile");
        else store.set((state) => ({ ...state, isSaving: false, problem }));
      }
    },
    forget: (): void => {
      turn += 1;
      store.set(() => start);
    },
  };
}
