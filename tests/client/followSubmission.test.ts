/** @jest-environment node */
import { ApiFailure } from "../../src/client/apiFailure";
import { type Follow, followSubmission } from "../../src/client/followSubmission";
import type { SubmissionStatus } from "../../src/contract/submissions";
import { content } from "./support/outboxBench";
import { statusOf } from "./support/fakeServer";
import { createTestClock, quiet } from "./support/testClock";

const uuid = "33333333-3333-4333-8333-333333333333";
const { reading, source } = content(1);
const header = { rowCount: 10, partCount: 1, digest: "0".repeat(64), reading, source, reason: null };
const status = (rowsDone: number): SubmissionStatus =>
  statusOf(uuid, { header, parts: new Map(), state: rowsDone === 10 ? "done" : "running", rowsDone });

function createBench(watchSubmission: Follow["api"]["watchSubmission"]) {
  const clock = createTestClock();
  const record = { rowsDone: 0, reads: 0 };
  const seen: number[] = [];
  const stop = new AbortController();
  const api: Follow["api"] = {
    readSubmission: () => {
      record.reads++;
      return Promise.resolve(status(record.rowsDone));
    },
    watchSubmission,
  };
  const onStatus = (now: SubmissionStatus): void => void seen.push(now.rowsDone);
  const following = followSubmission({ api, clock, uuid, signal: stop.signal, onStatus });
  return { clock, record, seen, stop, following };
}

test("progress comes by events, and the last word by a question", async () => {
  const { record, seen, following } = createBench((_uuid, watch) => {
    for (const rows of [3, 7]) watch.onStatus(status(rows));
    record.rowsDone = 10;
    return Promise.resolve(true);
  });
  expect((await following).state).toBe("done");
  expect(seen).toEqual([0, 3, 7, 10]);
  expect(record.reads).toBe(2);
});

test("where events do not come through, it asks again, more seldom as time goes on", async () => {
  const { clock, record, following } = createBench(() => Promise.resolve(false));
  await clock.pass(60_000);
  // A second, then half as long again each time, up to five seconds: not sixty times a minute.
  expect(record.reads).toBeGreaterThan(10);
  expect(record.reads).toBeLessThan(20);
  record.rowsDone = 10;
  await clock.pass(5_000);
  expect((await following).rowsDone).toBe(10);
});

test("a stream that a proxy holds back is given up after half a minute of silence", async () => {
  let aborted = false;
  const { clock, record, following } = createBench(
    (_uuid, watch) =>
      new Promise((_resolve, reject) => {
        watch.signal.addEventListener("abort", () => {
          aborted = true;
          reject(new ApiFailure("cancelled"));
        });
      }),
  );
  await clock.pass(29_999);
  expect(aborted).toBe(false);
  await clock.pass(1);
  expect(aborted).toBe(true);
  record.rowsDone = 10;
  await clock.pass(2_000);
  expect((await following).state).toBe("done");
});

test("signs of life keep a quiet stream open", async () => {
  let aborted = false;
  const lives: (() => void)[] = [];
  const { clock, stop, following } = createBench((_uuid, watch) => {
    lives.push(watch.onLife);
    return new Promise((_resolve, reject) => {
      watch.signal.addEventListener("abort", () => {
        aborted = true;
        reject(new ApiFailure("cancelled"));
      });
    });
  });
  await quiet();
  for (let turn = 0; turn < 10; turn++) {
    await clock.pass(20_000);
    lives[0]?.();
  }
  expect(aborted).toBe(false);
  stop.abort();
  await expect(following).rejects.toMatchObject({ kind: "cancelled" });
});

test("a session that is over ends the following at once", async () => {
  const over = new ApiFailure("refused", { status: 401, problem: { code: "session-expired", message: "", requestId: "" } });
  const { following } = createBench(() => Promise.reject(over));
  await expect(following).rejects.toBe(over);
});

test("a server that ends its stream before the submission is done does not make it ask in a circle", async () => {
  const { clock, record, stop, following } = createBench((_uuid, watch) => {
    watch.onStatus(status(1));
    return Promise.resolve(true);
  });
  await clock.pass(3_000);
  expect(record.reads).toBeLessThan(8);
  const ended = expect(following).rejects.toMatchObject({ kind: "cancelled" });
  stop.abort();
  await clock.pass(5_000);
  await ended;
});
