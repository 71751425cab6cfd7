import { can } from "../../src/domain/roles";
import type { RowCounts, SubmissionStatus } from "../../src/contract/submissions";
import { fromUtcText } from "../database/time";
import type { Caller } from "../deps";
import type { Submission } from "./submissionStore";

const hour = 3_600_000;
const ended: ReadonlySet<Submission["state"]> = new Set(["done", "cancelled"]);

/**
 * Whether a person may take a submission back: its sender within the site's time, a supervisor always. What the record has become since
 * is judged row by row when it is done.
 */
export function undoRight(
  { userId, state, finishedAt }: Pick<Submission, "userId" | "state" | "finishedAt">,
  counts: RowCounts,
  { caller, now, undoHours, keepsNumbers }: { readonly caller: Pick<Caller, "userId" | "role">; readonly now: Date; readonly undoHours: number; readonly keepsNumbers: boolean },
): SubmissionStatus["undo"] {
  if (!ended.has(state) || finishedAt === null) return { refusal: "not-finished", until: null };
  if (counts.updated + counts.partly === 0 && !keepsNumbers) return { refusal: "nothing-changed", until: null };
  if (can(caller.role, "undo-any")) return { refusal: null, until: null };
  if (userId !== caller.userId || !can(caller.role, "undo-own")) return { refusal: "not-allowed", until: null };
  const until = new Date(fromUtcText(finishedAt).getTime() + undoHours * hour);
  return { refusal: now > until ? "too-late" : null, until: until.toISOString() };
}
