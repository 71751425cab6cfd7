import { randomUUID } from "node:crypto";
import type { Deps } from "../deps";
import { sweepStreets } from "./streetSweep";

/** How often an instance looks whether the streets are due to be counted; that is hours apart. */
const usualPollMilliseconds = 60_000;

/** After each slice the database rests four times as long as it took: the counting has a fifth of one connection at most. */
const restFactor = 4;
const shortestRest = 50;

export interface StreetSweeps {
  /** Lets the slice under way end, lets go of the counting, and ends. */
  stop(): Promise<void>;
}

/** Starts counting, slowly and in the background, the streets that addresses are completed with. Any number of servers may. */
export function startStreetSweeps(deps: Deps, pollMilliseconds = usualPollMilliseconds): StreetSweeps {
  const owner = randomUUID();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let endRest: () => void = () => undefined;
  let running = Promise.resolve();

  const rest = (took: number): Promise<void> =>
    new Promise((resolve) => {
      if (isStopped) {
        resolve();
        return;
      }
      const waiting = setTimeout(resolve, Math.max(shortestRest, took * restFactor));
      waiting.unref();
      endRest = () => {
        clearTimeout(waiting);
        resolve();
      };
    });
  const turn = async (): Promise<void> => {
    try {
      await sweepStreets(deps, owner, { mayGoOn: () => !isStopped, rest });
    } catch (error) {
      // Completed from the names counted before; the next turn goes on where this one was.
      deps.log.warn({ err: error }, "the streets could not be counted now");
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
      endRest();
      await running;
    },
  };
}
