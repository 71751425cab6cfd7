import type { NotesPort } from "../ports";
import { toProblem } from "../problem";
import { createStore } from "../store";
import type { Store } from "../store";

/** Calls and numbers of the person on this computer that the server has not taken yet; those that it refused are told on the card. */
export function watchWaitingNotes(notes: Pick<NotesPort, "list" | "subscribe">): { readonly store: Store<number>; readonly refresh: () => void; readonly stop: () => void } {
  const store = createStore(0);
  let asked = 0;
  async function read(): Promise<void> {
    const turn = ++asked;
    try {
      const waiting = (await notes.list()).filter(({ refusal }) => refusal === null).length;
      if (turn === asked) store.set(() => waiting);
    } catch (error) {
      // A browser that refuses storage: nothing can wait here then, and noting will say so.
      toProblem(error);
    }
  }
  const refresh = (): void => void read();
  const stop = notes.subscribe(refresh);
  refresh();
  return { store, refresh, stop };
}
