import fc from "fast-check";
import type { RowDataPacket } from "mysql2/promise";
import { addDays } from "../../../src/domain/days";
import { contactFields } from "../../../src/domain/types";
import { addRandomEvents, auditByHand, readRawAudit } from "../../support/auditByHand";
import type { AuditNames, HandAuditQuery } from "../../support/auditByHand";
import { isWithinReach } from "../../support/countedByHand";
import { openPool } from "../../support/database";
import { seeded, storeSubmission } from "../../support/madeHistory";
import type { MadeSubmission } from "../../support/madeHistory";
import { randomSubmission, sheetTexts } from "../../support/randomHistory";
import { readPages } from "../../support/reportPages";
import type { ListRequest } from "../../support/reportPages";
import { facilities, newNamedUser, newPlacedPatients, newReportPeople } from "../../support/reportPeople";
import type { ReportPerson } from "../../support/reportPeople";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { statusesByHand } from "../../support/updatesByHand";
import { auditOfRequest, buildUser } from "../../support/users";

type Random = ReturnType<typeof seeded>;

interface World {
  readonly random: Random;
  /** The first of the fifty days in which its events lie, and nothing else. */
  readonly from: string;
  readonly people: readonly ReportPerson[];
  readonly history: readonly MadeSubmission[];
  readonly names: AuditNames;
  readonly addEvents: (count: number) => Promise<void>;
}

interface Question {
  readonly person: ReportPerson;
  readonly request: ListRequest;
  readonly byHand: HandAuditQuery;
  readonly isKnown: boolean;
}

/** Nobody of NMRS has such a number. */
const gone = 900_000_000;

