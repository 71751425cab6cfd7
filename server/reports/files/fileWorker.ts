import { randomUUID } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { startLoop } from "../../background";
import type { BackgroundLoop } from "../../background";
import { isConnectionLost, isRetryable } from "../../database/errors";
import { toUtcText } from "../../database/time";
import type { Deps } from "../../deps";
import { deleteChunks } from "./fileBytes";
import { claimFile, failFile, heartbeatMilliseconds, mostCrashes, releaseFile, renewFile } from "./fileLease";
import type { ClaimedFile } from "./fileLease";
import { expireFile, findFileById } from "./fileStore";
import type { StoredFile } from "./fileStore";
import { FileLost, giveUp, makeFile } from "./makeFile";
import { runDueSchedules } from "./scheduleRuns";
import { UnreadableRequest } from "./storedRequest";

/** How often an instance looks for files to make; whoever asked for one waits for it. */
const usualPollMilliseconds = 1_000;

/** How long a file rests that could not be made because the database was away. */
const retrySeconds = 10;

/** How often bytes are looked for whose time is over, and schedules that are due. */
const rareMilliseconds = 60_000;

/** Makes every file that is to be made, one after another, and gives how many were taken up. */
export async function makeWaitingFiles(deps: Deps, owner: string, mayGoOn: () => boolean = () => true): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    if (!mayGoOn()) return taken;
    const claimed = await claimFile(deps.pool, owner);
    if (claimed === null) return taken;
    await carryOut(deps, claimed, mayGoOn);
  }
}

async function carryOut(deps: Deps, claimed: ClaimedFile, mayGoOn: () => boolean): Promise<void> {
  const { pool, log } = deps;
  const file = await findOrFail(deps, claimed);
  if (file === null) return;
  if (file.crashes >= mostCrashes) {
    await giveUp(deps, { claimed, file, problem: "server" });
    return;
  }
  let reached = { done: 0, total: 0 };
  let isHeld = true;
  const heartbeat = setInterval(() => {
    renewFile(pool, claimed, reached)
      .then((held) => {
        isHeld = held;
      })
      // A database that is away fails the file itself, too.
      .catch(() => undefined);
  }, heartbeatMilliseconds);
  try {
    await makeFile(deps, {
      claimed,
      file,
      progress: (rows) => {
        reached = rows;
        if (!isHeld || !mayGoOn()) throw new FileLost("The file is not this server's any more, or the server stops.");
      },
    });
  } catch (error) {
    if (error instanceof FileLost) {
      // Cancelled or another's: then there is nothing to let go of, and the bytes of this attempt are nobody's.
      await releaseFile(pool, claimed, null);
      await deleteBytesOf(pool, claimed);
    } else if (isConnectionLost(error) || isRetryable(error)) {
      await releaseFile(pool, claimed, { retrySeconds });
      throw error;
    } else {
      log.error({ err: error, reportFile: file.uuid }, "the file of a report could not be made");
      await giveUp(deps, { claimed, file, problem: "server" });
    }
  } finally {
    clearInterval(heartbeat);
  }
}

/** Null where there is nothing to make, also where nobody can know what was asked for: that file has failed. */
async function findOrFail({ pool, clock, log }: Deps, claimed: ClaimedFile): Promise<StoredFile | null> {
  try {
    return await findFileById(pool, claimed.fileId);
  } catch (error) {
    if (!(error instanceof UnreadableRequest)) throw error;
    log.error({ reportFile: claimed.fileId, fault: error.name }, "the file of a report could not be made");
    await failFile(pool, claimed, { problem: "server", at: clock.now() });
    return null;
  }
}

async function deleteBytesOf(pool: Pool, { fileId, attempt }: ClaimedFile): Promise<void> {
  await deleteChunks(pool, fileId, attempt + 1);
}

interface FileIdRecord extends RowDataPacket {
  fileId: number;
}

const expiredAtOnce = 20;

/** Deletes the bytes of files whose time is over, and gives of how many. The lines stay. */
export async function expireFiles(deps: Pick<Deps, "pool" | "clock">): Promise<number> {
  const now = toUtcText(deps.clock.now());
  for (let expired = 0; ; ) {
    const [rows] = await deps.pool.query<FileIdRecord[]>(
      "SELECT report_file_id AS fileId FROM report_file WHERE state = 'ready' AND expires_at <= ? ORDER BY expires_at LIMIT ?",
      [now, expiredAtOnce],
    );
    for (const { fileId } of rows) {
      await expireFile(deps.pool, fileId);
      await deleteChunks(deps.pool, fileId);
      expired += 1;
    }
    if (rows.length < expiredAtOnce) return expired;
  }
}

/**
 * Deletes bytes of files that nobody will ever open: of those that were cancelled or given up while their maker died, or that were not deleted to
 * the end. Only files that have bytes are looked at, by the key of these, and a few at a time; gives of how many bytes were deleted.
 */
export async function deleteStrayBytes({ pool }: Pick<Deps, "pool">): Promise<number> {
  const [rows] = await pool.query<FileIdRecord[]>(
    `SELECT f.report_file_id AS fileId FROM (SELECT DISTINCT report_file_id FROM report_file_chunk) c
       JOIN report_file f ON f.report_file_id = c.report_file_id WHERE f.state IN ('cancelled', 'failed', 'expired') LIMIT ?`,
    [expiredAtOnce],
  );
  for (const { fileId } of rows) await deleteChunks(pool, fileId);
  return rows.length;
}

/** Starts making files in the background, one at a time. Any number of servers may. */
export function startFileWorker(deps: Deps, pollMilliseconds = usualPollMilliseconds): BackgroundLoop {
  const owner = randomUUID();
  let lookedAt = Number.NEGATIVE_INFINITY;
  return startLoop({
    log: deps.log,
    pollMilliseconds,
    // Looked at again at the next turn; a file whose release failed too is free when its lease has run out.
    failure: "files of reports could not be made now",
    turn: async ({ mayGoOn }) => {
      if (performance.now() - lookedAt >= rareMilliseconds) {
        lookedAt = performance.now();
        await runDueSchedules(deps);
        await expireFiles(deps);
        await deleteStrayBytes(deps);
      }
      await makeWaitingFiles(deps, owner, mayGoOn);
    },
  });
}
