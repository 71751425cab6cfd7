import { act, screen, waitFor, within } from "@testing-library/react";
import type { PatientHit } from "../../../src/contract/patientSearch";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import type { Grid } from "../paneWorld";
import { cardOf, checkButton, fieldOf, openForm, outcomeOf } from "./formWorld";
import type { FormGiven } from "./formWorld";

/** Going through the selected rows of a list with the form. */

const cards = [1, 2, 3, 4].map((number) =>
  cardOf({ patient: `${number}1111111-0000-4000-8000-000000000001`, artId: `NAS/00${number}`, name: `Patient ${number}`, identifiers: [{ identifier: `NAS/00${number}`, type: "ART Number", isArtId: true, voided: false }] }),
);

const list = (): Grid => [
  ["ART ID", "Surname", "New phone", "LGA", "New birthdate", "Reason"],
  ["NAS/001", "Audu", "08031234561", "", "", "She called"],
  ["NAS/002", "Audu", 8031234562, "", "13/05/1987", ""],
  ["NAS/003", "Audu", "08030000000", "Karu", "", ""],
  ["NAS/004", "Audu", "08031234564", "", "03/04/1987", ""],
  ["NAS/009", "Audu", "08031234569", "", "", ""],
];

const rows = (first: number, last: number): FormGiven["workbook"] => ({ selected: [{ first, last }] });
const open = (given: FormGiven = {}) => openForm({ card: null, cards, grid: list(), workbook: rows(2, 5), ...given });
const start = (user: ReturnType<typeof open>["user"]) => user.click(screen.getByRole("button", { name: "Go through the selected rows" }));
const next = (user: ReturnType<typeof open>["user"]) => user.click(screen.getByRole("button", { name: "Next row" }));

test("the first selected row's patient is opened, with what the row gives", async () => {
  const { user, opened, searched } = open();
  await start(user);
  expect(await screen.findByText("Row 2 of the selection (1 of 4)")).toHaveFocus();
  expect(searched).toEqual([{ text: "NAS/001", kind: "artId", after: null, limit: 10 }]);
  expect(opened).toEqual([cards[0]?.patient]);
  expect(fieldOf("New phone")).toHaveValue("08031234561");
  expect(fieldOf("Reason")).toHaveValue("She called");
  expect(screen.getByText(/Filled in from the sheet/)).toBeInTheDocument();
});

