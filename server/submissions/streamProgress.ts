import type { RequestHandler } from "express";
import type { SubmissionStatus } from "../../src/contract/submissions";
import type { Deps } from "../deps";
import { callerOf } from "../http/endpoint";
import { requireReadable } from "./readSubmissions";
import { statusOf } from "./submissionStatus";

const intervalMilliseconds = 500;
/** A line that means nothing, so that neither the pane nor a proxy takes a quiet stream for a dead one. */
const quietMilliseconds = 10_000;
/** A stream ends after ten minutes, so that nobody watches on after being signed out; the pane opens a new one. */
const longestMilliseconds = 10 * 60_000;

const ended: ReadonlySet<SubmissionStatus["state"]> = new Set(["done", "cancelled", "stopped"]);

/** `GET /api/submissions/{uuid}/events`: server-sent events `progress`, and `end` when nothing more will come. Stands behind a gate. */
export function streamProgress(deps: Deps): RequestHandler<{ uuid: string }> {
  return async (request, response) => {
    const caller = callerOf(response);
    const submission = await requireReadable(deps, caller, request.params.uuid);
    response.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      // `no-transform` keeps proxies and our own compression from holding events back.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
    const begun = Date.now();
    let last = "";
    let spoken = begun;
    while (!response.destroyed && Date.now() - begun < longestMilliseconds) {
      const status = await statusOf(deps, caller, await requireReadable(deps, caller, submission.uuid));
      const data = JSON.stringify(status);
      if (data !== last) {
        response.write(`event: progress\ndata: ${data}\n\n`);
        spoken = Date.now();
      } else if (Date.now() - spoken >= quietMilliseconds) {
        response.write(": working\n\n");
        spoken = Date.now();
      }
      last = data;
      if (ended.has(status.state)) {
        response.write(`event: end\ndata: ${data}\n\n`);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, intervalMilliseconds));
    }
    response.end();
  };
}
