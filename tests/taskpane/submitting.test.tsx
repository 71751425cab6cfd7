import { screen, waitFor, within } from "@testing-library/react";
import type userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import type { RowOutcome } from "../../src/contract/submissions";
import { WorkbookError } from "../../src/taskpane/workbook/port";
import type { WorkbookPort } from "../../src/taskpane/workbook/port";
import { lineList, phones, validated } from "./lineList";
import { submissionStatus } from "../support/submissionStatus";
import { makeWorld } from "./paneWorld";

describe("submitting", () => {
  const outcome = (status: RowOutcome["status"], reason: RowOutcome["issues"] = []): ((row: { rowId: string; rowNumber: number }, ordinal: number) => RowOutcome) =>
    (row, ordinal) => ({
      ordinal,
      rowId: row.rowId,
      rowNumber: row.rowNumber,
      status,
      issues: reason,
      reverted: [],
      fields: { phone: { status: status === "updated" ? "changed" : "failed", before: "08030000000", after: "08031234567", reason: reason[0]?.code ?? null } },
      finishedAt: "2026-11-22T09:00:01.000Z",
    });

  async function confirmSubmit(user: ReturnType<typeof userEvent.setup>, rows: string): Promise<void> {
    await user.click(screen.getByRole("button", { name: `Submit ${rows}` }));
    const dialog = await screen.findByRole("alertdialog", { name: `Submit ${rows}?` });
    await user.click(await within(dialog).findByRole("button", { name: `Submit ${rows}` }));
  }

  test("the confirmation gives the numbers: what changes by field, what is left out and why", async () => {
    const { user } = await validated(makeWorld(lineList(), { preview: phones }));
    await user.click(screen.getByRole("button", { name: "Submit 1 row" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Submit 1 row?" }));
    expect(await dialog.findByText("Phone: 1 row")).toBeInTheDocument();
    expect(dialog.getByText("2 rows waiting for your decision")).toBeInTheDocument();
    expect(dialog.getByText("1 row with errors")).toBeInTheDocument();
    expect(dialog.getByText(/recorded under the name of Amina Bello/)).toBeInTheDocument();
    expect(dialog.getByText(/takes back changes of the sheet, not of the record/)).toBeInTheDocument();
  });

  test("only rows that change are sent, with what was seen of the record and how cells were read", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await waitFor(() => expect(world.outbox.sent).toHaveLength(1));
    expect(world.outbox.sent[0]).toMatchObject({
      source: { workbook: "contacts.xlsx", sheet: "Line list", kind: "sheet" },
      reading: { dateOrder: null, date1904: false, streetIncludesLga: false },
      rows: [{ rowNumber: 4, cells: { artId: { value: "NAS/001" }, phone: { value: "08031234567", read: "08031234567" } }, baseline: { phone: "b".repeat(64) }, seen: { phone: "08030000000" } }],
    });
  });

  test("the result is told and written beside the rows; rows that were left out get their reason", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    world.outbox.finish(outcome("updated"));
    expect(await screen.findByRole("heading", { name: "Submitted" })).toBeInTheDocument();
    expect(await screen.findByText(/Status and Detail were written beside 4 rows/)).toBeInTheDocument();
    const written = world.workbook.writtenStatuses[0]?.map(({ locator, status, detail }) => [locator.rowNumber, status, detail]) ?? [];
    expect(written).toEqual([
      [4, "Updated", expect.stringMatching(/^Changed: Phone\. Ref 3F9A2C1B-[0-9A-F]{6}$/)],
      [5, "Not sent", expect.stringContaining("lost its first 0")],
      [6, "Not sent", expect.stringContaining("lost its first 0")],
      [7, "Not sent", expect.stringContaining("too short")],
    ]);
  });

  test("an end that is told a second time, while its results are being written, is written once and told once", async () => {
    const plain = makeWorld(lineList(), { preview: phones });
    const writeStatus: WorkbookPort["writeStatus"] = (list, entries) => {
      const item = plain.outbox.item();
      if (item !== undefined && plain.workbook.writtenStatuses.length === 0) plain.outbox.put(item);
      return plain.ports.workbook.writeStatus(list, entries);
    };
    const world = { ...plain, ports: { ...plain.ports, workbook: { ...plain.ports.workbook, writeStatus } } };
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    world.outbox.finish(outcome("updated"));
    expect(await screen.findByText(/^Status and Detail were written beside 4 rows/)).toBeInTheDocument();
    await waitFor(() => expect(world.outbox.item()?.isTold).toBe(true));
    expect(screen.queryByText(/The results for “Line list” have come/)).not.toBeInTheDocument();
    expect(world.workbook.writtenStatuses).toHaveLength(1);
  });

  test("rows that the server refused are listed by cause", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    world.outbox.finish(outcome("failed", [{ code: "art-id-not-found", severity: "error", field: "artId" }]));
    expect(await screen.findByRole("heading", { name: "Rows that were not updated" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Go to row 4" })).toBeInTheDocument();
  });

  test("a row that was edited after validating is left out and must be validated again", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    const edited = world.workbook.grid[3];
    if (edited !== undefined) edited[1] = "08039999999";
    await user.click(screen.getByRole("button", { name: "Submit 1 row" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    expect(await dialog.findByText(/1 row edited in the sheet since they were validated/)).toBeInTheDocument();
    expect(dialog.getByText("No row is left to send.")).toBeInTheDocument();
    expect(dialog.getByRole("button", { name: "Validate again" })).toBeInTheDocument();
    expect(world.outbox.sent).toHaveLength(0);
  });

  test("sorting the list after validating does no harm", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    const moved = world.workbook.grid.splice(3, 1);
    world.workbook.grid.push(...moved);
    await confirmSubmit(user, "1 row");
    await waitFor(() => expect(world.outbox.sent).toHaveLength(1));
    expect(world.outbox.sent[0]?.rows[0]).toMatchObject({ rowNumber: 7, cells: { artId: { value: "NAS/001" } } });
  });

  test("what waits for the server can be taken back", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await user.click(await screen.findByRole("button", { name: "Take back" }));
    expect(await screen.findByText(/was taken back/)).toBeInTheDocument();
    expect(world.outbox.item()).toBeUndefined();
  });

  test("a submission can be left to itself: its results are written beside the rows when they come", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await user.click(await screen.findByRole("button", { name: "Go on working" }));
    expect(await screen.findByRole("button", { name: "Validate" })).toBeInTheDocument();
    world.outbox.finish(outcome("updated"));
    expect(await screen.findByText(/The results for “Line list” have come: Status and Detail were written beside 4 rows/)).toBeInTheDocument();
  });

  test("without the server the rows wait in the outbox, with nothing claimed about the record", async () => {
    const world = makeWorld(lineList(), { preview: () => Promise.reject(new ApiFailure("offline")) });
    const { user } = await validated(world);
    await user.click(screen.getByRole("button", { name: "Submit 1 row" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    expect(await dialog.findByText(/have not been compared with the record/)).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Submit 1 row" }));
    expect(await screen.findByRole("progressbar", { name: "Kept safe on this computer, waiting for the server" })).toBeInTheDocument();
    expect(world.outbox.sent[0]?.rows[0]).not.toHaveProperty("baseline");
  });

  test("a submission that the server does not accept says why, and can be tried again or taken back", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    const item = world.outbox.item();
    if (item !== undefined) world.outbox.put({ ...item, state: "refused", problem: { code: "not-allowed", requestId: "req-7" } });
    expect(await screen.findByText(/Your role does not allow this/)).toBeInTheDocument();
    expect(screen.getByText("Reference req-7")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Take back" }));
    expect(await screen.findByText(/was taken back/)).toBeInTheDocument();
  });

  test("while it is being handed over, Take back says why it must wait", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    const item = world.outbox.item();
    if (item !== undefined) world.outbox.put({ ...item, state: "accepting" });
    const button = await screen.findByRole("button", { name: "Take back" });
    await waitFor(() => expect(button).toHaveAttribute("aria-disabled", "true"));
    await user.hover(button);
    expect(await screen.findByRole("tooltip", { name: /wait until the server has it/ })).toBeInTheDocument();
  });

  test("once the server works on it, it can be cancelled after a word about what stays written; its end is shown as such", async () => {
    const cancelled: string[] = [];
    const plain = makeWorld(lineList(), { preview: phones });
    const world = { ...plain, ports: { ...plain.ports, server: { ...plain.ports.server, cancel: (uuid: string) => (cancelled.push(uuid), Promise.resolve(submissionStatus({ uuid, state: "running" }))) } } };
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    const item = world.outbox.item();
    if (item === undefined) throw new Error("nothing was submitted");
    world.outbox.put({ ...item, state: "accepted", progress: { done: 0, total: 1 } });
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Cancel this submission?" }));
    expect(dialog.getByText(/Rows that are already written stay written. They can be taken back afterwards/)).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Cancel the submission" }));
    expect(await screen.findByText(/what is being written now is still finished/)).toBeInTheDocument();
    expect(cancelled).toEqual([item.uuid]);
    world.outbox.finish(outcome("withdrawn", [{ code: "cancelled", severity: "warning", field: null }]), "cancelled");
    expect(await screen.findByRole("heading", { name: "Cancelled" })).toBeInTheDocument();
    await waitFor(() => expect(world.workbook.writtenStatuses[0]?.[0]).toMatchObject({ status: "Taken out", detail: expect.stringContaining("cancelled before this row was reached") }));
  });

  test("results that could not be written into the sheet can be written when it is possible", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await confirmSubmit(user, "1 row");
    await screen.findByRole("region", { name: "Submitting 1 row" });
    world.workbook.failWith(new WorkbookError("sheet-protected"));
    world.outbox.finish(outcome("updated"));
    expect(await screen.findByText("The results could not be written into the sheet.")).toBeInTheDocument();
    world.workbook.failWith(null);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/Status and Detail were written/)).toBeInTheDocument();
  });
});
