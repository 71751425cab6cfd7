import { systemClock } from "../../client/clock";
import type { Clock } from "../../client/clock";
import { followSubmission, isFinished } from "../../client/followSubmission";
import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import { refreshCells } from "../common/freshCells";
import { createGoingOn } from "../common/goingOn";
import type { GoingOn } from "../common/goingOn";
import { paceAfter } from "../common/pace";
import { isCancelled, toProblem } from "../problem";
import { entryOf, writeToSource } from "../result/writeBack";
import type { HistoryDeps } from "./historyDeps";

export interface Following {
  /** Shows how far the open submission is, and its results when it has come to its end. */
  readonly follow: (submission: SubmissionStatus) => Promise<void>;
  /** A submission that this person began here: its results are written beside the rows when they come. */
  readonly begun: (submission: SubmissionStatus) => void;
  readonly stop: () => void;
}

/** Follows submissions that are under way, whoever sent them and wherever; goes on when the screen is left. */
export function createFollowing({ ports, store, change }: HistoryDeps, clock: Clock = systemClock): Following {
  const running = new Map<string, { readonly stop: AbortController; readonly goingOn: GoingOn }>();
  const begunHere = new Set<string>();

  const show = (submission: SubmissionStatus): void => {
    change(submission.uuid, (open) => ({
      ...open,
      submission,
      pace: isFinished(submission) ? null : paceAfter(open.pace, { at: performance.now(), done: submission.rowsDone }),
      isCancelling: open.isCancelling && !isFinished(submission),
    }));
    store.set((state) =>
      state.list === null ? state : { ...state, list: state.list.map((listed) => (listed.uuid === submission.uuid ? submission : listed)) },
    );
  };

  async function follow(opened: SubmissionStatus): Promise<void> {
    const { uuid } = opened;
    const already = running.get(uuid);
    if (already !== undefined) {
      already.goingOn.now();
      return;
    }
    const stop = new AbortController();
    const goingOn = createGoingOn(clock, stop.signal);
    running.set(uuid, { stop, goingOn });
    const tell = (error: unknown): void => {
      const problem = toProblem(error);
      change(uuid, (open) => ({ ...open, problem }));
    };
    try {
      await goingOn.untilDone(async () => {
        const status = await lastWord(opened, stop.signal);
        show(status);
        if (status.state !== "receiving") await readResults(status, stop.signal);
      }, tell);
    } catch (error) {
      if (!isCancelled(error)) tell(error);
    } finally {
      running.delete(uuid);
    }
  }

  async function lastWord(opened: SubmissionStatus, signal: AbortSignal): Promise<SubmissionStatus> {
    const { uuid } = opened;
    change(uuid, (open) => ({ ...open, problem: null }));
    // What still arrives is not followed: its sender's computer may be off for days.
    if (opened.state === "receiving" || isFinished(opened)) return ports.server.readSubmission(uuid, signal);
    return followSubmission({ api: ports.server, clock, uuid, signal, onStatus: show });
  }

  async function readResults(submission: SubmissionStatus, signal: AbortSignal): Promise<void> {
    const { uuid } = submission;
    const isBegunHere = begunHere.has(uuid);
    if (isBegunHere) ports.entry.forgetLookups();
    try {
      const outcomes = await ports.outbox.results(uuid, signal);
      change(uuid, (open) => ({ ...open, outcomes }));
      if (begunHere.delete(uuid)) await writeResults(submission, outcomes);
    } finally {
      // The record has changed, whether or not it can be said what became of each row.
      if (isBegunHere) await refreshCells(ports.workbook, clock);
    }
  }

  async function writeResults(submission: SubmissionStatus, outcomes: readonly RowOutcome[]): Promise<void> {
    const { uuid } = submission;
    change(uuid, (open) => ({ ...open, sheet: { kind: "writing" } }));
    try {
      const result = await writeToSource(ports.workbook, submission.source, outcomes.map((outcome) => entryOf(submission, outcome)));
      const { sheet, workbook } = submission.source;
      change(uuid, (open) => ({ ...open, sheet: result === null ? { kind: "elsewhere", sheet, workbook } : { kind: "written", result } }));
    } catch (error) {
      const problem = toProblem(error);
      change(uuid, (open) => ({ ...open, sheet: { kind: "failed", problem } }));
    }
  }

  return {
    follow,
    begun: ({ uuid }) => begunHere.add(uuid),
    stop: () => {
      for (const { stop } of running.values()) stop.abort();
      running.clear();
      begunHere.clear();
    },
  };
}
