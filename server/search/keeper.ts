import { randomUUID } from "node:crypto";
import type { Deps } from "../deps";
import { releaseUpkeep } from "./searchState";
import { createUpkeep, updateAll } from "./upkeep";
import type { TurnEnd } from "./upkeep";

/** How the work in the background is spread over time. */
export interface KeeperPace {
  /** Rest after a slice, at least; and as a multiple of what the slice took. */
  readonly rest: Readonly<Record<TurnEnd, { readonly milliseconds: number; readonly times: number }>>;
  /** How long our own changes are gathered; and how long nothing may have come where they are many, because a submission is under way. */
  readonly gatherMilliseconds: number;
  readonly quietMilliseconds: number;
}

const usualPace: KeeperPace = {
  rest: {
    filling: { milliseconds: 20, times: 1 },
    sweeping: { milliseconds: 1_000, times: 9 },
    resting: { milliseconds: 5_000, times: 0 },
    away: { milliseconds: 10_000, times: 0 },
  },
  gatherMilliseconds: 50,
  quietMilliseconds: 3_000,
};

/** Of so few changes the search knows at once; more are a submission, which is not to be slowed down. */
const fewPatients = 100;
/** Of more than these it learns as of other new rows. */
const mostRemembered = 20_000;
/** A submission of hours holds up the upkeep no longer than this. */
const longestHold = 60_000;

export interface SearchKeeper {
  /** We have changed these patients' contacts. Takes note at once and never throws. */
  recordChanged(personIds: readonly number[]): void;
  /** Lets the slice under way end, and ends. */
  stop(): Promise<void>;
}

/** Starts keeping the search table in step, in the background. Any number of servers may: one of them does the common part. */
export function startSearchKeeper(deps: Pick<Deps, "pool" | "site" | "config" | "clock" | "log">, pace: KeeperPace = usualPace): SearchKeeper {
  const owner = randomUUID();
  const upkeep = createUpkeep(deps, owner);
  const changed = new Set<number>();
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let busyUntil = 0;
  let flushTimer: NodeJS.Timeout | undefined;
  let flushing = Promise.resolve();

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(end, milliseconds);
      timer.unref();
      stopping.signal.addEventListener("abort", end, { once: true });
      function end(): void {
        clearTimeout(timer);
        stopping.signal.removeEventListener("abort", end);
        resolve();
      }
      if (stopping.signal.aborted) end();
    });

  const giveWay = async (): Promise<void> => {
    const until = performance.now() + longestHold;
    while (!stopping.signal.aborted && performance.now() < Math.min(busyUntil, until)) await pause(Math.min(busyUntil, until) - performance.now());
  };

  const loop = async (): Promise<void> => {
    let isWarned = false;
    while (!isStopping()) {
      await giveWay();
      if (isStopping()) break;
      const begun = performance.now();
      let end: TurnEnd = "away";
      try {
        end = await upkeep.turn();
        isWarned = false;
      } catch (error) {
        // Tried again; meanwhile the search knows what it knew, and says until when.
        if (!isWarned) deps.log.warn({ err: error }, "the search table could not be kept in step now");
        isWarned = true;
      }
      const { milliseconds, times } = pace.rest[end];
      await pause(Math.max(milliseconds, times * (performance.now() - begun)));
    }
    try {
      await releaseUpkeep(deps.pool, owner);
    } catch {
      // Its lease runs out by itself.
    }
  };

  const flush = async (): Promise<void> => {
    const personIds = [...changed];
    changed.clear();
    try {
      await updateAll(deps, personIds);
    } catch (error) {
      // They are new rows of the record, too: the upkeep finds them in some seconds.
      deps.log.warn({ err: error }, "changed patients could not be entered in the search table now");
    }
  };

  const ended = loop();
  return {
    recordChanged(personIds) {
      if (stopping.signal.aborted || personIds.length === 0) return;
      if (changed.size < mostRemembered) for (const personId of personIds) changed.add(personId);
      const isMany = changed.size > fewPatients;
      if (isMany) busyUntil = performance.now() + pace.quietMilliseconds;
      clearTimeout(flushTimer);
      flushTimer = setTimeout(
        () => {
          flushing = flushing.then(flush);
        },
        isMany ? pace.quietMilliseconds : pace.gatherMilliseconds,
      );
      flushTimer.unref();
    },
    async stop() {
      stopping.abort();
      clearTimeout(flushTimer);
      await Promise.all([ended, flushing]);
    },
  };
}
