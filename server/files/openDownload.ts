import type { RequestHandler, Response } from "express";
import { z } from "zod";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Deps } from "../deps";
import { ApiError } from "../http/apiError";
import { visitorOf } from "../http/callers";
import { parseInput } from "../http/input";
import { openReportFile } from "../reports/files/openReportFile";
import type { Download } from "./downloadStore";
import { findDownload } from "./downloadStore";
import { makeResultFile } from "./resultDownload";
import { contentTypes } from "./tabularFile";
import type { MadeFile } from "./tabularFile";

/** How a file of each kind is made from what was asked for; null where it cannot be made any more. */
const makers: Readonly<Record<string, (deps: Deps, request: unknown) => Promise<MadeFile | null>>> = {
  result: makeResultFile,
  report: openReportFile,
};

const Params = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/**
 * `GET /api/files/{token}`: the file, for whoever holds the address; that is why it lives for a minute only. Who may see it was judged
 * when it was asked for. The audit knows of it before its first byte leaves.
 */
export function openDownload(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { token } = parseInput(Params, req.params);
    const download = await findDownload(deps.pool, token, deps.clock.now());
    const made = download === null ? null : await makers[download.kind]?.(deps, download.request);
    if (download === null || made === null || made === undefined) throw new ApiError(404, "download-expired");
    const caller = { ...visitorOf(req, res), userId: download.userId };
    await auditOpening(deps, caller, download, made);
    await send(made, res);
  };
}

async function auditOpening(deps: Deps, caller: { userId: number; requestId: string; address: string }, { kind }: Download, made: MadeFile): Promise<void> {
  await insertAuditEvent(deps.pool, {
    at: deps.clock.now(),
    caller,
    action: "open-file",
    result: "done",
    submissionId: made.submissionId,
    details: { kind, format: made.format, rows: made.rowCount },
  });
}

async function send({ format, fileName, write }: MadeFile, res: Response): Promise<void> {
  res.setHeader("Content-Type", contentTypes[format]);
  res.setHeader("Content-Disposition", `attachment; filename="${fileName}"`);
  res.setHeader("X-Content-Type-Options", "nosniff");
  try {
    await write(res);
  } catch (error) {
    // The person closed the window: nobody is left to be told.
    if (res.destroyed) return;
    throw error;
  }
}

