import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { LookupAnswer, LookupRequest, LookupResult } from "../../../src/contract/patients";
import type { CompareSheetPort } from "../../../src/taskpane/compare/sheetPort";
import { FillRoute } from "../../../src/taskpane/fill/FillRoute";
import type { CleanChoice, Cleaned, FillContent, FillSheetPort, FormulasFound, Traces, Where } from "../../../src/taskpane/fill/sheetPort";
import { createKeptDesks } from "../../../src/taskpane/shell/keptDesks";
import { createPaneStores } from "../../../src/taskpane/shell/paneStores";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import { makeWorld, show, type Grid } from "../paneWorld";

const found: LookupResult = {
  found: true,
  phone: "08031234567",
  address: { street: "12 Some Road", ward: null, lga: "Bwari", state: "FCT" },
  birthdate: { birthdate: "1987-03-14", estimated: true },
  name: "Amina Bello",
  status: { dead: false, lastChanged: "2026-11-20T10:30:00.000Z", lastVerified: "2026-11-18", unreachableSince: null },
};
const noFormulas: FormulasFound = { values: 0, errors: 0, waiting: 0, unclear: 0, protectedSheets: [] };
const noTraces: Traces = { sheets: [], open: [], locked: [], ownSheets: [], settings: 0 };

interface Given {
  readonly hidden?: readonly number[];
  readonly hasFunctions?: boolean;
  readonly answer?: (request: LookupRequest, signal?: AbortSignal) => Promise<LookupAnswer>;
  readonly formulas?: FormulasFound;
  readonly traces?: Traces;
  readonly selected?: readonly { readonly first: number; readonly last: number }[];
}

function open(grid: Grid, given: Given = {}) {
  const world = makeWorld(grid, { workbook: { hidden: given.hidden ?? [], selected: given.selected ?? [] } });
  const asked: LookupRequest[] = [];
  const filled: FillContent[] = [];
  const converted: { where: Where; noValue: string | null }[] = [];
  const cleaned: CleanChoice[] = [];
  const unmarked: string[] = [];
  const answer = given.answer ?? (({ artIds }) => Promise.resolve({ results: artIds.map((artId) => resultOf(artId)), readAt: "2026-11-23T13:05:00.000Z" }));
  const sheets: FillSheetPort = {
    fillColumns: (_, content) => {
      filled.push(content);
      return Promise.resolve({ rows: content.rows.length, gone: 0, headings: content.headings, updated: filled.length > 1 ? content.headings.length : 0, mixed: 0, isCancelled: false });
    },
    findFormulas: () => Promise.resolve(given.formulas ?? noFormulas),
    convertFormulas: (where, noValue) => {
      converted.push({ where, noValue });
      return Promise.resolve((given.formulas?.values ?? 0) + (noValue === null ? 0 : (given.formulas?.errors ?? 0)));
    },
    findTraces: () => Promise.resolve(given.traces ?? noTraces),
    removeTraces: (choice): Promise<Cleaned> => {
      cleaned.push(choice);
      return Promise.resolve({ columns: 2, cells: 7, sheets: ["Trend"], keptSheets: [], settings: 1, protectedSheets: [] });
    },
  };
  const ports = {
    ...world.ports,
    server: {
      ...world.ports.server,
      lookup: (request: LookupRequest, signal?: AbortSignal) => {
        asked.push(request);
        return answer(request, signal);
      },
    },
    workbook: {
      ...world.workbook.port,
      fill: () => Promise.resolve(sheets),
      // Of the comparison only this is part of cleaning.
      compare: () => Promise.resolve({ hasMarks: (sheetId: string) => Promise.resolve(sheetId === "s1" && given.traces !== undefined), removeMarks: (sheetId: string) => Promise.resolve(void unmarked.push(sheetId)) } as CompareSheetPort),
    },
  };
  const stores = { desks: createKeptDesks(), siteName: () => "General Hospital Karu", submit: createPaneStores(world.ports).submit };
  const view = show(<FillRoute ports={ports} stores={stores} role="clerk" hasFunctions={given.hasFunctions ?? true} />);
  return { user: userEvent.setup(), world, asked, filled, converted, cleaned, unmarked, stores, container: view.container };
}

function resultOf(artId: string): LookupResult {
  if (artId === "A2") return { found: false, reason: "art-id-not-found" };
  if (artId === "A3") return { found: false, reason: "art-id-ambiguous" };
  return found;
}

const grid: Grid = [["ART ID", "Phone"], ["A1", "x"], ["A2", ""], ["A3", ""], ["A1", ""], [{ value: 45000, text: "14/03/2023", isDate: true }, ""]];
/** The button with its number of rows, once nothing is under way: it is another element then. */
async function fillButton(rows: string | number): Promise<HTMLElement> {
  const find = (): HTMLElement => screen.getByRole("button", { name: `Fill ${rows} row${rows === 1 ? "" : "s"}` });
  await waitFor(() => expect(find()).not.toHaveAccessibleDescription(/being looked at|still running/), { timeout: 20_000 });
  return find();
}

