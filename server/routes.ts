import { auditRoutes } from "./audit/routes";
import { contactNoteRoutes } from "./contactNotes/routes";
import { dashboardRoutes } from "./dashboard/routes";
import type { Deps } from "./deps";
import { fileRoutes } from "./files/routes";
import type { Route } from "./http/route";
import { patientCardRoutes } from "./patientCard/routes";
import { patientRoutes } from "./patients/routes";
import { placeRoutes } from "./places/routes";
import { reportRoutes } from "./reports/routes";
import { searchRoutes } from "./search/routes";
import { sessionRoutes } from "./session/routes";
import { settingsRoutes } from "./settings/routes";
import { staffRoutes } from "./staff/routes";
import { submissionRoutes } from "./submissions/routes";
import { systemRoutes } from "./system/routes";
import { worklistRoutes } from "./worklists/routes";

/** Every address of the API, below `/api`. */
export function apiRoutes(deps: Deps): readonly Route[] {
  return [
    ...systemRoutes(deps),
    ...sessionRoutes(deps),
    ...patientRoutes(deps),
    ...searchRoutes(deps),
    ...placeRoutes(deps),
    ...patientCardRoutes(deps),
    ...submissionRoutes(deps),
    ...contactNoteRoutes(deps),
    ...fileRoutes(deps),
    ...dashboardRoutes(deps),
    ...reportRoutes(deps),
    ...worklistRoutes(deps),
    ...auditRoutes(deps),
    ...settingsRoutes(deps),
    ...staffRoutes(deps),
  ];
}
