import { randomBytes, randomUUID } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { insertAuditEvent } from "../../server/audit/auditEvents";
import { sealAudit, verifyAudit } from "../../server/audit/chain";
import { migrate } from "../../server/database/migrate";
import { createPool } from "../../server/database/pool";
import { inTransaction } from "../../server/database/transaction";
import { AuditPage } from "../../src/contract/audit";
import { databaseUrl, openPool } from "../support/database";
import { buildPatient, newArtId } from "../support/patients";
import { giveRole, startTestServer, uniqueName, type TestServer } from "../support/server";
import { auditOfRequest, buildUser } from "../support/users";

describe("the audit", () => {
  const root = openPool("root", "openmrs");
  let server: TestServer;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer();
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  const search = (query: unknown, token = supervisor) => server.call("POST", "/api/audit/search", { token, body: query });
  const idsOf = (page: unknown) => AuditPage.parse(page).events.map(({ id }) => id);
  const record = (action: string, personIds: readonly number[] = [], userId = 3) =>
    insertAuditEvent(server.deps.pool, {
      at: new Date(),
      caller: { userId, requestId: randomUUID(), address: "10.1.1.1" },
      action,
      result: "done",
      details: { rows: personIds.length },
      subjects: personIds.map((personId) => ({ personId, fields: "phone", digest: "ab".repeat(32) })),
    });

  test("keeps ten thousand subjects of one event, in their order", async () => {
    const id = await record("bulk", Array.from({ length: 10_000 }, (_, index) => 900_000 + index));
    const [rows] = await root.query<RowDataPacket[]>(
      "SELECT COUNT(*) AS n, MIN(position) AS first, MAX(position) AS last, MAX(person_id - position) AS distance FROM patient_contacts.audit_subject WHERE audit_event_id = ?",
      [id],
    );
    expect(rows[0]).toMatchObject({ n: 10_000, first: 0, last: 9999, distance: 900_000 });
  });

  test("an event goes with the transaction that it tells of", async () => {
    const requestId = randomUUID();
    const event = { at: new Date(), caller: { userId: 3, requestId, address: "10.1.1.1" }, action: "change", result: "done" as const, subjects: [{ personId: 1 }] };
    await expect(
      inTransaction(server.deps, async (tx) => {
        await insertAuditEvent(tx, event);
        throw new Error("the write failed");
      }),
    ).rejects.toThrow("the write failed");
    expect(await auditOfRequest(root, requestId)).toEqual([]);
    await inTransaction(server.deps, (tx) => insertAuditEvent(tx, event));
    expect(await auditOfRequest(root, requestId)).toHaveLength(1);
  });

  test.each(["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event", "DELETE FROM audit_subject", "UPDATE audit_chain SET sequence = 1", "TRUNCATE audit_event"])(
    "the running server itself cannot do this: %s",
    async (statement) => {
      await expect(server.deps.pool.query(statement)).rejects.toMatchObject({ errno: 1142 });
    },
  );

  test("a supervisor finds events by action, newest first, page by page", async () => {
    const action = uniqueName("act").slice(0, 40);
    const ids = [await record(action), await record(action), await record(action)];
    const first = await search({ action, limit: 2 });
    expect(first.status).toBe(200);
    expect(idsOf(first.body)).toEqual([ids[2], ids[1]]);
    const second = await search({ action, limit: 2, before: first.body.next });
    expect(idsOf(second.body)).toEqual([ids[0]]);
    expect(second.body.next).toBeNull();
    expect(first.body.events[0]).toMatchObject({ username: "clerk", displayName: "Chidinma Okafor", result: "done", address: "10.1.1.1", subjectCount: 0, submission: null });
  });

  test("a supervisor finds who looked at a patient, by ART ID", async () => {
    const patient = await buildPatient(root);
    const id = await record("look-up", [patient.personId]);
    await record("look-up", [(await buildPatient(root)).personId]);
    const { body, headers } = await search({ artId: patient.artId });
    expect(idsOf(body)).toEqual([id]);
    expect(await auditOfRequest(root, String(headers["x-request-id"]))).toMatchObject([{ userId: 4, action: "search-audit", result: "done", subjects: 1 }]);
    expect((await search({ artId: newArtId() })).body.events).toEqual([]);
  });

  test("a supervisor finds what one person did, in a time", async () => {
    const user = await buildUser(root);
    const id = await record("look-up", [], user.userId);
    expect(idsOf((await search({ username: user.username })).body)).toEqual([id]);
    expect((await search({ username: user.username, to: "2020-01-01T00:00:00.000Z" })).body.events).toEqual([]);
    expect((await search({ username: user.username, from: "2020-01-01T00:00:00.000Z" })).body.events).toHaveLength(1);
    expect((await search({ username: uniqueName("nobody") })).body.events).toEqual([]);
  });

  test("a supervisor of one facility sees own events and those of the facility's patients, and counts these only", async () => {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, "supervisor", [8]);
    const token = await server.signIn(user.username, user.password);
    const own = await buildPatient(root, { locationId: 8 });
    const foreign = await buildPatient(root, { locationId: 7 });
    const action = uniqueName("act").slice(0, 40);
    const mixed = await record(action, [own.personId, foreign.personId]);
    await record(action, [foreign.personId]);
    await record(action);
    const { body } = await search({ action }, token);
    expect(body.events).toMatchObject([{ id: mixed, subjectCount: 1 }]);
    expect((await search({ artId: foreign.artId }, token)).body.events).toEqual([]);
    expect((await search({ artId: own.artId }, token)).body.events).toHaveLength(1);
    expect((await search({ username: user.username }, token)).body.events.length).toBeGreaterThan(0);
  });

  test("what was done to a patient stays in the audit of the facility after the only ART ID was voided, and not where another is in force elsewhere", async () => {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, "supervisor", [8]);
    const token = await server.signIn(user.username, user.password);
    const [voided, moved] = [await buildPatient(root, { locationId: 8 }), await buildPatient(root, { locationId: 8, artIds: [newArtId(), newArtId()] })];
    const action = uniqueName("act").slice(0, 40);
    const event = await record(action, [voided.personId]);
    const both = await record(action, [voided.personId, moved.personId]);
    await record(action, [moved.personId]);
    await root.query("UPDATE patient_identifier SET voided = 1 WHERE identifier IN (?)", [[voided.artId, moved.artIds[0]]]);
    await root.query("UPDATE patient_identifier SET location_id = 9 WHERE identifier = ?", [moved.artIds[1]]);
    const { body } = await search({ action }, token);
    expect(body.events).toMatchObject([{ id: both, subjectCount: 1 }, { id: event, subjectCount: 1 }]);
  });

  test("a clerk may not read it", async () => {
    const { status, body } = await search({}, await server.signIn("clerk"));
    expect([status, body.code]).toEqual([403, "not-allowed"]);
  });

  test.each([
    { artId: "' OR 1=1 -- " },
    { username: "' UNION SELECT 1 -- " },
    { action: "x'); DROP TABLE audit_event; -- " },
    { artId: "\u{1F600}" },
    { action: "\u0000" },
  ])("a search for %j finds nothing and breaks nothing", async (query) => {
    const { status, body } = await search(query);
    expect(status).toBe(200);
    expect(body.events).toEqual([]);
  });

  test.each([{ limit: 0 }, { limit: 501 }, { limit: "10" }, { from: "yesterday" }, { order: "asc" }, { before: 1.5 }])("a search with %j is refused by its form", async (query) => {
    expect((await search(query)).body.code).toBe("body-invalid");
  });
});

