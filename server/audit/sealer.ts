import { startLoop } from "../background";
import type { BackgroundLoop } from "../background";
import type { Deps } from "../deps";
import { deleteOldSessions } from "../session/sessions";
import { sealAudit } from "./chain";

const sealMilliseconds = 5_000;
const sweepMilliseconds = 3_600_000;

/** Seals the audit every few seconds; once an hour looks through all of it and forgets sessions that are over. Any number of servers may. */
export function startSealer({ pool, config, log, clock }: Deps): BackgroundLoop {
  let sweptAt = Number.NEGATIVE_INFINITY;
  return startLoop({
    log,
    pollMilliseconds: sealMilliseconds,
    // The next turn tries again; nothing of the audit itself is lost.
    failure: "the audit could not be sealed now",
    turn: async ({ mayGoOn }) => {
      const isSweep = performance.now() - sweptAt >= sweepMilliseconds;
      while (mayGoOn() && (await sealAudit(pool, config.DIGEST_KEY, { fromStart: isSweep })) > 0);
      if (!isSweep) return;
      await deleteOldSessions(pool, clock.now());
      sweptAt = performance.now();
    },
  });
}
