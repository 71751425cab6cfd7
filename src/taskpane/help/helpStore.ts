import type { Route } from "../shell/routes";
import { createStore } from "../store";

/** The pages of the manual, by the names of their files in docs/manual. */
export const helpPages = [
  "start",
  "submit",
  "repairs",
  "results",
  "left-over",
  "files",
  "patients",
  "update",
  "numbers",
  "home",
  "reports",
  "fill",
  "worklists",
  "functions",
  "offline",
  "roles",
  "trouble",
] as const;
export type HelpPage = (typeof helpPages)[number];

/** Where the manual speaks of a screen. */
export const pageOfRoute: Readonly<Record<Route | "signIn", { readonly page: HelpPage; readonly anchor: string }>> = {
  home: { page: "home", anchor: "home" },
  submit: { page: "submit", anchor: "list" },
  patients: { page: "patients", anchor: "search" },
  submissions: { page: "results", anchor: "submissions" },
  files: { page: "files", anchor: "open" },
  patient: { page: "update", anchor: "card" },
  calls: { page: "numbers", anchor: "sheet" },
  settings: { page: "home", anchor: "settings" },
  reports: { page: "reports", anchor: "reports" },
  fill: { page: "fill", anchor: "fill" },
  compare: { page: "fill", anchor: "compare" },
  worklists: { page: "worklists", anchor: "worklists" },
  signIn: { page: "trouble", anchor: "sign-in" },
};

export interface HelpState {
  /** Null where the help is closed. */
  readonly page: HelpPage | null;
  readonly anchor: string | null;
}

export type HelpStore = ReturnType<typeof createHelpStore>;

/** Which page of the manual lies over the pane. */
export function createHelpStore() {
  const store = createStore<HelpState>({ page: null, anchor: null });
  return {
    get: store.get,
    subscribe: store.subscribe,
    open: (page: HelpPage, anchor: string | null = null): void => store.set(() => ({ page, anchor })),
    openFor: (route: Route | "signIn"): void => store.set(() => pageOfRoute[route]),
    close: (): void => store.set(() => ({ page: null, anchor: null })),
  };
}
