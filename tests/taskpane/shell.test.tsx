import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import type { OutboxItem } from "../../src/client/outbox";
import type { PatientHit } from "../../src/contract/patientSearch";
import { noRows } from "../../src/contract/submissions";
import { createCommandLine } from "../../src/taskpane/shell/commands";
import { createPaneStores } from "../../src/taskpane/shell/paneStores";
import type { PaneStores } from "../../src/taskpane/shell/paneStores";
import type { Route } from "../../src/taskpane/shell/routes";
import { Shell } from "../../src/taskpane/shell/Shell";
import { rowIdFor } from "../../src/taskpane/submit/engine/sentRows";
import { rowMark } from "../../src/taskpane/workbook/rowMark";
import { submissionStatus } from "../support/submissionStatus";
import { isBesideValue, messageForCell, noteCell, subscribeToCellMessages } from "../../src/functions/cellMessages";
import { clerk, makeWorld, needsTold, show } from "./paneWorld";
import type { World } from "./paneWorld";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(world: World, hasFunctions = true, route: Route = "submit"): { user: ReturnType<typeof userEvent.setup>; commands: ReturnType<typeof createCommandLine>; stores: PaneStores } {
  const commands = createCommandLine();
  const stores = createPaneStores(world.ports, commands);
  stops.push(stores.stop);
  // The pane begins at home; most of what is said here is seen beside a list.
  stores.show(route);
  show(<Shell ports={world.ports} stores={stores} hasFunctions={hasFunctions} />);
  return { user: userEvent.setup(), commands, stores };
}

const list = [["ART ID", "New phone"], ["NAS/001", "08031234567"]];

test("who is signed in, in which role, for which facility, and that this is a demonstration are always visible", async () => {
  open(makeWorld(list));
  const header = within(screen.getByRole("banner"));
  expect(await header.findByText("DEMO")).toBeInTheDocument();
  expect(header.getByText("Karu")).toBeInTheDocument();
  expect(header.getByText("Amina Bello")).toBeInTheDocument();
  expect(header.getByText("Clerk · General Hospital Karu")).toBeInTheDocument();
});

test("production says so in words, not by colour alone", async () => {
  const world = makeWorld(list);
  const production = { ...world, ports: { ...world.ports, server: { ...world.ports.server, readSystem: () => Promise.resolve({ environment: "production" as const, siteName: "FMC Owerri", version: "1", serverTime: "2026-11-22T09:00:00.000Z", today: "2026-11-22" }) } } };
  open(production);
  expect(await screen.findByText("PRODUCTION")).toBeInTheDocument();
});

test("a server that cannot be reached is said, with what it means", async () => {
  const world = makeWorld(list);
  open({ ...world, ports: { ...world.ports, server: { ...world.ports.server, readSystem: () => Promise.reject(new ApiFailure("offline")) } } });
  expect(await screen.findByText(/No connection to the server. You can go on working/)).toBeInTheDocument();
});

test("signed out, the pane asks to sign in and keeps the list for the same person", async () => {
  const world = makeWorld(list);
  const { user } = open(world);
  await screen.findByText("1 row");
  await user.click(await screen.findByRole("button", { name: "More commands" }));
  await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
  expect(await screen.findByRole("form", { name: "Sign in" })).toBeInTheDocument();
  expect(screen.getByText("You have signed out.")).toBeInTheDocument();
  act(() => world.session.set({ person: clerk, ended: null }));
  expect(await screen.findByText("1 row")).toBeInTheDocument();
});

test("a minute before the session ends by itself, the person can stay", async () => {
  const world = makeWorld(list);
  open(world);
  act(() => world.session.set({ idleSoon: true }));
  expect(await screen.findByRole("button", { name: "Stay signed in" })).toBeInTheDocument();
});

test("Undo last change says why it cannot be pressed, and can once the pane has written something", async () => {
  const world = makeWorld([["ART ID", "New phone"], ["NAS/001", 8031234567]]);
  const { user } = open(world);
  await user.click(await screen.findByRole("button", { name: "More commands" }));
  const item = await screen.findByRole("menuitem", { name: /Undo last change/ });
  expect(item).toHaveAttribute("aria-disabled", "true");
  expect(within(item).getByText("The pane has not changed anything in this workbook yet.")).toBeInTheDocument();
});

test("a submission that waits is counted on every other screen", async () => {
  const world = makeWorld(list);
  await world.outbox.port.enqueue({ rows: [], reading: { dateOrder: null, date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false }, source: { workbook: "a.xlsx", sheet: "List", kind: "sheet" }, reason: null });
  const { user } = open(world);
  expect(await screen.findByText("1 submission waits to be sent.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Show" }));
  expect(await screen.findByRole("heading", { name: "My submissions" })).toBeInTheDocument();
  expect(screen.getByText("List in a.xlsx")).toBeInTheDocument();
});

