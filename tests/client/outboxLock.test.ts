/** @jest-environment node */
import { leaseLocks, webLocks } from "../../src/client/outboxLock";
import { createMemoryStore } from "../../src/client/outboxMemoryStore";
import { openOutboxStore } from "../../src/client/outboxStore";
import { createBench, content, freshDatabase, panes } from "./support/outboxBench";
import { createFakeServer } from "./support/fakeServer";
import { amina } from "./support/people";
import { createTestClock, deferred, quiet, until } from "./support/testClock";

afterEach(async () => {
  for (const pane of [...panes]) await pane.close();
});

const stores = [
  ["a database of the browser", () => openOutboxStore(freshDatabase())],
  ["memory", () => Promise.resolve(createMemoryStore())],
] as const;

describe.each(stores)("without Web Locks, a lease in %s", (_name, open) => {
  test("lets one pane work at a time; the other begins when the first has ended", async () => {
    const store = await open();
    const clock = createTestClock();
    const order: string[] = [];
    const hold = deferred<undefined>();
    const first = leaseLocks(store, clock, "pane-1")("send", async () => {
      order.push("first begins");
      await hold.promise;
      order.push("first ends");
    });
    await quiet();
    const second = leaseLocks(store, clock, "pane-2")("send", () => {
      order.push("second");
      return Promise.resolve();
    });
    // Longer than a lease lasts: it is renewed while the work goes on.
    await clock.pass(60_000);
    expect(order).toEqual(["first begins"]);
    hold.resolve(undefined);
    await first;
    await clock.pass(1_000);
    await second;
    expect(order).toEqual(["first begins", "first ends", "second"]);
    store.close();
  });

  test("of a pane that is gone runs out by itself", async () => {
    const store = await open();
    const clock = createTestClock();
    await store.takeLease({ name: "send", owner: "gone", until: clock.now() + 15_000 }, clock.now());
    let ran = false;
    const work = leaseLocks(store, clock, "pane-2")("send", () => {
      ran = true;
      return Promise.resolve();
    });
    await clock.pass(14_000);
    expect(ran).toBe(false);
    await clock.pass(2_000);
    await work;
    expect(ran).toBe(true);
    store.close();
  });

  test("is given back when the work fails", async () => {
    const store = await open();
    const clock = createTestClock();
    const lock = leaseLocks(store, clock, "pane-1");
    await expect(lock("send", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await store.takeLease({ name: "send", owner: "pane-2", until: clock.now() + 1 }, clock.now())).toBe(true);
    store.close();
  });
});

test("with Web Locks each kind of work asks for a lock of its own name", async () => {
  const asked: string[] = [];
  const manager = {
    request: async (name: string, work: () => Promise<void>) => {
      asked.push(name);
      await work();
    },
  } as unknown as LockManager;
  await webLocks(manager)("send", () => Promise.resolve());
  expect(asked).toEqual(["patient-contacts.send"]);
});

test("two workbooks that send at once send every part once, and both see it done", async () => {
  const database = freshDatabase();
  const server = createFakeServer();
  const clock = createTestClock();
  const shared = await openOutboxStore(database);
  const one = createBench({ database, server, clock, withLock: leaseLocks(shared, clock, "pane-1") });
  const two = createBench({ database, server, clock, withLock: leaseLocks(shared, clock, "pane-2") });
  await one.signIn(amina);
  await two.signIn(amina);
  await one.outbox.enqueue(content(6));
  const both = Promise.all([one.outbox.drain(), two.outbox.drain()]);
  await until(() => server.accepted === 1);
  await clock.pass(2_000);
  await both;
  expect(server.seen.filter((line) => line.includes("/parts/"))).toHaveLength(3);
  expect(server.seen.filter((line) => line.endsWith("/accept"))).toHaveLength(1);
  expect(await two.only()).toMatchObject({ state: "done" });
  shared.close();
});

test("another workbook is told that the list has changed, but not what stands in it", async () => {
  const messages: unknown[] = [];
  const heard: ((event: { data: unknown }) => void)[] = [];
  const channel = {
    postMessage: (message: unknown) => void messages.push(message),
    addEventListener: (_type: "message", listener: (event: { data: unknown }) => void) => void heard.push(listener),
    close: () => undefined,
  };
  const bench = createBench({ channel });
  await bench.signIn(amina);
  const uuid = await bench.outbox.enqueue(content(1));
  expect(messages).toEqual([{ changed: null }, { changed: uuid }]);
  bench.events.length = 0;
  for (const listener of heard) listener({ data: { changed: uuid } });
  expect(bench.events).toEqual([{ uuid: null, item: null }]);
});
