/** @jest-environment node */
import { openDB } from "idb";
import { createApi } from "../../src/client/api";
import { createNotesQueue, type NotesEvent, type NotesQueue } from "../../src/client/notesQueue";
import { openNotesStore } from "../../src/client/notesStore";
import { createOutboxKeys, type OutboxKeys } from "../../src/client/outboxKeys";
import { openOutboxStore } from "../../src/client/outboxStore";
import { createSession } from "../../src/client/session";
import { ContactNote } from "../../src/contract/contactNotes";
import { problem } from "./support/fakeServer";
import { amina, bello, createMemoryStorage, signInAnswer } from "./support/people";
import { createTestClock, until, type TestClock } from "./support/testClock";

const patient = "cccccccc-0000-4000-8000-00000000000a";
let made = 0;
function call(more: Partial<Extract<ContactNote, { kind: "add-attempt" }>> = {}): ContactNote {
  made += 1;
  const uuid = `dddddddd-0000-4000-8000-${String(made).padStart(12, "0")}`;
  return { kind: "add-attempt", uuid, patient, outcome: "no-answer", day: "2026-11-02", tried: { kind: "recorded", phone: "08031234567" }, note: "rang out twice", ...more };
}

/** The network: `answer` says what comes of a note that arrived; notes that had an effect stand in `taken`, each once. */
interface Network {
  answer: (note: ContactNote) => Response | "take" | "lose-answer";
  readonly taken: ContactNote[];
  readonly seen: { note: ContactNote; owner: string }[];
}

const panes: { close(): Promise<void> }[] = [];
let databases = 0;
const freshDatabase = (): string => `notes-test-${++databases}`;
afterEach(async () => {
  for (const pane of panes.splice(0)) await pane.close();
});

function createNetwork(): Network {
  return { answer: () => "take", taken: [], seen: [] };
}
const offline = (): never => {
  throw new TypeError("fetch failed");
};

interface Pane {
  readonly queue: NotesQueue;
  readonly keys: OutboxKeys;
  readonly clock: TestClock;
  readonly events: NotesEvent[];
  signIn(userUuid: string, password?: string): Promise<void>;
  signOut(): void;
}

function openPane({ database, network, clock = createTestClock() }: { database: string; network: Network; clock?: TestClock }): Pane {
  const session = createSession({ clock, store: createMemoryStorage() });
  const network_ = async (_input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const note = ContactNote.parse(JSON.parse(await new Response(init?.body ?? null).text()));
    network.seen.push({ note, owner: new Headers(init?.headers).get("authorization") ?? "" });
    const answer = network.answer(note);
    if (typeof answer !== "string") return answer;
    if (!network.taken.some((one) => JSON.stringify(one) === JSON.stringify(note))) network.taken.push(note);
    return answer === "take" ? Response.json({ result: "done" }) : offline();
  };
  const api = createApi({ baseUrl: "", session, clock, fetch: network_ });
  const keyStore = openOutboxStore(`${database}-keys`);
  const keys = createOutboxKeys({ store: () => keyStore, kept: null, clock, iterations: 2 });
  const queue = createNotesQueue({ api, keys, clock, openStore: () => openNotesStore(database) });
  const events: NotesEvent[] = [];
  queue.subscribe((event) => events.push(event));
  panes.push({
    close: async () => {
      await queue.close();
      session.close();
      (await keyStore).close();
    },
  });
  return {
    queue,
    keys,
    clock,
    events,
    signIn: async (userUuid, password = "open sesame") => {
      session.adopt(signInAnswer(userUuid, clock.now()));
      await keys.unlock(userUuid, password);
    },
    signOut: () => {
      keys.lock();
      queue.lock();
      session.end("person");
    },
  };
}

async function signedIn(network = createNetwork(), database = freshDatabase()): Promise<Pane & { network: Network; database: string }> {
  const pane = openPane({ database, network });
  await pane.signIn(amina);
  return { ...pane, network, database };
}

test("with the server there, a note is taken at once and nothing of it stays on the machine", async () => {
  const { queue, network, events } = await signedIn();
  const note = call();
  expect(await queue.note(note)).toEqual({ state: "done" });
  expect(network.taken).toEqual([note]);
  expect(await queue.list()).toEqual([]);
  expect(events).toEqual([{ patient, taken: true }]);
});

test("without the network a note waits, and goes by itself when the network is back, in its order", async () => {
  const { queue, network, clock } = await signedIn();
  network.answer = offline;
  const [first, second] = [call(), call({ outcome: "reached" })];
  expect(await queue.note(first)).toEqual({ state: "waiting" });
  expect(await queue.note(second)).toEqual({ state: "waiting" });
  expect((await queue.list()).map(({ note, refusal }) => [note, refusal])).toEqual([[first, null], [second, null]]);
  network.answer = () => "take";
  await clock.pass(10_000);
  await until(async () => (await queue.list()).length === 0);
  expect(network.taken).toEqual([first, second]);
});