test("a function's cell that shows an error is explained when it is selected", async () => {
  const world = makeWorld(list);
  const message = (address: string): string | null => (address === "Line list!A2" ? "No patient in the record has this ART ID." : null);
  open({ ...world, ports: { ...world.ports, messageForCell: message } });
  await screen.findByText("1 row");
  act(() => world.workbook.select(2));
  expect(await screen.findByText("Cell A2: No patient in the record has this ART ID.")).toBeInTheDocument();
});

test("the explanation of the selected cell goes with what the cell says: it comes, changes and goes without another selection", async () => {
  const world = makeWorld(list);
  open({ ...world, ports: { ...world.ports, messageForCell, onCellMessages: subscribeToCellMessages } });
  await screen.findByText("1 row");
  act(() => world.workbook.select(2));
  noteCell("Line list!A2", "Sign in first.");
  expect(await screen.findByText("Cell A2: Sign in first.")).toBeInTheDocument();
  noteCell("Line list!A2", "No patient in the record has this ART ID.");
  expect(await screen.findByText("Cell A2: No patient in the record has this ART ID.")).toBeInTheDocument();
  noteCell("Line list!A2", null);
  await waitFor(() => expect(screen.queryByText(/^Cell A2:/)).toBeNull());
});

describe("the sentence of the selected cell", () => {
  const sentence = "Cell A2: No patient in the record has this ART ID.";
  async function select(of: { readonly holdsOurs: boolean; readonly showsError: boolean }, beside = false): Promise<World> {
    const world = makeWorld(list);
    open({ ...world, ports: { ...world.ports, messageForCell, isBesideValue, onCellMessages: subscribeToCellMessages } });
    await screen.findByText("1 row");
    noteCell("Line list!A2", "No patient in the record has this ART ID.", beside);
    world.workbook.hold(of, false);
    act(() => world.workbook.select(2));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    return world;
  }
  afterEach(() => noteCell("Line list!A2", null));

  test.each([
    ["was cleared", { holdsOurs: false, showsError: false }],
    ["holds another formula with an error", { holdsOurs: false, showsError: true }],
    ["shows no error any more", { holdsOurs: true, showsError: false }],
  ])("goes when the cell %s, and comes back when that is taken back", async (_what, then) => {
    const world = await select({ holdsOurs: true, showsError: true });
    expect(screen.getByText(sentence)).toBeInTheDocument();
    act(() => world.workbook.hold(then));
    await waitFor(() => expect(screen.queryByText(sentence)).toBeNull());
    act(() => world.workbook.hold({ holdsOurs: true, showsError: true }));
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  test("is not said of a cell that held a formula long ago", async () => {
    await select({ holdsOurs: false, showsError: false });
    expect(screen.queryByText(sentence)).toBeNull();
  });

  test("that is told beside a value is said while there is a value", async () => {
    const world = await select({ holdsOurs: true, showsError: false }, true);
    expect(screen.getByText(sentence)).toBeInTheDocument();
    act(() => world.workbook.hold({ holdsOurs: true, showsError: true }));
    await waitFor(() => expect(screen.queryByText(sentence)).toBeNull());
  });

  test("is said at once when the function says it, and goes where the formula around it shows something else", async () => {
    const world = await select({ holdsOurs: true, showsError: false });
    expect(screen.queryByText(sentence)).toBeNull();
    noteCell("Line list!A2", "Sign in first.");
    expect(await screen.findByText("Cell A2: Sign in first.")).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText("Cell A2: Sign in first.")).toBeNull(), { timeout: 3_000 });
    world.workbook.hold({ holdsOurs: true, showsError: true });
    expect(await screen.findByText("Cell A2: Sign in first.")).toBeInTheDocument();
  });
});

test("commands of the ribbon reach the pane, also before it is drawn", async () => {
  const world = makeWorld(list);
  const early = createCommandLine();
  const sent = early.send("newSheet");
  const stores = createPaneStores(world.ports, early);
  stops.push(stores.stop);
  show(<Shell ports={world.ports} stores={stores} hasFunctions />);
  expect(await screen.findByText("The sheet “New contacts” is ready to be filled in.")).toBeInTheDocument();
  await sent;
  await act(() => early.send("validateRows"));
  expect(await screen.findByText("Not sent yet")).toBeInTheDocument();
  await act(() => early.send("refreshContacts"));
  expect(await screen.findByText("3 cells are being looked up again.")).toBeInTheDocument();
});

test("the command Submit rows on a list that nobody has looked through validates it instead of sending", async () => {
  const world = makeWorld(list);
  const { commands } = open(world);
  await screen.findByText("1 row");
  await act(() => commands.send("submitRows"));
  expect(await screen.findByText("Not sent yet")).toBeInTheDocument();
  expect(world.outbox.sent).toHaveLength(0);
});

