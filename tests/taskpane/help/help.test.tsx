import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createPaneStores } from "../../../src/taskpane/shell/paneStores";
import type { PaneStores } from "../../../src/taskpane/shell/paneStores";
import { Shell } from "../../../src/taskpane/shell/Shell";
import { clerk, makeWorld, show } from "../paneWorld";
import type { World } from "../paneWorld";

const stops: (() => void)[] = [];
beforeEach(() => localStorage.clear());
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(world: World): { user: ReturnType<typeof userEvent.setup>; stores: PaneStores } {
  const stores = createPaneStores(world.ports);
  stops.push(stores.stop);
  show(<Shell ports={world.ports} stores={stores} hasFunctions />);
  return { user: userEvent.setup(), stores };
}

const list = [["ART ID", "New phone"], ["NAS/001", "08031234567"]];

test("the ? opens the manual at the screen in front, and Escape closes it", async () => {
  const { user, stores } = open(makeWorld(list));
  act(() => stores.show("settings"));
  await user.click(screen.getByRole("button", { name: "Help for this screen" }));
  const help = within(await screen.findByRole("dialog"));
  expect(await help.findByRole("heading", { name: "Settings" })).toBeInTheDocument();
  await user.selectOptions(help.getByRole("combobox", { name: "Page of the manual" }), "Getting started");
  await user.click(await help.findByRole("button", { name: "Validate and submit" }));
  expect(await help.findByRole("heading", { name: "Day and month" })).toBeInTheDocument();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(stores.help.get().page).toBeNull());
});

test("help is there before anybody has signed in", async () => {
  const world = makeWorld(list);
  world.session.set({ person: null });
  const { user } = open(world);
  await user.click(screen.getByRole("button", { name: "Help for this screen" }));
  expect(await screen.findByRole("heading", { name: "Forgotten password" })).toBeInTheDocument();
});

test("a manual that cannot be fetched says so", async () => {
  const world = makeWorld(list);
  const { user } = open({ ...world, ports: { ...world.ports, readManual: () => Promise.reject(new Error("chunk")) } });
  await user.click(screen.getByRole("button", { name: "Help for this screen" }));
  expect(await screen.findByText(/has not been fetched yet/)).toBeInTheDocument();
});

test("the tour is offered once, has five steps by keyboard, ends with Escape, and can be repeated from the help", async () => {
  const { user, stores } = open(makeWorld(list));
  await user.click(await screen.findByRole("button", { name: "Show me" }));
  expect(await screen.findByRole("dialog", { name: "Where you are" })).toBeInTheDocument();
  for (const title of ["Home", "A whole list", "One patient"]) {
    await user.click(screen.getByRole("button", { name: "Next" }));
    expect(await screen.findByRole("dialog", { name: title })).toBeInTheDocument();
  }
  await user.click(screen.getByRole("button", { name: "Back" }));
  expect(await screen.findByText("Step 3 of 5")).toBeInTheDocument();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(stores.tour.get()).toEqual({ step: null, isOffered: false }));
  expect(screen.queryByRole("button", { name: "Show me" })).not.toBeInTheDocument();
  // The same person on the same computer, after the pane was closed; and a colleague.
  act(() => stores.tour.enter(clerk.userUuid));
  expect(stores.tour.get().isOffered).toBe(false);
  act(() => stores.tour.enter("aaaaaaaa-0000-4000-8000-000000000002"));
  expect(stores.tour.get().isOffered).toBe(true);
  await user.click(screen.getByRole("button", { name: "Help for this screen" }));
  await user.click(await screen.findByRole("button", { name: "Show the tour again" }));
  expect(await screen.findByText("Step 1 of 5")).toBeInTheDocument();
});
