import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import type { PreviewAnswer, PreviewRequest, RowOutcome } from "../../src/contract/submissions";
import { SubmitScreen } from "../../src/taskpane/submit/SubmitScreen";
import { createSubmitStore } from "../../src/taskpane/submit/submitStore";
import { WorkbookError } from "../../src/taskpane/workbook/port";
import { makeWorld, phoneRow, show, unchangedRow } from "./paneWorld";
import type { Grid, World } from "./paneWorld";

/** A server that changes readable phones, asks about numbers that lost their 0 and refuses short ones. */
function phones({ rows }: PreviewRequest): Promise<PreviewAnswer> {
  const answers = rows.map((row, at): PreviewAnswer["rows"][number] => {
    const typed = row.cells.phone?.value;
    const accepted = row.acceptedRepairs?.[0]?.after;
    const patient = String(row.rowNumber % 10);
    if (typeof typed === "number" && accepted === undefined) {
      const repair = { before: String(typed), after: `0${typed}` };
      return {
        ...phoneRow("08030000000", repair.after, patient),
        status: "waiting",
        issues: [{ code: "leading-zero-lost", severity: "repair", field: "phone", repair }],
        fields: { phone: { status: "waiting", before: "08030000000", after: null, reason: "leading-zero-lost" } },
      };
    }
    if (typed === "0803123") {
      return {
        ...phoneRow("08030000000", "", patient),
        status: "failed",
        issues: [{ code: "phone-too-short", severity: "error", field: "phone", params: { digits: 7 } }],
        fields: { phone: { status: "failed", before: "08030000000", after: null, reason: "phone-too-short" } },
      };
    }
    return typed === undefined ? unchangedRow() : phoneRow("08030000000", accepted ?? String(typed), patient + String(at));
  });
  return Promise.resolve({ rows: answers, today: "2026-11-22" });
}

const lineList = (): Grid => [
  ["Missed appointments, October"],
  [""],
  ["PepfarID", "PhoneNo", "DOB"],
  ["NAS/001", "08031234567", ""],
  ["NAS/002", 8031234568, ""],
  ["NAS/003", 8031234569, ""],
  ["NAS/004", "0803123", ""],
];

function open(world: World): { store: ReturnType<typeof createSubmitStore>; user: ReturnType<typeof userEvent.setup> } {
  const store = createSubmitStore(world.ports, () => "2026-11-22");
  store.followOutbox();
  show(<SubmitScreen store={store} personName="Amina Bello" cell={null} />);
  return { store, user: userEvent.setup() };
}

async function validated(world: World): ReturnType<typeof openAndWait> {
  return openAndWait(world);
}

async function openAndWait(world: World): Promise<ReturnType<typeof open>> {
  const opened = open(world);
  await screen.findByText("4 rows");
  await opened.user.click(screen.getByRole("button", { name: "Validate" }));
  await screen.findByText("Not sent yet");
  return opened;
}

