import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { ApiFailure } from "../../../src/client/apiFailure";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import type { Grid } from "../paneWorld";
import { compared, grid, open } from "./compareWorld";

const row = (name: string): HTMLElement => {
  const item = screen.getAllByRole("listitem").find((one) => within(one).queryByText(name) !== null);
  if (item === undefined) throw new Error(`${name} is not shown.`);
  return item;
};

test("each patient is looked up once, and what differs is counted by column", async () => {
  const { asked, marked } = await compared();
  expect(asked).toEqual([{ artIds: ["A1", "A2", "A3", "A4", "A5", "X1", "X2"], fields: ["phone", "address", "birthdate"] }]);
  expect(screen.getByText("7 rows compared · 1 the same as the record")).toBeInTheDocument();
  const table = screen.getByRole("table", { name: "Differences by column" });
  const figures = within(table).getAllByRole("row").map((line) => line.textContent);
  expect(figures).toEqual(["ColumnDiffersMissingNot in the recordUnreadable", "Phone1111", "LGA1000", "Birthdate1100", "ART ID without a patient2"]);
  expect(marked[0]?.columns).toEqual([
    { field: "artId", word: "ART ID" },
    { field: "phone", word: "Phone" },
    { field: "lga", word: "LGA" },
    { field: "birthdate", word: "Birthdate" },
  ]);
  expect(marked[0]?.rows.map(({ text }) => text)).toEqual([
    "Same",
    "Phone differs; LGA differs",
    "Phone missing; Birthdate differs",
    "Phone not in the record; Birthdate missing",
    "Phone unreadable",
    "ART ID not found",
    "ART ID ambiguous",
  ]);
  expect(marked[0]?.source).toMatch(/^Compared with the record of Karu on 22 Nov 2026, /);
});

test("the list names row, column, and what sheet and record say", async () => {
  await compared();
  const second = row("Row 3");
  expect(within(second).getByText("Phone differs")).toBeInTheDocument();
  expect(within(second).getByText("08099999999")).toBeInTheDocument();
  expect(within(second).getByText("08020000002")).toBeInTheDocument();
  expect(within(row("Row 4")).getByText("blank")).toBeInTheDocument();
  expect(within(row("Row 7")).getByText("No patient with this ART ID is found in the record.")).toBeInTheDocument();
  expect(within(row("Row 8")).getByText("Several patients have this ART ID.")).toBeInTheDocument();
  expect(screen.queryByText("Row 2")).not.toBeInTheDocument();
});

test("the list is narrowed to a column and a kind of difference, also from the figures", async () => {
  const { user } = await compared();
  await user.selectOptions(screen.getByRole("combobox", { name: "Column" }), "Phone");
  expect(screen.getByText("4 rows shown")).toBeInTheDocument();
  expect(within(row("Row 3")).queryByText("LGA differs")).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Birthdate missing: 1" }));
  expect(screen.getByText("1 row shown")).toBeInTheDocument();
  expect(within(row("Row 5")).getByText("Birthdate missing")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "ART ID without a patient: 2" }));
  expect(screen.getByText("2 rows shown")).toBeInTheDocument();
});

test("one cell takes the record's value, as text, and can be brought back", async () => {
  const { user, world, said } = await compared();
  await user.click(screen.getByRole("button", { name: "Take the record’s value: Phone, row 3" }));
  expect(await screen.findByText("1 cell of the sheet now says what the record says.")).toBeInTheDocument();
  expect(world.workbook.grid[2]).toEqual(["A2", "08020000002", "Keffi", "03/04/1987"]);
  expect(said[0]?.map(({ text }) => text)).toEqual(["LGA differs"]);
  expect(screen.queryByRole("button", { name: "Take the record’s value: Phone, row 3" })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("1 cell is as before.")).toBeInTheDocument();
  expect(world.workbook.grid[2]?.[1]).toBe("08099999999");
  expect(screen.getByText(/a change was taken back. Compare again/)).toBeInTheDocument();
});

