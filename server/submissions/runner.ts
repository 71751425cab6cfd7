import { randomUUID } from "node:crypto";
import { isConnectionLost, isDuplicateKey, isRetryable } from "../database/errors";
import type { Deps } from "../deps";
import { applyChunk, failRow } from "./chunk";
import type { ChunkStep } from "./chunk";
import { claimSubmission, finishSubmission, heartbeatMilliseconds, leaseSeconds, releaseLease, renewLease } from "./lease";
import type { PendingRow } from "./rowStore";
import { findPendingRows } from "./rowStore";
import { SubmissionEnded } from "./submissionStates";
import type { Submission } from "./submissionStore";
import { findSubmissionById } from "./submissionStore";

/** How often an idle instance looks for work that another one accepted or left behind. */
const pollMilliseconds = 2_000;
/** Tries of one chunk against deadlocks and lock waits before the whole submission is put off. */
const triesPerChunk = 8;
/** How long a submission rests after the database went away under it. */
const retrySeconds = 5;

export interface Runner {
  /** There may be work now: looks at once instead of at the next poll. */
  wake(): void;
  /** Finishes the chunks under way, lets go of its submission and ends. */
  stop(): Promise<void>;
}

/** Why a submission cannot go on: the fault is the site's, not a row's. */
class EngineStopped extends Error {}

/** Rights taken away, tables gone: every row would fail, so none is failed and a person must look. */
const siteFaults: ReadonlySet<unknown> = new Set([1044, 1045, 1049, 1054, 1142, 1143, 1146, 1227]);

function isSiteFault(error: unknown): boolean {
  return typeof error === "object" && error !== null && "errno" in error && siteFaults.has(error.errno);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Rows of one patient stay together: they judge each other. */
export function cutIntoChunks(rows: readonly PendingRow[], size: number): readonly (readonly PendingRow[])[] {
  const chunks: PendingRow[][] = [];
  let current: PendingRow[] = [];
  for (const row of rows) {
    const last = current.at(-1);
    if (current.length >= size && (row.patientId === null || row.patientId !== last?.patientId)) {
      chunks.push(current);
      current = [];
    }
    current.push(row);
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}

/** Half and half, but never between rows of one patient; null where it cannot be cut. */
function halves(rows: readonly PendingRow[]): readonly [readonly PendingRow[], readonly PendingRow[]] | null {
  for (let middle = Math.ceil(rows.length / 2); middle < rows.length; middle += 1) {
    const before = rows[middle - 1];
    const after = rows[middle];
    if (after?.patientId === null || before?.patientId !== after?.patientId) return [rows.slice(0, middle), rows.slice(middle)];
  }
  for (let middle = Math.floor(rows.length / 2); middle > 0; middle -= 1) {
    if (rows[middle - 1]?.patientId !== rows[middle]?.patientId) return [rows.slice(0, middle), rows.slice(middle)];
  }
  return null;
}

interface Run {
  readonly deps: Deps;
  readonly submission: Submission;
  readonly onStep: (step: ChunkStep) => Promise<void> | void;
  /** Second pass: rows whose ART ID named another patient by the time their turn came. */
  afterMoves: boolean;
}

/** One chunk to its end: tried again after a deadlock, and where a row is guilty, halved until that row stands alone. */
async function carryOut(run: Run, rows: readonly PendingRow[]): Promise<void> {
  const { deps, submission } = run;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const places = await deps.site.places();
      await applyChunk(deps, { submission, rows, places, afterMoves: run.afterMoves }, run.onStep);
      return;
    } catch (error) {
      if (isConnectionLost(error) || error instanceof SubmissionEnded) throw error;
      if (isSiteFault(error)) throw new EngineStopped("site-fault", { cause: error });
      // A row without a patient that another instance ended first is met by the key of its outcome: the next try leaves it out.
      if (isRetryable(error) || isDuplicateKey(error)) {
        if (attempt >= triesPerChunk) throw error;
        await pause(attempt * (20 + Math.random() * 80));
        continue;
      }
      const parts = halves(rows);
      if (parts !== null) {
        await carryOut(run, parts[0]);
        await carryOut(run, parts[1]);
        return;
      }
      deps.log.error({ submission: submission.uuid, rows: rows.length, errno: errnoOf(error) }, "a row could not be written");
      for (const row of rows) await failRow(deps, submission, row);
      return;
    }
  }
}

function errnoOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "errno" in error ? error.errno : error instanceof Error ? error.name : "unknown";
}