describe("before validating", () => {
  test("the pane names the sheet, the row of headings under the title rows and the number of rows", async () => {
    open(makeWorld(lineList(), { preview: phones }));
    expect(await screen.findByText("4 rows")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Sheet “Line list” in contacts.xlsx" })).toBeInTheDocument();
    expect(screen.getByText("Headings in row 3")).toBeInTheDocument();
    expect(screen.getByText("3 columns recognised")).toBeInTheDocument();
  });

  test("an empty sheet is said in a sentence, with a way to try again", async () => {
    open(makeWorld([]));
    expect(await screen.findByText(/This sheet is empty/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });

  test("without an ART ID column Validate says why it cannot be pressed, and choosing the column helps", async () => {
    const { user } = open(makeWorld([["Card", "PhoneNo"], ["NAS/001", "08031234567"]], { preview: phones }));
    const button = await screen.findByRole("button", { name: "Validate" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(screen.getAllByText("Choose the columns first.").length).toBeGreaterThan(0);
    await user.selectOptions(await screen.findByRole("combobox", { name: /ART ID/ }), "A: Card");
    await user.selectOptions(screen.getByRole("combobox", { name: "Phone" }), "B: PhoneNo");
    expect(await screen.findByText("1 row")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Validate" })).not.toHaveAttribute("aria-disabled", "true");
  });

  test("hidden rows are counted and left out unless the clerk includes them", async () => {
    const world = makeWorld(lineList(), { preview: phones, workbook: { hidden: [5, 6] } });
    const { user } = open(world);
    expect(await screen.findByText("2 rows are hidden by a filter or by hand")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    expect(world.asked[0]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 7]);

    await user.click(screen.getByRole("button", { name: "Change" }));
    await user.click(screen.getByRole("switch", { name: "Include hidden rows" }));
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    expect(world.asked[1]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 5, 6, 7]);
  });

  test("only the selected rows can be meant", async () => {
    const world = makeWorld(lineList(), { preview: phones, workbook: { selected: [{ first: 5, last: 6 }] } });
    const { user } = open(world);
    await user.selectOptions(await screen.findByRole("combobox", { name: "Rows" }), "Only the selected rows");
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    expect(world.asked[0]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([5, 6]);
  });

  test("the order of dates is shown with the row that proves it, and can be changed", async () => {
    const { user } = open(makeWorld([["ART ID", "DOB"], ["NAS/001", "03/04/1980"], ["NAS/002", "31/12/1985"]]));
    const order = await screen.findByRole("combobox", { name: "Dates are typed as" });
    expect(order).toHaveValue("dmy");
    expect(screen.getByText("Row 3 shows it: 31/12/1985.")).toBeInTheDocument();
    await user.selectOptions(order, "month / day / year");
    expect(screen.getByText("Chosen by you.")).toBeInTheDocument();
  });
});

describe("after validating", () => {
  test("problems are grouped by cause with their number, and say that nothing was sent", async () => {
    await validated(makeWorld(lineList(), { preview: phones }));
    expect(screen.getByRole("heading", { name: "1 row will change" })).toBeInTheDocument();
    expect(screen.getByText("2 phone numbers lost their first 0")).toBeInTheDocument();
    expect(screen.getByRole("region", { name: "Excel may have damaged these" })).toBeInTheDocument();
  });

  test("one click repairs all of a kind, in the pane and in the sheet, and the record is asked again", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await user.click(screen.getByRole("button", { name: "Repair all 2" }));
    expect(await screen.findByRole("heading", { name: "3 rows will change" })).toBeInTheDocument();
    expect(world.workbook.grid.slice(3).map((row) => row[1])).toEqual(["08031234567", "08031234568", "08031234569", "0803123"]);
    expect(world.asked.at(-1)?.rows).toMatchObject([
      { rowNumber: 5, cells: { phone: { value: 8031234568 } }, acceptedRepairs: [{ field: "phone", code: "leading-zero-lost", after: "08031234568" }] },
      { rowNumber: 6 },
    ]);
  });

  test("a repair can be accepted for one row alone, and taken back", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await user.click(screen.getByRole("button", { name: /2 phone numbers lost/ }));
    await user.click(screen.getByRole("button", { name: "Repair row 6" }));
    expect(await screen.findByRole("heading", { name: "2 rows will change" })).toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Take back row 6" }));
    expect(await screen.findByRole("heading", { name: "1 row will change" })).toBeInTheDocument();
  });

  test("a click on a row of a problem jumps to its cell", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await user.click(screen.getByRole("button", { name: /2 phone numbers lost/ }));
    await user.click(screen.getByRole("button", { name: "Go to row 5, Phone" }));
    expect(world.workbook.jumps).toEqual(["phone"]);
  });

  test("a row that changes shows old and new of the fields that change, and no other", async () => {
    const { user } = await validated(makeWorld(lineList(), { preview: phones }));
    await user.click(screen.getByRole("tab", { name: "Changes (1)" }));
    const row = within(screen.getByRole("list", { name: "Changes" }));
    expect(row.getByText("08030000000")).toBeInTheDocument();
    expect(row.getByText("08031234567")).toBeInTheDocument();
    expect(row.queryByText("Birthdate")).not.toBeInTheDocument();
  });

  test("a warning is confirmed with one click and then goes along", async () => {
    const warn = ({ rows }: PreviewRequest): Promise<PreviewAnswer> =>
      Promise.resolve({
        today: "2026-11-22",
        rows: rows.map((row) => {
          const answer = phoneRow("08030000000", "08031234567", "a");
          return row.confirmations?.includes("patient-dead") === true
            ? answer
            : { ...answer, status: "waiting", issues: [{ code: "patient-dead", severity: "warning", field: null }] };
        }),
      });
    const { user } = open(makeWorld([["ART ID", "New phone"], ["NAS/001", "08031234567"]], { preview: warn }));
    await screen.findByText("1 row");
    await user.click(screen.getByRole("button", { name: "Validate" }));
    expect(await screen.findByRole("heading", { name: "0 rows will change" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Confirm all 1" }));
    expect(await screen.findByRole("heading", { name: "1 row will change" })).toBeInTheDocument();
  });

  test("without the server the list is still checked, and that is said", async () => {
    await validated(makeWorld(lineList(), { preview: () => Promise.reject(new ApiFailure("offline")) }));
    expect(screen.getByText("Checked on this computer only")).toBeInTheDocument();
    expect(screen.getByText("2 phone numbers lost their first 0")).toBeInTheDocument();
    expect(screen.getByText(/The server cannot be reached/)).toBeInTheDocument();
  });

  test("the same patient in two rows is an error on both, also where the server was asked about them apart", async () => {
    const grid: Grid = [["ART ID", "New phone"], ["NAS/001", "08031234567"], ["nas/001", "08031234568"]];
    const { user } = open(makeWorld(grid, { preview: (request) => Promise.resolve({ today: "2026-11-22", rows: request.rows.map((_, at) => phoneRow(null, `0803123456${at}`, "c")) }) }));
    await screen.findByText("2 rows");
    await user.click(screen.getByRole("button", { name: "Validate" }));
    expect(await screen.findByRole("heading", { name: "0 rows will change" })).toBeInTheDocument();
    expect(screen.getByText(/2 rows have errors/)).toBeInTheDocument();
  });

  test("a sheet that is protected takes no repair, but the repair counts", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    world.workbook.failWith(new WorkbookError("sheet-protected"));
    await user.click(screen.getByRole("button", { name: "Repair all 2" }));
    expect(await screen.findByText(/This sheet is protected/)).toBeInTheDocument();
    expect(await screen.findByRole("heading", { name: "3 rows will change" })).toBeInTheDocument();
  });
});

describe("submitting", () => {
  const outcome = (status: RowOutcome["status"], reason: RowOutcome["issues"] = []): ((row: { rowId: string; rowNumber: number }, ordinal: number) => RowOutcome) =>
    (row, ordinal) => ({
      ordinal,
      rowId: row.rowId,
      rowNumber: row.rowNumber,
      status,
      issues: reason,
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
      rows: [{ rowNumber: 4, cells: { artId: { value: "NAS/001" }, phone: { value: "08031234567", read: "08031234567" } }, baseline: { phone: "b".repeat(64) } }],
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
