import { PatientCardRequest, PatientHistoryRequest } from "../../src/contract/patientCard";
import { HistoriesRequest } from "../../src/contract/patients";
import type { Deps } from "../deps";
import { endpoint } from "../http/endpoint";
import type { Route } from "../http/route";
import { readPatientCard } from "./card";
import { readPatientHistories } from "./histories";
import { readPatientHistory } from "./history";

export function patientCardRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "post", path: "/patients/card", handler: endpoint(deps, { action: "look-up", body: PatientCardRequest, run: readPatientCard }) },
    { method: "post", path: "/patients/history", handler: endpoint(deps, { action: "look-up", body: PatientHistoryRequest, run: readPatientHistory }) },
    { method: "post", path: "/patients/histories", handler: endpoint(deps, { action: "look-up", body: HistoriesRequest, run: readPatientHistories }) },
  ];
}
