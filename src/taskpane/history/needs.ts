import type { SubmissionStatus } from "../../contract/submissions";

/** Whether somebody must look at a submission: rows to settle, changes that were overwritten, or the server gave up. */
export function needsSomebody(submission: SubmissionStatus): boolean {
  const { leftOver, reverted, state } = submission;
  // While it runs, nothing can be settled yet.
  return !isUnderWay(submission) && (leftOver > 0 || reverted > 0 || state === "stopped");
}

/** The numbers for the banner. For a clerk their own; who sees everyone's is told of everyone's. */
export interface Needs {
  readonly leftOver: number;
  readonly reverted: number;
  readonly stopped: number;
}

export function needsOf(list: readonly SubmissionStatus[]): Needs {
  const needy = list.filter(needsSomebody);
  const sum = (number: (submission: SubmissionStatus) => number): number => needy.reduce((all, submission) => all + number(submission), 0);
  return {
    leftOver: sum(({ leftOver }) => leftOver),
    reverted: sum(({ reverted }) => reverted),
    stopped: sum(({ state }) => (state === "stopped" ? 1 : 0)),
  };
}

/** Submissions that the server is working on. */
export function isUnderWay({ state }: SubmissionStatus): boolean {
  return state === "accepted" || state === "running";
}
