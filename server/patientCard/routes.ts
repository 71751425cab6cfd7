import { PatientCardRequest, PatientHistoryRequest } from "../../src/contract/patientCard";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { readPatientCard } from "./card";
import { readPatientHistory } from "./history";

export function patientCardRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "post", path: "/patients/card", handler: endpoint(deps, { action: "look-up", body: PatientCardRequest, run: readPatientCard }) },
    { method: "post", path: "/patients/history", handler: endpoint(deps, { action: "look-up", body: PatientHistoryRequest, run: readPatientHistory }) },
  ];
}