/** Chunks side by side on as many connections as are in flight; the first failure lets the others finish theirs and is then thrown. */
async function runChunks(run: Run, chunks: readonly (readonly PendingRow[])[], mayGoOn: () => Promise<boolean>): Promise<void> {
  const waiting = [...chunks];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (failures.length === 0 && (await mayGoOn())) {
      const rows = waiting.shift();
      if (rows === undefined) return;
      try {
        await carryOut(run, rows);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: run.deps.config.ENGINE_CHUNKS_IN_FLIGHT }, worker));
  if (failures.length > 0) throw failures[0];
}

export interface RunOptions {
  /** False once this instance must stop: it is shutting down or has lost its lease. */
  readonly mayGoOn: () => boolean;
  /** Called at named points between statements; only tests pass it. */
  readonly onStep?: Run["onStep"];
}

/**
 * Carries a claimed submission to its end. It may be called for the same submission again and again, by any instance, after any crash:
 * only rows without an outcome are left to do. Cancelling takes effect between chunks.
 */
export async function runSubmission(deps: Deps, submission: Submission, { mayGoOn, onStep }: RunOptions): Promise<"done" | "cancelled" | "unfinished"> {
  const run: Run = { deps, submission, onStep: onStep ?? (() => undefined), afterMoves: false };
  for (;;) {
    const pending = await findPendingRows(deps.pool, submission.submissionId);
    if (pending.length === 0) return "done";
    const isCancelled = async (): Promise<boolean> => (await findSubmissionById(deps.pool, submission.submissionId))?.cancelRequested === true;
    await runChunks(run, cutIntoChunks(pending, deps.config.ENGINE_CHUNK_ROWS), async () => mayGoOn() && !(await isCancelled()));
    if (await isCancelled()) return "cancelled";
    if (!mayGoOn()) return "unfinished";
    run.afterMoves = true;
  }
}

/**
 * Starts the background workers of this server instance: several, so that nobody's few rows wait for somebody's 100,000. `onStep`: see
 * `RunOptions`.
 */
export function startRunner(deps: Deps, options: Pick<RunOptions, "onStep"> = {}): Runner {
  const workers = Array.from({ length: deps.config.ENGINE_SUBMISSIONS_AT_ONCE }, () => startWorker(deps, options));
  return {
    wake() {
      for (const worker of workers) worker.wake();
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}

/** Carries out one submission after another. */
function startWorker(deps: Deps, { onStep }: Pick<RunOptions, "onStep">): Runner {
  const owner = randomUUID();
  let stopping = false;
  let awaken: () => void = () => undefined;
  let woken = false;

  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      if (woken || stopping) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, pollMilliseconds);
      awaken = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const work = async (submission: Submission): Promise<void> => {
    const { submissionId } = submission;
    // A lease that could not be renewed in time is as good as lost: another instance may have taken it.
    let heldUntil = performance.now() + leaseSeconds * 1000;
    const heartbeat = setInterval(() => {
      const asked = performance.now();
      renewLease(deps.pool, owner, submissionId)
        .then((held) => {
          heldUntil = held ? asked + leaseSeconds * 1000 : 0;
        })
        .catch(() => undefined);
    }, heartbeatMilliseconds);
    try {
      const end = await runSubmission(deps, submission, { mayGoOn: () => performance.now() < heldUntil && !stopping, ...(onStep === undefined ? {} : { onStep }) });
      if (end === "unfinished") await releaseLease(deps.pool, owner, submissionId);
      else await finishSubmission(deps, owner, { submissionId, end });
    } catch (error) {
      // Somebody else has ended it, and everything that this instance had begun was rolled back.
      if (error instanceof SubmissionEnded) return;
      if (error instanceof EngineStopped) {
        deps.log.error({ submission: submission.uuid, errno: errnoOf(error.cause) }, "a submission was stopped: the site's rights or tables have changed");
        await finishSubmission(deps, owner, { submissionId, end: "stopped", stopReason: "site-fault" });
      } else {
        await releaseLease(deps.pool, owner, submissionId, retrySeconds);
        throw error;
      }
    } finally {
      clearInterval(heartbeat);
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopping) {
      woken = false;
      try {
        const submission = await claimSubmission(deps.pool, owner);
        if (submission === null) await sleep();
        else await work(submission);
      } catch (error) {
        deps.log.warn({ errno: errnoOf(error) }, "the submission engine rests and tries again");
        await sleep();
      }
    }
  };
  const ended = loop();
  return {
    wake() {
      woken = true;
      awaken();
    },
    async stop() {
      stopping = true;
      awaken();
      await ended;
    },
  };
}
