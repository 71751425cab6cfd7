import { FiguresRequest } from "../../src/contract/reports";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { readChoices } from "./choices";
import { readFigures } from "./figures/readFigures";
import { reportFileRoutes } from "./files/routes";
import { reportRowRoutes } from "./rows/routes";

export function reportRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "get", path: "/reports/choices", handler: endpoint(deps, { action: "report", run: readChoices }) },
    { method: "post", path: "/reports/figures", bodyLimit: "8kb", handler: endpoint(deps, { action: "report", body: FiguresRequest, run: readFigures }) },
    ...reportRowRoutes(deps),
    ...reportFileRoutes(deps),
  ];
}
