import { z } from "zod";
import type { DownloadAnswer, ResultFileRequest } from "../../src/contract/followUps";
import { fileWords } from "../../src/wording/en/files";
import { toSiteDay } from "../database/time";
import type { Caller, Deps } from "../deps";
import type { Input } from "../http/endpoint";
import { requireReadable } from "../submissions/readSubmissions";
import type { SubmissionParams } from "../submissions/receiveSubmission";
import { findSubmission } from "../submissions/submissionStore";
import { writeCsv } from "./csvFile";
import { offerDownload } from "./offerDownload";
import { resultFile } from "./resultRows";
import { fileFormats } from "./tabularFile";
import type { MadeFile } from "./tabularFile";
import { writeXlsx } from "./xlsxFile";

const Request = z.strictObject({ uuid: z.uuid(), format: z.enum(fileFormats), fileName: z.string() });

/** `POST /api/submissions/{uuid}/result-file`: an address under which the asker can open the file for a short while. */
export async function askForResultFile(
  deps: Deps,
  caller: Caller,
  { params, body }: Input<ResultFileRequest, SubmissionParams, undefined>,
): Promise<DownloadAnswer> {
  const { uuid, submissionId, rowCount } = await requireReadable(deps, caller, params.uuid);
  const day = toSiteDay(deps.clock.now(), deps.site.timeZone);
  const fileName = `${fileWords.result.fileName(day, uuid.slice(0, 8))}.${body.format}`;
  const request: z.infer<typeof Request> = { uuid, format: body.format, fileName };
  return await offerDownload(deps, caller, { kind: "result", request, fileName, submissionId, details: { format: body.format, rows: rowCount } });
}

/** The file that was asked for, as the submission stands now. */
export async function makeResultFile(deps: Deps, asked: unknown): Promise<MadeFile | null> {
  const { uuid, format, fileName } = Request.parse(asked);
  const submission = await findSubmission(deps.pool, uuid);
  if (submission === null) return null;
  const file = resultFile(deps, submission);
  const write = format === "csv" ? writeCsv : writeXlsx;
  return { format, fileName, rowCount: file.rowCount, submissionId: submission.submissionId, write: (out) => write(file, out) };
}
