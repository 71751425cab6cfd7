import { isDeepStrictEqual } from "node:util";
import type { DownloadAnswer } from "../../../src/contract/followUps";
import type { MakeFileRequest, ReportFile, ReportFileList } from "../../../src/contract/reportFiles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { inRetriedTransaction } from "../../database/transaction";
import { toSiteDay, toUtcText } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import { offerDownload } from "../../files/offerDownload";
import { ApiError } from "../../http/apiError";
import type { Input } from "../../http/endpoint";
import { figureQuery } from "../figures/figureQuery";
import { filterDetails } from "../filterDetails";
import { requireKind } from "../requireKind";
import { deleteChunks } from "./fileBytes";
import { fileNameOf } from "./fileName";
import { cancelFile, countOpenFiles, expireFile, findFile, insertFile, listFiles, readShownFile } from "./fileStore";
import type { StoredFile } from "./fileStore";
import { reachAsFar } from "./reporter";

export interface FileParams {
  readonly uuid: string;
}

const filesListed = 100;
/** Files of one person that are still to be made: they are made one after another, and others wait too. */
const mostOpenFiles = 20;

/** `PUT /api/reports/files/{uuid}`: has a file made in the background. The same request again is answered with the same file. */
export async function askForFile(deps: Deps, caller: Caller, { params, body }: Input<MakeFileRequest, FileParams, undefined>): Promise<ReportFile> {
  const { pool, clock, site } = deps;
  await requireKind(deps, caller, body.kind);
  const now = clock.now();
  const known = await findFile(pool, params.uuid);
  if (known === null) {
    await figureQuery(deps, caller, { kind: body.kind, filters: body.filters, today: toSiteDay(now, site.timeZone) });
    await inRetriedTransaction(deps, async (tx) => {
      if ((await countOpenFiles(tx, caller.userId)) >= mostOpenFiles) throw new ApiError(429, "too-many-reports");
      const { userId, requestId, address } = caller;
      const isNew = await insertFile(tx, { uuid: params.uuid, userId, request: body, fileName: fileNameOf(body), scheduleUuid: null, requestId, address, at: now });
      if (!isNew) return;
      await insertAuditEvent(tx, {
        at: now,
        caller,
        action: "make-report",
        result: "done",
        details: { ...filterDetails(body.kind, body.filters), format: body.format, asked: 1 },
      });
    });
  }
  const stored = known ?? (await findFile(pool, params.uuid));
  if (stored === null || stored.userId !== caller.userId || !isDeepStrictEqual(stored.request, body)) throw new ApiError(409, "report-differs");
  return await requireShown(deps, params.uuid);
}

async function requireShown({ pool, clock }: Deps, uuid: string): Promise<ReportFile> {
  const shown = await readShownFile(pool, uuid, clock.now());
  if (shown === null) throw new ApiError(404, "not-found");
  return shown;
}

/** `GET /api/reports/files`: the caller's own, newest first. */
export async function listOwnFiles({ pool, clock }: Deps, caller: Caller): Promise<ReportFileList> {
  return await listFiles(pool, caller.userId, { now: clock.now(), limit: filesListed });
}

/** Another person's file is not there. */
async function requireOwn({ pool }: Deps, caller: Caller, uuid: string): Promise<StoredFile> {
  const file = await findFile(pool, uuid);
  if (file === null || file.userId !== caller.userId) throw new ApiError(404, "not-found");
  return file;
}

/** Whether a file can be opened at this time. */
export function isReady({ state, expiresAt }: StoredFile, now: Date): boolean {
  return state === "ready" && expiresAt !== null && expiresAt > toUtcText(now);
}

/** `POST /api/reports/files/{uuid}/open`: an address that opens the file for a short while, for who still has the rights that it was made with. */
export async function askToOpenFile(deps: Deps, caller: Caller, { params }: Input<undefined, FileParams, undefined>): Promise<DownloadAnswer> {
  const file = await requireOwn(deps, caller, params.uuid);
  await requireKind(deps, caller, file.request.kind);
  if (!isReady(file, deps.clock.now())) throw new ApiError(409, "report-not-ready");
  if (file.madeWith === null || !reachAsFar(caller, file.madeWith)) {
    await insertAuditEvent(deps.pool, {
      at: deps.clock.now(),
      caller,
      action: "ask-for-file",
      result: "refused",
      details: { kind: "report", report: file.request.kind, reason: "rights-changed" },
    });
    throw new ApiError(403, "not-allowed");
  }
  return await offerDownload(deps, caller, {
    kind: "report",
    request: { uuid: file.uuid },
    fileName: file.fileName,
    submissionId: null,
    details: { report: file.request.kind, format: file.request.format, rows: file.rowCount },
  });
}

/** `DELETE /api/reports/files/{uuid}`: cancels one that is being made, deletes the bytes of one that is ready; the line stays. */
export async function dropFile(deps: Deps, caller: Caller, { params }: Input<undefined, FileParams, undefined>): Promise<undefined> {
  const file = await requireOwn(deps, caller, params.uuid);
  const now = deps.clock.now();
  if (await cancelFile(deps.pool, file.fileId, now)) await auditEnd("cancel-report");
  else if (file.state === "ready") {
    await expireFile(deps.pool, file.fileId);
    await deleteChunks(deps.pool, file.fileId);
    await auditEnd("delete-report");
  }
  return undefined;

  async function auditEnd(action: string): Promise<void> {
    await insertAuditEvent(deps.pool, { at: now, caller, action, result: "done", details: { kind: file.request.kind, format: file.request.format, rows: file.rowCount } });
  }
}
