import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import type { OutboxItem } from "../../src/client/outbox";
import { noRows } from "../../src/contract/submissions";
import type { RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import { HistoryScreen } from "../../src/taskpane/history/HistoryScreen";
import { createHistoryStore } from "../../src/taskpane/history/historyStore";
import { rowIdFor } from "../../src/taskpane/submit/engine/sentRows";
import { rowMark } from "../../src/taskpane/workbook/rowMark";
import { submissionStatus } from "../support/submissionStatus";
import { makeWorld, show } from "./paneWorld";
import type { World } from "./paneWorld";

const submission = submissionStatus({ rowCount: 2, rowsDone: 2, counts: { ...noRows, updated: 1, failed: 1 } });

const grid = [["ART ID", "New phone"], ["NAS/002", "08031234568"], ["NAS/001", "08031234567"]];

function outcomeOf(rowNumber: number, [artId = "", phone = ""]: string[], status: RowOutcome["status"]): RowOutcome {
  const mark = rowMark({ artId: { value: artId }, phone: { value: phone } });
  const fields: RowOutcome["fields"] = status === "updated" ? { phone: { status: "changed", before: null, after: phone, reason: null } } : {};
  const issues: RowOutcome["issues"] = status === "failed" ? [{ code: "art-id-not-found", severity: "error", field: "artId" }] : [];
  return { ordinal: rowNumber, rowId: rowIdFor({ rowNumber, rowId: "" }, mark), rowNumber, status, issues, fields, reverted: [], finishedAt: submission.finishedAt };
}

function open(world: World, given: { items?: readonly OutboxItem[]; list?: () => Promise<{ submissions: SubmissionStatus[]; next: null }>; role?: "clerk" | "supervisor" } = {}): ReturnType<typeof userEvent.setup> {
  const listSubmissions = given.list ?? (() => Promise.resolve({ submissions: [submission], next: null }));
  const store = createHistoryStore({ ...world.ports, server: { ...world.ports.server, listSubmissions, readSubmission: () => Promise.resolve(submission) } });
  show(<HistoryScreen store={store} items={given.items ?? []} outbox={world.ports.outbox} role={given.role ?? "clerk"} />);
  return userEvent.setup();
}

test("what was submitted is listed with its sheet, rows and numbers", async () => {
  open(makeWorld(grid));
  expect(await screen.findByText("Line list in contacts.xlsx")).toBeInTheDocument();
  expect(screen.getByText("Finished · 1 updated, 1 not updated")).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "My submissions" })).toBeInTheDocument();
});

test("nothing submitted yet is a sentence, not a blank", async () => {
  open(makeWorld(grid), { list: () => Promise.resolve({ submissions: [], next: null }) });
  expect(await screen.findByText(/Nothing has been submitted yet/)).toBeInTheDocument();
});

test("without the server only what waits here is shown, and that is said", async () => {
  open(makeWorld(grid), { list: () => Promise.reject(new ApiFailure("offline")) });
  expect(await screen.findByText("Without the server only what waits on this computer is shown.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
});

test("a supervisor sees whose submission it is", async () => {
  open(makeWorld(grid), { role: "supervisor" });
  expect(await screen.findByText(/by Amina Bello/)).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Everyone's submissions" })).toBeInTheDocument();
});

test("results are written beside the rows they belong to, also after a reload and a sort", async () => {
  const world = makeWorld(grid);
  const outcomes = [outcomeOf(2, ["NAS/001", "08031234567"], "updated"), outcomeOf(3, ["NAS/002", "08031234568"], "failed")];
  const user = open({ ...world, ports: { ...world.ports, outbox: { ...world.ports.outbox, results: () => Promise.resolve(outcomes) } } });
  await user.click(await screen.findByRole("button", { name: /^Open/ }));
  expect(await screen.findByText("1 ART ID was not found")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Write results beside the rows" }));
  expect(await screen.findByText(/Status and Detail were written beside 2 rows/)).toBeInTheDocument();
  expect(world.workbook.writtenStatuses[0]).toMatchObject([
    { status: "Updated", detail: expect.stringMatching(/^Changed: Phone\. Ref 3F9A2C1B-/) },
    { status: "Not updated", detail: expect.stringContaining("ART ID") },
  ]);
  await user.click(screen.getByRole("button", { name: "All submissions" }));
  expect(await screen.findByText("Line list in contacts.xlsx")).toBeInTheDocument();
});

const waiting: OutboxItem = {
  uuid: "3f9a2c1b-0000-4000-8000-000000000009",
  createdAt: "2026-11-22T09:00:00.000Z",
  rowCount: 12,
  state: "waiting",
  readable: true,
  source: { workbook: "contacts.xlsx", sheet: "October", kind: "sheet" },
  attempts: 1,
  nextTryAt: null,
  problem: { code: "offline", requestId: null },
  progress: { done: 0, total: 12 },
  status: null,
  isTold: false,
};

test("a submission that waits here can be taken back after a question", async () => {
  const world = makeWorld(grid);
  const discarded: string[] = [];
  const user = open(
    { ...world, ports: { ...world.ports, outbox: { ...world.ports.outbox, discard: (uuid) => (discarded.push(uuid), Promise.resolve(true)) } } },
    { items: [waiting] },
  );
  const item = within(await screen.findByRole("list", { name: "Kept on this computer" }));
  expect(item.getByText("October in contacts.xlsx")).toBeInTheDocument();
  expect(item.getByText(/The server cannot be reached/)).toBeInTheDocument();
  await user.click(item.getByRole("button", { name: "Take back" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Keep" }));
  expect(discarded).toEqual([]);
  await user.click(item.getByRole("button", { name: "Take back" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Take back" }));
  expect(discarded).toEqual([waiting.uuid]);
});

test("what was sealed under an earlier password is opened with that password", async () => {
  const world = makeWorld(grid);
  const tried: string[] = [];
  const user = open(
    { ...world, ports: { ...world.ports, outbox: { ...world.ports.outbox, unlockEarlier: (secret) => (tried.push(secret), Promise.resolve(false)) } } },
    { items: [{ ...waiting, readable: false, source: null, problem: null }] },
  );
  await user.type(await screen.findByLabelText("Earlier password"), "old one{Enter}");
  expect(await screen.findByText("This password opens nothing that is kept here.")).toBeInTheDocument();
  expect(tried).toEqual(["old one"]);
});
