import { z } from "zod";
import { ResultFileRequest } from "../../src/contract/followUps";
import { Uuid } from "../../src/contract/primitives";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { openDownload } from "./openDownload";
import { askForResultFile } from "./resultDownload";

const WithUuid = z.strictObject({ uuid: Uuid });

export function fileRoutes(deps: Deps): readonly Route[] {
  return [
    {
      method: "post",
      path: "/submissions/:uuid/result-file",
      handler: endpoint(deps, { action: "read-own-submissions", body: ResultFileRequest, params: WithUuid, run: askForResultFile }),
    },
    { method: "get", path: "/files/:token", handler: openDownload(deps) },
  ];
}
