import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { ApiFailure } from "../../../src/client/apiFailure";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import { paneWords } from "../../../src/wording/en/pane";
import { makeWorklistsWorld, uuidOf, worklist, worklistRow } from "./worklistsWorld";

/** The screen of worklists: what it shows, what supervisors choose, and sheets. */

const button = (name: string | RegExp): HTMLElement => screen.getByRole("button", { name });
const user = (): ReturnType<typeof userEvent.setup> => userEvent.setup({ advanceTimers: (time) => jest.advanceTimersByTime(time) });

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

async function faultsIn(container: HTMLElement): Promise<string[]> {
  const { violations } = await act(() => axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

async function openForm(world: ReturnType<typeof makeWorklistsWorld>): Promise<ReturnType<typeof userEvent.setup>> {
  const person = user();
  world.show();
  await world.settle();
  await person.click(button("New worklist"));
  await screen.findByRole("heading", { name: "New worklist" });
  return person;
}

test("the list shows who made each, its state, and how far it is in numbers", async () => {
  const world = makeWorklistsWorld({
    worklists: [
      worklist(1, { state: "gathering", looked: 12_000, lookedOf: 50_000, counts: { patients: 0, done: 0, called: 0, open: 0 } }),
      worklist(2, { matched: 9, most: 8, counts: { patients: 8, done: 2, called: 1, stuck: 1, open: 4 } }),
      worklist(3, { state: "failed" }),
      worklist(4, { state: "closed" }),
    ],
  });
  const { container } = world.show();
  await world.settle();
  const items = within(screen.getByRole("list", { name: "Worklists" })).getAllByRole("heading", { level: 2 });
  expect(items.map(({ textContent }) => textContent)).toEqual(["List 1", "List 2", "List 3", "List 4"]);
  expect(screen.getByText("12,000 of about 50,000 patients looked at")).toBeInTheDocument();
  expect(screen.getByRole("progressbar", { name: "Being gathered: List 1" })).toHaveAttribute("aria-valuenow", "12000");
  expect(screen.getByText("8 patients: the first of 9 that fit.")).toBeInTheDocument();
  for (const told of ["2 done", "1 called", "1 stuck", "4 open"]) expect(screen.getAllByText(told)[0]).toBeInTheDocument();
  expect(screen.getByText(/^The patients could not be gathered/)).toBeInTheDocument();
  for (const state of ["Being gathered", "Ready", "Not gathered", "Closed"]) expect(screen.getByText(state)).toBeInTheDocument();
  jest.useRealTimers();
  expect(await faultsIn(container)).toEqual([]);
});

test("who died since the list was made does not make it look cut", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1, { matched: 9, most: 20, counts: { patients: 8, done: 2, called: 1, stuck: 1, open: 4 } })] });
  world.show();
  await world.settle();
  expect(screen.getByText("8 patients")).toBeInTheDocument();
});

test("a list that was not counted says so, is counted on request, and a sheet can be made of it all the same", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1), worklist(2, { matched: 6_000, counts: null })], rows: [worklistRow(1)] });
  const person = user();
  world.show();
  await world.settle();
  expect(screen.getByText("At most 5,000 patients. How far they are was not counted yet: many patients stand on these lists.")).toBeInTheDocument();
  expect(button("Make a sheet: List 2")).toBeEnabled();
  await person.click(button("Count: List 2"));
  expect(screen.getByText("3 patients: the first of 6,000 that fit.")).toBeInTheDocument();
  expect(screen.getAllByText("2 done")).toHaveLength(1);
  expect(screen.queryByRole("button", { name: /^Count/ })).toBeNull();
  expect(world.server.asked.at(-1)).toMatchObject({ method: "GET", path: `/api/worklists/${uuidOf(2)}` });
});

test("a list that cannot be counted now says why, and can be counted later", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1, { counts: null })] });
  const person = user();
  world.show();
  await world.settle();
  world.server.fails = new ApiFailure("offline");
  await person.click(button("Count: List 1"));
  expect(await screen.findByText(/^The server cannot be reached/)).toBeInTheDocument();
  world.server.fails = null;
  await person.click(button("Count: List 1"));
  expect(screen.getByText("3 patients")).toBeInTheDocument();
});

test("a clerk sees the lists and makes sheets; making and closing lists is for supervisors", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)], mayMake: false });
  world.show();
  await world.settle();
  expect(button("Make a sheet: List 1")).toBeEnabled();
  expect(screen.queryByRole("button", { name: "New worklist" })).toBeNull();
  expect(screen.queryByRole("button", { name: /^Close/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "Progress by clerk" })).toBeNull();
});

