import { randomUUID } from "node:crypto";
import { startLoop } from "../background";
import type { BackgroundLoop } from "../background";
import type { Deps } from "../deps";
import { claimCheck, heartbeatMilliseconds, releaseCheck, renewCheck } from "./checkLease";
import type { AfterCheck } from "./checkLease";
import { CheckLost, checkSubmission } from "./checkSubmission";

/** How often an instance looks whether a check is due; checks are minutes and days apart. */
const usualPollMilliseconds = 15_000;

/** How long a check rests that could not be carried out: rights taken away, tables changed. The others go on. */
const retrySeconds = 300;

async function carryOut(deps: Deps, owner: string, check: AfterCheck, mayGoOn: () => boolean): Promise<void> {
  let isHeld = true;
  const heartbeat = setInterval(() => {
    renewCheck(deps.pool, owner, check)
      .then((held) => {
        isHeld = held;
      })
      // A database that is away fails the check itself, too.
      .catch(() => undefined);
  }, heartbeatMilliseconds);
  try {
    const end = await checkSubmission(deps, { check, owner }, () => isHeld && mayGoOn());
    if (end === "unfinished") await releaseCheck(deps.pool, owner, check);
  } catch (error) {
    if (error instanceof CheckLost) return;
    await releaseCheck(deps.pool, owner, check, retrySeconds);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Carries out every check that is due, one after another, and gives how many were taken up. */
export async function runDueChecks(deps: Deps, owner: string, mayGoOn: () => boolean = () => true): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    if (!mayGoOn()) return taken;
    const check = await claimCheck(deps.pool, owner, deps.clock.now());
    if (check === null) return taken;
    await carryOut(deps, owner, check, mayGoOn);
  }
}

/** Starts looking again, in the background, at what submissions have changed. Any number of servers may. */
export function startAfterChecks(deps: Deps, pollMilliseconds = usualPollMilliseconds): BackgroundLoop {
  const owner = randomUUID();
  return startLoop({
    log: deps.log,
    pollMilliseconds,
    // Looked at again at the next turn; a check whose release failed too is free when its lease has run out.
    failure: "changes could not be compared with the record now",
    turn: ({ mayGoOn }) => runDueChecks(deps, owner, mayGoOn),
  });
}
