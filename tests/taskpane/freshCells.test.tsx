import { screen, waitFor, within } from "@testing-library/react";
import type { OutboxEvent, OutboxItem } from "../../src/client/outbox";
import { ApiFailure } from "../../src/client/apiFailure";
import { createSubmitStore } from "../../src/taskpane/submit/submitStore";
import { createUpdateStore } from "../../src/taskpane/update/updateStore";
import { WorkbookError } from "../../src/taskpane/workbook/port";
import { lineList, phones, validated } from "./lineList";
import { makeWorld } from "./paneWorld";
import type { World } from "./paneWorld";
import { openForm, outcomeOf, submitPhone } from "./update/formWorld";

/** Cells with our functions follow the record, whatever becomes of the sheet that a submission came from. */

async function submitOne(world: World): Promise<Awaited<ReturnType<typeof validated>>> {
  const opened = await validated(world);
  await opened.user.click(screen.getByRole("button", { name: "Submit 1 row" }));
  await opened.user.click(await within(await screen.findByRole("alertdialog")).findByRole("button", { name: "Submit 1 row" }));
  await screen.findByRole("region", { name: "Submitting 1 row" });
  return opened;
}

describe("after a submission of a list", () => {
  test("the look-ups of its patients are forgotten, then cells ask again", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    await submitOne(world);
    world.outbox.finish((row) => outcomeOf(row));
    await waitFor(() => expect(world.workbook.cells).toEqual(["forgot NAS/001", "refreshed"]));
  });

  test("the patient's other ART IDs are forgotten, too: another sheet may show the patient by one of them", async () => {
    const world = makeWorld(lineList(), {
      preview: async (request) => {
        const answer = await phones(request);
        return { ...answer, rows: answer.rows.map((row, at) => (request.rows[at]?.cells.artId?.value === "NAS/001" ? { ...row, otherArtIds: ["NAS/777"] } : row)) };
      },
    });
    await submitOne(world);
    world.outbox.finish((row) => outcomeOf(row));
    await waitFor(() => expect(world.workbook.cells).toEqual(["forgot NAS/001,NAS/777", "refreshed"]));
  });

  test("where the rows were never compared with the record, nobody knows the other ART IDs: everything is forgotten", async () => {
    const world = makeWorld(lineList(), { preview: () => Promise.reject(new ApiFailure("offline")) });
    await submitOne(world);
    world.outbox.finish((row) => outcomeOf(row));
    await waitFor(() => expect(world.workbook.cells).toEqual(["forgot all", "refreshed"]));
  });

  test("a protected sheet keeps no cell from being fresh, also when the submission was left to itself", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await submitOne(world);
    await user.click(screen.getByRole("button", { name: "Go on working" }));
    await screen.findByRole("button", { name: "Validate" });
    world.workbook.failWith(new WorkbookError("sheet-protected"));
    world.outbox.finish((row) => outcomeOf(row));
    await waitFor(() => expect(world.workbook.cells).toEqual(["forgot NAS/001", "refreshed"]));
    expect(world.outbox.told).toEqual([]);
  });

  test("while its results cannot be read, what was looked up is forgotten all the same, and cells keep what they show", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const offline = { ...world, ports: { ...world.ports, outbox: { ...world.ports.outbox, results: () => Promise.reject(new ApiFailure("offline")) } } };
    await submitOne(offline);
    world.outbox.finish((row) => outcomeOf(row));
    await waitFor(() => expect(world.workbook.cells).toEqual(["forgot all"]));
  });
});

const sentElsewhere: OutboxItem = {
  uuid: "3f9a2c1b-0000-4000-8000-000000000007",
  createdAt: "2026-11-22T09:00:00.000Z",
  rowCount: 1,
  state: "accepted",
  readable: true,
  source: { workbook: "another.xlsx", sheet: "October", kind: "sheet" },
  attempts: 1,
  nextTryAt: null,
  problem: null,
  progress: { done: 0, total: 1 },
  status: null,
  isTold: false,
};

/** A pane that hears of the outbox what another pane did: that something changed, and what the list says then. */
function listen(kind: "sheet" | "form", from = { workbook: "another.xlsx", sheet: "October" }): { world: World; hear: (item: OutboxItem) => Promise<void> } {
  const world = makeWorld(lineList());
  const listeners = new Set<(event: OutboxEvent) => void>();
  let items: OutboxItem[] = [];
  const outbox = { ...world.ports.outbox, list: () => Promise.resolve(items), subscribe: (listener: (event: OutboxEvent) => void) => (listeners.add(listener), () => listeners.delete(listener)) };
  const ports = { ...world.ports, outbox };
  createSubmitStore(ports, () => "2026-11-22").followOutbox();
  createUpdateStore(ports, { today: () => "2026-11-22", siteOrder: () => null, role: () => "clerk", correctionsOf: () => ({}), showPatient: () => undefined, onChanged: () => undefined }).followOutbox();
  const hear = async (item: OutboxItem): Promise<void> => {
    items = [{ ...item, source: { ...from, kind } }];
    for (const listener of listeners) listener({ uuid: null, item: null });
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { world, hear };
}

describe.each(["sheet", "form"] as const)("a submission (%s) of another open workbook", (kind) => {
  test("makes the cells of this one fresh, once, before its own pane has told it", async () => {
    const { world, hear } = listen(kind);
    await hear(sentElsewhere);
    expect(world.workbook.cells).toEqual([]);
    const done: OutboxItem = { ...sentElsewhere, state: "done" };
    await hear(done);
    await hear(done);
    await hear({ ...done, isTold: true });
    expect(world.workbook.cells).toEqual(["forgot all", "refreshed"]);
    expect(world.workbook.writtenStatuses).toEqual([]);
  });

  test("makes them fresh, too, where its own pane was quicker to tell it", async () => {
    const { world, hear } = listen(kind);
    await hear(sentElsewhere);
    await hear({ ...sentElsewhere, state: "done", isTold: true });
    expect(world.workbook.cells).toEqual(["forgot all", "refreshed"]);
  });

  test("that had ended and was told before this pane began changes nothing here", async () => {
    const { world, hear } = listen(kind);
    await hear({ ...sentElsewhere, state: "done", isTold: true });
    expect(world.workbook.cells).toEqual([]);
  });
});

test("a form whose sheet is protected and whose result comes later leaves the cells fresh", async () => {
  const { world, hear } = listen("form", { workbook: "contacts.xlsx", sheet: "Line list" });
  await hear(sentElsewhere);
  world.workbook.failWith(new WorkbookError("sheet-protected"));
  await hear({ ...sentElsewhere, state: "done" });
  expect(world.workbook.cells).toEqual(["forgot all", "refreshed"]);
});

test("after the form of one patient cells are fresh", async () => {
  const world = openForm();
  await submitPhone(world);
  await screen.findByRole("heading", { name: "Submitting" });
  world.outbox.finish((row) => outcomeOf(row));
  await waitFor(() => expect(world.workbook.cells).toEqual(["forgot all", "refreshed"]));
});
