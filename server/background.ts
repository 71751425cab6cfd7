import type { Logger } from "pino";

/** What a turn is told, so that it ends soon when the server stops and leaves the database time for others. */
export interface Turns {
  readonly mayGoOn: () => boolean;
  /** Waits several times as long as the work before took, in milliseconds; ends at once when the server stops. */
  readonly rest: (took: number) => Promise<void>;
}

export interface BackgroundLoop {
  /** Lets the transaction under way end, and ends. */
  stop(): Promise<void>;
}

export interface LoopRequest {
  readonly log: Pick<Logger, "warn">;
  readonly pollMilliseconds: number;
  /** Logged where a turn throws; the next turn tries again. */
  readonly failure: string;
  readonly turn: (turns: Turns) => Promise<unknown>;
}

/** After a piece of work the database rests four times as long as it took: a loop that rests has a fifth of one connection at most. */
const restFactor = 4;
const shortestRest = 50;

/** Works in the background, turn after turn, each begun so long after the one before ended; the first after one such interval. Never keeps the process alive. */
export function startLoop({ log, pollMilliseconds, failure, turn }: LoopRequest): BackgroundLoop {
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stopping.signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      timer.unref();
      stopping.signal.addEventListener("abort", end, { once: true });
      if (isStopped()) end();
    });
  const turns: Turns = { mayGoOn: () => !isStopped(), rest: (took) => pause(Math.max(shortestRest, took * restFactor)) };
  const run = async (): Promise<void> => {
    for (;;) {
      await pause(pollMilliseconds);
      if (isStopped()) return;
      try {
        await turn(turns);
      } catch (error) {
        log.warn({ err: error }, failure);
      }
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
