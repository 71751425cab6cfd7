import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCertificates } from "office-addin-dev-certs";
import type { RowDataPacket } from "mysql2/promise";
import { readConfig } from "../../server/config";
import { startServer } from "../../server/main";
import { startCacheNotices } from "../../server/openmrsRest/cacheNotices";
import type { CacheNotices, NoticeTiming } from "../../server/openmrsRest/cacheNotices";
import type { RestAccount } from "../../server/openmrsRest/restClient";
import type { Deps } from "../../server/deps";
import { openPool } from "../support/database";
import { startRest } from "../support/openmrsRest";
import type { RestManner, RestUnderTest } from "../support/openmrsRest";
import { buildPatient } from "../support/patients";
import { startTestServer, testEnvironment } from "../support/server";
import type { TestServer } from "../support/server";
import { submit, typedRow } from "../support/submitting";

const quick: NoticeTiming = { timeoutMilliseconds: 400, gatherMilliseconds: 20, restMilliseconds: 40, longestRestMilliseconds: 100 };
const person = { username: "contacts", password: "clear-the-cache" };
const parts = [
  { resource: "person", subResource: "attribute" },
  { resource: "person", subResource: "address" },
];
const everything = [{ resource: "person" }, ...parts];

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`It did not happen: ${what}`);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("telling OpenMRS of changed patients", () => {
  const root = openPool("root");
  let server: TestServer;
  let rest: RestUnderTest;
  let notices: CacheNotices | null = null;

  beforeEach(async () => {
    server = await startTestServer();
    rest = await startRest();
  });
  afterEach(async () => {
    await notices?.stop();
    notices = null;
    await rest.close();
    await server.close();
  });

  function begin(more: Partial<RestAccount> = {}, timing = quick): CacheNotices {
    notices = startCacheNotices(server.deps, { url: rest.url, ...person, ...more }, timing);
    return notices;
  }

  async function people(count: number): Promise<{ ids: number[]; uuids: string[] }> {
    const ids: number[] = [];
    for (let index = 0; index < count; index += 1) ids.push((await buildPatient(root)).personId);
    const [rows] = await root.query<RowDataPacket[]>("SELECT uuid FROM person WHERE person_id IN (?) ORDER BY person_id", [ids]);
    return { ids, uuids: rows.map(({ uuid }) => String(uuid)) };
  }

  test("at the start it makes sure of the account and clears what OpenMRS remembers of persons", async () => {
    begin();
    await until(() => server.log().includes("OpenMRS is told of changed patients"), "three requests");
    expect(rest.requests[0]).toMatchObject({ method: "GET", path: "/openmrs/ws/rest/v1/session" });
    expect(rest.requests.map(({ authorization }) => authorization)).toEqual(Array(4).fill("Basic Y29udGFjdHM6Y2xlYXItdGhlLWNhY2hl"));
    expect(rest.cleared()).toEqual(everything);
  });

  test("a few changed patients are told by uuid, many all at once", async () => {
    const told = begin({ url: `${rest.url}/` });
    await until(() => rest.cleared().length === 3, "the start");
    const few = await people(2);
    told.recordChanged(few.ids);
    await until(() => rest.cleared().length === 7, "a few");
    const asked = rest.cleared().slice(3);
    expect(asked.slice(0, 2)).toEqual(expect.arrayContaining(few.uuids.map((uuid) => ({ resource: "person", uuid }))));
    expect(asked.slice(2)).toEqual(parts);
    for (let from = 0; from < 100_000; from += 1000) told.recordChanged(Array.from({ length: 1000 }, (_, index) => from + index + 1));
    await until(() => rest.cleared().length >= 10, "many");
    await pause(200);
    expect(rest.cleared().slice(7)).toEqual(everything);
    expect(rest.most()).toBeLessThanOrEqual(2);
  });

  test("a person whom OpenMRS does not know makes it clear all", async () => {
    const told = begin();
    await until(() => rest.cleared().length === 3, "the start");
    rest.manner = "person-unknown";
    const { ids, uuids } = await people(1);
    told.recordChanged(ids);
    await until(() => rest.cleared().length === 7, "all cleared");
    expect(rest.cleared().slice(3)).toEqual([{ resource: "person", uuid: uuids[0] }, ...everything]);
  });

  test.each<[RestManner, string, number]>([
    ["old", "older than 2.33", 2],
    ["refuses", "refuses the account", 2],
    ["locked-out", "refuses the account", 1],
    ["redirects", "no REST interface", 1],
    ["page", "no REST interface", 1],
  ])("where it answers «%s», that is said once and nothing more is asked", async (manner, sentence, asked) => {
    rest.manner = manner;
    const told = begin();
    await until(() => server.log().includes(sentence), sentence);
    told.recordChanged([1, 2, 3]);
    await pause(250);
    expect(rest.requests).toHaveLength(asked);
    expect(server.log().split(sentence)).toHaveLength(2);
    await notices?.stop();
    expect(server.log()).not.toContain("the server stops before");
  });

  test.each<[RestManner, string]>([
    ["unwell", "HTTP 503"],
    ["hangs", "timeout"],
    ["hangs-up", "ECONNRESET"],
  ])("where it is «%s», it is tried again until all has been told", async (manner, reason) => {
    const told = begin();
    await until(() => rest.cleared().length === 3, "the start");
    rest.manner = manner;
    told.recordChanged((await people(3)).ids);
    await until(() => server.log().includes("could not be told"), "the warning");
    await pause(300);
    rest.manner = "clears";
    const before = rest.requests.length;
    await until(() => server.log().split("OpenMRS is told of changed patients").length === 3, "told at last");
    expect(rest.requests.slice(before).map(({ body }) => body)).toEqual(everything);
    expect(server.log().split("could not be told")).toHaveLength(2);
    expect(server.log()).toContain(`"reason":"${reason}","patients":3`);
  });

  test("where nobody listens it waits, starts late without losing anything, and stops at once saying how many were not told", async () => {
    const port = Number(new URL(rest.url).port);
    await rest.close();
    const told = begin();
    told.recordChanged([1, 2]);
    told.recordChanged(Array.from({ length: 1000 }, (_, index) => index + 10));
    await until(() => server.log().includes("ECONNREFUSED"), "refused");
    rest = await startRest({ port });
    await until(() => rest.cleared().length === 3, "told");
    await rest.close();
    told.recordChanged([7, 8]);
    await until(() => server.log().split("could not be told").length === 3, "refused again");
    const stopping = performance.now();
    await told.stop();
    expect(performance.now() - stopping).toBeLessThan(1500);
    expect(server.log()).toContain('"patients":2,"msg":"the server stops before OpenMRS was told of changed patients"');
  });

  test("a request that hangs does not hold up the stop", async () => {
    rest.manner = "hangs";
    const told = begin({}, { ...quick, timeoutMilliseconds: 60_000 });
    await until(() => rest.requests.length === 1, "asked");
    const stopping = performance.now();
    await told.stop();
    expect(performance.now() - stopping).toBeLessThan(1500);
  });

  test("over HTTPS it trusts the site's own authority where it is told of it, and nobody unknown", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rest-"));
    const written = jest.spyOn(console, "log").mockImplementation(() => undefined);
    const [ca, cert, key] = ["ca.crt", "localhost.crt", "localhost.key"].map((name) => join(folder, name));
    if (ca === undefined || cert === undefined || key === undefined) throw new Error("There are three files.");
    await generateCertificates(ca, cert, key, 2, ["127.0.0.1", "localhost"]);
    written.mockRestore();
    const secure = await startRest({ tls: { key: readFileSync(key), cert: readFileSync(cert) } });
    try {
      const distrusting = begin({ url: secure.url });
      await until(() => server.log().includes("could not be told"), "distrust");
      await distrusting.stop();
      expect(secure.requests).toEqual([]);
      begin({ url: secure.url, authority: readFileSync(ca) });
      await until(() => secure.cleared().length === 3, "told over HTTPS");
      expect(server.log()).not.toContain("clear-the-cache");
    } finally {
      await notices?.stop();
      await secure.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("a server whose OpenMRS does not answer", () => {
  test.each<[string, RestManner | null]>([
    ["hangs", "hangs"],
    ["is switched off", null],
  ])("starts and stops as ever where it %s", async (_name, manner) => {
    const rest = await startRest();
    if (manner === null) await rest.close();
    else rest.manner = manner;
    try {
      const config = readConfig({ ...testEnvironment(), PORT: "0", LOG_LEVEL: "silent", OPENMRS_REST_URL: rest.url, OPENMRS_REST_USERNAME: person.username, OPENMRS_REST_PASSWORD: person.password });
      const server = await startServer(config);
      await until(() => manner === null || rest.requests.length === 1, "asked");
      const stopping = performance.now();
      await server.close();
      expect(performance.now() - stopping).toBeLessThan(5_000);
    } finally {
      if (manner !== null) await rest.close();
    }
  });
});

describe("the engine and OpenMRS's cache", () => {
  const root = openPool("root");

  test("a submission tells of just the patients that it has changed, after its commit, and does not wait for OpenMRS", async () => {
    const rest = await startRest();
    rest.manner = "hangs";
    const told: { personIds: readonly number[]; phones: string[] }[] = [];
    const server = await startTestServer({ engine: true });
    const notices = startCacheNotices(server.deps, { url: rest.url, ...person }, { ...quick, timeoutMilliseconds: 60_000 });
    const reads: Promise<unknown>[] = [];
    const deps: { -readonly [name in keyof Deps]: Deps[name] } = server.deps;
    deps.recordChanged = (personIds) => {
      notices.recordChanged(personIds);
      // Read on another connection: what has not been committed is not seen.
      reads.push(
        root
          .query<RowDataPacket[]>("SELECT value FROM person_attribute WHERE person_id IN (?) AND person_attribute_type_id = 8 AND voided = 0", [personIds])
          .then(([rows]) => told.push({ personIds, phones: rows.map(({ value }) => String(value)) })),
      );
    };
    try {
      const changed = await buildPatient(root);
      const same = await buildPatient(root);
      const token = await server.signIn("clerk");
      const { status } = await submit(server, token, [typedRow({ artId: changed.artId, phone: "08051111222" }), typedRow({ artId: same.artId, phone: "08031234567" })]);
      expect(status).toMatchObject({ state: "done", counts: { updated: 1, unchanged: 1 } });
      await Promise.all(reads);
      expect(told).toEqual([{ personIds: [changed.personId], phones: ["08051111222"] }]);
      expect(server.log()).not.toContain("08051111222");
    } finally {
      await notices.stop();
      await server.close();
      await rest.close();
    }
  });
});