test("without a worklist each is told what that means", async () => {
  makeWorklistsWorld({ mayMake: false }).show();
  expect(await screen.findByText(/Supervisors make them/)).toBeInTheDocument();
});

test("offline, the reason is told and what was read before stays; trying again reads it", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)] });
  const person = user();
  world.show();
  await world.settle();
  world.server.fails = new ApiFailure("offline");
  await person.click(button("Refresh"));
  expect(await screen.findByText(/^The server cannot be reached/)).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "List 1" })).toBeInTheDocument();
  world.server.fails = null;
  await person.click(button("Try again"));
  await waitFor(() => expect(screen.queryByText(/^The server cannot be reached/)).toBeNull());
});

test("while one is being gathered the list is asked again and again, in the background; then no longer", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1, { state: "gathering", looked: 1, lookedOf: 10 })] });
  const { unmount } = world.show();
  await world.settle();
  const lists = (): number => world.server.asked.filter(({ method }) => method === "GET").length;
  expect(lists()).toBe(1);
  await act(() => jest.advanceTimersByTimeAsync(2_000));
  expect(lists()).toBe(2);
  expect(world.server.asked.at(-1)?.background).toBe(true);
  world.server.worklists = [worklist(1)];
  await act(() => jest.advanceTimersByTimeAsync(2_000));
  expect(screen.getByText("Ready")).toBeInTheDocument();
  await act(() => jest.advanceTimersByTimeAsync(20_000));
  expect(lists()).toBe(3);
  world.server.worklists = [worklist(1, { state: "gathering" })];
  await act(() => world.desk.refresh());
  unmount();
  await act(() => jest.advanceTimersByTimeAsync(20_000));
  // Nobody looks, so nothing is asked.
  expect(lists()).toBe(4);
});

test("a supervisor chooses reasons and conditions, and exactly these are asked for, with a name that was proposed", async () => {
  const world = makeWorklistsWorld();
  const person = await openForm(world);
  await person.click(screen.getByRole("checkbox", { name: "No phone" }));
  await person.click(screen.getByRole("checkbox", { name: "Not verified for a long time" }));
  await person.clear(screen.getByRole("textbox", { name: "Not verified for how many months" }));
  await person.type(screen.getByRole("textbox", { name: "Not verified for how many months" }), "12");
  await person.click(screen.getByText("Only some of them"));
  await person.selectOptions(screen.getByRole("combobox", { name: "Facility of the ART ID" }), "General Hospital Owerri");
  await person.type(screen.getByRole("combobox", { name: "LGA" }), "owerri m{Enter}");
  expect(screen.getByRole("combobox", { name: "State" })).toHaveValue("Imo");
  await person.selectOptions(screen.getByRole("combobox", { name: "Sex" }), "Female");
  await person.type(screen.getByRole("textbox", { name: "Age from" }), "15");
  await person.type(screen.getByRole("textbox", { name: "Age to" }), "49");
  expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("No phone, number not verified – Owerri Municipal – 22 November 2026");
  await person.clear(screen.getByRole("textbox", { name: "At most" }));
  await person.type(screen.getByRole("textbox", { name: "At most" }), "250");
  await person.click(button("Gather the patients"));
  expect([...world.server.made.values()]).toEqual([
    {
      name: "No phone, number not verified – Owerri Municipal – 22 November 2026",
      criteria: {
        reasons: ["no-phone", "not-verified"],
        unverifiedMonths: 12,
        facility: "f-1",
        state: "Imo",
        lga: "Owerri Municipal",
        sex: "female",
        ageFrom: 15,
        ageTo: 49,
        lastEncounterFrom: null,
        lastEncounterTo: null,
      },
      most: 250,
    },
  ]);
  expect(await screen.findByText(/is being gathered. You can leave this screen/)).toBeInTheDocument();
  expect(screen.queryByRole("heading", { name: "New worklist" })).toBeNull();
  expect(button("New worklist")).toHaveFocus();
});

