import { isFinished } from "../../client/followSubmission";
import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import { sheetListOf, understand } from "../submit/engine/understand";
import { entryOf } from "../submit/sending";
import type { WriteResult } from "../workbook/port";

export interface OpenResult {
  readonly submission: SubmissionStatus;
  readonly outcomes: readonly RowOutcome[] | null;
  readonly problem: PaneProblem | null;
  readonly sheet: { readonly kind: "writing" } | { readonly kind: "written"; readonly result: WriteResult } | { readonly kind: "failed"; readonly problem: PaneProblem } | null;
}

export interface HistoryState {
  readonly list: readonly SubmissionStatus[] | null;
  readonly isLoading: boolean;
  readonly problem: PaneProblem | null;
  readonly open: OpenResult | null;
}

export type HistoryStore = ReturnType<typeof createHistoryStore>;

const shownAtMost = 100;

/** Submissions and their results, from the server: they are there after Ctrl+Z, a reload, another sign-in or on another computer. */
export function createHistoryStore(ports: Pick<PanePorts, "server" | "workbook" | "outbox">) {
  const store = createStore<HistoryState>({ list: null, isLoading: false, problem: null, open: null });
  const setOpen = (change: (open: OpenResult) => OpenResult): void =>
    store.set((state) => (state.open === null ? state : { ...state, open: change(state.open) }));

  return {
    get: store.get,
    subscribe: store.subscribe,

    load: async (): Promise<void> => {
      store.set((state) => ({ ...state, isLoading: true, problem: null }));
      try {
        const { submissions } = await ports.server.listSubmissions(shownAtMost);
        store.set((state) => ({ ...state, list: submissions, isLoading: false }));
      } catch (error) {
        store.set((state) => ({ ...state, isLoading: false, problem: toProblem(error) }));
      }
    },

    open: async (submission: SubmissionStatus): Promise<void> => {
      store.set((state) => ({ ...state, open: { submission, outcomes: null, problem: null, sheet: null } }));
      try {
        const now = isFinished(submission) ? submission : await ports.server.readSubmission(submission.uuid);
        const outcomes = await ports.outbox.results(submission.uuid);
        setOpen((open) => (open.submission.uuid === submission.uuid ? { ...open, submission: now, outcomes } : open));
      } catch (error) {
        const problem = toProblem(error);
        setOpen((open) => ({ ...open, outcomes: [], problem }));
      }
    },

    close: (): void => store.set((state) => ({ ...state, open: null })),

    /** Writes the results beside the rows of the sheet in front; rows are found by what was sent of them. */
    writeToSheet: async (): Promise<void> => {
      const { open } = store.get();
      if (open?.outcomes == null) return;
      const { outcomes, submission } = open;
      setOpen((now) => ({ ...now, sheet: { kind: "writing" } }));
      try {
        const look = await ports.workbook.lookAtSheet();
        const list = sheetListOf(look, understand(look));
        const result = await ports.workbook.writeStatus(
          list,
          outcomes.map((outcome) => entryOf(submission.uuid, outcome)),
        );
        setOpen((now) => ({ ...now, sheet: { kind: "written", result } }));
      } catch (error) {
        const problem = toProblem(error);
        setOpen((now) => ({ ...now, sheet: { kind: "failed", problem } }));
      }
    },

    /** Another person signed in: what the one before saw is no longer shown. */
    forget: (): void => store.set(() => ({ list: null, isLoading: false, problem: null, open: null })),
  };
}
