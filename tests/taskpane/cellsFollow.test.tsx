import { act, waitFor } from "@testing-library/react";
import { createPaneStores } from "../../src/taskpane/shell/paneStores";
import { clerk, makeWorld } from "./paneWorld";
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
