import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Deps } from "../../deps";
import type { MadeFile } from "../../files/tabularFile";
import { mayReport } from "../requireKind";
import { isReady } from "./askForFile";
import { readChunks } from "./fileBytes";
import { findFile } from "./fileStore";
import { findReporter, reachAsFar } from "./reporter";

const Request = z.strictObject({ uuid: z.uuid() });

/** The bytes of a report's file. Null where they are gone, or its owner has lost a right that it was made with since the address was given. */
export async function openReportFile(deps: Deps, asked: unknown): Promise<MadeFile | null> {
  const { uuid } = Request.parse(asked);
  const file = await findFile(deps.pool, uuid);
  if (file === null || !isReady(file, deps.clock.now()) || file.byteCount === null || file.madeWith === null) return null;
  const owner = await findReporter(deps.pool, deps.site, file);
  if (owner === null || !mayReport(owner.role, file.request.kind) || !reachAsFar(owner, file.madeWith)) return null;
  const { byteCount, rowCount, fileName, request } = file;
  return {
    format: request.format,
    fileName,
    rowCount,
    submissionId: null,
    write: (out) => pipeline(Readable.from(readChunks(deps.pool, file, byteCount), { objectMode: false }), out),
  };
}
