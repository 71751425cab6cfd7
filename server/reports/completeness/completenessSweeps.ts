import { randomUUID } from "node:crypto";
import { startLoop } from "../../background";
import type { BackgroundLoop } from "../../background";
import type { Deps } from "../../deps";
import { sweepCompleteness } from "./sweep";

/** How often an instance looks whether the day has been counted. */
const usualPollMilliseconds = 60_000;

/** Starts counting once a day, slowly and in the background, how complete contacts are. Any number of servers may. */
export function startCompletenessSweeps(deps: Deps, pollMilliseconds = usualPollMilliseconds): BackgroundLoop {
  const owner = randomUUID();
  return startLoop({
    log: deps.log,
    pollMilliseconds,
    failure: "how complete contacts are could not be counted now",
    turn: (turns) => sweepCompleteness(deps, owner, turns),
  });
}
