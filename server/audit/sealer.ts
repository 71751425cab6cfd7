import { deleteOldSessions } from "../session/sessions";
import type { Deps } from "../deps";
import { sealAudit } from "./chain";

const sealMilliseconds = 5_000;
const sweepMilliseconds = 3_600_000;

export interface Background {
  stop(): Promise<void>;
}

/** Seals the audit every few seconds; once an hour looks through all of it and forgets sessions that are over. Any number of servers may. */
export function startSealer({ pool, config, log, clock }: Deps): Background {
  let sweptAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;

  const turn = async () => {
    try {
      const isSweep = performance.now() - sweptAt >= sweepMilliseconds;
      while (!stopped && (await sealAudit(pool, config.DIGEST_KEY, { fromStart: isSweep })) > 0);
      if (isSweep) {
        await deleteOldSessions(pool, clock.now());
        sweptAt = performance.now();
      }
    } catch (error) {
      // The next turn tries again; nothing of the audit itself is lost.
      log.warn({ err: error }, "the audit could not be sealed now");
    }
    if (!stopped) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => {
      running = turn();
    }, sealMilliseconds);
    timer.unref();
  };
  schedule();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
