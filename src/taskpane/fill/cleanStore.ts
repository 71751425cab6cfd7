import { fillWords } from "../../wording/paneFill";
import type { PanePorts } from "../ports";
import { createStore } from "../store";
import type { Turn } from "./running";
import { takenKey } from "./sheetPort";
import type { Cleaned, Traces } from "./sheetPort";

const words = fillWords.clean;

export interface CleanState {
  readonly traces: Traces | null;
  /** Sheets with marks of the comparison that can be taken away. */
  readonly marked: readonly string[];
  /** Names of protected sheets with such marks: they stay. */
  readonly markedLocked: readonly string[];
  readonly deleteSheets: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly isAsking: boolean;
  readonly told: Cleaned | "cancelled" | null;
}

export type CleanStore = ReturnType<typeof createCleanStore>;

const start: CleanState = { traces: null, marked: [], markedLocked: [], deleteSheets: [], chosen: new Set(), isAsking: false, told: null };

/** Cleaning: what was found, what of it the person has chosen, and what was removed. */
export function createCleanStore({ workbook }: Pick<PanePorts, "workbook">, turn: Turn) {
  const store = createStore<CleanState>(start);
  const set = (change: Partial<CleanState>): void => store.set((state) => ({ ...state, ...change }));
  return {
    get: store.get,
    subscribe: store.subscribe,
    look: async (): Promise<void> => {
      set(start);
      await turn.run("clean", async ({ signal, step }) => {
        const traces = await (await workbook.fill()).findTraces({ signal, onProgress: step(words.looking) });
        const compare = await workbook.compare();
        const marked: string[] = [];
        for (const sheetId of traces.open) {
          signal.throwIfAborted();
          if (await compare.hasMarks(sheetId)) marked.push(sheetId);
        }
        const markedLocked: string[] = [];
        for (const { sheetId, sheetName } of traces.locked) {
          signal.throwIfAborted();
          if (await compare.hasMarks(sheetId)) markedLocked.push(sheetName);
        }
        // What is ours goes unless the person says otherwise: a file that still shows patients must not leave unnoticed.
        const taken = traces.sheets.filter((sheet) => sheet.taken > 0).map(({ sheetId }) => takenKey(sheetId));
        set({ traces, marked, markedLocked, deleteSheets: traces.ownSheets.map(({ sheetId }) => sheetId), chosen: new Set(taken) });
      });
    },
    chooseSheet: (sheetId: string, isChosen: boolean): void =>
      store.set((state) => ({ ...state, deleteSheets: isChosen ? [...state.deleteSheets, sheetId] : state.deleteSheets.filter((other) => other !== sheetId) })),
    choose: (key: string, isChosen: boolean): void =>
      store.set((state) => ({ ...state, chosen: new Set(isChosen ? [...state.chosen, key] : [...state.chosen].filter((other) => other !== key)) })),
    ask: (): void => set({ isAsking: true }),
    close: (): void => set({ isAsking: false }),
    clean: async (): Promise<void> => {
      const { traces, marked, markedLocked, deleteSheets, chosen } = store.get();
      const keepSheets = (traces?.ownSheets ?? []).map(({ sheetId }) => sheetId).filter((id) => !deleteSheets.includes(id));
      set({ isAsking: false });
      const end = await turn.run("clean", async ({ signal, step }) => {
        const onProgress = step(words.running);
        const compare = await workbook.compare();
        for (const sheetId of marked.filter((id) => !deleteSheets.includes(id) && !keepSheets.includes(id))) {
          signal.throwIfAborted();
          await compare.removeMarks(sheetId);
        }
        const cleaned = await (await workbook.fill()).removeTraces({ deleteSheets, keepSheets, chosen }, { signal, onProgress });
        const gone = new Set(cleaned.sheets);
        const protectedSheets = [...new Set([...cleaned.protectedSheets, ...markedLocked.filter((name) => !gone.has(name))])];
        set({ told: { ...cleaned, protectedSheets }, traces: null });
      });
      if (end === "cancelled") set({ told: "cancelled", traces: null });
    },
    forget: (): void => store.set(() => start),
  };
}
