import type { Deps } from "../deps";
import type { Route } from "../http/route";

export function patientRoutes(_deps: Deps): readonly Route[] {
  return [];
}
