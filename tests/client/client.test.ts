/** @jest-environment node */
import { type Client, type ClientOptions, createClient } from "../../src/client/client";
import { openOutboxStore } from "../../src/client/outboxStore";
import type { Channel } from "../../src/client/session";
import { createFakeServer, problem } from "./support/fakeServer";
import { content, freshDatabase } from "./support/outboxBench";
import { amina, createMemoryStorage, signInAnswer } from "./support/people";
import { createTestClock, until } from "./support/testClock";

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

/** Workbooks of one browser: each has its own sessionStorage; database and channels are shared. */
function createBrowser() {
  const server = createFakeServer();
  const clock = createTestClock();
  const database = freshDatabase();
  const requests: string[] = [];
  const channels = new Map<string, { channel: Channel; hear: (data: unknown) => void }[]>();
  const openChannel = (name: string): Channel => {
    const listeners: ((event: { data: unknown }) => void)[] = [];
    const others = channels.get(name) ?? [];
    const channel: Channel = {
      postMessage: (data) => {
        for (const other of others) if (other.channel !== channel) other.hear(data);
      },
      addEventListener: (_type, listener) => void listeners.push(listener),
      close: () => undefined,
    };
    others.push({ channel, hear: (data) => listeners.forEach((listener) => listener({ data })) });
    channels.set(name, others);
    return channel;
  };
  const network: typeof fetch = async (input, init) => {
    const path = typeof input === "string" ? input : "";
    requests.push(`${init?.method ?? "GET"} ${path}`);
    if (path === "/api/session" && init?.method === "POST") {
      const { password } = JSON.parse(await new Response(init.body ?? null).text());
      return password === "right" ? Response.json(signInAnswer(amina, clock.now())) : problem(401, "sign-in-failed");
    }
    if (path === "/api/session" && init?.method === "DELETE") return new Response(null, { status: 204 });
    if (path === "/api/session") {
      const { token, ...state } = signInAnswer(amina, clock.now());
      return Response.json(token === "" ? {} : state);
    }
    return server.fetch(input, init);
  };
  const open = (more: Partial<ClientOptions> = {}): Client => {
    const client = createClient({
      clock,
      fetch: network,
      store: createMemoryStorage(),
      openChannel,
      outbox: { openStore: () => openOutboxStore(database), withLock: (_name, work) => work(), iterations: 2, random: () => 0 },
      ...more,
    });
    clients.push(client);
    return client;
  };
  return { open, server, clock, requests };
}

test("signing in sends what was left in the outbox, without being asked", async () => {
  const { open, server } = createBrowser();
  const client = open();
  await client.signIn("amina", "right");
  server.before = () => {
    throw new TypeError("fetch failed");
  };
  await client.outbox.enqueue(content(1));
  await client.outbox.drain();
  await client.signOut();
  expect(await client.outbox.list()).toEqual([]);

  server.before = () => null;
  await client.signIn("amina", "right");
  await until(() => server.accepted === 1);
  await until(async () => (await client.outbox.list())[0]?.state === "done");
});

test("a wrong password opens nothing", async () => {
  const { open } = createBrowser();
  const client = open();
  await expect(client.signIn("amina", "wrong")).rejects.toMatchObject({ code: "sign-in-failed" });
  expect(client.session.snapshot().person).toBeNull();
  expect(client.outbox.isUnlocked()).toBe(false);
});

test("signing out closes the outbox and forgets what was looked up", async () => {
  const { open } = createBrowser();
  const client = open();
  await client.signIn("amina", "right");
  await client.signOut();
  expect(client.outbox.isUnlocked()).toBe(false);
  expect(await client.lookup.lookup("A1", ["phone"])).toEqual({ ok: false, code: "not-signed-in" });
});

test("a reload of the pane goes on sending by itself", async () => {
  const { open, server } = createBrowser();
  const store = createMemoryStorage();
  const before = open({ store });
  await before.signIn("amina", "right");
  await before.outbox.enqueue(content(1));
  clients.splice(0);
  await before.close();

  const after = open({ store });
  await until(() => after.outbox.isUnlocked());
  await until(() => server.accepted === 1);
});

test("signing out in one workbook ends the other's session on the server too", async () => {
  const { open, requests } = createBrowser();
  const one = open();
  const two = open();
  await one.signIn("amina", "right");
  await two.signIn("amina", "right");
  await one.signOut();
  expect(two.session.snapshot()).toMatchObject({ person: null, ended: "elsewhere" });
  expect(two.outbox.isUnlocked()).toBe(false);
  await until(() => requests.filter((line) => line === "DELETE /api/session").length === 2);
});

test("whoever works keeps the session alive: here by every touch, on the server by a question now and then", async () => {
  const { open, clock, requests } = createBrowser();
  const client = open();
  await client.signIn("amina", "right");
  for (let minute = 0; minute < 60; minute++) {
    await clock.pass(60_000);
    client.noteActivity();
  }
  expect(client.session.snapshot().person?.userUuid).toBe(amina);
  const questions = requests.filter((line) => line === "GET /api/session").length;
  expect(questions).toBeGreaterThanOrEqual(6);
  expect(questions).toBeLessThanOrEqual(12);
});

test("whoever goes away is signed out though the outbox goes on following", async () => {
  const { open, server, clock } = createBrowser();
  server.afterAccept = "running";
  const client = open();
  await client.signIn("amina", "right");
  await client.outbox.enqueue(content(1));
  await client.outbox.drain();
  await clock.pass(901_000);
  expect(client.session.snapshot()).toMatchObject({ person: null, ended: "idle" });
  expect(client.outbox.isUnlocked()).toBe(false);
});
