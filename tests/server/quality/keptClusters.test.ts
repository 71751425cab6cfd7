import { keepClusters } from "../../../server/quality/keptClusters";
import type { Clusters } from "../../../server/quality/clusters";

/** A record whose reading takes so many milliseconds of a clock that only readings and the test move. */
function record(took: number) {
  let clock = 0;
  let reads = 0;
  let isBroken = false;
  const failures: unknown[] = [];
  let waiting: (() => void)[] = [];
  const ask = keepClusters({
    gather: async (): Promise<Clusters> => {
      reads += 1;
      const own = reads;
      if (reads > 1) await new Promise<void>((resolve) => waiting.push(resolve));
      clock += took;
      if (isBroken) throw new Error("the database is away");
      return { clusters: [{ rule: "shared", number: `reading ${own}`, members: [] }], clinicNumbers: 0 };
    },
    now: () => new Date(clock),
    elapsed: () => clock,
    onFailure: (error) => failures.push(error),
  });
  return {
    seen: async () => {
      const { clusters, readAt } = await ask();
      return [clusters[0]?.number, readAt.getTime()];
    },
    pass: (milliseconds: number) => (clock += milliseconds),
    finish: async () => {
      for (const resolve of waiting) resolve();
      waiting = [];
      await new Promise((resolve) => setImmediate(resolve));
    },
    breaks: (now: boolean) => (isBroken = now),
    reads: () => reads,
    failures,
  };
}

const minutes = 60_000;

test("where reading is quick, everybody who asks gets the record of that moment", async () => {
  const site = record(500);
  expect(await site.seen()).toEqual(["reading 1", 0]);
  const second = site.seen();
  await site.finish();
  expect(await second).toEqual(["reading 2", 500]);
});

test("where it is slow, what was read is shown for ten minutes, then shown once more while it is read again", async () => {
  const site = record(20_000);
  expect(await site.seen()).toEqual(["reading 1", 0]);
  site.pass(9 * minutes);
  expect(await site.seen()).toEqual(["reading 1", 0]);
  expect(site.reads()).toBe(1);
  site.pass(2 * minutes);
  expect(await Promise.all([site.seen(), site.seen()])).toEqual([["reading 1", 0], ["reading 1", 0]]);
  await site.finish();
  expect(await site.seen()).toEqual(["reading 2", 680_000]);
  expect(site.reads()).toBe(2);
});

test("what is half a day old is not shown: whoever asks waits, all for the same reading", async () => {
  const site = record(20_000);
  await site.seen();
  site.pass(13 * 60 * minutes);
  const both = Promise.all([site.seen(), site.seen()]);
  await site.finish();
  expect((await both).map(([number]) => number)).toEqual(["reading 2", "reading 2"]);
  expect(site.reads()).toBe(2);
});

test("a reading in the background that fails is told in the log, and tried again by the next to ask", async () => {
  const site = record(20_000);
  await site.seen();
  site.pass(11 * minutes);
  site.breaks(true);
  expect(await site.seen()).toEqual(["reading 1", 0]);
  await site.finish();
  expect(site.failures).toHaveLength(1);
  site.breaks(false);
  await site.seen();
  await site.finish();
  expect((await site.seen())[0]).toBe("reading 3");
});
