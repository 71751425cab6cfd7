import { LookupRequest } from "../../src/contract/patients";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { lookupContacts } from "./lookupContacts";

export function patientRoutes(deps: Deps): readonly Route[] {
  return [{ method: "post", path: "/patients/lookup", handler: endpoint(deps, { action: "look-up", body: LookupRequest, run: lookupContacts }) }];
}
