import { ApiFailure, isTemporary } from "../../client/apiFailure";
import { pause } from "../../client/clock";
import type { Clock } from "../../client/clock";

const firstPause = 5_000;
const longestPause = 60_000;

/** Work that is begun again after growing pauses while the server cannot be reached. */
export interface GoingOn {
  /** Tries `work` until it ends. What fails for want of a line is told by `onCut` and tried again; anything else is thrown, and what cut it off where the signal aborts. */
  readonly untilDone: (work: () => Promise<void>, onCut: (error: ApiFailure) => void) => Promise<void>;
  /** Ends the pause there is: the person asked for it. */
  readonly now: () => void;
}

export function createGoingOn(clock: Clock, signal: AbortSignal): GoingOn {
  let cutShort = new AbortController();
  return {
    now: () => cutShort.abort(),
    untilDone: async (work, onCut) => {
      for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof ApiFailure) || !isTemporary(error) || signal.aborted) throw error;
          onCut(error);
        }
        cutShort = new AbortController();
        await pause(clock, wait, AbortSignal.any([signal, cutShort.signal]));
        signal.throwIfAborted();
      }
    },
  };
}
