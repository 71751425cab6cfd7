import type { OutboxItem } from "../../client/outbox";
import { toProblem } from "../problem";
import type { OutboxPort } from "../ports";
import { createStore } from "../store";
import type { Store } from "../store";

/** The person's submissions that this computer knows of, oldest first. */
export function watchOutbox(outbox: Pick<OutboxPort, "list" | "subscribe">): { readonly store: Store<readonly OutboxItem[]>; readonly stop: () => void } {
  const store = createStore<readonly OutboxItem[]>([]);
  let asked = 0;
  async function refresh(): Promise<void> {
    const turn = ++asked;
    try {
      const items = await outbox.list();
      if (turn === asked) store.set(() => items);
    } catch (error) {
      // A browser that refuses storage: nothing can wait here then, and submitting will say so.
      toProblem(error);
    }
  }
  const stop = outbox.subscribe(({ uuid, item }) => {
    const known = store.get();
    if (uuid === null || !known.some((other) => other.uuid === uuid)) {
      void refresh();
      return;
    }
    // A newer word than any list that is still being read.
    asked += 1;
    store.set((items) => (item === null ? items.filter((other) => other.uuid !== uuid) : items.map((other) => (other.uuid === uuid ? item : other))));
  });
  void refresh();
  return { store, stop };
}

export function isWaiting(item: OutboxItem): boolean {
  return item.state === "waiting" || item.state === "sending" || item.state === "accepting";
}
