/** @jest-environment node */
import { openDB } from "idb";
import { createBench, content, freshDatabase, panes } from "./support/outboxBench";
import { problem } from "./support/fakeServer";
import { amina, createMemoryStorage } from "./support/people";
import { quiet, until } from "./support/testClock";

afterEach(async () => {
  for (const pane of [...panes]) await pane.close();
});

const offline = (): never => {
  throw new TypeError("fetch failed");
};

describe("sending", () => {
  test("a submission goes in parts, is accepted once, and its rows are gone from this machine when the server has them", async () => {
    const database = freshDatabase();
    const bench = createBench({ database });
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(5));
    const storedParts = async (): Promise<number> => {
      const open = await openDB(database);
      const number = await open.count("parts");
      open.close();
      return number;
    };
    expect(await storedParts()).toBe(3);
    expect(await bench.only()).toMatchObject({ uuid, state: "waiting", rowCount: 5, readable: true, source: { sheet: "Line list" } });

    await bench.outbox.drain();
    await bench.outbox.settled();

    expect(bench.server.seen).toEqual([
      "PUT /api/submissions/…",
      "PUT /api/submissions/…/parts/1",
      "PUT /api/submissions/…/parts/2",
      "PUT /api/submissions/…/parts/3",
      "POST /api/submissions/…/accept",
    ]);
    expect(bench.server.accepted).toBe(1);
    const held = bench.server.submissions.get(uuid);
    expect([...(held?.parts.values() ?? [])].flatMap((part) => part.rowIds)).toEqual(["row-1", "row-2", "row-3", "row-4", "row-5"]);
    expect(await storedParts()).toBe(0);
    expect(await bench.only()).toMatchObject({ state: "done", progress: { done: 5, total: 5 }, status: { state: "done" } });
    expect(await bench.outbox.retry(uuid)).toBe(false);
    expect(await bench.outbox.discard(uuid)).toBe(true);
    expect(await bench.outbox.list()).toEqual([]);
  });

  test("progress is told row by row as parts arrive, then as the server answers rows", async () => {
    const bench = createBench();
    bench.server.afterAccept = "running";
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(5));
    await bench.outbox.drain();
    await bench.clock.pass(0);
    const held = bench.server.submissions.get(uuid);
    if (held === undefined) throw new Error("the server does not have it");
    held.rowsDone = 3;
    await bench.clock.pass(1_500);
    held.rowsDone = 5;
    held.state = "done";
    await bench.clock.pass(5_000);
    await bench.outbox.settled();

    const steps = bench.events.map(({ item }) => (item === null ? null : `${item.state} ${item.progress.done}/${item.progress.total}`));
    expect([...new Set(steps.filter((step) => step !== null))]).toEqual([
      "waiting 0/5",
      "sending 0/5",
      "sending 2/5",
      "sending 4/5",
      "sending 5/5",
      "accepting 5/5",
      "accepted 0/5",
      "accepted 3/5",
      "done 5/5",
    ]);
  });

  test("several submissions go one after another, in the order in which they were made", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    const first = await bench.outbox.enqueue(content(1, "First"));
    await bench.clock.pass(1);
    const second = await bench.outbox.enqueue(content(1, "Second"));
    await bench.outbox.drain();
    expect([...bench.server.submissions.keys()]).toEqual([first, second]);
    expect((await bench.outbox.list()).map((item) => item.state)).toEqual(["done", "done"]);
  });

  test("a submission made while another is being sent goes with the same drain", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(3));
    const draining = bench.outbox.drain();
    await bench.outbox.enqueue(content(3));
    await Promise.all([draining, bench.outbox.drain()]);
    expect(bench.server.accepted).toBe(2);
  });
});

