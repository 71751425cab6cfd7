import { isFailure } from "./contactNotes";
import type { AttemptOutcome } from "./contactNotes";

/** One call that was not voided, as far as it says how the patient can be reached. */
export interface AttemptSeen {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Puts the calls of one day in the order in which they were noted. */
  readonly sequence: number;
  readonly outcome: AttemptOutcome;
  /** `recorded`: the number that the record holds now; `own`: another number of the patient's own that holds; `other`: any other, or nobody knows which. */
  readonly number: "recorded" | "own" | "other";
}

export interface Reachability {
  /** Day of the last call that reached the patient by the number recorded now; null where none did. */
  readonly lastVerified: string | null;
  /** Day of the first call that failed after the patient was last reached; null where none has failed since. */
  readonly unreachableSince: string | null;
}

export const neverCalled: Reachability = { lastVerified: null, unreachableSince: null };

/**
 * Whether the number recorded is known to be right, and since when nobody could reach the patient. A call to a number that has been replaced
 * since verifies nothing and its failure says nothing; but whoever was reached, by whatever number, was not out of reach that day. A call that
 * a relative answered neither verifies the number nor counts as a failure. A next of kin who does not answer says nothing of the patient.
 */
export function judgeReachability(attempts: readonly AttemptSeen[]): Reachability {
  const inOrder = [...attempts].sort((one, other) => (one.day === other.day ? one.sequence - other.sequence : one.day < other.day ? -1 : 1));
  let lastVerified: string | null = null;
  let unreachableSince: string | null = null;
  for (const { day, outcome, number } of inOrder) {
    if (outcome === "reached") {
      unreachableSince = null;
      if (number === "recorded") lastVerified = day;
    } else if (isFailure(outcome) && number !== "other") {
      unreachableSince ??= day;
    }
  }
  return { lastVerified, unreachableSince };
}
