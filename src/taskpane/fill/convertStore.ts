import { fillWords } from "../../wording/paneFill";
import type { PanePorts } from "../ports";
import { createStore } from "../store";
import type { Turn } from "./running";
import type { FormulasFound, Where } from "./sheetPort";

const words = fillWords.convert;

export interface ConvertState {
  readonly where: Where;
  /** What the person is asked to confirm; null where nothing is asked. */
  readonly asking: FormulasFound | null;
  readonly sayWhy: boolean;
  readonly told: { readonly cells: number } | "cancelled" | null;
}

export type ConvertStore = ReturnType<typeof createConvertStore>;

const start: ConvertState = { where: "sheet", asking: null, sayWhy: false, told: null };

/** Formulas that become values: counted first, then confirmed, then done. */
export function createConvertStore({ workbook }: Pick<PanePorts, "workbook">, turn: Turn) {
  const store = createStore<ConvertState>(start);
  const set = (change: Partial<ConvertState>): void => store.set((state) => ({ ...state, ...change }));
  return {
    get: store.get,
    subscribe: store.subscribe,
    setWhere: (where: Where): void => set({ where, told: null }),
    setSayWhy: (sayWhy: boolean): void => set({ sayWhy }),
    close: (): void => set({ asking: null }),
    ask: async (): Promise<void> => {
      set({ told: null, sayWhy: false });
      await turn.run("convert", async ({ signal, step }) => {
        set({ asking: await (await workbook.fill()).findFormulas(store.get().where, { signal, onProgress: step(words.looking) }) });
      });
    },
    convert: async (): Promise<void> => {
      const { where, sayWhy } = store.get();
      set({ asking: null });
      const end = await turn.run("convert", async ({ signal, step }) => {
        const cells = await (await workbook.fill()).convertFormulas(where, sayWhy ? words.noValue : null, { signal, onProgress: step(words.running) });
        set({ told: { cells } });
      });
      if (end === "cancelled") set({ told: "cancelled" });
    },
    forget: (): void => store.set(() => start),
  };
}
