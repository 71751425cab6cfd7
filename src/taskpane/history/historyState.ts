import type { Needs } from "../../contract/dashboard";
import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import type { Pace } from "../common/pace";
import type { LeftOverStore } from "../leftOver/leftOverStore";
import type { PaneProblem } from "../problem";
import type { SheetNote } from "../submit/submitState";

/** What a person can ask the server to do with a submission. */
export type Act = "undo" | "cancel" | "resume" | "download";

export interface OpenSubmission {
  readonly submission: SubmissionStatus;
  /** How fast it goes, while it goes. */
  readonly pace: Pace | null;
  /** Null while they are being read, or the submission is not at its end. */
  readonly outcomes: readonly RowOutcome[] | null;
  readonly problem: PaneProblem | null;
  readonly sheet: SheetNote | null;
  /** What the server is being asked to do. */
  readonly acting: Act | null;
  /** What it could not do. */
  readonly refused: { readonly act: Act; readonly problem: PaneProblem } | null;
  /** A file that is ready; `isOpened` where the browser has been told to open it. */
  readonly file: { readonly address: string; readonly name: string; readonly isOpened: boolean } | null;
  readonly isCancelling: boolean;
  /** Rows that were just left as the record has them. */
  readonly left: number;
}

/** `approval`: only those with rows that wait for a supervisor. */
export type HistoryFilter = "all" | "needs" | "approval";

export interface HistoryState {
  readonly list: readonly SubmissionStatus[] | null;
  /** The server has more than are listed. */
  readonly hasMore: boolean;
  /** What needs somebody, as the server last told it, and when that was; null before it has. */
  readonly needs: { readonly told: Needs; readonly at: string } | null;
  /** The server could not be asked since. */
  readonly isNeedsOld: boolean;
  readonly filter: HistoryFilter;
  readonly isLoading: boolean;
  readonly problem: PaneProblem | null;
  readonly open: OpenSubmission | null;
  /** The page *Rows to settle* of the open submission. */
  readonly settling: LeftOverStore | null;
}

export const startHistory: HistoryState = { list: null, hasMore: false, needs: null, isNeedsOld: false, filter: "all", isLoading: false, problem: null, open: null, settling: null };

/** A submission that has just been opened. */
export function openedState(submission: SubmissionStatus): OpenSubmission {
  return { submission, pace: null, outcomes: null, problem: null, sheet: null, acting: null, refused: null, file: null, isCancelling: false, left: 0 };
}
