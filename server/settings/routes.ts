import { ChangeSettingsRequest } from "../../src/contract/settings";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { changeSettings, readSettings } from "./changeSettings";

export function settingsRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "get", path: "/settings", handler: endpoint(deps, { action: null, run: readSettings }) },
    {
      method: "put",
      path: "/settings",
      bodyLimit: "4kb",
      handler: endpoint(deps, { action: "manage-settings", body: ChangeSettingsRequest, run: changeSettings }),
    },
  ];
}
