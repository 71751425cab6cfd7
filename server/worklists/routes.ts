import { z } from "zod";
import { Uuid } from "../../src/contract/primitives";
import { MakeWorklistRequest, WorklistRowsRequest } from "../../src/contract/worklists";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { readWorklistRows } from "./worklistRows";
import { endWorklist, makeWorklist, readWorklist, readWorklists } from "./worklists";

const WithUuid = z.strictObject({ uuid: Uuid });

export function worklistRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "get", path: "/worklists", handler: endpoint(deps, { action: "work-worklist", run: readWorklists }) },
    { method: "get", path: "/worklists/:uuid", handler: endpoint(deps, { action: "work-worklist", params: WithUuid, run: readWorklist }) },
    { method: "put", path: "/worklists/:uuid", bodyLimit: "8kb", handler: endpoint(deps, { action: "make-worklist", params: WithUuid, body: MakeWorklistRequest, run: makeWorklist }) },
    { method: "post", path: "/worklists/:uuid/rows", handler: endpoint(deps, { action: "work-worklist", params: WithUuid, body: WorklistRowsRequest, run: readWorklistRows }) },
    { method: "post", path: "/worklists/:uuid/close", handler: endpoint(deps, { action: "make-worklist", params: WithUuid, run: endWorklist }) },
  ];
}
