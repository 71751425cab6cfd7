import type { PoolConnection } from "mysql2/promise";
import type { SignInAnswer, SignInRequest } from "../../src/contract/session";
import { insertAuditEvent, type AuditEntry } from "../audit/auditEvents";
import { inRetriedTransaction } from "../database/transaction";
import type { Deps } from "../deps";
import { ApiError } from "../http/apiError";
import type { Visitor } from "../http/callers";
import { findRole } from "../staff/staffMembers";
import { findAccount, type Account } from "./accounts";
import { countFailure, judgeLockout, readLockoutPolicy } from "./lockout";
import { readLockout, writeLockout } from "./lockoutStore";
import { compareWithNothing, isPasswordRight, markPassword } from "./passwords";
import { requireSession } from "./requireSession";
import { hashToken, insertSession, makeToken } from "./sessions";
import { describeSession } from "./sessionState";
import { countThrottledFailure, forgetPair, lockSubject, readThrottle, subjectDigest } from "./throttle";

/** What became of one try. A refusal is a value until its transaction has committed: what it counts must stay. */
type Verdict = { readonly token: string } | { readonly refusal: ApiError; readonly result: AuditEntry["result"] };

interface Try {
  /** The account that OpenMRS would take for the name; null where there is none. */
  readonly account: Account | null;
  readonly password: string;
  readonly address: string;
  readonly now: Date;
  readonly subjects: { readonly account: Buffer; readonly pair: Buffer; readonly address: Buffer };
}

/** Signs a person in with the account of OpenMRS, by OpenMRS's own rules, where that person has a role here. */
export async function signIn(deps: Deps, visitor: Visitor, { username, password }: SignInRequest): Promise<SignInAnswer> {
  await deps.site.settings.fresh();
  const account = await findAccount(deps.pool, deps.site, username);
  const now = deps.clock.now();
  const key = account === null ? `name ${username.trim().toLowerCase()}` : `user ${account.userId}`;
  const digest = subjectDigest.bind(null, deps.config.DIGEST_KEY);
  const subjects = { account: digest("account", key), pair: digest("pair", `${key}\n${visitor.address}`), address: digest("address", visitor.address) };

  const verdict = await inRetriedTransaction(deps, async (tx) => {
    const decided = await decide(deps, tx, { account, password, address: visitor.address, now, subjects });
    await insertAuditEvent(tx, {
      at: now,
      caller: { ...visitor, userId: account?.userId ?? null },
      action: "sign-in",
      result: "refusal" in decided ? decided.result : "done",
      ...("refusal" in decided ? { details: { reason: decided.refusal.code } } : {}),
    });
    return decided;
  });
  if ("refusal" in verdict) throw verdict.refusal;
  const session = await requireSession(deps, `Bearer ${verdict.token}`, visitor);
  return { ...(await describeSession(deps, session)), token: verdict.token };
}

async function decide(deps: Deps, tx: PoolConnection, attempt: Try): Promise<Verdict> {
  const { account, subjects, now } = attempt;
  await lockSubject(tx, subjects.account, now);
  const wait = await readThrottle(tx, subjects, now);
  if (wait > 0) return refuse(new ApiError(429, "too-many-tries", undefined, { retryAfterSeconds: wait }));

  const policy = await readLockoutPolicy(tx, deps.site, deps.config);
  const locked = () => refuse(new ApiError(423, "account-locked", undefined, { retryAfterSeconds: policy.waitSeconds }));
  const owner = { userId: account?.userId ?? null, subject: subjects.account };
  const before = await readLockout(tx, deps.site, owner);
  const lockout = judgeLockout(before, policy, now);
  if (lockout.kind === "locked") {
    await writeLockout(tx, deps.site, { owner, before, after: lockout.next, now });
    await countThrottledFailure(tx, subjects, now);
    return locked();
  }

  const isRight = account === null ? compareWithNothing(attempt.password) : isPasswordRight(account, attempt.password);
  if (account === null || !isRight) {
    const after = countFailure(lockout.current, policy, now);
    await writeLockout(tx, deps.site, { owner, before, after, now });
    await countThrottledFailure(tx, subjects, now);
    return after.lockedAt === null ? refuse(new ApiError(401, "sign-in-failed")) : locked();
  }
  await writeLockout(tx, deps.site, { owner, before, after: { attempts: 0, lockedAt: null }, now });
  await forgetPair(tx, subjects);
  return await open(deps, tx, { ...attempt, account });
}

async function open(deps: Deps, tx: PoolConnection, { account, address, now }: Try & { account: Account }): Promise<Verdict> {
  if ((await findRole(tx, account.userId)) === null) return { refusal: new ApiError(403, "no-role"), result: "refused" };
  const token = makeToken();
  await insertSession(tx, {
    tokenHash: hashToken(token),
    userId: account.userId,
    passwordMark: markPassword(account, deps.config.DIGEST_KEY),
    now,
    expiresAt: new Date(now.getTime() + deps.site.settings.latest().signedInHours * 3_600_000),
    address,
  });
  return { token };
}

function refuse(refusal: ApiError): Verdict {
  return { refusal, result: "failed" };
}