test("the chosen fields of every row are asked for once a patient, and what has no value says why in words", async () => {
  const { user, asked, filled } = open(grid);
  await fillButton(5);
  for (const name of ["Address in one line", "Birthdate", "Last verified (reached by this number)"]) await user.click(screen.getByRole("checkbox", { name }));
  await user.click(await fillButton(5));
  await screen.findByText("5 rows were filled.");
  expect(asked).toEqual([{ artIds: ["A1", "A2", "A3"], fields: ["phone", "address", "birthdate", "status"] }]);
  expect(filled[0]?.headings).toEqual(["Record phone", "Record address", "Record date of birth", "Record last verified"]);
  expect(filled[0]?.rows.map(({ locator, texts }) => [locator.rowNumber, ...texts])).toEqual([
    [2, "08031234567", "12 Some Road, Bwari, FCT", "1987-03-14 (estimated)", "2026-11-18"],
    [3, "Not in the record", "Not in the record", "Not in the record", "Not in the record"],
    [4, ...Array.from({ length: 4 }, () => "More than one patient has this ART ID")],
    [5, "08031234567", "12 Some Road, Bwari, FCT", "1987-03-14 (estimated)", "2026-11-18"],
    [6, ...Array.from({ length: 4 }, () => "ART ID is damaged")],
  ]);
  expect(filled[0]?.source).toMatch(/^Patient record of General Hospital Karu, read 23 Nov 2026, \d\d:05 by Amina Bello\./);
  for (const text of ["1 row: no such patient in the record. The cell says so.", "1 row: more than one patient has this ART ID. The cell says so.", "1 row: the ART ID is damaged or cannot be read. The cell says so."]) {
    expect(screen.getByText(text)).toBeInTheDocument();
  }
});

test("hidden rows are left out until the person includes them; only selected rows where that is chosen", async () => {
  const { user, filled } = open(grid, { hidden: [3], selected: [{ first: 2, last: 3 }] });
  await fillButton(4);
  await user.selectOptions(screen.getByRole("combobox", { name: "Rows" }), "selected");
  await user.click(await fillButton(1));
  await screen.findByText("1 row was filled.");
  expect(filled[0]).toMatchObject({ includeHidden: false, rows: [{ locator: { rowNumber: 2 } }] });
  await user.click(screen.getByRole("switch", { name: "Include hidden rows" }));
  await user.click(await fillButton(2));
  await waitFor(() => expect(filled).toHaveLength(2));
  expect(filled[1]).toMatchObject({ includeHidden: true, rows: [{ locator: { rowNumber: 2 } }, { locator: { rowNumber: 3 } }] });
  expect(await screen.findByText("1 column that was there already has been brought up to date.")).toBeInTheDocument();
});

test("twenty-five thousand patients are asked for in three requests", async () => {
  const { user, asked, filled } = open([["ART ID"], ...Array.from({ length: 25_000 }, (_, index) => [`ID${index}`])]);
  await user.click(await fillButton("25,000"));
  await screen.findByText("25,000 rows were filled.", {}, { timeout: 20_000 });
  expect(asked.map(({ artIds }) => artIds.length)).toEqual([10_000, 10_000, 5_000]);
  expect(filled[0]?.rows).toHaveLength(25_000);
});

test("without a server nothing is written, and a sentence says so", async () => {
  const { user, filled } = open(grid, { answer: () => Promise.reject(new ApiFailure("offline")) });
  await user.click(await fillButton(5));
  expect(await screen.findByText("The server cannot be reached. Check the network cable or Wi-Fi.", { exact: false })).toBeInTheDocument();
  expect(filled).toEqual([]);
});

test("what was begun can be cancelled while the record is asked, and nothing is written", async () => {
  const { user, filled } = open(grid, {
    answer: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new ApiFailure("cancelled")));
      }),
  });
  await user.click(await fillButton(5));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(await screen.findByText("Cancelled. Nothing was written.")).toBeInTheDocument();
  expect(filled).toEqual([]);
});

test("why nothing can be filled stands at the button: no field, no ART ID, an Excel that refuses", async () => {
  const { user, world } = open(grid);
  await fillButton(5);
  await user.click(screen.getByRole("checkbox", { name: "Phone" }));
  const button = await fillButton(5);
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(button).toHaveAccessibleDescription("Choose at least one thing to fill.");
  world.workbook.failWith(new WorkbookError("cell-in-edit"));
  await user.click(screen.getByRole("button", { name: "Look again" }));
  expect(await screen.findByText("A cell is being edited. Finish with Enter or leave it with Esc, then try again.")).toBeInTheDocument();
});

test("a sheet without ART IDs says what it lacks", async () => {
  open([["Name", "Remark"], ["x", "y"], ["z", ""]]);
  expect((await screen.findAllByText(/The list needs a row of headings|No column is known to hold the ART ID/)).length).toBeGreaterThan(0);
});

