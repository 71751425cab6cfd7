/** Thrown where the person cancelled; not a fault, and never shown as one. */
export class CancelledError extends Error {
  constructor() {
    super("cancelled");
    this.name = "CancelledError";
  }
}

export interface SliceOptions {
  /** Longest time in milliseconds that the main thread is held before others get their turn. */
  readonly budgetMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Milliseconds, for measuring only. */
  readonly now?: () => number;
}

/**
 * Does a long piece of work item by item without freezing the pane: after each slice of time it lets the browser paint and answer.
 * Excel restarts every add-in of a workbook after five seconds without an answer.
 */
export async function workInSlices<T>(items: readonly T[], work: (item: T, index: number) => void, options: SliceOptions = {}): Promise<void> {
  const { budgetMs = 30, signal, onProgress, now = () => performance.now() } = options;
  // What led here has used up some of this turn.
  await nextTurn();
  requireNotCancelled(signal);
  let sliceStart = now();
  for (const [index, item] of items.entries()) {
    work(item, index);
    if (now() - sliceStart < budgetMs) continue;
    onProgress?.(index + 1, items.length);
    await nextTurn();
    requireNotCancelled(signal);
    sliceStart = now();
  }
  onProgress?.(items.length, items.length);
}

/** Lets everything else that waits for the main thread run first. A message is not throttled as timers are in a hidden pane. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel === "undefined") {
      setTimeout(resolve, 0);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

export function requireNotCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CancelledError();
}
