/** @jest-environment node */
import { deleteDB, openDB } from "idb";
import { type Bench, createBench, content, freshDatabase, panes } from "./support/outboxBench";
import { amina, bello, createMemoryStorage, signInAnswer } from "./support/people";

afterEach(async () => {
  for (const pane of [...panes]) await pane.close();
});

const offline = (): never => {
  throw new TypeError("fetch failed");
};

/** What somebody finds who copies the browser's files: every byte of the database as text. */
async function everythingStored(database: string): Promise<string> {
  const open = await openDB(database);
  const texts: string[] = [];
  for (const name of open.objectStoreNames) {
    for (const entry of await open.getAll(name)) {
      texts.push(
        JSON.stringify(entry, (_key, value: unknown) => {
          if (value instanceof ArrayBuffer) return Buffer.from(value).toString("latin1");
          return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
        }),
      );
    }
  }
  open.close();
  return texts.join("\n");
}

async function enqueueOffline(bench: Bench, person: string, password: string): Promise<string> {
  bench.server.before = offline;
  await bench.signIn(person, password);
  const uuid = await bench.outbox.enqueue(content(2));
  await bench.outbox.drain();
  return uuid;
}

test("nothing of a patient or a workbook can be read from what is stored", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  await enqueueOffline(bench, amina, "open sesame");
  const stored = await everythingStored(database);
  expect(stored).toContain(amina);
  for (const secret of ["FCT/001", "0803000", "November.xlsx", "Line list", "row-1", "open sesame"]) expect(stored).not.toContain(secret);
});

test("another person at the same machine neither sees nor sends nor discards what is not theirs", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  const uuid = await enqueueOffline(bench, amina, "open sesame");
  bench.outbox.lock();
  bench.session.end("person");

  bench.server.before = () => null;
  await bench.signIn(bello, "other password");
  expect(await bench.outbox.list()).toEqual([]);
  const before = bench.server.seen.length;
  await bench.outbox.drain({ now: true });
  expect(bench.server.seen).toHaveLength(before);
  expect(await bench.outbox.discard(uuid)).toBe(false);
  expect(await bench.outbox.retry(uuid)).toBe(false);
  bench.outbox.lock();
  bench.session.end("person");

  await bench.signIn(amina, "open sesame");
  await bench.outbox.drain({ now: true });
  expect(await bench.only()).toMatchObject({ uuid, state: "done" });
});

test("somebody who signs in with the same password as another still opens nothing of theirs", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  const uuid = await enqueueOffline(bench, amina, "Password1");
  await bench.signIn(bello, "Password1");
  expect(await bench.outbox.list()).toEqual([]);
  expect(await bench.outbox.discard(uuid)).toBe(false);
});

test("while nobody is signed in nothing can be listed, sent or stored", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  await enqueueOffline(bench, amina, "open sesame");
  bench.outbox.lock();
  bench.session.end("person");
  expect(await bench.outbox.list()).toEqual([]);
  const before = bench.server.seen.length;
  await bench.outbox.drain({ now: true });
  expect(bench.server.seen).toHaveLength(before);
  await expect(bench.outbox.enqueue(content(1))).rejects.toMatchObject({ code: "not-signed-in" });
});

test("after a change of password the submission is shown as unreadable, and the earlier password opens it", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  const uuid = await enqueueOffline(bench, amina, "old password");
  bench.server.before = () => null;
  await bench.signIn(amina, "new password");
  expect(await bench.only()).toMatchObject({ uuid, readable: false, source: null, rowCount: 2 });
  await bench.outbox.drain({ now: true });
  expect((await bench.only()).state).toBe("waiting");

  expect(await bench.outbox.unlockEarlier("wrong guess")).toBe(false);
  expect(await bench.outbox.unlockEarlier("old password")).toBe(true);
  expect(await bench.only()).toMatchObject({ readable: true, source: { sheet: "Line list" } });
  await bench.outbox.drain({ now: true });
  expect((await bench.only()).state).toBe("done");
});

test("an unreadable submission can be discarded, whatever its state", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  const uuid = await enqueueOffline(bench, amina, "old password");
  await bench.signIn(amina, "new password");
  expect(await bench.outbox.discard(uuid)).toBe(true);
  expect(await bench.outbox.list()).toEqual([]);
});

