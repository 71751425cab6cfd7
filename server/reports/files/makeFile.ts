import type { Writable } from "node:stream";
import type { MakeFileRequest, ReportFormat } from "../../../src/contract/reportFiles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { inRetriedTransaction } from "../../database/transaction";
import type { Caller, Deps } from "../../deps";
import { ApiError } from "../../http/apiError";
import { writePdf } from "../pdf/writePdf";
import { filterDetails } from "../filterDetails";
import { mayReport } from "../requireKind";
import { writeCsvReport } from "./csvReport";
import { deleteChunks, openChunkSink } from "./fileBytes";
import type { ChunkSink } from "./fileBytes";
import { failFile, finishFile } from "./fileLease";
import type { ClaimedFile } from "./fileLease";
import type { StoredFile } from "./fileStore";
import { openReport } from "./reportContent";
import type { ContentOptions, ReportContent } from "./reportContent";
import { findReporter } from "./reporter";
import { noteShownPersons } from "./shownPersons";
import { writeXlsxReport } from "./xlsxReport";

/** The file is no longer this instance's to make: cancelled, taken over, or the server stops. */
export class FileLost extends Error {}

const dayMilliseconds = 86_400_000;

const writers: Readonly<Record<ReportFormat, (content: ReportContent, request: MakeFileRequest, out: Writable) => Promise<void>>> = {
  csv: (content, _request, out) => writeCsvReport(content, out),
  xlsx: (content, _request, out) => writeXlsxReport(content, out),
  pdf: ({ document, pages, dataDigest }, { language }, out) => writePdf({ document, pages, dataDigest, language }, out),
};

export interface Making {
  readonly claimed: ClaimedFile;
  readonly file: StoredFile;
  /** Told how far it is; throws FileLost where it is to stop. */
  readonly progress: (rows: { readonly done: number; readonly total: number }) => void;
}

/**
 * Makes a file with the rights that its owner has now: reads, writes and stores it piece by piece, and ends it as ready or, where the owner
 * may not have it (any more), as failed. Throws where it could not be made.
 */
export async function makeFile(deps: Deps, making: Making): Promise<void> {
  const { claimed, file } = making;
  const { pool, site, clock, config } = deps;
  const { request } = file;
  await deleteChunks(pool, file.fileId, claimed.attempt);
  const caller = await findReporter(pool, site, file);
  if (caller === null || !mayReport(caller.role, request.kind)) {
    await giveUp(deps, { claimed, file, problem: "not-allowed" });
    return;
  }
  let total = 0;
  const persons = noteShownPersons(deps, file, claimed.attempt);
  const content = await openOrRefuse(deps, { caller, request, onRows: (done) => making.progress({ done, total }), shown: persons.add });
  if (typeof content === "string") {
    await giveUp(deps, { claimed, file, problem: content });
    return;
  }
  total = content.total;
  making.progress({ done: 0, total });
  const { out, bytes, atRest } = openChunkSink(pool, claimed);
  await writeAll({ out, atRest }, () => writers[request.format](content, request, out));
  const rest = await persons.rest();
  const at = clock.now();
  await inRetriedTransaction(deps, async (tx) => {
    const isOurs = await finishFile(tx, claimed, {
      rows: content.written(),
      bytes: bytes(),
      dataDigest: content.dataDigest(),
      madeWith: caller,
      at,
      expiresAt: new Date(at.getTime() + config.REPORT_FILE_DAYS * dayMilliseconds),
    });
    if (!isOurs) throw new FileLost("The file was cancelled or taken over at its end.");
    await insertAuditEvent(tx, {
      at,
      caller: file,
      action: "make-report",
      result: "done",
      details: { kind: request.kind, format: request.format, rows: content.written(), bytes: bytes(), digest: content.dataDigest() },
      subjects: rest.map((personId) => ({ personId })),
    });
  });
}

interface Opening extends Pick<ContentOptions, "onRows" | "shown"> {
  readonly caller: Caller;
  readonly request: MakeFileRequest;
}

/** The report, or why it cannot be: a refusal that was no refusal when the file was asked for. */
async function openOrRefuse(deps: Deps, { caller, request, ...options }: Opening): Promise<ReportContent | "not-allowed" | "period-in-future"> {
  try {
    return await openReport(deps, caller, request, { ...options, madeAt: deps.clock.now() });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The facility or the person is beyond the owner's reach now.
    if (error.code === "unknown-filter" || error.code === "not-allowed") return "not-allowed";
    if (error.code === "period-in-future") return error.code;
    throw error;
  }
}

/**
 * Writes until all bytes are stored. Where the writer or the store fails, both end: a stream that failed is never waited for, but the piece that is on
 * its way to the database is, so that whoever deletes what there is of the file deletes all of it.
 */
async function writeAll({ out, atRest }: Pick<ChunkSink, "out" | "atRest">, write: () => Promise<void>): Promise<void> {
  const stored = new Promise<void>((resolve, reject) => {
    out.once("finish", resolve);
    out.once("error", reject);
    out.once("close", () => reject(new Error("A report's file was closed before its end.")));
  });
  try {
    await Promise.all([write(), stored]);
  } catch (error) {
    out.destroy();
    await atRest();
    throw error;
  }
}

/** Ends a file that will not be made, and says why. */
export async function giveUp(
  deps: Deps,
  { claimed, file, problem }: { readonly claimed: ClaimedFile; readonly file: StoredFile; readonly problem: "not-allowed" | "period-in-future" | "server" },
): Promise<void> {
  const at = deps.clock.now();
  await inRetriedTransaction(deps, async (tx) => {
    if (!(await failFile(tx, claimed, { problem, at }))) return;
    await insertAuditEvent(tx, {
      at,
      caller: file,
      action: "make-report",
      result: problem === "server" ? "failed" : "refused",
      details: { ...filterDetails(file.request.kind, file.request.filters), format: file.request.format, reason: problem },
    });
  });
  // Another instance may have taken the file over and ended it: bytes of later attempts are not this one's.
  await deleteChunks(deps.pool, claimed.fileId, claimed.attempt + 1);
}
