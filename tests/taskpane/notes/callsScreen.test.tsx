import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { SheetAttempt, SheetAttemptResult, SheetAttemptsAnswer } from "../../../src/contract/contactNotes";
import { limits } from "../../../src/contract/primitives";
import { CallsScreen } from "../../../src/taskpane/notes/CallsScreen";
import { createCallsStore } from "../../../src/taskpane/notes/callsStore";
import { isAlreadySent, receiptText } from "../../../src/taskpane/submit/engine/sentRows";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import { makeWorld, show, type Grid } from "../paneWorld";

const header = ["ART ID", "Phone", "Call result", "Date of call", "Call notes"];

function open(grid: Grid, given: { readonly hidden?: readonly number[]; readonly answer?: (rows: readonly SheetAttempt[], time: number) => Promise<SheetAttemptsAnswer> } = {}) {
  const world = makeWorld(grid, { workbook: { hidden: given.hidden ?? [] } });
  const sent: SheetAttempt[][] = [];
  const marks = new Set<string>();
  /** As the server does: a mark that came before is not noted again. */
  const answer = (rows: readonly SheetAttempt[]): Promise<SheetAttemptsAnswer> =>
    Promise.resolve({
      rows: rows.map(({ mark }): SheetAttemptResult => {
        if (marks.has(mark)) return { result: "noted-before", day: "2026-11-20", at: "2026-11-20T09:00:00.000Z" };
        marks.add(mark);
        return { result: "noted", number: "recorded" };
      }),
    });
  const server = {
    ...world.ports.server,
    noteSheet: ({ rows }: { rows: SheetAttempt[] }) => {
      sent.push(rows);
      return given.answer === undefined ? answer(rows) : given.answer(rows, sent.length);
    },
  };
  const store = createCallsStore({ workbook: world.workbook.port, server, entry: world.ports.entry }, { today: () => "2026-11-22", dateOrder: () => "dmy" });
  const view = show(<CallsScreen store={store} today="2026-11-22" onBack={jest.fn()} />);
  return { user: userEvent.setup(), world, sent, store, container: view.container };
}

const noteButton = (amount: number) => screen.findByRole("button", { name: `Note ${amount} call${amount === 1 ? "" : "s"}` });

test("results are counted, what cannot be read is named by its row, and hidden and blank rows are left out", async () => {
  const { sent, user, world } = open(
    [
      header,
      ["FCT/001", "0803 123 4567", "Reached", "20/11/2026", "well"],
      ["FCT/002", "", "not picking", "", ""],
      ["FCT/003", "", "maybe", "", ""],
      ["FCT/004", "", "Reached", "31/11/2026", ""],
      ["", "08031234567", "Reached", "", ""],
      ["FCT/006", "", "Reached", "23/11/2026", ""],
      ["FCT/007", "", "Reached", "", ""],
      ["FCT/008", "", "", "", ""],
    ],
    { hidden: [8] },
  );
  const counts = within(await screen.findByRole("list", { name: "Calls by result" }));
  expect(counts.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["Reached: 1 row", "No answer: 1 row"]);
  for (const text of ["Row 4: “maybe” is none of the results", "Row 5: “31/11/2026” is not a day", "Row 6: no ART ID", "Row 7: The day of the call is in the future.", "1 hidden row left out.", "Day of the call: column “Date of call”."]) {
    expect(screen.getByText(text)).toBeInTheDocument();
  }
  await user.click(await noteButton(2));
  expect(await screen.findByText("2 calls noted.")).toBeInTheDocument();
  expect(sent).toEqual([
    [
      { mark: expect.stringMatching(/^[0-9a-f]{64}$/), rowNumber: 2, artId: "FCT/001", outcome: "reached", day: "2026-11-20", phone: "08031234567", note: "well" },
      { mark: expect.stringMatching(/^[0-9a-f]{64}$/), rowNumber: 3, artId: "FCT/002", outcome: "no-answer", day: "2026-11-22", phone: null, note: "" },
    ],
  ]);
  await waitFor(() => expect(world.workbook.writtenStatuses).toHaveLength(1));
  expect(world.workbook.writtenStatuses[0]).toMatchObject([
    { locator: { rowNumber: 2 }, status: "Call noted", detail: "Reached, 20 November 2026" },
    { locator: { rowNumber: 3 }, status: "Call noted", detail: "No answer, 22 November 2026" },
  ]);
});

test("sent twice, nothing is noted twice; that they are new calls is said by the person, and a break in the line does not double them", async () => {
  const { user, sent, store } = open([header, ["FCT/001", "", "No answer", "", ""]]);
  await user.click(await noteButton(1));
  await screen.findByText("1 call noted.");
  await user.click(screen.getByRole("button", { name: "Look at the sheet" }));
  await user.click(await noteButton(1));
  expect(await screen.findByText("1 row was noted before: nothing was added.")).toBeInTheDocument();
  expect(sent[0]?.[0]?.mark).toBe(sent[1]?.[0]?.mark);
  await user.click(screen.getByRole("button", { name: "They are new calls: note them too" }));
  expect(await screen.findByText("1 call noted.")).toBeInTheDocument();
  expect(sent[2]?.[0]?.mark).not.toBe(sent[0]?.[0]?.mark);
  expect(store.get().done?.before).toEqual([]);
});