test("where functions do not run in cells, that is said before signing in", async () => {
  open(makeWorld(list, { person: null }), false);
  expect(await screen.findByText(/This Excel cannot run contact functions in cells/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Fill from the record" })).toBeNull();
});

test("where this Excel has no functions, whoever is signed in is offered to fill from the record instead", async () => {
  const { user, stores } = open(makeWorld(list), false, "home");
  expect(await screen.findByText(/This Excel cannot run contact functions in cells/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Fill from the record" }));
  expect(stores.shell.get().route).toBe("fill");
});


describe("Look up, by the command of the cell's menu", () => {
  const identifiers = [{ identifier: "NAS/001", type: "ART Number", isArtId: true, voided: false }];
  const found = { patient: "p1", name: "Ngozi Okonkwo", sex: "F", age: 38, identifiers, facility: null, marks: [], foundBy: "artId" as const };
  const asked: string[] = [];

  function finding(hits: readonly PatientHit[]): World {
    const world = makeWorld(list);
    const searchPatients = ({ text }: { readonly text: string }) => Promise.resolve({ hits: text === "NAS/001" ? [...hits] : [], next: null, knownUntil: null, entered: 1 });
    const patientCard: World["ports"]["server"]["patientCard"] = ({ patient }) => (asked.push(patient), new Promise(() => undefined));
    const patientHistory = (): Promise<never> => new Promise(() => undefined);
    return { ...world, ports: { ...world.ports, server: { ...world.ports.server, searchPatients, patientCard, patientHistory } } };
  }
  beforeEach(() => asked.splice(0));

  test("opens the card of the row's patient", async () => {
    const { commands } = open(finding([found]));
    await act(() => commands.send("lookUpCell"));
    await waitFor(() => expect(asked).toEqual(["p1"]));
    expect(screen.queryByRole("searchbox")).not.toBeInTheDocument();
  });

  test("shows both where two patients bear the ART ID, and none of them to the next person", async () => {
    const world = finding([found, { ...found, patient: "p2", name: "Musa Garba" }]);
    const { user, commands } = open(world);
    await act(() => commands.send("lookUpCell"));
    expect(await screen.findByText("Ngozi Okonkwo")).toBeInTheDocument();
    expect(screen.getByText("Musa Garba")).toBeInTheDocument();
    expect(asked).toEqual([]);
    act(() => world.session.set({ person: null, ended: "person" }));
    act(() => world.session.set({ person: { ...clerk, userUuid: "bbbbbbbb-0000-4000-8000-000000000002", displayName: "Musa Ade" }, ended: null }));
    await user.click(await screen.findByRole("tab", { name: "Patients" }));
    await screen.findByText("Find a patient");
    await waitFor(() => expect(screen.queryByText("Ngozi Okonkwo")).not.toBeInTheDocument());
  });
});

describe("after signing in", () => {
  // jsdom takes a page whose focused element went away for one that has no focus; browsers do not.
  async function signIn(isInPane = true): Promise<ReturnType<typeof open>> {
    jest.spyOn(document, "hasFocus").mockReturnValue(isInPane);
    const world = makeWorld(list, { person: null });
    const opened = open(world);
    act(() => opened.stores.show("home"));
    (await screen.findByLabelText("User name")).focus();
    act(() => world.session.set({ person: clerk, ended: null }));
    return opened;
  }
  afterEach(() => jest.restoreAllMocks());

  test("the keyboard goes on at the heading of the screen that opens, also where another takes its place", async () => {
    const { stores } = await signIn();
    await waitFor(async () => expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toHaveFocus());
    act(() => stores.show("patients"));
    await waitFor(async () => expect(await screen.findByRole("heading", { level: 1, name: "Patients" })).toHaveFocus());
  });

  test("a screen that a button of the one before opens goes on at its heading; whoever has the keyboard elsewhere keeps it", async () => {
    const { user, stores } = await signIn();
    await waitFor(async () => expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "New update" }));
    await waitFor(async () => expect(await screen.findByRole("heading", { level: 1, name: "Patients" })).toHaveFocus());
    await user.click(screen.getByRole("tab", { name: "Home" }));
    await screen.findByRole("heading", { level: 1, name: "Home" });
    act(() => stores.show("patients"));
    await screen.findByRole("heading", { level: 1, name: "Patients" });
    expect(screen.getByRole("tab", { name: "Home" })).toHaveFocus();
  });

  test("who types in a cell meanwhile is left there", async () => {
    await signIn(false);
    await screen.findByRole("heading", { level: 1, name: "Home" });
    expect(document.body).toHaveFocus();
  });
});

describe("what needs somebody", () => {
  const needy = submissionStatus({ leftOver: 3, reverted: 1 });

  function withList(person: typeof clerk): World {
    const world = makeWorld(list, { person });
    const counts = { "left-over": { rows: 3, submissions: 1, newest: [needy.uuid] }, reverted: { rows: 1, submissions: 1, newest: [needy.uuid] } };
    // It was sent long ago: the list of the newest does not have it.
    const server = { ...world.ports.server, listSubmissions: () => Promise.resolve({ submissions: [submissionStatus({ uuid: "3f9a2c1b-0000-4000-8000-000000000002" })], next: null }), needs: () => Promise.resolve(needsTold(counts, { submissions: [needy] })) };
    return { ...world, ports: { ...world.ports, server } };
  }

  test("is said to a clerk on every screen, and leads to the submissions concerned", async () => {
    const { user } = open(withList(clerk));
    expect(await screen.findByText("1 row that you submitted was overwritten in the record afterwards. 3 rows of your submissions need you.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Look" }));
    expect(await screen.findByRole("tab", { name: "Needs you (1)", selected: true })).toBeInTheDocument();
    expect(screen.getByText("3 rows to settle")).toBeInTheDocument();
  });

  test("the list of submissions is shown also when the server cannot say what needs somebody", async () => {
    const world = withList(clerk);
    const server = { ...world.ports.server, needs: () => Promise.reject(new ApiFailure("timed-out")) };
    const stores = createPaneStores({ ...world.ports, server });
    await act(() => stores.history.refresh());
    expect(stores.history.get()).toMatchObject({ list: [{ rowCount: submissionStatus({}).rowCount }], isNeedsOld: true, problem: null, isLoading: false });
    stores.stop();
  });

  test("is said to a supervisor of everyone's", async () => {
    open(withList({ ...clerk, role: "supervisor" }));
    expect(await screen.findByText("1 submitted row was overwritten in the record afterwards. 3 submitted rows need somebody's decision.")).toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "Submissions" })).toBeInTheDocument();
  });
});

