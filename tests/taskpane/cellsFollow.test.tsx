import { act, waitFor } from "@testing-library/react";
import { createPaneStores } from "../../src/taskpane/shell/paneStores";
import type { NotesEvent } from "../../src/client/notesQueue";
import { clerk, makeWorld } from "./paneWorld";
import { cardOf } from "./update/formWorld";
import type { World } from "./paneWorld";

/** When the pane has Excel ask again for the cells with our functions, besides after submissions. */

const list = [["ART ID", "New phone"], ["NAS/001", "08031234567"]];
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function begin(world: World): ReturnType<typeof createPaneStores> {
  const stores = createPaneStores(world.ports);
  stops.push(stores.stop);
  return stores;
}

const somebody = { ...clerk, userUuid: "aaaaaaaa-0000-4000-8000-000000000002" };

test("a pane that begins with somebody signed in has the cells asked for once that show errors, as those saved as Sign in", async () => {
  const world = makeWorld(list);
  const stores = begin(world);
  await waitFor(() => expect(world.workbook.cells).toEqual(["refreshed errors"]));
  expect(stores.submit.get().phase.name).toBe("setup");
});

test("a pane that begins with nobody signed in asks for nothing", async () => {
  const world = makeWorld(list, { person: null });
  begin(world);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(world.workbook.cells).toEqual([]);
});

describe("when the server has taken a call or a number of a patient", () => {
  const patient = "11111111-0000-4000-8000-000000000001";
  const identifiers = [
    { identifier: "NAS/001", type: "ART Number", isArtId: true, voided: false },
    { identifier: "NAS/777", type: "ART Number", isArtId: true, voided: false },
    { identifier: "H-12", type: "Hospital Number", isArtId: false, voided: false },
  ];

  async function open(): Promise<{ world: World; stores: ReturnType<typeof createPaneStores>; tell: (event: NotesEvent) => void }> {
    const world = makeWorld(list);
    const listeners = new Set<(event: NotesEvent) => void>();
    const notes = { ...world.ports.notes, subscribe: (listener: (event: NotesEvent) => void) => (listeners.add(listener), () => listeners.delete(listener)) };
    const server = { ...world.ports.server, patientCard: () => Promise.resolve(cardOf({ patient, identifiers })), patientHistory: () => new Promise<never>(() => undefined) };
    const stores = begin({ ...world, ports: { ...world.ports, notes, server } });
    await waitFor(() => expect(world.workbook.cells).toEqual(["refreshed errors"]));
    world.workbook.cells.splice(0);
    return { world, stores, tell: (event) => listeners.forEach((listener) => listener(event)) };
  }

  test("the cells of all ART IDs of the card in front are fresh", async () => {
    const { world, stores, tell } = await open();
    void stores.patient.open(patient);
    await waitFor(() => expect(stores.patient.get().card.value).not.toBeNull());
    tell({ patient, taken: true });
    await waitFor(() => expect(world.workbook.cells).toEqual(["forgot NAS/001,NAS/777", "refreshed"]), { timeout: 3_000 });
  });

  test("of a patient whose card is not in front, as when the connection is back, all cells ask again; once for many calls", async () => {
    const { world, tell } = await open();
    for (let call = 0; call < 5; call++) tell({ patient, taken: true });
    await waitFor(() => expect(world.workbook.cells.at(-1)).toBe("refreshed"), { timeout: 3_000 });
    expect(world.workbook.cells.filter((what) => what === "refreshed")).toHaveLength(1);
    expect(new Set(world.workbook.cells)).toEqual(new Set(["forgot all", "refreshed"]));
  });

  test("what only waits here changes no cell", async () => {
    const { world, tell } = await open();
    tell({ patient, taken: false });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(world.workbook.cells).toEqual([]);
  });
});

describe("after signing in", () => {
  test("cells that said Sign in are asked for before anything else that Excel or the server may hold up", async () => {
    const world = makeWorld(list, { person: null });
    const endless = new Promise<never>(() => undefined);
    const workbook = { ...world.ports.workbook, lookAtSheet: () => endless };
    begin({ ...world, ports: { ...world.ports, workbook, outbox: { ...world.ports.outbox, list: () => endless } } });
    act(() => world.session.set({ person: clerk, ended: null }));
    await waitFor(() => expect(world.workbook.cells).toEqual(["refreshed"]));
  });

  test("the same when another person signs in", async () => {
    const world = makeWorld(list);
    const endless = new Promise<never>(() => undefined);
    let isHeld = false;
    const workbook = { ...world.ports.workbook, lookAtSheet: () => (isHeld ? endless : world.ports.workbook.lookAtSheet()) };
    const stores = begin({ ...world, ports: { ...world.ports, workbook } });
    await waitFor(() => expect(stores.submit.get().phase.name).toBe("setup"));
    isHeld = true;
    world.workbook.cells.splice(0);
    act(() => world.session.set({ person: null, ended: "person" }));
    act(() => world.session.set({ person: somebody, ended: null }));
    expect(stores.submit.get()).toMatchObject({ validated: null, phase: { name: "looking" } });
    await waitFor(() => expect(world.workbook.cells).toEqual(["refreshed"]));
  });

  test("where Excel refuses, as while a cell is being edited, the rest goes on and cells are asked for again", async () => {
    const world = makeWorld(list, { person: null });
    world.workbook.refuseRefreshing(1);
    const stores = begin(world);
    act(() => world.session.set({ person: clerk, ended: null }));
    await waitFor(() => expect(stores.submit.get().phase.name).toBe("setup"));
    expect(world.workbook.cells).toEqual(["refused"]);
    await waitFor(() => expect(world.workbook.cells).toEqual(["refused", "refreshed"]), { timeout: 4_000 });
    expect(stores.shell.get().notice).toBeNull();
  });

  test("whoever signs out before Excel obliges keeps what the cells show", async () => {
    const world = makeWorld(list, { person: null });
    world.workbook.refuseRefreshing(1);
    begin(world);
    act(() => world.session.set({ person: clerk, ended: null }));
    await waitFor(() => expect(world.workbook.cells).toEqual(["refused"]));
    act(() => world.session.set({ person: null, ended: "person" }));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(world.workbook.cells).toEqual(["refused"]);
  });
});
