import type { LookupResult } from "../../contract/patients";
import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";

interface LookUpState {
  readonly artId: string;
  readonly missing: boolean;
  readonly isAsking: boolean;
  readonly problem: PaneProblem | null;
  readonly answer: { readonly artId: string; readonly result: LookupResult } | null;
}

const start: LookUpState = { artId: "", missing: false, isAsking: false, problem: null, answer: null };

export type LookUpStore = ReturnType<typeof createLookUpStore>;

/** Looking up one patient's contacts from the pane. */
export function createLookUpStore(ports: Pick<PanePorts, "server" | "workbook">) {
  const store = createStore<LookUpState>(start);
  let asked = 0;

  async function search(): Promise<void> {
    const artId = store.get().artId.trim();
    if (artId === "") {
      store.set((state) => ({ ...state, missing: true, answer: null, problem: null }));
      return;
    }
    const turn = ++asked;
    store.set((state) => ({ ...state, missing: false, isAsking: true, problem: null, answer: null }));
    try {
      const { results } = await ports.server.lookup({ artIds: [artId], fields: ["phone", "address", "birthdate", "status"] });
      const [result] = results;
      if (turn === asked) store.set((state) => ({ ...state, isAsking: false, answer: result === undefined ? null : { artId, result } }));
    } catch (error) {
      const problem = toProblem(error);
      if (turn === asked) store.set((state) => ({ ...state, isAsking: false, problem }));
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    type: (artId: string): void => store.set((state) => ({ ...state, artId, missing: false })),
    search,
    /** The ART ID in the selected cell, looked up at once. */
    useSelectedCell: async (): Promise<void> => {
      try {
        const { text } = await ports.workbook.readSelectedCell();
        store.set((state) => ({ ...state, artId: text.slice(0, 50) }));
      } catch (error) {
        const problem = toProblem(error);
        store.set((state) => ({ ...state, problem, answer: null }));
        return;
      }
      await search();
    },
    forget: (): void => store.set(() => start),
  };
}
