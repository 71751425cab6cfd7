import { RowsRequest } from "../../../src/contract/reports";
import type { Deps } from "../../deps";
import { endpoint } from "../../http/endpoint";
import type { Route } from "../../http/route";
import { listRows } from "./listRows";

export function reportRowRoutes(deps: Deps): readonly Route[] {
  return [{ method: "post", path: "/reports/rows", bodyLimit: "4kb", handler: endpoint(deps, { action: "report", body: RowsRequest, run: listRows }) }];
}