test.each([
  ["ready", /has been gathered\.$/],
  ["failed", null],
] as const)("once the patients were looked through (%s), nothing says any more that they are being gathered", async (state, told) => {
  const world = makeWorklistsWorld();
  const person = await openForm(world);
  await person.click(screen.getByRole("checkbox", { name: "No LGA" }));
  await person.click(button("Gather the patients"));
  await screen.findByText(/is being gathered. You can leave/);
  world.server.worklists = world.server.worklists.map((one) => ({ ...one, state }));
  await act(() => jest.advanceTimersByTimeAsync(2_000));
  expect(screen.queryByText(/is being gathered. You can leave/)).toBeNull();
  expect(screen.queryByText(/has been gathered/) === null).toBe(told === null);
  if (told !== null) expect(screen.getByText(told)).toBeInTheDocument();
});

test("what is missing or cannot be is told beside its field, and nothing is sent", async () => {
  const world = makeWorklistsWorld();
  const person = await openForm(world);
  await person.click(screen.getByText("Only some of them"));
  await person.type(screen.getByRole("textbox", { name: "Age from" }), "50");
  await person.type(screen.getByRole("textbox", { name: "Age to" }), "15");
  await person.type(screen.getByRole("combobox", { name: "State" }), "Atlantis");
  await person.clear(screen.getByRole("textbox", { name: "At most" }));
  await person.type(screen.getByRole("textbox", { name: "At most" }), "6000");
  await person.click(button("Gather the patients"));
  for (const fault of ["Choose at least one reason.", "The first age is higher than the second.", "This state is not in the list of places.", "Give a number from 1 to 5,000."]) {
    expect(screen.getByText(fault)).toBeInTheDocument();
  }
  expect(screen.getByRole("checkbox", { name: "No phone" })).toHaveFocus();
  expect(world.server.asked.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("the last visit is asked for only where the record has visits", async () => {
  const world = makeWorklistsWorld({ hasEncounters: false });
  const person = await openForm(world);
  await person.click(screen.getByText("Only some of them"));
  expect(screen.queryByLabelText("Last visit from")).toBeNull();
});

test("pressed again after an answer that was lost, it is one worklist", async () => {
  const world = makeWorklistsWorld();
  const person = await openForm(world);
  await person.click(screen.getByRole("checkbox", { name: "No LGA" }));
  world.server.loses = "PUT";
  await person.click(button("Gather the patients"));
  expect(await screen.findByText(/^The server cannot be reached/)).toBeInTheDocument();
  await person.click(button("Gather the patients"));
  await screen.findByText(/is being gathered. You can leave/);
  const uuids = world.server.asked.filter(({ method }) => method === "PUT").map(({ path }) => path);
  expect(uuids).toHaveLength(2);
  expect(new Set(uuids).size).toBe(1);
  expect(within(screen.getByRole("list", { name: "Worklists" })).getAllByRole("heading")).toHaveLength(1);
});

test("one like another begins with its choice", async () => {
  const like = worklist(1);
  const world = makeWorklistsWorld({ worklists: [{ ...like, criteria: { ...like.criteria, reasons: ["estimated-birthdate"], state: "Lagos", ageFrom: 18 } }] });
  const person = user();
  world.show();
  await world.settle();
  await person.click(button("New one like this: List 1"));
  expect(screen.getByRole("checkbox", { name: "Estimated birthdate" })).toBeChecked();
  expect(screen.getByRole("combobox", { name: "State" })).toHaveValue("Lagos");
  expect(screen.getByRole("textbox", { name: "Age from" })).toHaveValue("18");
  expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Estimated birthdate – Lagos – 22 November 2026");
});

test("the form has no fault that axe finds", async () => {
  jest.useRealTimers();
  const world = makeWorklistsWorld();
  const person = userEvent.setup();
  const { container } = world.show();
  await world.settle();
  await person.click(button("New worklist"));
  await person.click(screen.getByRole("checkbox", { name: "Not verified for a long time" }));
  await person.click(screen.getByText("Only some of them"));
  await person.click(screen.getByRole("checkbox", { name: "Not verified for a long time" }));
  await person.click(button("Gather the patients"));
  expect(await faultsIn(container)).toEqual([]);
});

test("a sheet is made page by page; afterwards one can go to it, submit it, or note its calls", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)], rows: [1, 2, 3].map((ordinal) => worklistRow(ordinal)), mayMake: false });
  const person = user();
  world.show();
  await world.settle();
  await person.click(button("Make a sheet: List 1"));
  expect(await screen.findByText(/^The sheet “List 1” is ready/)).toBeInTheDocument();
  expect(world.workbook.pages.map((page) => page.map(([artId]) => artId))).toEqual([["IMO-000001", "IMO-000002"], ["IMO-000003"]]);
  const [content] = world.workbook.made;
  expect(content?.lines[0]).toBe("List 1");
  expect(content?.lines[1]).toMatch(/^3 patients, read from the record 22 Nov 2026.*Sade Supervisor/);
  // Patients of Imo: its LGAs, and the wards of theirs.
  expect(content?.lists()).toEqual({ states: ["Imo", "Lagos"], lgas: ["Aboh Mbaise", "Owerri Municipal"], wards: ["Aladinma I", "Azuzi I"] });
  expect(world.went).toEqual(["made"]);
  await person.click(button("Submit the sheet"));
  await person.click(button("Note its calls"));
  await person.click(button("Go to the sheet: List 1"));
  expect(world.went).toEqual(["made", "submit", "calls"]);
  expect(world.workbook.shown).toEqual(["s1"]);
});

