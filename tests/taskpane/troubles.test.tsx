import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import type { SystemInfo } from "../../src/contract/system";
import { createPaneStores } from "../../src/taskpane/shell/paneStores";
import { Shell } from "../../src/taskpane/shell/Shell";
import { watchSystem } from "../../src/taskpane/shell/systemStore";
import { makeWorld, show } from "./paneWorld";
import type { World } from "./paneWorld";

const stops: (() => void)[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const stop of stops.splice(0)) stop();
});

function open(world: World): ReturnType<typeof userEvent.setup> {
  const stores = createPaneStores(world.ports);
  stops.push(stores.stop);
  show(<Shell ports={world.ports} stores={stores} hasFunctions />);
  return userEvent.setup();
}

function signedOut(failure?: ApiFailure, system: Partial<SystemInfo> = {}): World {
  const world = makeWorld([], failure === undefined ? {} : { signIn: () => Promise.reject(failure) });
  world.session.set({ person: null });
  const info: SystemInfo = { environment: "demo", siteName: "Karu", version: "0.1.0", serverTime: new Date().toISOString(), today: "2026-11-22", ...system };
  return { ...world, ports: { ...world.ports, server: { ...world.ports.server, readSystem: () => Promise.resolve(info) } } };
}

const refused = (code: "sign-in-failed" | "account-locked" | "no-role", retryAfterSeconds: number | null = null): ApiFailure =>
  new ApiFailure("refused", { status: 401, retryAfterSeconds, problem: { code, message: "", requestId: "r-1" } });

async function trySigningIn(user: ReturnType<typeof userEvent.setup>): Promise<HTMLElement[]> {
  await user.type(screen.getByLabelText("User name"), "clerk");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  return within(await screen.findByRole("region", { name: "Trouble signing in?" })).findAllByRole("listitem");
}

test("whoever cannot sign in finds every way out before signing in", async () => {
  const user = open(signedOut());
  await user.click(screen.getByRole("button", { name: "Trouble signing in?" }));
  const items = within(screen.getByRole("region", { name: "Trouble signing in?" })).getAllByRole("listitem");
  expect(items).toHaveLength(6);
  expect(items.map((item) => item.textContent).join(" ")).toMatch(/NMRS password.*Locked account.*No role.*Server not reached.*certificate.*belongs to http:\/\/localhost: Karu \(practice data\)/s);
  await user.click(within(items[1] ?? document.body).getByRole("button"));
  expect(await screen.findByRole("heading", { name: "Locked account" })).toBeInTheDocument();
});

test.each([
  ["a wrong password", refused("sign-in-failed"), true, /^Forgotten password/],
  ["a locked account", refused("account-locked", 300), true, /^Locked account/],
  ["no role", refused("no-role"), true, /^No role/],
  ["no network", new ApiFailure("offline"), false, /^Server not reached/],
  ["a certificate that is not trusted", new ApiFailure("offline"), true, /certificate of your site must be installed/],
  ["no answer in time", new ApiFailure("timed-out"), true, /^Server not reached/],
  ["another server's page", new ApiFailure("unreadable"), true, /^This pane belongs to/],
])("%s: the way out that fits stands first", async (_, failure, isOnline, sentence) => {
  jest.spyOn(navigator, "onLine", "get").mockReturnValue(isOnline);
  const user = open(signedOut(failure));
  const [first] = await trySigningIn(user);
  expect(first).toHaveTextContent(sentence);
});

test("a locked account names the minutes that are left", async () => {
  const user = open(signedOut(refused("account-locked", 300)));
  await trySigningIn(user);
  expect(screen.getByText(/Try again in 5 minutes/)).toBeInTheDocument();
});

test.each([
  [17 * 60, "This computer's clock is 17 minutes fast. Set it: times are shown wrongly, and you may be signed out too early."],
  [-90 * 60, "This computer's clock is 90 minutes slow. Set it: times are shown wrongly, and you may be signed out too early."],
])("a clock that is %s seconds wrong is told", async (seconds, sentence) => {
  open(signedOut(undefined, { serverTime: new Date(Date.now() - seconds * 1000).toISOString() }));
  expect(await screen.findByText(sentence)).toBeInTheDocument();
});

test("a clock that is right enough is not spoken of", async () => {
  open(signedOut(undefined, { serverTime: new Date(Date.now() - 60_000).toISOString() }));
  expect(await screen.findByText("Karu")).toBeInTheDocument();
  expect(screen.queryByText(/This computer's clock/)).not.toBeInTheDocument();
});

test("another server that answers at the same address is noticed, and stays noticed", async () => {
  const answers: SystemInfo[] = (["Karu", "Owerri", "Karu"] as const).map((siteName) => ({ environment: siteName === "Karu" ? "demo" : "production", siteName, version: "0.1.0", serverTime: new Date().toISOString(), today: "2026-11-22" }));
  const { store, stop } = watchSystem({ readSystem: () => Promise.resolve(answers.shift() ?? Promise.reject(new Error("asked too often"))) });
  stops.push(stop);
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  await settle();
  expect(store.get().before).toBeNull();
  globalThis.dispatchEvent(new Event("online"));
  await settle();
  expect(store.get()).toMatchObject({ info: { siteName: "Owerri" }, before: { siteName: "Karu" } });
});

test("whose session has ended elsewhere is told why", async () => {
  const world = signedOut();
  world.session.set({ ended: "elsewhere" });
  open(world);
  expect(await screen.findByText("You signed out in another workbook.")).toBeInTheDocument();
});
