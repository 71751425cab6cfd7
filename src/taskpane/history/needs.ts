import type { Need } from "../../contract/dashboard";
import type { SubmissionStatus } from "../../contract/submissions";
import type { HistoryState } from "./historyState";

/** Whether somebody must look at a submission: rows to settle, changes that were overwritten, or the server gave up. */
export function needsSomebody(submission: SubmissionStatus): boolean {
  const { leftOver, reverted, state } = submission;
  // While it runs, nothing can be settled yet.
  return !isUnderWay(submission) && (leftOver > 0 || reverted > 0 || state === "stopped");
}

/** The numbers for home and banner. For a clerk their own; who sees everyone's is told of everyone's. */
export interface NeedNumbers {
  readonly leftOver: number;
  /** Rows that only a supervisor may carry out. */
  readonly approvals: number;
  readonly mayApprove: boolean;
  readonly reverted: number;
  readonly stopped: number;
  /** When this was so, where the server could not be asked since; null where it is so now, as far as anybody knows. */
  readonly asOf: string | null;
}

type Known = Pick<HistoryState, "list" | "needs" | "isNeedsOld">;

/** What the server told, however long ago submissions were sent; before it has, what the listed ones say. Null: nothing is known. */
export function numbersOf({ list, needs, isNeedsOld }: Known): NeedNumbers | null {
  if (needs !== null) {
    const { counts, mayApprove } = needs.told;
    const rows = (need: Need): number => counts[need].rows;
    return { leftOver: rows("left-over"), approvals: rows("approval"), mayApprove, reverted: rows("reverted"), stopped: rows("stopped"), asOf: isNeedsOld ? needs.at : null };
  }
  if (list === null) return null;
  const needy = list.filter(needsSomebody);
  const sum = (number: (submission: SubmissionStatus) => number): number => needy.reduce((all, submission) => all + number(submission), 0);
  return {
    leftOver: sum(({ leftOver, approvals }) => leftOver - approvals),
    approvals: sum(({ approvals }) => approvals),
    mayApprove: false,
    reverted: sum(({ reverted }) => reverted),
    stopped: sum(({ state }) => (state === "stopped" ? 1 : 0)),
    asOf: null,
  };
}

/** Submissions that need somebody, newest first: those that the server named, and those of the list, as it is the newer of the two. */
export function needyOf({ list, needs }: Pick<HistoryState, "list" | "needs">): readonly SubmissionStatus[] {
  const listed = new Map(list?.map((submission) => [submission.uuid, submission]));
  const named = (needs?.told.submissions ?? []).filter(({ uuid }) => !listed.has(uuid));
  return [...listed.values(), ...named].filter(needsSomebody).sort((one, other) => (one.openedAt < other.openedAt ? 1 : one.openedAt > other.openedAt ? -1 : 0));
}

/** Submissions that the server is working on. */
export function isUnderWay({ state }: SubmissionStatus): boolean {
  return state === "accepted" || state === "running";
}
