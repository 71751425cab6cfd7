import type { Deps } from "../deps";
import { countEndedSubmissions } from "../reports/tally/sumUp";

/** How often an instance looks for submissions that have ended; until they are summed up they are counted as they stand. */
const usualPollMilliseconds = 20_000;

export interface DayTallies {
  /** Lets the transaction under way end, and ends. */
  stop(): Promise<void>;
}

/** Starts summing up in the background what has ended. Any number of servers may. */
export function startDayTallies(deps: Deps, pollMilliseconds = usualPollMilliseconds): DayTallies {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      await countEndedSubmissions(deps, () => !isStopped);
    } catch (error) {
      // Nothing is lost: what is not summed up is counted as it stands, and summed up at a later turn.
      deps.log.warn({ err: error }, "the tallies of days could not be kept now");
    }
    if (!isStopped) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = turn();
    }, pollMilliseconds);
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