describe("a pane that was away", () => {
  const item = (more: Partial<OutboxItem>): OutboxItem => ({
    uuid: "3f9a2c1b-0000-4000-8000-000000000001",
    createdAt: "2026-11-22T09:00:00.000Z",
    rowCount: 40,
    state: "accepted",
    readable: true,
    source: { workbook: "contacts.xlsx", sheet: "Line list", kind: "sheet" },
    attempts: 0,
    nextTryAt: null,
    problem: null,
    progress: { done: 10, total: 40 },
    status: null,
    isTold: false,
    ...more,
  });

  test("shows the progress of the sheet in front again, and on other screens that something is under way", async () => {
    const world = makeWorld(list);
    world.outbox.put(item({}));
    const { user } = open(world);
    expect(await screen.findByRole("region", { name: "Submitting 40 rows" })).toBeInTheDocument();
    expect(screen.getByText("10 of 40 rows")).toBeInTheDocument();
    await user.click(await screen.findByRole("tab", { name: "Patients" }));
    expect(await screen.findByText("A submission is being worked on: 10 of 40 rows.")).toBeInTheDocument();
  });

  test("left to itself, it does not put itself in the way again", async () => {
    const world = makeWorld(list);
    world.outbox.put(item({}));
    const { user } = open(world);
    await user.click(await screen.findByRole("button", { name: "Go on working" }));
    expect(await screen.findByRole("button", { name: "Validate" })).toBeInTheDocument();
    act(() => world.outbox.put(item({ progress: { done: 20, total: 40 } })));
    expect(screen.getByRole("button", { name: "Validate" })).toBeInTheDocument();
  });

  test("writes results that came meanwhile beside the rows, once", async () => {
    const world = makeWorld(list);
    world.outbox.put(item({ state: "done", rowCount: 1, status: { state: "done", counts: { ...noRows, updated: 1 } } }));
    const mark = rowMark({ artId: { value: "NAS/001" }, phone: { value: "08031234567" } });
    const results = () =>
      Promise.resolve([
        { ordinal: 0, rowId: rowIdFor({ rowNumber: 2, rowId: "" }, mark), rowNumber: 2, status: "updated" as const, issues: [], fields: {}, reverted: [], finishedAt: null },
      ]);
    open({ ...world, ports: { ...world.ports, outbox: { ...world.ports.outbox, results } } });
    expect(await screen.findByText(/The results for “Line list” have come: Status and Detail were written beside 1 row/)).toBeInTheDocument();
    expect(world.outbox.told).toEqual(["3f9a2c1b-0000-4000-8000-000000000001"]);
    expect(world.workbook.writtenStatuses).toHaveLength(1);
  });
});
