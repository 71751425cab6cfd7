import { startLoop } from "../background";
import type { BackgroundLoop } from "../background";
import type { Deps } from "../deps";
import { countEndedSubmissions } from "./sumUp";

/** How often an instance looks for submissions that have ended; until they are summed up they are counted as they stand. */
const usualPollMilliseconds = 20_000;

/** Starts summing up in the background what has ended. Any number of servers may. */
export function startTallies(deps: Deps, pollMilliseconds = usualPollMilliseconds): BackgroundLoop {
  return startLoop({
    log: deps.log,
    pollMilliseconds,
    // Nothing is lost: what is not summed up is counted as it stands, and summed up at a later turn.
    failure: "the tallies could not be kept now",
    turn: ({ mayGoOn }) => countEndedSubmissions(deps, mayGoOn),
  });
}