test("all cells shown take the record's values after a question; what has none is left", async () => {
  const { user, world } = await compared();
  await user.selectOptions(screen.getByRole("combobox", { name: "Column" }), "Phone");
  await user.click(screen.getByRole("button", { name: "Take the record’s value in 3 cells" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Write the record’s value into 3 cells?" });
  expect(world.workbook.grid[2]?.[1]).toBe("08099999999");
  await user.click(within(dialog).getByRole("button", { name: "Take the record’s values" }));
  expect(await screen.findByText("3 cells of the sheet now say what the record says.")).toBeInTheDocument();
  expect(world.workbook.grid.map((line) => line[1])).toEqual(["PhoneNo", "+234 803 123 4567", "08020000002", "08020000003", "08031110000", "08020000005", "0803", "0803"]);
});

test("a row that was changed since is left, and named", async () => {
  const { user, ports, world } = open();
  Object.assign(ports.workbook, { applyRepairs: () => Promise.resolve({ written: 1, gone: [3] }) });
  await user.click(await screen.findByRole("button", { name: "Compare" }));
  await screen.findByRole("heading", { name: "What was found" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Column" }), "Phone");
  await user.selectOptions(screen.getByRole("combobox", { name: "Difference" }), "Differs");
  await user.click(await screen.findByRole("button", { name: "Take the record’s value: Phone, row 3" }));
  expect(await screen.findByText(/Left as they are, because they have been changed since: Row 3\./)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Take the record’s value: Phone, row 3" })).toBeInTheDocument();
  expect(world.workbook.grid[2]?.[1]).toBe("08099999999");
});

test("what cannot be taken or submitted says why", async () => {
  await compared();
  expect(screen.getByRole("button", { name: "Take the record’s value: Phone, row 5" })).toHaveAccessibleDescription("The record has no value to take.");
  expect(screen.getByRole("button", { name: "Submit the sheet’s value: Phone, row 4" })).toHaveAccessibleDescription("A blank cell means no change.");
});

test("a name that differs is shown, and neither taken nor submitted", async () => {
  await compared([["ART ID", "Name", "Phone"], ["A1", "Bisi Adeyemi", "08031234567"]]);
  const reason = "This column tells whose row it is. Check the ART ID and the patient’s card.";
  expect(screen.getByRole("button", { name: "Take the record’s value: Name, row 2" })).toHaveAccessibleDescription(reason);
  expect(screen.getByRole("button", { name: "Submit the sheet’s value: Name, row 2" })).toHaveAccessibleDescription(reason);
});

test("after a submission the comparison says that it is older", async () => {
  const { world, user } = await compared();
  expect(screen.queryByText(/Since this comparison/)).not.toBeInTheDocument();
  await act(() => world.outbox.port.enqueue({ rows: [], reading: {} as never, source: { kind: "sheet" } as never, reason: null }).then(() => undefined));
  world.outbox.finish(() => {
    throw new Error("there are no rows");
  });
  expect(await screen.findByText("Since this comparison something has been submitted. Compare again to see how it stands now.")).toBeInTheDocument();
  await user.click(screen.getAllByRole("button", { name: "Compare again" })[0] ?? document.body);
  await waitFor(() => expect(screen.queryByText(/Since this comparison/)).not.toBeInTheDocument());
});

test("hidden rows are compared only where the person says so", async () => {
  const { asked, user } = await compared(grid(), { hidden: [3, 4] });
  expect(asked[0]?.artIds).toEqual(["A1", "A4", "A5", "X1", "X2"]);
  expect(screen.getByText("2 hidden rows were left out.")).toBeInTheDocument();
  await user.click(screen.getByRole("checkbox", { name: "Compare hidden rows, too" }));
  await user.click(screen.getByRole("button", { name: "Compare again" }));
  await waitFor(() => expect(asked[1]?.artIds).toHaveLength(7));
});

test("more than ten thousand patients are asked in several requests", async () => {
  const many: Grid = [["ART ID", "Phone"], ...Array.from({ length: 10_001 }, (_, at) => [`M${at}`, "0803"])];
  const { asked } = await compared(many);
  expect(asked.map(({ artIds }) => artIds.length)).toEqual([10_000, 1]);
});

test("without the server it is said in a sentence, and the list stays", async () => {
  const { user } = open(grid(), { lookup: () => Promise.reject(new ApiFailure("offline")) });
  await user.click(await screen.findByRole("button", { name: "Compare" }));
  expect(await screen.findByText(/server cannot be reached/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Compare" })).toBeInTheDocument();
  expect(screen.queryByRole("heading", { name: "What was found" })).not.toBeInTheDocument();
});

test("a sheet that cannot be marked is compared all the same, and says why", async () => {
  const opened = open();
  opened.refusal.error = new WorkbookError("sheet-protected");
  await opened.user.click(await screen.findByRole("button", { name: "Compare" }));
  expect(await screen.findByText(/The list is compared, but the sheet could not be marked:/)).toBeInTheDocument();
  expect(screen.getByText("The sheet bears no marks.")).toBeInTheDocument();
  expect(screen.getByText("7 rows compared · 1 the same as the record")).toBeInTheDocument();
});

test("it can be cancelled while the record is asked", async () => {
  const signals: AbortSignal[] = [];
  const { user } = open(grid(), {
    lookup: (_, signal) =>
      new Promise((__, reject) => {
        if (signal === undefined) return;
        signals.push(signal);
        signal.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
      }),
  });
  await user.click(await screen.findByRole("button", { name: "Compare" }));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(await screen.findByText("Cancelled.")).toBeInTheDocument();
  expect(signals[0]?.aborted).toBe(true);
  expect(screen.queryByRole("heading", { name: "What was found" })).not.toBeInTheDocument();
});

test("marks are removed, and it is jumped to a cell", async () => {
  const { user, removed, world } = await compared();
  await user.click(screen.getByRole("button", { name: "Go to LGA in row 3" }));
  expect(world.workbook.jumps).toEqual(["lga"]);
  await user.click(screen.getByRole("button", { name: "Remove marks" }));
  expect(await screen.findByText("The marks and their column are removed.")).toBeInTheDocument();
  expect(removed).toEqual(["s1"]);
  expect(screen.getByText("The sheet bears no marks.")).toBeInTheDocument();
});

test("a sheet without ART IDs, or with nothing that the record has, says so", async () => {
  open([["Card", "Phone", "LGA"], ["1", "0803", "Karu"]]);
  expect((await screen.findAllByText(/No column is known to hold the ART ID/)).length).toBeGreaterThan(0);
});

test("axe finds no fault", async () => {
  const { container } = await compared();
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
});
