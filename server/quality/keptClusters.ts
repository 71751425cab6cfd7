import type { Pool } from "mysql2/promise";
import type { Deps } from "../deps";
import { findClusters } from "./clusters";
import type { Clusters } from "./clusters";

/** What was found, and when the reading of it began: what was changed since may not be in it. */
export interface FoundClusters extends Clusters {
  readonly readAt: Date;
}

/** Where all numbers are read within so long, they are read anew for everybody who asks. */
const quickMilliseconds = 4_000;
/** Else what was read last is shown for so long, and then while it is read again in the background. */
const freshMilliseconds = 10 * 60_000;
/** Older than this it says nothing: whoever asks waits. */
const oldestMilliseconds = 12 * 3_600_000;

export interface Keeping {
  readonly gather: () => Promise<Clusters>;
  readonly now: () => Date;
  /** Milliseconds on a clock that is never set. */
  readonly elapsed: () => number;
  /** Told where a reading in the background failed; the next to ask tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Clusters as they are now where that is quickly found, else as they were found last: one reading at a time, whoever asks. */
export function keepClusters({ gather, now, elapsed, onFailure }: Keeping): () => Promise<FoundClusters> {
  let last: { readonly found: FoundClusters; readonly startedAt: number; readonly took: number } | null = null;
  let running: Promise<FoundClusters> | null = null;

  async function read(): Promise<FoundClusters> {
    const [readAt, startedAt] = [now(), elapsed()];
    const found = { ...(await gather()), readAt };
    last = { found, startedAt, took: elapsed() - startedAt };
    return found;
  }
  function start(): Promise<FoundClusters> {
    running ??= read().finally(() => {
      running = null;
    });
    return running;
  }

  return async () => {
    if (last === null || last.took < quickMilliseconds) return await (last === null ? start() : read());
    const age = elapsed() - last.startedAt;
    if (age > oldestMilliseconds) return await start();
    if (age > freshMilliseconds + last.took) start().catch(onFailure);
    return last.found;
  };
}

const kept = new WeakMap<Pool, () => Promise<FoundClusters>>();

/** Every cluster of the whole site, whoever may see it. */
export function readClusters(deps: Deps): Promise<FoundClusters> {
  const known = kept.get(deps.pool);
  if (known !== undefined) return known();
  const keeping = keepClusters({
    gather: () => findClusters(deps),
    now: () => deps.clock.now(),
    elapsed: () => performance.now(),
    onFailure: (error) => deps.log.warn({ err: error }, "doubtful numbers could not be read again now"),
  });
  kept.set(deps.pool, keeping);
  return keeping();
}
