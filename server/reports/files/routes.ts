import { z } from "zod";
import { Uuid } from "../../../src/contract/primitives";
import { MakeFileRequest, ScheduleRequest } from "../../../src/contract/reportFiles";
import type { Deps } from "../../deps";
import { endpoint } from "../../http/endpoint";
import type { Route } from "../../http/route";
import { askForFile, askToOpenFile, dropFile, listOwnFiles } from "./askForFile";
import { endSchedule, listOwnSchedules, planReport } from "./schedules";

const WithUuid = z.strictObject({ uuid: Uuid });

export function reportFileRoutes(deps: Deps): readonly Route[] {
  const action = "report";
  const params = WithUuid;
  return [
    { method: "get", path: "/reports/files", handler: endpoint(deps, { action, run: listOwnFiles }) },
    { method: "put", path: "/reports/files/:uuid", bodyLimit: "4kb", handler: endpoint(deps, { action, params, body: MakeFileRequest, status: 202, run: askForFile }) },
    { method: "delete", path: "/reports/files/:uuid", handler: endpoint(deps, { action, params, run: dropFile }) },
    { method: "post", path: "/reports/files/:uuid/open", handler: endpoint(deps, { action, params, run: askToOpenFile }) },
    { method: "get", path: "/reports/schedules", handler: endpoint(deps, { action, run: listOwnSchedules }) },
    { method: "put", path: "/reports/schedules/:uuid", bodyLimit: "4kb", handler: endpoint(deps, { action, params, body: ScheduleRequest, run: planReport }) },
    { method: "delete", path: "/reports/schedules/:uuid", handler: endpoint(deps, { action, params, run: endSchedule }) },
  ];
}
