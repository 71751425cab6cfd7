import { timingSafeEqual } from "node:crypto";
import type { Caller, Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Visitor } from "../http/callers";
import { findFacilities } from "../staff/people";
import { markPassword } from "./passwords";
import { findSession, hashToken, revokeSession, touchSession, type StoredSession } from "./sessions";

/** A session is noted as used at most so often; its idle time may therefore last that much longer. */
const touchMilliseconds = 30_000;

export interface Session {
  readonly caller: Caller;
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
}

/** The session of an `Authorization` header; throws 401 where there is none that holds. */
export async function requireSession(deps: Deps, authorization: string | undefined, visitor: Visitor): Promise<Session> {
  const token = tokenOf(authorization);
  if (token === null) throw new ApiError(401, "not-signed-in");
  await deps.site.settings.fresh();
  const session = await findSession(deps.pool, deps.site, hashToken(token));
  if (session === null || session.revoked) throw new ApiError(401, "session-expired");
  const now = deps.clock.now();
  const { role, tokenHash, expiresAt } = session;
  if (role === null || !isAlive(deps, session, now)) {
    await revokeSession(deps.pool, tokenHash, now);
    throw new ApiError(401, "session-expired");
  }
  if (now.getTime() - session.lastSeenAt.getTime() >= touchMilliseconds) await touchSession(deps.pool, tokenHash, now);
  const caller: Caller = {
    ...visitor,
    role,
    userId: session.userId,
    userUuid: session.userUuid,
    username: session.username,
    displayName: session.displayName,
    facilityIds: session.wholeSite ? null : await facilityIdsOf(deps, session.userId),
  };
  return { caller, tokenHash, expiresAt };
}

/** The token of an `Authorization` header, null where it is not one of ours by its form. */
function tokenOf(authorization: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization ?? "")?.[1] ?? null;
}

/** Neither too old nor left alone too long, and the account is still the one that signed in: not retired, the same password. */
function isAlive({ config, site }: Deps, session: StoredSession, now: Date): boolean {
  const idle = now.getTime() - session.lastSeenAt.getTime();
  if (now >= session.expiresAt || idle > site.settings.latest().idleMinutes * 60_000 + touchMilliseconds) return false;
  return !session.retired && timingSafeEqual(markPassword(session.stored, config.DIGEST_KEY), session.passwordMark);
}

async function facilityIdsOf({ pool, site }: Deps, userId: number): Promise<readonly number[]> {
  const facilities = await findFacilities(pool, site, [userId]);
  return (facilities.get(userId) ?? []).map(({ locationId }) => locationId);
}
