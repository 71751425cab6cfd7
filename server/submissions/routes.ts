import type { RequestHandler } from "express";
import { z } from "zod";
import { FollowUpRequest, LeftOverRequest, UndoRequest } from "../../src/contract/followUps";
import { limits, Uuid } from "../../src/contract/primitives";
import { OpenSubmissionRequest, PreviewRequest, SubmissionPart } from "../../src/contract/submissions";
import type { Deps } from "../deps";
import { endpoint, gate } from "../http/endpoint";
import { parseInput } from "../http/input";
import type { Route } from "../http/route";
import { cancelSubmission } from "./cancelSubmission";
import { followUp } from "./followUp";
import { readLeftOverRows } from "./leftOver";
import { previewRows } from "./previewRows";
import { readOutcomePage, readSubmission, readSubmissionList } from "./readSubmissions";
import { acceptSubmission, openSubmission, receivePart } from "./receiveSubmission";
import { resumeSubmission } from "./resumeSubmission";
import { streamProgress } from "./streamProgress";
import { undoSubmission } from "./undoSubmission";

const WithUuid = z.strictObject({ uuid: Uuid });
const WithPart = z.strictObject({ uuid: Uuid, part: z.coerce.number().int().positive() });
const Page = z.strictObject({
  after: z.coerce.number().int().min(-1).default(-1),
  limit: z.coerce.number().int().min(1).max(limits.outcomesPerPage).default(limits.outcomesPerPage),
});
const Listing = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50), before: Uuid.optional() });

/** One handler after another, as one. */
function behind(first: RequestHandler, second: RequestHandler<{ uuid: string }>): RequestHandler {
  return async (request, response, next) => {
    await first(request, response, () => undefined);
    const { uuid } = parseInput(WithUuid, request.params);
    await second(Object.assign(request, { params: { uuid } }), response, next);
  };
}

export function submissionRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "post", path: "/submissions/preview", bodyLimit: "8mb", handler: endpoint(deps, { action: "preview", body: PreviewRequest, run: previewRows }) },
    { method: "get", path: "/submissions", handler: endpoint(deps, { action: "read-own-submissions", query: Listing, run: readSubmissionList }) },
    { method: "put", path: "/submissions/:uuid", handler: endpoint(deps, { action: "submit", body: OpenSubmissionRequest, params: WithUuid, run: openSubmission }) },
    {
      method: "put",
      path: "/submissions/:uuid/parts/:part",
      bodyLimit: "8mb",
      handler: endpoint(deps, { action: "submit", body: SubmissionPart, params: WithPart, run: receivePart }),
    },
    {
      method: "post",
      path: "/submissions/:uuid/accept",
      handler: endpoint(deps, { action: "submit", params: WithUuid, status: 202, run: acceptSubmission }),
    },
    {
      method: "post",
      path: "/submissions/:uuid/undo",
      bodyLimit: "4mb",
      handler: endpoint(deps, { action: "undo-own", body: UndoRequest, params: WithUuid, status: 202, run: undoSubmission }),
    },
    {
      method: "post",
      path: "/submissions/:uuid/left-over",
      handler: endpoint(deps, { action: "read-own-submissions", body: LeftOverRequest, params: WithUuid, run: readLeftOverRows }),
    },
    {
      method: "post",
      path: "/submissions/:uuid/follow-up",
      bodyLimit: "8mb",
      handler: endpoint(deps, { action: "submit", body: FollowUpRequest, params: WithUuid, status: 202, run: followUp }),
    },
    {
      method: "post",
      path: "/submissions/:uuid/cancel",
      handler: endpoint(deps, { action: "submit", params: WithUuid, status: 202, run: cancelSubmission }),
    },
    {
      method: "post",
      path: "/submissions/:uuid/resume",
      handler: endpoint(deps, { action: "submit", params: WithUuid, status: 202, run: resumeSubmission }),
    },
    { method: "get", path: "/submissions/:uuid", handler: endpoint(deps, { action: "read-own-submissions", params: WithUuid, run: readSubmission }) },
    {
      method: "get",
      path: "/submissions/:uuid/outcomes",
      handler: endpoint(deps, { action: "read-own-submissions", params: WithUuid, query: Page, run: readOutcomePage }),
    },
    { method: "get", path: "/submissions/:uuid/events", handler: behind(gate(deps, "read-own-submissions"), streamProgress(deps)) },
  ];
}