test("when the answer is lost, the same note is sent again under its uuid, not another one", async () => {
  const { queue, network } = await signedIn();
  network.answer = () => "lose-answer";
  const note = call();
  expect(await queue.note(note)).toEqual({ state: "waiting" });
  network.answer = () => "take";
  await queue.drain();
  expect(network.seen.map((one) => one.note)).toEqual([note, note]);
  expect(network.taken).toEqual([note]);
});

test("after a crash of the pane the note is there, and is sent when the same person signs in again", async () => {
  const [network, database] = [createNetwork(), freshDatabase()];
  const before = await signedIn(network, database);
  network.answer = offline;
  const note = call();
  await before.queue.note(note);
  network.answer = () => "take";
  const after = openPane({ database, network });
  expect(await after.queue.list()).toEqual([]);
  await after.signIn(amina);
  expect((await after.queue.list()).map((one) => one.note)).toEqual([note]);
  await after.queue.drain();
  expect(network.taken).toEqual([note]);
});

test("another person at the machine neither sees, nor sends, nor discards what is not theirs", async () => {
  const [network, database] = [createNetwork(), freshDatabase()];
  const pane = await signedIn(network, database);
  network.answer = offline;
  await pane.queue.note(call());
  const [waiting] = await pane.queue.list();
  pane.signOut();
  network.answer = () => "take";
  const requests = network.seen.length;
  await pane.signIn(bello, "other password");
  await pane.queue.drain();
  expect(await pane.queue.list()).toEqual([]);
  expect(await pane.queue.discard(waiting?.id ?? 0)).toBe(false);
  expect(network.seen).toHaveLength(requests);
  pane.signOut();
  await pane.signIn(amina);
  await pane.queue.drain();
  expect(network.taken).toHaveLength(1);
  expect(network.seen.at(-1)?.owner).toContain(amina);
});

test("nothing of a patient can be read from what is stored", async () => {
  const { queue, network, database } = await signedIn();
  network.answer = offline;
  await queue.note(call());
  const open = await openDB(database);
  const stored = JSON.stringify(await open.getAll("notes"), (_key, value: unknown) => (value instanceof ArrayBuffer ? Buffer.from(value).toString("latin1") : value));
  open.close();
  expect(stored).toContain(amina);
  for (const secret of ["08031234567", "rang out", patient, "no-answer"]) expect(stored).not.toContain(secret);
});

test("what is refused while somebody looks is told there and not kept; what is refused later is kept with its reason until discarded", async () => {
  const { queue, network } = await signedIn();
  const faults = [{ field: "day", code: "day-in-future" }] as const;
  network.answer = () => Response.json({ result: "refused", faults });
  expect(await queue.note(call())).toEqual({ state: "refused", refusal: { faults, code: null, requestId: null } });
  expect(await queue.list()).toEqual([]);
  network.answer = offline;
  await queue.note(call());
  const [waiting] = await queue.list();
  expect(await queue.discard(waiting?.id ?? 0)).toBe(false);
  network.answer = () => problem(404, "patient-not-found");
  await queue.drain();
  const [refused] = await queue.list();
  expect(refused?.refusal).toEqual({ faults: [], code: "patient-not-found", requestId: "req-1" });
  const requests = network.seen.length;
  await queue.drain();
  expect(network.seen).toHaveLength(requests);
  expect(await queue.discard(refused?.id ?? 0)).toBe(true);
  expect(await queue.list()).toEqual([]);
});

test("a refused note does not hold up those behind it, and a server that is busy is asked again", async () => {
  const { queue, network, clock } = await signedIn();
  network.answer = offline;
  const [bad, good] = [call({ day: "2027-01-01" }), call()];
  await queue.note(bad);
  await queue.note(good);
  network.answer = () => problem(503, "database-unavailable");
  await queue.drain();
  expect((await queue.list()).map(({ refusal }) => refusal)).toEqual([null, null]);
  network.answer = (note) => (note.uuid === bad.uuid ? Response.json({ result: "refused", faults: [{ field: "day", code: "day-in-future" }] }) : "take");
  await clock.pass(300_000);
  await until(async () => (await queue.list()).length === 1);
  expect(network.taken).toEqual([good]);
});

test("two panes that send at once note it once; what was sealed under a forgotten password can only be discarded", async () => {
  const [network, database] = [createNetwork(), freshDatabase()];
  const one = await signedIn(network, database);
  const other = openPane({ database, network });
  await other.signIn(amina);
  network.answer = offline;
  const note = call();
  await one.queue.note(note);
  network.answer = () => "take";
  await Promise.all([one.queue.drain(), other.queue.drain()]);
  expect(network.taken).toEqual([note]);
  expect(await other.queue.list()).toEqual([]);
  network.answer = offline;
  await one.queue.note(call());
  network.answer = () => "take";
  const later = openPane({ database, network });
  await later.signIn(amina, "a new password");
  await later.queue.drain();
  const [closed] = await later.queue.list();
  expect(closed?.note).toBeNull();
  expect(network.taken).toHaveLength(1);
  expect(await later.queue.discard(closed?.id ?? 0)).toBe(true);
});