test("formulas are counted before they become values; cells with errors stay unless the person wants words there", async () => {
  const { user, converted } = open(grid, { formulas: { values: 12, errors: 3, waiting: 1, unclear: 0, protectedSheets: ["Locked"] } });
  await fillButton(5);
  await user.selectOptions(screen.getByRole("combobox", { name: "Where" }), "workbook");
  await user.click(screen.getByRole("button", { name: "Convert to values…" }));
  const dialog = within(await screen.findByRole("alertdialog", { name: "Put 12 values in the place of formulas?" }));
  expect(dialog.getByText("3 cells show an error such as #N/A: not found, or nobody signed in. The formula stays.")).toBeInTheDocument();
  expect(dialog.getByText("1 cell still waits for an answer (#BUSY!) and stays as it is.")).toBeInTheDocument();
  expect(dialog.getByText("Protected and left as they are: Locked.")).toBeInTheDocument();
  await user.click(dialog.getByRole("switch", { name: "Write “No value from the record” there instead" }));
  await user.click(dialog.getByRole("button", { name: "Convert 15 cells" }));
  expect(await screen.findByText("15 cells hold a value now.", { exact: false })).toBeInTheDocument();
  expect(converted).toEqual([{ where: "workbook", noValue: "No value from the record" }]);
});

const traces: Traces = {
  sheets: [
    {
      sheetId: "s1",
      sheetName: "List",
      isProtected: false,
      columns: [{ heading: "Record phone", cells: 5, isMarked: true }, { heading: "Record name", cells: 4, isMarked: false }],
      results: [{ heading: "Status", cells: 2 }],
      formulas: 3,
      converted: 1,
      taken: 2,
      possible: 3,
    },
  ],
  open: ["s1", "s2"],
  locked: [],
  ownSheets: [{ sheetId: "s2", sheetName: "Trend", kind: "report", settingKey: "pcm-report-1" }],
  settings: 1,
};

test("cleaning shows what it found, ticks sheets of ours, asks, and says what it did", async () => {
  const { user, cleaned, unmarked } = open(grid, { traces });
  await fillButton(5);
  await user.click(screen.getByRole("button", { name: "See what would be removed" }));
  const list = within(await screen.findByRole("group", { name: "Found in this workbook" }));
  for (const text of ["Column “Record phone”: 5 cells", "Column “Status”: 2 cells", "CONTACTS formulas: 3 cells", "Marks of the comparison with the record on 1 sheet", "ART IDs and what people typed stay, also phone numbers that they typed."]) {
    expect(list.getByText(text)).toBeInTheDocument();
  }
  expect(list.getByRole("checkbox", { name: "“Trend” (report)" })).toBeChecked();
  expect(list.getByRole("checkbox", { name: /^Values taken from the record into your own columns: 2 cells/ })).toBeChecked();
  expect(list.getByRole("checkbox", { name: /^Also 3 cells that say what a value of the record said whose ART ID is not on the sheet any more/ })).not.toBeChecked();
  await user.click(list.getByRole("checkbox", { name: /Also column “Record name”/ }));
  await user.click(screen.getByRole("button", { name: "Remove…" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText("17 cells will be emptied", { exact: false })).toBeInTheDocument();
  expect(dialog.getByText("These sheets will be deleted for good: Trend.")).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("7 cells were emptied, 2 columns removed.")).toBeInTheDocument();
  expect(screen.getByText("Older versions of this file", { exact: false })).toBeInTheDocument();
  expect(cleaned).toEqual([{ deleteSheets: ["s2"], keepSheets: [], chosen: new Set(["s1\n", "s1/Record name"]) }]);
  expect(unmarked).toEqual(["s1"]);
});

test("a workbook without anything of the record says so", async () => {
  const { user } = open(grid);
  await fillButton(5);
  await user.click(screen.getByRole("button", { name: "See what would be removed" }));
  expect(await screen.findByText("Nothing in this workbook came from the record through this add-in.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Remove…" })).toBeNull();
});

test("where Excel has no functions the screen says that it is the way; what one person did is forgotten for the next", async () => {
  const { user, stores } = open(grid, { hasFunctions: false });
  expect(screen.getByText("This Excel has no CONTACTS functions.", { exact: false })).toBeInTheDocument();
  await user.click(await fillButton(5));
  await screen.findByText("5 rows were filled.");
  act(() => stores.desks.forget());
  await waitFor(() => expect(screen.queryByText("5 rows were filled.")).toBeNull());
});

test("the screen has no accessibility faults, with results and found traces on it", async () => {
  const { user, container } = open(grid, { traces });
  await user.click(await fillButton(5));
  await screen.findByText("5 rows were filled.");
  await user.click(screen.getByRole("button", { name: "See what would be removed" }));
  await screen.findByRole("group", { name: "Found in this workbook" });
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations).toEqual([]);
});