test("cells are read as in the list: a damaged number is offered its repair, a date the order that the list proves", async () => {
  const { user } = open({ workbook: rows(3, 5) });
  await start(user);
  await screen.findByText("Row 3 of the selection (1 of 3)");
  expect(fieldOf("New phone")).toHaveValue("8031234562");
  expect(screen.getByText("Read as 13 May 1987")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Use 08031234562" }));
  expect(fieldOf("New phone")).toHaveValue("08031234562");
  await next(user);
  await next(user);
  expect(await screen.findByText("Row 5 of the selection (3 of 3)")).toBeInTheDocument();
  expect(screen.getByText("Read as 3 April 1987")).toBeInTheDocument();
});

test("where nothing shows the order of day and month, both days are offered", async () => {
  const grid: Grid = [["ART ID", "New birthdate"], ["NAS/001", "03/04/1987"]];
  const { user } = open({ grid, workbook: rows(2, 2) });
  await start(user);
  await screen.findByText("Row 2 of the list (1 of 1)");
  expect(checkButton()).toHaveAttribute("aria-disabled", "true");
  expect(screen.getByRole("button", { name: "Use 4 March 1987" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Use 3 April 1987" }));
  expect(screen.getByText("Read as 3 April 1987")).toBeInTheDocument();
  expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
});

test("where the site has set the order, a list that shows none is read so", async () => {
  const grid: Grid = [["ART ID", "New birthdate"], ["NAS/001", "03/04/1987"]];
  const { user } = open({ grid, workbook: rows(2, 2), dateOrder: "mdy" });
  await start(user);
  expect(await screen.findByText("Read as 4 March 1987")).toBeInTheDocument();
});

test("what the record says already is not filled in", async () => {
  const { user } = open({ workbook: rows(4, 5) });
  await start(user);
  await screen.findByText("Row 4 of the selection (1 of 2)");
  expect(fieldOf("New phone")).toHaveValue("");
  expect(fieldOf("New LGA")).toHaveValue("");
  expect(screen.getByText("This row gives nothing that the record does not say already.")).toBeInTheDocument();
});

test("after submitting, Status and Detail stand beside the row, and Next row goes on", async () => {
  const { user, outbox, workbook } = open();
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 4)");
  await user.click(checkButton());
  await user.click(await screen.findByRole("button", { name: "Submit" }));
  await waitFor(() => expect(outbox.sent).toHaveLength(1));
  expect(outbox.sent[0]).toMatchObject({
    source: { workbook: "contacts.xlsx", sheet: "Line list", kind: "form" },
    reason: "She called",
    rows: [{ rowNumber: 2, cells: { artId: { value: "NAS/001" }, familyName: { value: "Audu" }, phone: { value: "08031234561" } } }],
  });
  outbox.finish((row) => outcomeOf(row));
  expect(await screen.findByText(/Status and Detail were written beside 1 row/)).toBeInTheDocument();
  expect(workbook.writtenStatuses).toMatchObject([[{ locator: { rowNumber: 2 }, status: "Updated", detail: expect.stringMatching(/^Changed: Phone\. Ref 3F9A2C1B-[0-9A-F]{6}$/) }]]);
  await next(user);
  expect(await screen.findByText("Row 3 of the selection (2 of 4)")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Check and submit" })).toBeInTheDocument();
});

test("a row whose value was corrected in the form is found again by what stands in the sheet", async () => {
  const { user, outbox, workbook } = open();
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 4)");
  await user.clear(fieldOf("New phone"));
  await user.type(fieldOf("New phone"), "08035551234");
  await user.click(checkButton());
  await user.click(await screen.findByRole("button", { name: "Submit" }));
  await waitFor(() => expect(outbox.sent[0]?.rows[0]?.cells.phone).toEqual({ value: "08035551234", read: "08035551234" }));
  outbox.finish((row) => outcomeOf(row));
  expect(await screen.findByText(/Status and Detail were written beside 1 row/)).toBeInTheDocument();
  expect(workbook.writtenStatuses[0]?.[0]?.locator.rowNumber).toBe(2);
});

test("hidden rows are skipped, and the way back is open", async () => {
  const { user } = open({ workbook: { selected: [{ first: 2, last: 5 }], hidden: [3, 4] } });
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 2)");
  await next(user);
  expect(await screen.findByText("Row 5 of the selection (2 of 2)")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Next row" })).toHaveAttribute("aria-disabled", "true");
  await user.click(screen.getByRole("button", { name: "Previous row" }));
  expect(await screen.findByText("Row 2 of the selection (1 of 2)")).toBeInTheDocument();
});

test("one selected row leads down the list", async () => {
  const { user } = open({ workbook: rows(4, 4) });
  await start(user);
  expect(await screen.findByText("Row 4 of the list (1 of 3)")).toBeInTheDocument();
  await next(user);
  expect(await screen.findByText("Row 5 of the list (2 of 3)")).toBeInTheDocument();
});

test("a row that was edited meanwhile is opened as it stands now", async () => {
  const { user, workbook } = open();
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 4)");
  const edited = workbook.grid[2];
  if (edited !== undefined) edited[2] = "08077777772";
  await next(user);
  await screen.findByText("Row 3 of the selection (2 of 4)");
  expect(fieldOf("New phone")).toHaveValue("08077777772");
});

const hit = (more: Partial<PatientHit>): PatientHit => ({ ...cardOf(), foundBy: "artId", ...more });
const answer = (...hits: PatientHit[]) => Promise.resolve({ hits, next: null, knownUntil: null, entered: 1 });
const two = [hit({ patient: "a" }), hit({ patient: "b" })];
const gone = [hit({ identifiers: [{ identifier: "NAS/001", type: "ART Number", isArtId: true, voided: true }] })];
test.each([
  ["that nobody bears", [], /No record has this ART ID|No patient/i],
  ["that two patients bear", two, /more than one patient/i],
  ["that was taken from its patient", gone, /no longer used/],
  ["that is only somebody's hospital number", [hit({ identifiers: [{ identifier: "NAS/001", type: "Hospital", isArtId: false, voided: false }] })], /No record has this ART ID|No patient/i],
])("an ART ID %s opens nobody, and the row says why", async (_, hits, said) => {
  const { user, opened } = open({ search: () => answer(...hits) });
  await start(user);
  const bar = within(screen.getByRole("region", { name: "Selected rows" }));
  expect(await bar.findByText(/This row's patient cannot be opened\./)).toHaveTextContent(said);
  expect(opened).toEqual([]);
  expect(bar.getByRole("button", { name: "Next row" })).not.toHaveAttribute("aria-disabled", "true");
});

test("a cell that is being edited, and a sheet without a list, are sentences", async () => {
  const { user, workbook } = open();
  workbook.failWith(new WorkbookError("cell-in-edit"));
  await start(user);
  expect(await screen.findByText(/A cell is being edited/)).toBeInTheDocument();
  workbook.failWith(null);
  workbook.grid[0]?.splice(0, 6, "a", "b", "c", "d", "e", "f");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/No list with an ART ID column/)).toBeInTheDocument();
});

test("whoever looks at another patient meanwhile is led back to the row", async () => {
  const { user, put } = open();
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 4)");
  await user.type(fieldOf("New street"), "7 New Road");
  put(cards[3] ?? null);
  expect(await screen.findByText("You are looking at another patient.")).toBeInTheDocument();
  expect(fieldOf("New phone")).toHaveValue("");
  await user.click(screen.getByRole("button", { name: "Back to row 2" }));
  expect(await screen.findByDisplayValue("08031234561")).toBeInTheDocument();
  expect(fieldOf("New street")).toHaveValue("7 New Road");
});

test("what hides contacts compares nothing with the sheet", async () => {
  const masked = cards.map((card) => ({ ...card, masked: true, phones: [{ value: "0803 ••• ••00", since: null }] }));
  const { user } = open({ cards: masked, workbook: rows(4, 5), role: "supervisor" });
  await start(user);
  await screen.findByText("Row 4 of the selection (1 of 2)");
  expect(fieldOf("New phone")).toHaveValue("08030000000");
});

test("the walk ends when the person says so or signs out", async () => {
  const { user, store } = open();
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 4)");
  await user.click(screen.getByRole("button", { name: "Stop" }));
  expect(screen.getByRole("button", { name: "Go through the selected rows" })).toBeInTheDocument();
  await start(user);
  await screen.findByText("Row 2 of the selection (1 of 4)");
  act(() => store.forget());
  expect(screen.queryByText("Row 2 of the selection (1 of 4)")).not.toBeInTheDocument();
});