test("the same call in a copy of the list is the same where its day is told, and another sheet's where it is not", async () => {
  const { user, sent } = open([header, ["FCT/001", "", "No answer", "20/11/2026", ""], ["fct/001", "", "not picking", "20-Nov-2026", ""], ["FCT/001", "", "No answer", "", ""]]);
  await user.click(await noteButton(3));
  await screen.findByText("2 calls noted.");
  const marks = sent[0]?.map(({ mark }) => mark) ?? [];
  expect(marks[0]).toBe(marks[1]);
  expect(marks[2]).not.toBe(marks[0]);
});

test("what a submission wrote beside a row stays, so that the row is still known as sent; a later call takes the place of the earlier one", async () => {
  const cells = { artId: { value: "FCT/001" }, phone: { value: "08031234567" } };
  const receipt = receiptText("3f9a2c1b-0000-4000-8000-000000000001", rowMark(cells));
  const { user, world } = open([
    [...header, "Status", "Detail"],
    ["FCT/001", "08031234567", "Reached", "20/11/2026", "", "Updated", `Phone changed. ${receipt}`],
    ["FCT/002", "08031234568", "Reached", "20/11/2026", "", "Updated", `Call noted: No answer, 19 November 2026 | Phone changed. ${receipt}`],
    ["FCT/003", "08031234569", "Reached", "20/11/2026", "", "Call noted", "No answer, 19 November 2026"],
  ]);
  await user.click(await noteButton(3));
  await waitFor(() => expect(world.workbook.writtenStatuses).toHaveLength(1));
  const written = world.workbook.writtenStatuses[0] ?? [];
  const told = `Call noted: Reached, 20 November 2026 | Phone changed. ${receipt}`;
  expect(written.map(({ status, detail }) => [status, detail])).toEqual([["Updated", told], ["Updated", told], ["Call noted", "Reached, 20 November 2026"]]);
  const row = { rowNumber: 2, rowId: "", isHidden: false, cells, status: written[0]?.status ?? "", detail: written[0]?.detail ?? "" };
  expect(isAlreadySent(row, new Set(["Updated"]))).toBe(true);
});

test("without a connection nothing is lost: it says so, and goes when tried again", async () => {
  const offline = (rows: readonly SheetAttempt[], time: number): Promise<SheetAttemptsAnswer> =>
    time === 1 ? Promise.reject(new ApiFailure("offline")) : Promise.resolve({ rows: rows.map(() => ({ result: "refused", reason: "art-id-not-found" })) });
  const { user, world, sent } = open([header, ["FCT/001", "", "No answer", "", ""]], { answer: offline });
  await user.click(await noteButton(1));
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("1 row not noted. The reason stands in the sheet.")).toBeInTheDocument();
  expect(sent).toHaveLength(2);
  expect(world.workbook.writtenStatuses[0]).toMatchObject([{ status: "Call not noted", detail: "NMRS has no patient with this ART ID at your facilities." }]);
});

test("a column that is not recognised is chosen; Excel's refusal is told", async () => {
  const { user, world } = open([["ART ID", "What happened"], ["FCT/001", "Switched off"]]);
  expect(await screen.findByText("No column with results of calls was recognised. Choose it.")).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Column with the result of the call" }), "What happened");
  await user.click(await noteButton(1));
  await screen.findByText("1 call noted.");
  world.workbook.failWith(new WorkbookError("cell-in-edit"));
  await user.click(screen.getByRole("button", { name: "Look at the sheet" }));
  expect(await screen.findByRole("button", { name: "Try again" })).toBeInTheDocument();
});

test("axe finds nothing", async () => {
  const { container } = open([header, ["FCT/001", "", "No answer", "", ""], ["FCT/002", "", "?!x", "", ""]]);
  await noteButton(1);
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test("cells of the patients whose calls were noted are fresh, though the sheet is protected", async () => {
  const { user, world } = open([header, ["FCT/001", "", "Reached", "", ""], ["FCT/002", "", "Reached", "", ""]], {
    answer: () => Promise.resolve({ rows: [{ result: "noted", number: "recorded" }, { result: "refused", reason: "art-id-not-found" }] }),
  });
  const button = await noteButton(2);
  world.workbook.failWith(new WorkbookError("sheet-protected"));
  await user.click(button);
  await waitFor(() => expect(world.workbook.cells).toEqual(["forgot FCT/001", "refreshed"]));
});

test("cells are fresh, too, of the rows that were noted before the connection went", async () => {
  const rows = Array.from({ length: limits.rowsPerPart + 1 }, (_, at) => [`FCT/${at}`, "", "Reached", "", ""]);
  const { store, world } = open([header, ...rows], {
    answer: (sent, time) => (time === 1 ? Promise.resolve({ rows: sent.map(() => ({ result: "noted", number: "recorded" })) }) : Promise.reject(new ApiFailure("offline"))),
  });
  await waitFor(() => expect(store.get().phase).toBe("ready"));
  await act(() => store.send());
  expect(world.workbook.cells.at(-1)).toBe("refreshed");
  expect(world.workbook.cells[0]?.split(",")).toHaveLength(limits.rowsPerPart);
});