test("a bit changed in what is stored ends the submission as damaged; nothing of it reaches the server's acceptance", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  await enqueueOffline(bench, amina, "open sesame");
  await bench.close();
  const open = await openDB(database);
  const [part] = await open.getAll("parts");
  const bytes = new Uint8Array(part.sealed.data);
  bytes.set([(bytes.at(3) ?? 0) ^ 1], 3);
  await open.put("parts", part);
  open.close();

  const after = createBench({ database });
  await after.signIn(amina, "open sesame");
  await after.outbox.drain({ now: true });
  expect(await after.only()).toMatchObject({ state: "refused", problem: { code: "damaged" } });
  expect(after.server.accepted).toBe(0);
});

test("a sealed part put in another's place does not open", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  bench.server.before = offline;
  await bench.signIn(amina);
  await bench.outbox.enqueue(content(4));
  await bench.close();
  const open = await openDB(database);
  const [one, two] = await open.getAll("parts");
  await open.put("parts", { ...one, sealed: two.sealed });
  await open.put("parts", { ...two, sealed: one.sealed });
  open.close();

  const after = createBench({ database });
  await after.signIn(amina);
  await after.outbox.drain({ now: true });
  expect(await after.only()).toMatchObject({ state: "refused", problem: { code: "damaged" } });
});

test("signing out in the middle of sending stops before the next request, and another person's session never carries it on", async () => {
  const bench = createBench();
  await bench.signIn(amina);
  await bench.outbox.enqueue(content(6));
  bench.server.after = async (line) => {
    if (!line.endsWith("/parts/1")) return;
    bench.outbox.lock();
    bench.session.end("person");
    await bench.signIn(bello, "other password");
  };
  await bench.outbox.drain();
  expect(bench.server.seen.at(-1)).toBe("PUT /api/submissions/…/parts/1");
  await bench.signIn(amina);
  await bench.outbox.drain({ now: true });
  expect((await bench.only()).state).toBe("done");
  expect(bench.server.accepted).toBe(1);
});

test("a submission is never carried on by the session of whoever signed in meanwhile", async () => {
  const bench = createBench();
  await bench.signIn(amina);
  await bench.outbox.enqueue(content(6));
  bench.server.after = (line) => {
    if (line.endsWith("/parts/1")) bench.session.adopt(signInAnswer(bello, bench.clock.now()));
  };
  await bench.outbox.drain();
  expect(bench.server.seen.at(-1)).toBe("PUT /api/submissions/…/parts/1");
});

test("open keys in sessionStorage are one person's: somebody else's pane does not resume with them", async () => {
  const database = freshDatabase();
  const storage = createMemoryStorage();
  const bench = createBench({ database, storage });
  await enqueueOffline(bench, amina, "open sesame");
  expect(await bench.outbox.resume(bello)).toBe(false);
  expect(storage.getItem("patient-contacts.outbox-keys")).toBeNull();
  expect(bench.outbox.isUnlocked()).toBe(false);
});

test("a browser that lost its database says so by an empty list, and works on", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  await enqueueOffline(bench, amina, "open sesame");
  await bench.close();
  await deleteDB(database);
  const after = createBench({ database });
  await after.signIn(amina, "open sesame");
  expect(await after.outbox.list()).toEqual([]);
  await after.outbox.enqueue(content(1));
  await after.outbox.drain();
  expect((await after.only()).state).toBe("done");
});

test("a browser that refuses storage still sends, and says that it keeps nothing", async () => {
  const bench = createBench({ openStore: () => Promise.reject(new DOMException("denied", "SecurityError")) });
  await bench.signIn(amina);
  expect(await bench.outbox.isDurable()).toBe(false);
  await bench.outbox.enqueue(content(3));
  await bench.outbox.drain();
  expect(await bench.only()).toMatchObject({ state: "done" });
});

test("finished submissions leave the list after a month, unfinished ones never do", async () => {
  const database = freshDatabase();
  const bench = createBench({ database });
  await bench.signIn(amina);
  await bench.outbox.enqueue(content(1, "Sent"));
  await bench.outbox.drain();
  bench.server.before = offline;
  await bench.clock.pass(1);
  await bench.outbox.enqueue(content(1, "Waiting"));
  bench.outbox.lock();
  await bench.clock.pass(31 * 86_400_000);
  await bench.signIn(amina);
  expect((await bench.outbox.list()).map((item) => item.source?.sheet)).toEqual(["Waiting"]);
});
