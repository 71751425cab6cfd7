/** @jest-environment node */
import type { OutboxStore } from "../../src/client/outboxStore";
import { type Bench, createBench, content, freshDatabase, panes } from "./support/outboxBench";
import { type FakeServer, createFakeServer } from "./support/fakeServer";
import { amina } from "./support/people";
import { until } from "./support/testClock";

/*
 * A pane may be killed at any instant. Here it is killed before and after every single step that it takes (each request, and each change of what
 * it has stored), then another pane opens on what it left behind. However it died, the server must accept the submission exactly once, whole.
 */

afterEach(async () => {
  for (const pane of [...panes]) await pane.close();
});

/** Measured by the test without a crash: a step more or less there fails it. */
const lastStep = 18;

type When = "before" | "after";

/** Counts steps; at the fatal one everything of its pane stops for good, as in a page that is gone. */
function createFate(fatal: number, when: When) {
  const fate = { steps: 0, dead: false };
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (fate.dead) return never();
    const number = ++fate.steps;
    if (number === fatal && when === "before") fate.dead = true;
    if (fate.dead) return never();
    const result = await work();
    if (number === fatal) fate.dead = true;
    return fate.dead ? never() : result;
  };
  const wrapStore = (store: OutboxStore): OutboxStore => ({
    ...store,
    add: (item, parts) => step(() => store.add(item, parts)),
    change: (uuid, decide, dropParts) => step(() => store.change(uuid, decide, dropParts)),
  });
  const wrapFetch =
    (server: FakeServer): typeof fetch =>
    (input, init) =>
      step(() => server.fetch(input, init));
  return { fate, wrapStore, wrapFetch };
}

async function runUntilDeath(fatal: number, when: When): Promise<{ server: FakeServer; database: string; steps: number; dead: boolean }> {
  const server = createFakeServer();
  server.afterAccept = "running";
  const database = freshDatabase();
  const { fate, wrapStore, wrapFetch } = createFate(fatal, when);
  const bench: Bench = createBench({ server, database, wrapStore, fetch: wrapFetch(server) });
  // A dead page is neither closed nor waited for.
  panes.delete(bench);
  await bench.signIn(amina);
  const work = (async () => {
    await bench.outbox.enqueue(content(5));
    await bench.outbox.drain();
    // Its last step: it saw the submission running.
    await until(async () => fate.dead || (await bench.only()).state === "accepted");
    for (const held of server.submissions.values()) Object.assign(held, { state: "done", rowsDone: 5 });
    await bench.clock.pass(3_000);
    await until(async () => fate.dead || (await bench.only()).state === "done");
  })();
  await Promise.race([work, until(() => fate.dead)]);
  bench.session.close();
  return { server, database, steps: fate.steps, dead: fate.dead };
}

async function resume(server: FakeServer, database: string): Promise<Bench> {
  const bench = createBench({ server, database });
  await bench.signIn(amina);
  await bench.outbox.drain();
  await until(async () => (await bench.outbox.list()).every((item) => item.state !== "waiting"));
  for (const held of server.submissions.values()) if (held.state === "running") Object.assign(held, { state: "done", rowsDone: 5 });
  await bench.clock.pass(3_000);
  await bench.outbox.settled();
  return bench;
}

test("without a crash a submission of three parts takes its known steps", async () => {
  const { steps, server, dead } = await runUntilDeath(Number.POSITIVE_INFINITY, "before");
  expect(dead).toBe(false);
  expect(server.accepted).toBe(1);
  // One stored; opened; three parts with their progress; accepting; accepted; then followed to its end.
  expect(steps).toBe(lastStep);
});

const steps = Array.from({ length: lastStep }, (_, index) => index + 1);
describe.each(["before", "after"] as const)("the pane is killed %s", (when) => {
  test.each(steps)("step %i: another pane brings the submission to its end, accepted once and whole", async (fatal) => {
    const { server, database, dead } = await runUntilDeath(fatal, when);
    expect(dead).toBe(true);
    const bench = await resume(server, database);
    const items = await bench.outbox.list();
    // Killed before it was stored: the person was never told that it was, and nothing was sent.
    if (fatal === 1 && when === "before") {
      expect(items).toEqual([]);
      expect(server.seen).toEqual([]);
      return;
    }
    expect(items).toMatchObject([{ state: "done", progress: { done: 5, total: 5 }, problem: null }]);
    expect(server.accepted).toBe(1);
    expect(server.submissions.size).toBe(1);
    const [held] = server.submissions.values();
    const rowIds = [...(held?.parts.entries() ?? [])].sort(([one], [other]) => one - other).flatMap(([, part]) => part.rowIds);
    expect(rowIds).toEqual(["row-1", "row-2", "row-3", "row-4", "row-5"]);
  });
});
