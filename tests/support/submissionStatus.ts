import { noRows } from "../../src/contract/submissions";
import type { SubmissionStatus } from "../../src/contract/submissions";

/** A finished submission of one row, of one's own and with nothing left over, but for what a test says. */
export function submissionStatus(more: Partial<SubmissionStatus> = {}): SubmissionStatus {
  return {
    uuid: "3f9a2c1b-0000-4000-8000-000000000001",
    state: "done",
    rowCount: 1,
    partCount: 1,
    partsReceived: [1],
    rowsDone: 1,
    counts: { ...noRows, updated: 1 },
    source: { workbook: "contacts.xlsx", sheet: "Line list", kind: "sheet" },
    sentBy: "Amina Bello",
    isOwn: true,
    reason: null,
    kind: "update",
    origin: null,
    undo: { refusal: null, until: "2026-11-23T09:00:02.000Z" },
    undoneBy: [],
    followedBy: [],
    leftOver: 0,
    approvals: 0,
    reverted: 0,
    checkedAt: null,
    nextCheckAt: null,
    stopReason: null,
    openedAt: "2026-11-22T09:00:00.000Z",
    acceptedAt: "2026-11-22T09:00:01.000Z",
    startedAt: "2026-11-22T09:00:01.000Z",
    finishedAt: "2026-11-22T09:00:02.000Z",
    ...more,
  };
}
