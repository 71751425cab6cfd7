import type { ApiErrorCode, ApiProblem } from "../contract/errors";

/**
 * What kept a request from being answered. `refused`: the server said why (an `ApiProblem`); `offline`: no connection;
 * `timed-out`: no answer in time; `unreadable`: an answer that is not the contract's (another version, a captive portal);
 * `cancelled`: the caller gave up.
 */
export const failureKinds = ["refused", "offline", "timed-out", "unreadable", "cancelled"] as const;
export type FailureKind = (typeof failureKinds)[number];

/** The one word by which a failure is told: the server's own code, else the kind. */
export type FailureCode = ApiErrorCode | Exclude<FailureKind, "refused">;

export interface FailureDetails {
  readonly status?: number;
  readonly problem?: ApiProblem;
  readonly retryAfterSeconds?: number | null;
  readonly cause?: unknown;
}

/** Thrown by every method of `Api`. Never holds what was sent. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly kind: FailureKind;
  readonly code: FailureCode;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** What the person may quote to support. */
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly problem: ApiProblem | null;

  constructor(kind: FailureKind, details: FailureDetails = {}) {
    super(details.problem?.message ?? kind, { cause: details.cause });
    this.kind = kind;
    this.problem = details.problem ?? null;
    this.code = kind === "refused" ? (details.problem?.code ?? "internal") : kind;
    this.status = details.status ?? 0;
    this.requestId = details.problem?.requestId ?? null;
    this.retryAfterSeconds = details.problem?.retryAfterSeconds ?? details.retryAfterSeconds ?? null;
  }
}

/** Trying again later, with nothing changed, may succeed. */
export function isTemporary(failure: ApiFailure): boolean {
  if (failure.kind === "offline" || failure.kind === "timed-out") return true;
  return failure.status >= 500 || failure.status === 429 || failure.status === 408 || (failure.kind === "unreadable" && failure.status < 400);
}

/** The session is over: only signing in again helps. */
export function isSessionOver(failure: ApiFailure): boolean {
  return failure.code === "not-signed-in" || failure.code === "session-expired";
}

/** What a request without a session comes to, without asking the server. */
export function notSignedIn(): ApiFailure {
  return new ApiFailure("refused", { status: 401, problem: { code: "not-signed-in", message: "Not signed in.", requestId: "" } });
}
