import type { Deps } from "../deps";
import type { Route } from "../http/route";

export function submissionRoutes(_deps: Deps): readonly Route[] {
  return [];
}