/** A schema of its own, so that nobody else writes events while they are counted. */
describe("the seal of the audit", () => {
  const schema = `seal_${randomBytes(4).toString("hex")}`;
  const key = "ab".repeat(32);
  let pool: Pool;

  beforeAll(async () => {
    const maker = createPool(databaseUrl("root", "openmrs"));
    await migrate(maker, { contactsSchema: schema });
    await maker.end();
    pool = createPool(databaseUrl("root", schema));
  });
  afterAll(async () => {
    await pool.query("DROP DATABASE ??", [schema]);
    await pool.end();
  });

  const sealAll = async () => {
    while ((await sealAudit(pool, key)) > 0);
  };
  const verify = () => verifyAudit(pool, key);
  const record = () =>
    insertAuditEvent(pool, {
      at: new Date(),
      caller: { userId: 3, requestId: randomUUID(), address: "10.1.1.1" },
      action: "look-up",
      result: "done",
      details: { rows: 2 },
      subjects: [{ personId: 1, fields: "phone,address", digest: "0f".repeat(32) }, { personId: 2 }],
    });

  test("covers every event, also when two servers seal at the same moment", async () => {
    for (let count = 0; count < 30; count += 1) await record();
    await Promise.all([sealAll(), sealAll(), sealAll()]);
    await sealAll();
    expect(await verify()).toEqual({ links: 30, broken: [], unsealed: 0 });
  });

  test("cannot be made anew by somebody who has the database but not the key", async () => {
    await record();
    await sealAll();
    await pool.query("DELETE FROM audit_chain");
    while ((await sealAudit(pool, "cd".repeat(32))) > 0);
    expect((await verify()).broken.length).toBeGreaterThan(0);
    await pool.query("DELETE FROM audit_chain");
  });

  test.each<[string, string]>([
    ["an event is altered", "UPDATE audit_event SET user_id = 4 WHERE audit_event_id = ?"],
    ["an event is altered together with its own digest", "UPDATE audit_event SET user_id = 4, digest = UNHEX(SHA2('x', 256)) WHERE audit_event_id = ?"],
    ["an event is removed", "DELETE FROM audit_event WHERE audit_event_id = ?"],
    ["a subject is exchanged", "UPDATE audit_subject SET person_id = 3 WHERE audit_event_id = ? AND position = 1"],
    ["a subject is removed", "DELETE FROM audit_subject WHERE audit_event_id = ? AND position = 1"],
    ["a link is removed", "DELETE FROM audit_chain WHERE audit_event_id = ?"],
    ["a link is altered", "UPDATE audit_chain SET chain_digest = UNHEX(SHA2('x', 256)) WHERE audit_event_id = ?"],
  ])("shows that %s", async (_what, damage) => {
    await record();
    const id = await record();
    await record();
    await sealAll();
    expect((await verify()).broken).toEqual([]);
    await pool.query(damage, [id]);
    expect((await verify()).broken.length).toBeGreaterThan(0);
    // The chain begins anew for the next test.
    for (const table of ["audit_chain", "audit_subject", "audit_event"]) await pool.query("DELETE FROM ??", [table]);
  });
});