describe("without a connection", () => {
  test("what is submitted is kept, tried again ever more seldom, and goes by itself when the connection is back", async () => {
    const bench = createBench();
    bench.server.before = offline;
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(2));
    await bench.outbox.drain();
    expect(await bench.only()).toMatchObject({ state: "waiting", attempts: 1, problem: { code: "offline" }, nextTryAt: "2026-11-02T08:00:01.000Z" });
    const attempts = async (): Promise<number> => (await bench.only()).attempts;
    for (const [already, wait] of [[1, 1_000], [2, 2_000], [3, 4_000]] as const) {
      await bench.outbox.settled();
      await bench.clock.pass(wait - 1);
      expect(await attempts()).toBe(already);
      await bench.clock.pass(1);
      await until(async () => (await attempts()) === already + 1);
    }
    expect(bench.server.seen).toHaveLength(4);

    bench.server.before = () => null;
    await bench.outbox.settled();
    await bench.clock.pass(8_000);
    await until(async () => (await bench.only()).state === "done");
    expect(await bench.only()).toMatchObject({ attempts: 0, problem: null });
  });

  test("waiting times never grow past five minutes", async () => {
    const bench = createBench({ random: () => 1 });
    bench.server.before = offline;
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(1));
    await bench.outbox.drain();
    for (let turn = 0; turn < 12; turn++) await bench.outbox.drain({ now: true });
    const { attempts, nextTryAt } = await bench.only();
    expect(attempts).toBe(13);
    expect(Date.parse(nextTryAt ?? "") - bench.clock.now()).toBe(300_000);
  });

  test("a person who presses Send now does not wait", async () => {
    const bench = createBench();
    bench.server.before = offline;
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(1));
    await bench.outbox.drain();
    bench.server.before = () => null;
    await bench.outbox.drain();
    expect((await bench.only()).state).toBe("waiting");
    await bench.outbox.drain({ now: true });
    expect((await bench.only()).state).toBe("done");
  });

  test("the server's own waiting time is kept", async () => {
    const bench = createBench();
    bench.server.before = () => problem(429, "too-many-requests", { retryAfterSeconds: 40 });
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(1));
    await bench.outbox.drain();
    expect(await bench.only()).toMatchObject({ state: "waiting", problem: { code: "too-many-requests" }, nextTryAt: "2026-11-02T08:00:40.000Z" });
  });

  test("a server that fails for one submission does not hold up the next", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    const first = await bench.outbox.enqueue(content(1, "First"));
    await bench.clock.pass(1);
    await bench.outbox.enqueue(content(1, "Second"));
    let requests = 0;
    bench.server.before = () => (requests++ === 0 ? problem(500, "internal") : null);
    await bench.outbox.drain();
    expect((await bench.outbox.list()).map((item) => item.state)).toEqual(["waiting", "done"]);
    expect(bench.server.submissions.has(first)).toBe(false);
  });

  test("rows that were submitted offline are there after the pane was closed and opened again", async () => {
    const database = freshDatabase();
    const before = createBench({ database });
    before.server.before = offline;
    await before.signIn(amina);
    await before.outbox.enqueue(content(3));
    await before.outbox.drain();
    await before.close();

    const after = createBench({ database });
    await after.signIn(amina);
    await after.outbox.drain({ now: true });
    expect(await after.only()).toMatchObject({ state: "done", rowCount: 3 });
  });

  test("after a reload of the pane nothing asks for the password again", async () => {
    const database = freshDatabase();
    const storage = createMemoryStorage();
    const before = createBench({ database, storage });
    before.server.before = offline;
    await before.signIn(amina);
    await before.outbox.enqueue(content(1));
    await before.close();

    const after = createBench({ database, storage });
    expect(after.session.snapshot().person?.userUuid).toBe(amina);
    expect(await after.outbox.resume(amina)).toBe(true);
    await after.outbox.drain();
    expect((await after.only()).state).toBe("done");
  });
});

