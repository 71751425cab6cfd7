import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { readDashboard } from "./readDashboard";
import { readNeeds } from "./readNeeds";
import { readRecentEvents } from "./recentEvents";

export function dashboardRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "get", path: "/dashboard", handler: endpoint(deps, { action: "read-own-submissions", run: readDashboard }) },
    { method: "get", path: "/dashboard/needs", handler: endpoint(deps, { action: "read-own-submissions", run: readNeeds }) },
    { method: "get", path: "/dashboard/recent", handler: endpoint(deps, { action: "read-own-submissions", run: readRecentEvents }) },
  ];
}
