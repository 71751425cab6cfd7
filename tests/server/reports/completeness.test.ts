import { randomUUID } from "node:crypto";
import type { ResultSetHeader, RowDataPacket } from "mysql2/promise";
import type { Turns } from "../../../server/background";
import { insertAttempts } from "../../../server/contactNotes/attemptStore";
import { numberDigest } from "../../../server/contactNotes/recordedNumbers";
import { inTransaction } from "../../../server/database/transaction";
import { startCompletenessSweeps } from "../../../server/reports/completeness/completenessSweeps";
import { sweepCompleteness } from "../../../server/reports/completeness/sweep";
import { FiguresAnswer } from "../../../src/contract/reports";
import type { CompletenessCounts, CompletenessFigures, ReportFilters } from "../../../src/contract/reports";
import { openPool } from "../../support/database";
import { seeded } from "../../support/madeHistory";
import { buildPatient, newArtId } from "../../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { buildUser } from "../../support/users";

/** What a stored phone is worth; written by hand, for the counting to be held against. */
const phones = [
  { value: "08031234567", isValid: true },
  { value: "+234-0816 153 6864", isValid: true },
  { value: "2348097654321", isValid: true },
  { value: "8031234567", isValid: false },
  { value: "0803123", isValid: false },
  { value: "N/A", isValid: false },
  { value: "08000000000", isValid: false },
  { value: "none", isValid: false },
];
const lgas = [
  { lga: "IKORODU", state: "LAGOS", isCanonical: true },
  { lga: "MAIYAMA", state: "Kebbi State", isCanonical: true },
  { lga: "IKORODU", state: null, isCanonical: true },
  { lga: "Ikorodu", state: "LAGOS", isCanonical: false },
  { lga: "IKORODU", state: "KEBBI", isCanonical: false },
  { lga: "Ikorodu LGA", state: "LAGOS", isCanonical: false },
  { lga: null, state: "LAGOS", isCanonical: false },
];
// The first day of the counting is 31 August 2016 in Lagos: six months before is 29 February.
const callDays = [
  { day: "2016-02-28", isRecent: false },
  { day: "2016-02-29", isRecent: true },
  { day: "2016-08-31", isRecent: true },
  { day: "2015-08-31", isRecent: false },
];
const none: CompletenessCounts = { patients: 0, validPhone: 0, verifiedPhone: 0, canonicalLga: 0 };

