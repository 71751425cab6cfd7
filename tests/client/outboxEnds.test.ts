/** @jest-environment node */
import type { SubmissionState } from "../../src/contract/submissions";
import { content, createBench, freshDatabase, panes } from "./support/outboxBench";
import { amina } from "./support/people";
import { until } from "./support/testClock";

afterEach(async () => {
  for (const pane of [...panes]) await pane.close();
});

/** A submission that the server is working on, as this computer follows it. */
async function underWay(options: Parameters<typeof createBench>[0] = {}) {
  const bench = createBench(options);
  bench.server.afterAccept = "running";
  await bench.signIn(amina);
  const uuid = await bench.outbox.enqueue(content(4));
  await bench.outbox.drain();
  await until(async () => (await bench.only()).state === "accepted");
  const end = async (state: SubmissionState, rowsDone: number): Promise<void> => {
    const held = bench.server.submissions.get(uuid);
    if (held === undefined) throw new Error("the server does not have it");
    held.state = state;
    held.rowsDone = rowsDone;
    await bench.clock.pass(5_000);
    await until(async () => (await bench.only()).state === "done");
  };
  return { bench, uuid, end };
}

test.each(["cancelled", "stopped"] as const)("a submission that was %s has come to its end with the results that it has, and is asked about no more", async (state) => {
  const { bench, end } = await underWay();
  await end(state, 2);
  expect(await bench.only()).toMatchObject({ state: "done", problem: null, status: { state, counts: { updated: 2 } } });
  await bench.outbox.settled();
  const asked = bench.server.seen.length;
  await bench.clock.pass(60_000);
  expect(bench.server.seen).toHaveLength(asked);
});

test("results are untold until they have reached the person, also after a reload", async () => {
  const database = freshDatabase();
  const { bench, uuid, end } = await underWay({ database });
  expect((await bench.only()).isTold).toBe(false);
  await end("done", 4);
  await bench.close();
  const after = createBench({ database, server: bench.server });
  await after.signIn(amina);
  expect(await after.only()).toMatchObject({ state: "done", isTold: false });
  await after.outbox.markTold(uuid);
  expect((await after.only()).isTold).toBe(true);
});