// Nothing else stands in the audit of 2010 and 2011, whatever other tests do in the same database.
describe("the extract of the audit, over events made by chance", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2011-12-31T12:00:00Z"));
  const locations = new Map<number, string>();
  let server: TestServer;
  let worlds = 0;

  beforeAll(async () => {
    server = await startTestServer({ clock });
    const [rows] = await root.query<RowDataPacket[]>("SELECT location_id AS id, uuid FROM location WHERE location_id IN (?)", [facilities]);
    for (const { id, uuid } of rows) locations.set(Number(id), String(uuid));
  });
  afterAll(() => server.close());

  async function newWorld(seed: number): Promise<World> {
    const random = seeded(seed);
    const from = addDays("2010-01-03", 60 * worlds);
    worlds += 1;
    const makers = { root, server, random };
    const people = await newReportPeople(makers);
    const patients = await newPlacedPatients(makers, 12);
    const strangers = [await newNamedUser(makers), await newNamedUser(makers)];
    const submissions: { readonly id: number; readonly uuid: string }[] = [];
    const history: MadeSubmission[] = [];
    for (let number = 0; number < 4; number += 1) {
      const made = randomSubmission(random, { senders: people.filter(({ role }) => role === "clerk"), patients, from });
      history.push(made);
      submissions.push({ id: await storeSubmission(ours, made), uuid: made.uuid });
    }
    const users = [...people, ...people, ...strangers, { userId: null }, { userId: gone }];
    const names: AuditNames = {
      users: new Map([...people, ...strangers].map(({ userId, name, username }) => [userId, { name, username }])),
      submissions: new Map(submissions.map(({ id, uuid }) => [id, uuid])),
      seenBy: new Map(patients.map(({ personId, seenBy }) => [personId, seenBy])),
    };
    return { random, from, people, history, names, addEvents: (count) => addRandomEvents(server.deps.pool, { random, users, patients, submissions, from }, count) };
  }

  /** Whom the asker is offered: who has signed in stands in the audit. */
  function isOffered(sender: ReportPerson, { userId, facilityIds, role }: ReportPerson, history: readonly MadeSubmission[]): boolean {
    if (facilityIds === null || sender.userId === userId || sender.facilityIds === null || sender.facilityIds.some((id) => facilityIds.includes(id))) return true;
    return history.some((made) => made.userId === sender.userId && made.rows.length > 0 && isWithinReach({ userId, facilityIds, role }, made));
  }

  function randomQuestion({ random, from, people, history }: World): Question {
    const person = random.pick(people.filter(({ role }) => role !== "clerk"));
    const days = [random.below(50), random.below(50)].sort((one, next) => one - next).map((day) => addDays(from, random.chance(40) ? day % 5 : day)).sort();
    const span = random.chance(40) ? { from: addDays(from, -2), to: addDays(from, 52) } : { from: days[0] ?? from, to: days[1] ?? from };
    const facility = random.chance(30) ? random.pick(facilities) : null;
    const sender = random.chance(30) ? random.pick(people) : null;
    // Chosen for another kind of report, and of no meaning to this one.
    const beside = {
      field: random.chance(20) ? random.pick(contactFields) : null,
      source: random.chance(20) ? random.pick(["sheet", "form", "file"] as const) : null,
      sheet: random.chance(20) ? random.pick(sheetTexts) : null,
    };
    return {
      person,
      request: {
        ...{ kind: "audit", status: random.chance(20) ? random.pick(statusesByHand) : null, cause: random.chance(20) ? "conflict" : null },
        filters: { ...span, ...beside, facility: facility === null ? null : (locations.get(facility) ?? ""), person: sender?.uuid ?? null },
      },
      byHand: { caller: person, ...span, facility, person: sender?.userId ?? null },
      isKnown: (facility === null || person.facilityIds === null || person.facilityIds.includes(facility)) && (sender === null || isOffered(sender, person, history)),
    };
  }

  async function check(world: World, count: number, met: Map<string, number>): Promise<void> {
    const raw = await readRawAudit(ours, `${addDays(world.from, -5)} 00:00:00`, `${addDays(world.from, 55)} 00:00:00`);
    for (let asked = 0; asked < count; ) {
      const question = randomQuestion(world);
      const { request, person: { token, role, facilityIds } } = question;
      if (!question.isKnown) {
        const { status, body } = await server.call("POST", "/api/reports/rows", { token, body: { ...request, after: null, limit: 5 } });
        expect({ request, facilityIds, status, code: body.code }).toEqual({ request, facilityIds, status: 422, code: "unknown-filter" });
        met.set("refused", 1);
        continue;
      }
      asked += 1;
      const expected = auditByHand(raw, question.byHand, world.names);
      const smallest = Math.ceil(expected.length / 25);
      const limit = Math.max(1, world.random.pick([smallest, smallest + 1, 3 * smallest + 2, expected.length - 1, expected.length, expected.length + 1, 5000]));
      const pages = await readPages(server, token, { request, limit });
      const rows = pages.flatMap((page) => (page.kind === "audit" ? page.rows : []));
      const totals = [...new Set(pages.map(({ total }) => total))];
      const asWhom = { request, limit, role, facilityIds };
      expect({ ...asWhom, totals, rows }).toEqual({ ...asWhom, totals: [expected.length], rows: expected });
      for (const { result, person, submission, patients } of rows) {
        for (const word of [result, person === null ? "nobody" : "somebody", submission === null ? "alone" : "submission", `${Math.min(patients, 2)} patients`]) met.set(word, (met.get(word) ?? 0) + 1);
      }
      if (rows.some(({ at }, index) => (index + 1) % limit === 0 && at === rows[index + 1]?.at)) met.set("page within an instant", 1);
    }
  }

  test("all pages together are the events that one reads from the tables, value for value and in order, each once, also where many have the same time", async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.integer({ min: 1, max: 2_000_000_000 })), async (seed) => {
        const world = await newWorld(seed);
        await world.addEvents(70);
        await check(world, 15, met);
        await world.addEvents(50);
        await check(world, 15, met);
      }),
      { numRuns: 4 },
    );
    // A run that never met one of these would say nothing about it.
    const wanted = ["refused", "done", "failed", "nobody", "somebody", "alone", "submission", "0 patients", "1 patients", "2 patients", "page within an instant"];
    expect(wanted.filter((word) => !met.has(word))).toEqual([]);
  });

  test("what says nothing about the audit is not noted as if it had been applied", async () => {
    const { people, from } = await newWorld(20_100_103);
    const site = people.find(({ role, facilityIds }) => role === "supervisor" && facilityIds === null);
    const filters = { from, to: addDays(from, 9), facility: null, person: null, field: "phone", source: "form", sheet: "x" };
    const answer = await server.call("POST", "/api/reports/rows", { token: String(site?.token), body: { kind: "audit", filters, status: "failed", cause: "conflict", after: null, limit: 5 } });
    expect(answer.status).toBe(200);
    const [event] = await auditOfRequest(root, String(answer.headers["x-request-id"]));
    expect(JSON.parse(event?.details ?? "")).toEqual({ kind: "audit", from, to: addDays(from, 9), rows: 0 });
  });

  test("nobody without the right to the audit gets its rows, nor who has lost it since a page before", async () => {
    const world = await newWorld(20_100_104);
    await world.addEvents(20);
    const filters = { from: world.from, to: addDays(world.from, 49), facility: null, person: null, field: null, source: null, sheet: null };
    const ask = async (token: string | undefined, after: string | null, limit: number): Promise<{ readonly status: number; readonly rows: unknown; readonly next: string | null }> => {
      const { status, body } = await server.call("POST", "/api/reports/rows", { ...(token === undefined ? {} : { token }), body: { kind: "audit", filters, status: null, cause: null, after, limit } });
      return { status, rows: body.rows, next: body.next ?? null };
    };
    const refused = { status: 403, rows: undefined, next: null };
    const boss = await buildUser(root);
    await giveRole(server.deps, boss.userId, "supervisor", null);
    const token = await server.signIn(boss.username, boss.password);
    const { next, ...first } = await ask(token, null, 5);
    expect(first).toMatchObject({ status: 200, rows: { length: 5 } });
    expect(next).not.toBeNull();
    for (const person of world.people.filter(({ role }) => role === "clerk")) expect([await ask(person.token, null, 5), await ask(person.token, next, 5)]).toEqual([refused, refused]);
    // One of no facilities, with the end of a page of somebody of the whole site, gets the own events only.
    const nowhere = world.people.find(({ facilityIds }) => facilityIds?.length === 0);
    const own = (await readRawAudit(ours, `${addDays(world.from, -1)} 00:00:00`, `${addDays(world.from, 51)} 00:00:00`)).events.filter(({ userId }) => userId === nowhere?.userId);
    const seen = await ask(nowhere?.token, next, 5000);
    expect(seen.status).toBe(200);
    const ids = new Set(own.map(({ id }) => String(id)));
    expect(Array.isArray(seen.rows) && seen.rows.every((row: { key: string }) => ids.has(row.key))).toBe(true);
    for (const role of ["clerk", null] as const) {
      await giveRole(server.deps, boss.userId, role);
      expect([await ask(token, null, 5), await ask(token, next, 5)]).toMatchObject([{ rows: undefined, next: null }, { rows: undefined, next: null }]);
    }
    expect(await ask(undefined, null, 5)).toEqual({ status: 401, rows: undefined, next: null });
    expect(await ask(undefined, next, 5)).toEqual({ status: 401, rows: undefined, next: null });
  });
});
