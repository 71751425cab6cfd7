import fc from "fast-check";
import type { RowDataPacket } from "mysql2/promise";
import { countEndedSubmissions } from "../../../server/tally/sumUp";
import { addDays } from "../../../src/domain/days";
import { contactFields } from "../../../src/domain/types";
import { isWithinReach } from "../../support/countedByHand";
import { openPool } from "../../support/database";
import { seeded, storeSubmission } from "../../support/madeHistory";
import type { MadeSubmission } from "../../support/madeHistory";
import { randomSubmission, sheetTexts } from "../../support/randomHistory";
import { withValues } from "../../support/randomValues";
import { readPages } from "../../support/reportPages";
import type { ListRequest } from "../../support/reportPages";
import { facilities, newPlacedPatients, newReportPeople } from "../../support/reportPeople";
import type { PlacedPatient, ReportPerson } from "../../support/reportPeople";
import { startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { statusesByHand, updatesByHand } from "../../support/updatesByHand";
import type { HandRowsQuery } from "../../support/updatesByHand";

type Random = ReturnType<typeof seeded>;

interface World {
  readonly random: Random;
  /** The first of the fifty days of its history, in which nothing else has happened. */
  readonly from: string;
  readonly people: readonly ReportPerson[];
  readonly patients: readonly PlacedPatient[];
  readonly history: MadeSubmission[];
}

interface Question {
  readonly person: ReportPerson;
  readonly request: ListRequest;
  readonly byHand: HandRowsQuery;
  readonly isKnown: boolean;
}

const causes = ["phone-too-short", "art-id-not-found", "lga-unknown", "birthdate-in-future", "conflict", "duplicate-patient", "write-failed"] as const;
/** The accent as a Mac writes it. */
const searched = [...sheetTexts, "u\u0308bersicht", "März 📞"];

// Nothing else happens in 2012 and 2013, whatever other tests do in the same database.
describe("the list of updates, over histories made by chance", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2013-12-31T12:00:00Z"));
  const locations = new Map<number, { readonly uuid: string; readonly name: string }>();
  let server: TestServer;
  let worlds = 0;

  beforeAll(async () => {
    server = await startTestServer({ clock });
    const [rows] = await root.query<RowDataPacket[]>("SELECT location_id AS id, uuid, name FROM location WHERE location_id IN (?)", [facilities]);
    for (const { id, uuid, name } of rows) locations.set(Number(id), { uuid: String(uuid), name: String(name) });
  });
  afterAll(() => server.close());

  async function newWorld(seed: number): Promise<World> {
    const random = seeded(seed);
    const from = addDays("2012-01-03", 60 * worlds);
    worlds += 1;
    const makers = { root, server, random };
    const people = await newReportPeople(makers);
    const patients = await newPlacedPatients(makers, 14);
    return { random, from, people, patients, history: [] };
  }

  /** So many submissions more, the last of which may have ended after all was summed up. */
  async function addHistory({ random, from, people, patients, history }: World, count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      const made = withValues(random, randomSubmission(random, { senders: people, patients, from }));
      await storeSubmission(ours, made);
      history.push(made);
    }
  }

  function randomQuestion({ random, from, people, history }: World): Question {
    const person = random.pick(people.filter(({ role }) => role !== "clerk"));
    const days = [random.below(50), random.below(50)].sort((one, next) => one - next).map((day) => addDays(from, day));
    const span = random.chance(40) ? { from: addDays(from, -2), to: addDays(from, 52) } : { from: days[0] ?? from, to: days[1] ?? from };
    const facility = random.chance(25) ? random.pick(facilities) : null;
    const sender = random.chance(25) ? random.pick(people) : null;
    const rest = {
      ...span,
      field: random.chance(30) ? random.pick(contactFields) : null,
      source: random.chance(25) ? random.pick(["sheet", "form", "file"] as const) : null,
      sheet: random.chance(25) ? random.pick(searched) : null,
    };
    const status = random.pick(statusesByHand);
    const cause = random.chance(20) ? random.pick(causes) : null;
    const isKnown =
      (facility === null || person.facilityIds === null || person.facilityIds.includes(facility)) &&
      (sender === null || sender === person || person.facilityIds === null || history.some((made) => made.userId === sender.userId && made.rows.length > 0 && isWithinReach(person, made)));
    return {
      person,
      request: { kind: "updates", status, cause, filters: { ...rest, facility: facility === null ? null : (locations.get(facility)?.uuid ?? ""), person: sender?.uuid ?? null } },
      byHand: { caller: person, status, cause, filters: { ...rest, facility, person: sender?.userId ?? null } },
      isKnown,
    };
  }

  test("all pages together are the rows that one reads by hand, value for value and in order, for whoever asks and whatever is chosen", async () => {
    const met = new Map<string, number>();
    let refused = 0;
    const check = async (world: World, count: number): Promise<void> => {
      const { random, people, patients, history } = world;
      const names = {
        people: new Map(people.map(({ userId, name }) => [userId, name])),
        facilities: new Map([...locations].map(([id, { name }]) => [id, name])),
        patients: new Map(patients.map(({ personId, uuid }) => [personId, uuid])),
      };
      for (let asked = 0; asked < count; ) {
        const question = randomQuestion(world);
        if (!question.isKnown) {
          const { status, body } = await server.call("POST", "/api/reports/rows", { token: question.person.token, body: { ...question.request, after: null, limit: 5 } });
          expect([status, body.code]).toEqual([422, "unknown-filter"]);
          refused += 1;
          continue;
        }
        asked += 1;
        const expected = updatesByHand(history, question.byHand, names);
        const smallest = Math.ceil(expected.length / 25);
        const limit = Math.max(1, random.pick([smallest, smallest + 1, 3 * smallest + 2, expected.length - 1, expected.length, expected.length + 1, 400, 5000]));
        const { request, person: { token, role, facilityIds } } = question;
        const pages = await readPages(server, token, { request, limit });
        const rows = pages.flatMap((page) => (page.kind === "updates" ? page.rows : []));
        const totals = [...new Set(pages.map(({ total }) => total))];
        const asWhom = { request, limit, role, facilityIds };
        expect({ ...asWhom, keys: rows.map(({ key }) => key) }).toEqual({ ...asWhom, keys: expected.map((row) => ("key" in row ? row.key : null)) });
        expect({ ...asWhom, totals, rows }).toEqual({ ...asWhom, totals: [expected.length], rows: expected });
        for (const row of rows) {
          for (const word of [request.status ?? "all", row.status, row.field, row.source, row.submissionKind, row.patient === null ? "nobody" : "patient"]) met.set(word, (met.get(word) ?? 0) + 1);
        }
        if (rows.length > limit) met.set("several pages", (met.get("several pages") ?? 0) + 1);
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.integer({ min: 1, max: 2_000_000_000 })), async (seed) => {
        const world = await newWorld(seed);
        await addHistory(world, 24);
        await check(world, 12);
        await countEndedSubmissions(server.deps);
        await check(world, 12);
        // Ended since, and not summed up.
        await addHistory(world, 12);
        await check(world, 16);
      }),
      { numRuns: 4 },
    );
    expect(refused).toBeGreaterThan(0);
    // A run that never met one of these would say nothing about it.
    const wanted = ["all", "given", "done", "not-done", "overwritten", "changed", "unchanged", "conflict", "failed", "undone", ...contactFields, "sheet", "file", "form", "update", "follow-up", "undo", "nobody", "patient", "several pages"];
    expect(wanted.filter((word) => !met.has(word))).toEqual([]);
  });

  test("who may not see patients' values gets no rows of any history", async () => {
    const world = await newWorld(20_120_103);
    await addHistory(world, 5);
    const filters = { from: world.from, to: addDays(world.from, 49), facility: null, person: null, field: null, source: null, sheet: null };
    for (const { token } of world.people.filter(({ role }) => role === "clerk")) {
      for (const status of statusesByHand) {
        const answer = await server.call("POST", "/api/reports/rows", { token, body: { kind: "updates", filters, status, cause: null, after: null, limit: 10 } });
        expect([answer.status, answer.body.code, answer.body.rows]).toEqual([403, "not-allowed", undefined]);
      }
    }
  });
});