// Nothing else is counted in 2016, whatever other tests do in the same database; the facilities are this file's own.
describe("how complete contacts are", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2016-08-31T10:00:00Z"));
  const random = seeded(2_016_0831);
  const facilities: { id: number; uuid: string; name: string }[] = [];
  const byHand = new Map<number, CompletenessCounts>();
  let server: TestServer;
  let other: TestServer;
  let wholeSite: string;
  let userId: number;

  const atOnce = (mayGoOn: () => boolean = () => true): Turns => ({ mayGoOn, rest: () => Promise.resolve() });
  const sweep = (on: TestServer = server, turns: Turns = atOnce(), slice = 400, owner: string = randomUUID()) => sweepCompleteness(on.deps, owner, turns, slice);
  /** Sessions do not live so long. */
  const later = async (hours: number): Promise<void> => {
    clock.advance(hours * 3_600);
    wholeSite = await server.signIn("supervisor");
  };
  const nextDay = () => later(24);
  const state = async () => {
    const [[row]] = await ours.query<RowDataPacket[]>("SELECT day, after_person_id AS after, started_at AS startedAt, lease_owner AS owner FROM completeness_sweep WHERE id = 1");
    return { day: row?.day as string | null, after: Number(row?.after), startedAt: row?.startedAt as string | null, owner: row?.owner as string | null };
  };
  const silence = () => ours.query("UPDATE completeness_sweep SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = 1");
  const filters = (from: string, to = from, facility: string | null = null): ReportFilters => ({ from, to, facility, person: null, field: null, source: null, sheet: null });

  async function ask(token: string, asked: ReportFilters): Promise<CompletenessFigures> {
    const { status, body } = await server.call("POST", "/api/reports/figures", { token, body: { kind: "completeness", filters: asked, step: "day" } });
    expect(status).toBe(200);
    const { figures } = FiguresAnswer.parse(body);
    if (figures.kind !== "completeness") throw new Error(`answered ${figures.kind}`);
    return figures;
  }
  const countsAt = async (day: string) => {
    const { facilities: lines } = await ask(wholeSite, filters(day));
    return new Map(facilities.map(({ id, uuid }) => {
      const { patients, validPhone, verifiedPhone, canonicalLga } = lines.find((line) => line.facility?.uuid === uuid) ?? none;
      return [id, { patients, validPhone, verifiedPhone, canonicalLga }];
    }));
  };
  const add = (place: number, counts: CompletenessCounts) => {
    const known = byHand.get(place) ?? none;
    byHand.set(place, {
      patients: known.patients + counts.patients,
      validPhone: known.validPhone + counts.validPhone,
      verifiedPhone: known.verifiedPhone + counts.verifiedPhone,
      canonicalLga: known.canonicalLga + counts.canonicalLga,
    });
  };

  /** A patient made by chance, in the database and in the count by hand. */
  async function addPatient(): Promise<void> {
    const place = random.pick(facilities).id;
    const [isDead, isTest, patientVoided, personVoided] = [10, 10, 7, 7].map((percent) => random.chance(percent));
    const artIds = random.pick([["active"], ["active"], ["active", "active"], ["voided", "active"], ["voided"], []]);
    const active = Array.from({ length: random.pick([0, 1, 1, 1, 2]) }, () => random.pick(phones));
    const former = { value: "07039998887" };
    const homes = Array.from({ length: random.pick([0, 1, 1, 2]) }, () => random.pick(lgas));
    const preferred = random.below(2);
    const { personId } = await buildPatient(root, {
      locationId: place,
      dead: isDead === true,
      testPatient: isTest === true,
      patientVoided: patientVoided === true,
      personVoided: personVoided === true,
      artIds: artIds.map((kind) => ({ identifier: newArtId(), voided: kind === "voided" })),
      phones: [{ ...former, voided: true }, ...active.map(({ value }) => ({ value }))],
      addresses: [
        { preferred: true, voided: true, columns: { city_village: "IKORODU", state_province: "LAGOS" } },
        ...homes.map(({ lga, state: inState }, index) => ({ preferred: index === preferred, columns: { city_village: lga, state_province: inState } })),
      ],
    });
    const isVerified = await addCalls(personId, [former.value, ...active.map(({ value }) => value)]);
    if (isDead || isTest || patientVoided || personVoided || !artIds.includes("active")) return;
    const home = homes[preferred] ?? homes[0];
    add(place, {
      patients: 1,
      validPhone: Number(active.some(({ isValid }) => isValid)),
      verifiedPhone: Number(isVerified),
      canonicalLga: Number(home?.isCanonical === true),
    });
  }

  /** Calls to numbers of the patient, the first of which was replaced since; whether one of them verifies a number recorded now. */
  async function addCalls(personId: number, numbers: readonly string[]): Promise<boolean> {
    const calls = Array.from({ length: random.below(4) }, () => ({
      number: random.below(numbers.length),
      ...random.pick(callDays),
      outcome: random.pick(["reached", "reached", "no-answer", "relative"] as const),
      isVoided: random.chance(20),
    }));
    for (const { number, day, outcome, isVoided } of calls) {
      const uuid = randomUUID();
      const digest = numberDigest(server.deps, personId, numbers[number] ?? "");
      await inTransaction(server.deps, (tx) =>
        insertAttempts(tx, [{ uuid, personId, outcome, day, tried: { kind: "recorded", otherNumberId: null, digest, masked: null }, note: null, digest: "00".repeat(32), userId, at: "2016-08-30 10:00:00.000" }]),
      );
      if (isVoided) await ours.query("UPDATE contact_attempt SET voided_by = 1, voided_at = '2016-08-30 11:00:00', void_reason = 'mistaken' WHERE uuid = ?", [uuid]);
    }
    return calls.some(({ number, outcome, isVoided, isRecent }) => number > 0 && outcome === "reached" && !isVoided && isRecent);
  }

  beforeAll(async () => {
    server = await startTestServer({ clock });
    other = await startTestServer({ clock });
    wholeSite = await server.signIn("supervisor");
    userId = await server.userId("supervisor");
    for (const name of ["Ward A of the counting", "Ward B of the counting", "Ward C of the counting"]) {
      const uuid = randomUUID();
      const [{ insertId }] = await root.query<ResultSetHeader>("INSERT INTO location SET ?", [{ name, creator: 1, date_created: "2016-01-01 09:00:00", uuid }]);
      facilities.push({ id: insertId, uuid, name });
      byHand.set(insertId, none);
    }
    for (let patient = 0; patient < 150; patient += 1) await addPatient();
    for (const table of ["completeness_tally", "completeness_day"]) await ours.query("DELETE FROM ?? WHERE day < '2017-01-01'", [table]);
    await ours.query("UPDATE completeness_sweep SET started_at = NULL, day = NULL, after_person_id = 0, lease_owner = NULL, lease_until = NULL WHERE id = 1");
  });
  afterAll(async () => {
    await server.close();
    await other.close();
    await root.query("UPDATE location SET retired = 1, retired_by = 1, date_retired = NOW() WHERE location_id IN (?)", [facilities.map(({ id }) => id)]);
  });

  test("is not known before it was counted: the period is empty", async () => {
    expect(await ask(wholeSite, filters("2016-08-01", "2016-08-31"))).toEqual({ kind: "completeness", days: [], facilities: [] });
  });

  test("is counted as one would by hand, patient by patient and facility by facility", async () => {
    expect(await sweep()).toBe("finished");
    expect(await countsAt("2016-08-31")).toEqual(byHand);
    // The test would prove nothing if chance had left a figure empty or full.
    for (const { patients, validPhone, verifiedPhone, canonicalLga } of byHand.values()) {
      for (const count of [validPhone, verifiedPhone, canonicalLga]) {
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThan(patients);
      }
    }
  });

  test("of the whole site is the sum of its facilities", async () => {
    const { days, facilities: lines } = await ask(wholeSite, filters("2016-08-01", "2016-08-31"));
    const sum = (figure: keyof CompletenessCounts) => lines.reduce((total, counts) => total + counts[figure], 0);
    expect(days).toEqual([
      { day: "2016-08-31", patients: sum("patients"), validPhone: sum("validPhone"), verifiedPhone: sum("verifiedPhone"), canonicalLga: sum("canonicalLga") },
    ]);
  });

  test("is counted once a day, whichever servers look", async () => {
    expect(await Promise.all([sweep(), sweep(other)])).toEqual(["not-due", "not-due"]);
    await nextDay();
    const ends = await Promise.all([sweep(), sweep(other), sweep(), sweep(other)]);
    expect(ends.sort()).toEqual(["finished", "not-due", "not-due", "not-due"]);
    const counted = await countsAt("2016-09-01");
    // 29 February is more than six months ago now.
    for (const { id } of facilities) {
      expect(counted.get(id)).toEqual({ ...byHand.get(id), verifiedPhone: counted.get(id)?.verifiedPhone });
      expect(counted.get(id)?.verifiedPhone).toBeLessThanOrEqual(byHand.get(id)?.verifiedPhone ?? 0);
    }
    expect((await ask(wholeSite, filters("2016-08-01", "2016-09-30"))).days.map(({ day }) => day)).toEqual(["2016-08-31", "2016-09-01"]);
  });

  test.each([1, 2, 3])("goes on after a crash behind slice %i on another server, and counts nobody twice", async (slices) => {
    const before = await countsAt("2016-09-01");
    await nextDay();
    const reached = new Promise<void>((resolve) => {
      let left = slices;
      // A server that has crashed never comes back from its rest, and never lets go.
      void sweep(server, { mayGoOn: () => true, rest: () => ((left -= 1) > 0 ? Promise.resolve() : new Promise(() => resolve())) }, 150);
    });
    await reached;
    const { day, after } = await state();
    expect(after).toBeGreaterThan(0);
    expect(await sweep(other)).toBe("not-due");
    expect((await ask(wholeSite, filters(day ?? ""))).days).toEqual([]);
    await silence();
    expect(await sweep(other)).toBe("finished");
    expect(await countsAt(day ?? "")).toEqual(before);
  });

  test("by a server that lost its turn is not added to what another has counted", async () => {
    const before = await countsAt("2016-09-01");
    await nextDay();
    let others: string | null = null;
    const slow = await sweep(
      server,
      {
        mayGoOn: () => true,
        rest: async () => {
          if (others !== null) return;
          await silence();
          others = await sweep(other);
        },
      },
      150,
    );
    expect([others, slow]).toEqual(["finished", "stopped"]);
    expect(await countsAt((await state()).day ?? "")).toEqual(before);
  });

  test("belongs to the day on which the counting began, where that goes past midnight; the next day is counted too", async () => {
    const before = await countsAt("2016-09-01");
    await nextDay();
    await later(10);
    let slices = 0;
    expect(await sweep(server, { mayGoOn: () => (slices += 1) <= 2, rest: () => Promise.resolve() }, 150)).toBe("stopped");
    const { day } = await state();
    // From nine in the evening in Lagos to one at night.
    await later(4);
    expect(await sweep(other)).toBe("finished");
    expect(await countsAt(day ?? "")).toEqual(before);
    expect(await sweep()).toBe("finished");
    const next = (await state()).day ?? "";
    expect(next > (day ?? "")).toBe(true);
    expect(await countsAt(next)).toEqual(before);
    await later(10);
  });

  test("that was left behind for most of a day is counted anew for today; the day that was missed stays without figures", async () => {
    const before = await countsAt("2016-09-01");
    await nextDay();
    let slices = 0;
    expect(await sweep(server, { mayGoOn: () => (slices += 1) <= 2, rest: () => Promise.resolve() }, 150)).toBe("stopped");
    const missed = (await state()).day ?? "";
    await nextDay();
    expect(await sweep(other)).toBe("finished");
    const today = (await state()).day ?? "";
    expect((await ask(wholeSite, filters(missed))).days).toEqual([]);
    expect(await countsAt(today)).toEqual(before);
    const [left] = await ours.query<RowDataPacket[]>("SELECT 1 FROM completeness_tally WHERE day = ?", [missed]);
    expect(left).toEqual([]);
  });

  test("is shown to people of some facilities for these only, clerks as well as supervisors", async () => {
    const [a, b, c] = facilities;
    if (a === undefined || b === undefined || c === undefined) throw new Error("three facilities were made");
    const sum = (...places: number[]) =>
      places.reduce((total, place) => total + (byHand.get(place)?.patients ?? 0), 0);
    for (const role of ["clerk", "supervisor"] as const) {
      const user = await buildUser(root);
      await giveRole(server.deps, user.userId, role, [a.id, b.id]);
      const token = await server.signIn(user.username, user.password);
      const { days, facilities: lines } = await ask(token, filters("2016-08-31"));
      expect(days).toMatchObject([{ day: "2016-08-31", patients: sum(a.id, b.id) }]);
      expect(lines).toEqual([a, b].map(({ id, uuid, name }) => ({ facility: { uuid, name }, ...byHand.get(id) })));
      const filtered = await ask(token, filters("2016-08-31", "2016-08-31", b.uuid));
      expect(filtered.days).toEqual([{ day: "2016-08-31", ...byHand.get(b.id) }]);
      expect(filtered.facilities).toEqual([{ facility: { uuid: b.uuid, name: b.name }, ...byHand.get(b.id) }]);
      const refused = await server.call("POST", "/api/reports/figures", { token, body: { kind: "completeness", filters: filters("2016-08-31", "2016-08-31", c.uuid), step: "day" } });
      expect([refused.status, refused.body.error?.code ?? refused.body.code]).toEqual([422, "unknown-filter"]);
    }
    const nobody = await buildUser(root);
    await giveRole(server.deps, nobody.userId, "clerk", []);
    expect(await ask(await server.signIn(nobody.username, nobody.password), filters("2016-08-31"))).toEqual({ kind: "completeness", days: [{ day: "2016-08-31", ...none }], facilities: [] });
  });

  test("of one facility is shown to who sees the whole site, too", async () => {
    const [, b] = facilities;
    if (b === undefined) throw new Error("three facilities were made");
    const { days, facilities: lines } = await ask(wholeSite, filters("2016-08-31", "2016-08-31", b.uuid));
    expect(days).toEqual([{ day: "2016-08-31", ...byHand.get(b.id) }]);
    expect(lines).toEqual([{ facility: { uuid: b.uuid, name: b.name }, ...byHand.get(b.id) }]);
  });

  test("is counted by the server itself soon after it has started, and the server can end meanwhile", async () => {
    await nextDay();
    const today = clock.now().toISOString().slice(0, 10);
    const loop = startCompletenessSweeps(server.deps, 10);
    const isCounted = async () => (await ask(wholeSite, filters(today))).days.length > 0;
    while (!(await isCounted())) await new Promise((resolve) => setTimeout(resolve, 50));
    await loop.stop();
    expect((await state()).owner).toBeNull();
    expect(server.log()).not.toContain("could not be counted");
  });
});