describe("what the server refuses", () => {
  test.each([
    [400, "body-invalid"],
    [403, "not-allowed"],
    [409, "submission-differs"],
    [409, "digest-differs"],
    [413, "body-too-large"],
  ] as const)("%s %s ends the submission with its reason, keeps its rows, and is not tried again by itself", async (status, code) => {
    const bench = createBench();
    bench.server.before = () => problem(status, code);
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(2));
    await bench.outbox.drain();
    expect(await bench.only()).toMatchObject({ state: "refused", problem: { code, requestId: "req-1" } });
    const requests = bench.server.seen.length;
    await bench.clock.pass(3_600_000);
    await bench.outbox.drain({ now: true });
    expect(bench.server.seen).toHaveLength(requests);

    bench.server.before = () => null;
    await bench.signIn(amina);
    expect(await bench.outbox.retry(uuid)).toBe(true);
    await bench.outbox.drain();
    expect((await bench.only()).state).toBe("done");
  });

  test("a session that is over ends nothing: the submission goes after signing in again", async () => {
    const bench = createBench();
    bench.server.before = () => problem(401, "session-expired");
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(1));
    await bench.outbox.drain();
    expect(bench.session.snapshot()).toMatchObject({ person: null, ended: "expired" });
    expect(await bench.outbox.list()).toEqual([]);

    bench.server.before = () => null;
    await bench.signIn(amina);
    await bench.outbox.drain();
    expect(await bench.only()).toMatchObject({ state: "done", attempts: 0 });
  });

  test("an acceptance whose answer was lost is found out, not repeated", async () => {
    const bench = createBench();
    bench.server.afterAccept = "running";
    await bench.signIn(amina);
    await bench.outbox.enqueue(content(2));
    bench.server.after = (line) => {
      if (line.endsWith("/accept")) throw new TypeError("connection reset");
    };
    await bench.outbox.drain();
    expect(await bench.only()).toMatchObject({ state: "accepting", problem: { code: "offline" } });
    bench.server.after = () => undefined;
    await bench.outbox.drain({ now: true });
    expect((await bench.only()).state).toBe("accepted");
    expect(bench.server.seen.filter((line) => line.endsWith("/accept"))).toHaveLength(1);
  });

  test("parts that the server lost meanwhile are sent again", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(4));
    let lost = false;
    bench.server.before = (line) => {
      if (!lost && line.endsWith("/accept")) {
        bench.server.submissions.get(uuid)?.parts.delete(1);
        lost = true;
      }
      return null;
    };
    await bench.outbox.drain();
    expect(bench.server.seen.filter((line) => line.endsWith("/parts/1"))).toHaveLength(2);
    expect(bench.server.seen.filter((line) => line.endsWith("/parts/2"))).toHaveLength(1);
    expect((await bench.only()).state).toBe("done");
  });
});

describe("taking back", () => {
  test("a submission that waits can be taken back; nothing of it is sent", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(1));
    expect(await bench.outbox.discard(uuid)).toBe(true);
    await bench.outbox.drain();
    expect(bench.server.seen).toEqual([]);
    expect(bench.events.at(-1)).toEqual({ uuid, item: null });
  });

  test("a submission can be taken back while its parts are being sent; it is never accepted", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(6));
    bench.server.after = async (line) => {
      if (line.endsWith("/parts/2")) await bench.outbox.discard(uuid);
    };
    await bench.outbox.drain();
    expect(bench.server.seen.at(-1)).toBe("PUT /api/submissions/…/parts/2");
    expect(bench.server.accepted).toBe(0);
    expect(await bench.outbox.list()).toEqual([]);
    await quiet();
  });

  test("once the server may have accepted it, it is too late", async () => {
    const bench = createBench();
    await bench.signIn(amina);
    const uuid = await bench.outbox.enqueue(content(1));
    const answers: boolean[] = [];
    bench.server.before = async (line) => {
      if (line.endsWith("/accept")) answers.push(await bench.outbox.discard(uuid));
      return null;
    };
    bench.server.afterAccept = "running";
    await bench.outbox.drain();
    answers.push(await bench.outbox.discard(uuid));
    expect(answers).toEqual([false, false]);
    expect(bench.server.accepted).toBe(1);
  });
});
