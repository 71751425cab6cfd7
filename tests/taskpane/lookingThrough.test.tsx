import { screen, waitFor, within } from "@testing-library/react";
import { ApiFailure } from "../../src/client/apiFailure";
import type { PreviewAnswer, PreviewRequest } from "../../src/contract/submissions";
import { WorkbookError } from "../../src/taskpane/workbook/port";
import { lineList, open, phones, validated } from "./lineList";
import { makeWorld, phoneRow } from "./paneWorld";
import type { Grid, World } from "./paneWorld";

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
    expect(world.workbook.grid[5]?.[1]).toBe("08031234569");
    await user.click(await screen.findByRole("button", { name: "Take back row 6" }));
    expect(await screen.findByRole("heading", { name: "1 row will change" })).toBeInTheDocument();
    expect(world.workbook.grid[5]?.[1]).toBe(8031234569);
  });

  test("Undo beside the word of the repair brings the cells back and asks again for the repairs", async () => {
    const world = makeWorld(lineList(), { preview: phones });
    const { user } = await validated(world);
    await user.click(screen.getByRole("button", { name: "Repair all 2" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText(/2 cells restored in the sheet/)).toBeInTheDocument();
    expect(await screen.findByRole("button", { name: "Repair all 2" })).toBeInTheDocument();
    expect(world.workbook.grid.slice(4, 6).map((row) => row[1])).toEqual([8031234568, 8031234569]);
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

  /** A list of one row whose cell holds two numbers, validated, with its cause open. */
  async function twoNumbers(): Promise<{ readonly world: World; readonly user: ReturnType<typeof open>["user"] }> {
    const two = ({ rows }: PreviewRequest): Promise<PreviewAnswer> =>
      Promise.resolve({
        today: "2026-11-22",
        rows: rows.map((row) => {
          const [accepted] = row.acceptedRepairs ?? [];
          if (accepted !== undefined) return phoneRow(null, accepted.after, "a");
          const repair = { before: "08031234567 / 08039876543", after: "08031234567", choices: ["08031234567", "08039876543"] };
          return { ...phoneRow(null, "", "a"), status: "waiting", issues: [{ code: "two-numbers", severity: "repair", field: "phone", repair }], fields: {} };
        }),
      });
    const world = makeWorld([["ART ID", "New phone"], ["NAS/001", "08031234567 / 08039876543"]], { preview: two });
    const { user } = open(world);
    await screen.findByText("1 row");
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    await user.click(screen.getByRole("button", { name: /more than one phone number/ }));
    return { world, user };
  }

  test("of two numbers in a cell the clerk chooses one", async () => {
    const { world, user } = await twoNumbers();
    expect(screen.queryByRole("button", { name: /Repair all/ })).not.toBeInTheDocument();
    await user.selectOptions(screen.getByRole("combobox", { name: "Choose for row 2" }), "08039876543");
    await user.click(screen.getByRole("button", { name: "Repair row 2" }));
    expect(await screen.findByRole("heading", { name: "1 row will change" })).toBeInTheDocument();
    expect(world.workbook.grid[1]?.[1]).toBe("08039876543");
  });

  test("the number that was not chosen is kept with the patient where the clerk says so, and the row is sent with that", async () => {
    const { world, user } = await twoNumbers();
    await user.selectOptions(screen.getByRole("combobox", { name: "Choose for row 2" }), "08039876543");
    await user.click(screen.getByRole("checkbox", { name: "Keep 08031234567 as another number of the patient" }));
    await user.click(screen.getByRole("button", { name: "Repair row 2" }));
    await user.click(await screen.findByRole("button", { name: "Submit 1 row" }));
    await user.click(await within(await screen.findByRole("alertdialog")).findByRole("button", { name: "Submit 1 row" }));
    await waitFor(() => expect(world.outbox.sent).toHaveLength(1));
    expect(world.outbox.sent[0]?.rows).toMatchObject([{ acceptedRepairs: [{ field: "phone", code: "two-numbers", after: "08039876543", keepOthers: true }] }]);
  });

  test("a field that waits for a repair is not said to be erased", async () => {
    const { user } = await validated(makeWorld(lineList(), { preview: phones }));
    await user.click(screen.getByRole("tab", { name: "All (4)" }));
    expect(screen.queryByText("erased")).not.toBeInTheDocument();
  });

  test("the comparison with the record can be stopped; what was checked here stays", async () => {
    const world = makeWorld(lineList(), { preview: (_, signal) => new Promise((__, reject) => signal?.addEventListener("abort", () => reject(new ApiFailure("cancelled")))) });
    const { user } = open(world);
    await screen.findByText("4 rows");
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByRole("progressbar", { name: "Comparing with the record" });
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText(/You stopped the comparison/)).toBeInTheDocument();
    expect(screen.getByText("2 phone numbers lost their first 0")).toBeInTheDocument();
  });

  test("what was done is told to whoever listens instead of looking", async () => {
    await validated(makeWorld(lineList(), { preview: phones }));
    expect(await screen.findByText("Validated. 1 row will change, 3 rows with problems. Nothing was sent yet.")).toHaveAttribute("role", "status");
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