test("made before, the sheet that exists is offered first", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)] });
  world.workbook.sheets = [{ worklist: uuidOf(1), sheetId: "s9", sheetName: "List 1" }];
  const person = user();
  world.show();
  await world.settle();
  expect(screen.queryByRole("button", { name: "Make a sheet: List 1" })).toBeNull();
  expect(button("Make a fresh sheet: List 1")).toBeEnabled();
  await person.click(button("Go to the sheet: List 1"));
  expect(world.workbook.shown).toEqual(["s9"]);
});

test("making a sheet can be cancelled, and says that nothing was left", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)], rows: [1, 2, 3].map((ordinal) => worklistRow(ordinal)) });
  const person = user();
  world.workbook.onPage = async () => {
    expect(await screen.findByText("2 of 3 patients")).toBeInTheDocument();
    act(() => world.desk.cancelSheet());
  };
  world.show();
  await world.settle();
  await person.click(button("Make a sheet: List 1"));
  expect(await screen.findByText("Cancelled. Nothing was left in the workbook.")).toBeInTheDocument();
  expect(world.workbook.sheets).toEqual([]);
});

test("where Excel refuses, its reason is told", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)], rows: [worklistRow(1)] });
  const person = user();
  world.workbook.fails = new WorkbookError("read-only");
  world.show();
  await world.settle();
  await person.click(button("Make a sheet: List 1"));
  expect(await screen.findByText(paneWords.problem.workbook["read-only"])).toBeInTheDocument();
  expect(button("Make a sheet: List 1")).toBeEnabled();
});

test("what cannot become a sheet yet says why", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1, { state: "gathering" }), worklist(2, { counts: { patients: 0, done: 0, called: 0, open: 0 } }), worklist(3, { state: "closed" })] });
  const person = user();
  world.show();
  await world.settle();
  for (const [name, reason] of [
    ["List 1", "The patients are still being gathered."],
    ["List 2", "This worklist has no patients."],
    ["List 3", "This worklist is closed."],
  ] as const) {
    expect(button(`Make a sheet: ${name}`)).toHaveAccessibleDescription(reason);
    await person.click(button(`Make a sheet: ${name}`));
  }
  expect(world.workbook.made).toEqual([]);
});

test("closing is asked once more, then the worklist is closed", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)] });
  const person = user();
  world.show();
  await world.settle();
  await person.click(button("Close: List 1"));
  expect(button("Close it")).toHaveFocus();
  await person.click(button("Keep it open"));
  expect(world.server.asked.some(({ path }) => path.endsWith("/close"))).toBe(false);
  await person.click(button("Close: List 1"));
  await person.click(button("Close it"));
  expect(await screen.findByText("“List 1” is closed.")).toBeInTheDocument();
  expect(screen.getByText("Closed")).toBeInTheDocument();
});

test("supervisors are led to the progress by clerk", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)] });
  const person = user();
  world.show();
  await world.settle();
  await person.click(button("Progress by clerk"));
  expect(world.went).toEqual(["progress"]);
});

test("when another person signs in nothing of the one before stays, and a sheet that was being made is given up", async () => {
  const world = makeWorklistsWorld({ worklists: [worklist(1)], rows: [1, 2, 3].map((ordinal) => worklistRow(ordinal)) });
  const person = user();
  world.workbook.onPage = async () => {
    act(() => world.desk.forget());
    await Promise.resolve();
  };
  world.show();
  await world.settle();
  await person.click(button("Make a sheet: List 1"));
  await waitFor(() => expect(world.desk.get()).toMatchObject({ list: null, running: null, told: null, problem: null }));
  expect(world.workbook.pages).toHaveLength(1);
});
