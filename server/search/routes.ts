import { PatientSearchRequest } from "../../src/contract/patientSearch";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { searchPatients } from "./searchPatients";

export function searchRoutes(deps: Deps): readonly Route[] {
  return [{ method: "post", path: "/patients/search", handler: endpoint(deps, { action: "look-up", body: PatientSearchRequest, run: searchPatients }) }];
}
