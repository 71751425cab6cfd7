import { randomUUID } from "node:crypto";
import { startLoop } from "../background";
import type { BackgroundLoop } from "../background";
import type { Deps } from "../deps";
import { sweepStreets } from "./streetSweep";

/** How often an instance looks whether the streets are due to be counted; that is hours apart. */
const usualPollMilliseconds = 60_000;

/** Starts counting, slowly and in the background, the streets that addresses are completed with. Any number of servers may. */
export function startStreetSweeps(deps: Deps, pollMilliseconds = usualPollMilliseconds): BackgroundLoop {
  const owner = randomUUID();
  return startLoop({
    log: deps.log,
    pollMilliseconds,
    // Completed from the names counted before; the next turn goes on where this one was.
    failure: "the streets could not be counted now",
    turn: (turns) => sweepStreets(deps, owner, turns),
  });
}
