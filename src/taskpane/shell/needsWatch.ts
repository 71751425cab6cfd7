import type { HistoryStore } from "../history/historyStore";
import type { PanePorts } from "../ports";

const everyMilliseconds = 5 * 60_000;

/**
 * Keeps the list of submissions up to date behind every screen, so that the pane can say when something needs the person: now and then, and
 * whenever a submission of this computer has come to its end. Gives the function that ends it.
 */
export function watchNeeds({ session, outbox }: Pick<PanePorts, "session" | "outbox">, history: Pick<HistoryStore, "refresh">): () => void {
  const refresh = (): void => {
    if (session.snapshot().person !== null) void history.refresh();
  };
  const timer = setInterval(refresh, everyMilliseconds);
  const stopOutbox = outbox.subscribe(({ item }) => {
    if (item?.state === "done" && !item.isTold) refresh();
  });
  refresh();
  return () => {
    clearInterval(timer);
    stopOutbox();
  };
}
