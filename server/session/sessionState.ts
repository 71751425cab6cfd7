import type { SessionState } from "../../src/contract/session";
import type { Deps } from "../deps";
import { findFacilities } from "../staff/people";
import type { Session } from "./requireSession";

/** What the pane shows of a session. */
export async function describeSession(deps: Deps, { caller, expiresAt }: Session): Promise<SessionState> {
  const facilities = caller.facilityIds === null ? null : await findFacilities(deps.pool, deps.site, [caller.userId]);
  return {
    person: {
      userUuid: caller.userUuid,
      username: caller.username,
      displayName: caller.displayName,
      role: caller.role,
      facilities: facilities === null ? null : [...(facilities.get(caller.userId) ?? [])],
    },
    idleSeconds: deps.site.settings.latest().idleMinutes * 60,
    expiresAt: expiresAt.toISOString(),
    serverTime: deps.clock.now().toISOString(),
  };
}
