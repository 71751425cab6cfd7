import { randomUUID } from "node:crypto";
import type { ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { insertAttempts } from "../../../server/contactNotes/attemptStore";
import { numberDigest } from "../../../server/contactNotes/recordedNumbers";
import { inTransaction } from "../../../server/database/transaction";
import { FiguresAnswer } from "../../../src/contract/reports";
import type { QualityFigures, QualityRule } from "../../../src/contract/qualityFigures";
import type { AttemptOutcome } from "../../../src/domain/contactNotes";
import { noSiteSettings } from "../../../src/domain/siteSettings";
import type { Role } from "../../../src/domain/types";
import { openPool } from "../../support/database";
import { newPhone } from "../../support/searching";
import { buildPatient } from "../../support/patients";
import type { PatientOverrides, PhoneRow } from "../../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { submit, typedRow } from "../../support/submitting";
import { undo } from "../../support/undoing";
import { auditOfRequest, buildUser } from "../../support/users";

// Facilities of this file's own: other tests' patients are in the same database, many with one number.
describe("the data quality radar", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2026-11-22T09:30:00Z"));
  const facilities: { id: number; uuid: string; name: string }[] = [];
  const clinicNumber = newPhone();
  let server: TestServer;
  let supervisor: string;
  let ofFirst: string;
  let place = 0;
  let userId: number;

  async function newFacility(name: string): Promise<{ id: number; uuid: string; name: string }> {
    const uuid = randomUUID();
    const [{ insertId }] = await root.query<ResultSetHeader>("INSERT INTO location SET ?", [{ name, creator: 1, date_created: "2016-01-01 09:00:00", uuid }]);
    const facility = { id: insertId, uuid, name };
    facilities.push(facility);
    return facility;
  }

  async function signInAs(role: Role, places: readonly number[] | null): Promise<string> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, places);
    return await server.signIn(user.username, user.password);
  }

  beforeAll(async () => {
    server = await startTestServer({ clock, engine: true });
    const first = await newFacility("Radar Ward A");
    await newFacility("Radar Ward B");
    place = first.id;
    supervisor = await signInAs("supervisor", facilities.map(({ id }) => id));
    ofFirst = await signInAs("supervisor", [place]);
    userId = await server.userId("clerk");
    const token = await server.signIn("administrator");
    const { version } = (await server.call("GET", "/api/settings", { token })).body as { version: number };
    const changed = await server.call("PUT", "/api/settings", { token, body: { version, settings: { ...noSiteSettings, clinicNumbers: `+234-${clinicNumber}, 08099998888` } } });
    expect(changed.status).toBe(200);
  });
  afterAll(async () => {
    await ours.query("UPDATE site_settings SET content = '{}', version = version + 1 WHERE id = 1");
    await server.close();
    await root.query("UPDATE location SET retired = 1, retired_by = 1, date_retired = NOW() WHERE location_id IN (?)", [facilities.map(({ id }) => id)]);
  });

  async function ask(token: string, facility: string | null = null) {
    const filters = { from: "2026-11-22", to: "2026-11-22", facility, person: null, field: null, source: null, sheet: null };
    return await server.call("POST", "/api/reports/figures", { token, body: { kind: "quality", filters, step: "day" } });
  }
  async function radar(token: string, facility: string | null = null): Promise<QualityFigures> {
    const { status, body } = await ask(token, facility);
    expect(status).toBe(200);
    const { figures } = FiguresAnswer.parse(body);
    if (figures.kind !== "quality") throw new Error(`answered ${figures.kind}`);
    return figures;
  }
  const build = (overrides: PatientOverrides) => buildPatient(root, { locationId: place, ...overrides });
  /** By which rules these patients are told, each rule with the number. */
  async function toldOf(artIds: readonly string[]): Promise<readonly (readonly [string, QualityRule, string])[]> {
    const { clusters, patients } = await radar(supervisor);
    return patients
      .filter(({ artId }) => artId !== null && artIds.includes(artId))
      .map(({ artId, cluster }) => [artId ?? "", clusters[cluster]?.rule ?? "shared", clusters[cluster]?.number ?? ""] as const)
      .sort((one, other) => artIds.indexOf(one[0]) - artIds.indexOf(other[0]) || (one[1] < other[1] ? -1 : 1));
  }
  async function noteCall(personId: number, phone: string, day: string, outcome: AttemptOutcome): Promise<void> {
    const digest = numberDigest(server.deps, personId, phone);
    await inTransaction(server.deps, (tx) =>
      insertAttempts(tx, [{ uuid: randomUUID(), personId, outcome, day, tried: { kind: "recorded", otherNumberId: null, digest, masked: null }, note: null, digest: "00".repeat(32), userId, at: "2026-11-20 10:00:00.000" }]),
    );
  }

  describe("one number shared by many patients", () => {
    const phones = (value: string): PatientOverrides => ({ phones: [value] });
    test.each<[string, (phone: string) => readonly PatientOverrides[], number]>([
      ["two, who may be a couple", (phone) => [phones(phone), phones(phone)], 0],
      ["three", (phone) => [phones(phone), phones(phone), phones(phone)], 3],
      ["three who write it differently", (phone) => [phones(phone), phones(`+234-${phone}`), phones(phone.slice(1))], 3],
      ["three of whom one has died", (phone) => [phones(phone), phones(phone), { ...phones(phone), dead: true, deathDate: "2024-01-01" }], 0],
      ["three of whom one is voided", (phone) => [phones(phone), phones(phone), { ...phones(phone), patientVoided: true }], 0],
      ["three of whom one's person is voided", (phone) => [phones(phone), phones(phone), { ...phones(phone), personVoided: true }], 0],
      ["three of whom one is a test patient", (phone) => [phones(phone), phones(phone), { ...phones(phone), testPatient: true }], 0],
      ["three of whom one had it only before", (phone) => [phones(phone), phones(phone), { phones: [{ value: phone, voided: true }, newPhone()] }], 0],
      ["three of whom one has it beside another number", (phone) => [phones(phone), phones(phone), { phones: [newPhone(), phone] }], 3],
      ["two of whom one has it twice", (phone) => [phones(phone), { phones: [phone, `234${phone.slice(1)}`] }], 0],
    ])("%s", async (_, patientsOf, expected) => {
      const phone = newPhone();
      const artIds: string[] = [];
      for (const overrides of patientsOf(phone)) artIds.push((await build(overrides)).artId);
      const told = await toldOf(artIds);
      expect(told.filter(([, rule, number]) => rule === "shared" && number === phone)).toHaveLength(expected);
      const { clusters } = await radar(supervisor);
      expect(clusters.filter(({ number }) => number === phone)).toEqual(
        expected === 0 ? [] : [{ key: expect.stringMatching(/^[0-9a-f]{24}$/), number: phone, rule: "shared", patients: expected, elsewhere: 0, facilities: ["Radar Ward A"], facilityCount: 1 }],
      );
    });
  });

  test.each<[string, QualityRule | null, string]>([
    ["08000000000", "placeholder", "08000000000"],
    ["+234-08000000000", "placeholder", "08000000000"],
    ["0000", "placeholder", "0000"],
    ["08012345678", "sequence", "08012345678"],
    ["8012345678", "sequence", "08012345678"],
    ["N/A", null, ""],
    ["", null, ""],
  ])("one patient alone with %j is told as %s", async (stored, rule, number) => {
    const { artId } = await build({ phones: [stored] });
    expect(await toldOf([artId])).toEqual(rule === null ? [] : [[artId, rule, number]]);
  });

  test("a made-up number of many patients is told as made up, and not as shared as well", async () => {
    const artIds: string[] = [];
    for (let count = 0; count < 3; count += 1) artIds.push((await build({ phones: ["09000000000"] })).artId);
    expect((await toldOf(artIds)).map(([, rule]) => rule)).toEqual(["placeholder", "placeholder", "placeholder"]);
  });

  // Each text stands beside a number that three share: only by that are these patients looked at at all.
  test.each<[string, QualityRule | null]>([
    ["nil exfx", null],
    ["none", null],
    ["N/A", null],
    ["-", null],
    ["0000", "placeholder"],
    ["08000000000", "placeholder"],
    ["08012345678", "sequence"],
  ])("%j, which three have beside a number that they share, is told as %s and never as shared", async (stored, rule) => {
    const phone = newPhone();
    const artIds: string[] = [];
    for (let count = 0; count < 3; count += 1) artIds.push((await build({ phones: [stored, phone] })).artId);
    const own = (artId: string) => [[artId, "shared", phone], ...(rule === null ? [] : [[artId, rule, stored]])];
    expect([...(await toldOf(artIds))].sort()).toEqual(artIds.flatMap(own).sort());
  });

  test("a made-up number that was replaced is told no more", async () => {
    const { artId } = await build({ phones: [{ value: "08000000000", voided: true }, newPhone()] });
    expect(await toldOf([artId])).toEqual([]);
  });

  test("the clinic's own number is told for each who has it, however it is written", async () => {
    const { artId: plain } = await build({ phones: [clinicNumber] });
    const { artId: written } = await build({ phones: [`234 ${clinicNumber.slice(1)}`] });
    const { artId: other } = await build({ phones: [newPhone()] });
    expect(await toldOf([plain, written, other])).toEqual([[plain, "clinic", clinicNumber], [written, "clinic", clinicNumber]]);
    expect((await radar(supervisor)).clinicNumbers).toBe(2);
  });

  describe("a stale number", () => {
    const then = (value: string, dateCreated: string, more: Partial<PhoneRow> = {}): PhoneRow => ({ value, dateCreated: `${dateCreated} 09:00:00`, ...more });
    test.each<[string, (a: string, b: string) => readonly PhoneRow[], boolean]>([
      ["never another", (a) => [then(a, "2020-01-01")], false],
      ["another before it", (a, b) => [then(b, "2020-01-01", { voided: true }), then(a, "2021-01-01")], false],
      ["there, replaced, and back again", (a, b) => [then(a, "2020-01-01", { voided: true }), then(b, "2021-01-01", { voided: true }), then(a, "2022-01-01")], true],
      ["back again in another form", (a, b) => [then(`+234-${a}`, "2020-01-01", { voided: true }), then(b, "2021-01-01", { voided: true }), then(a, "2022-01-01")], true],
      ["entered again with nothing between", (a) => [then(a, "2020-01-01", { voided: true }), then(a, "2021-01-01")], false],
      ["back, and then replaced for good", (a, b) => [then(a, "2020-01-01", { voided: true }), then(b, "2021-01-01", { voided: true }), then(a, "2022-01-01", { voided: true }), then(newPhone(), "2023-01-01")], false],
    ])("%s", async (_, phonesOf, isStale) => {
      const a = newPhone();
      const { artId } = await build({ phones: phonesOf(a, newPhone()) });
      expect(await toldOf([artId])).toEqual(isStale ? [[artId, "stale", a]] : []);
    });

    test.each<[string, readonly (readonly [string, AttemptOutcome])[], boolean]>([
      ["a stranger answered since it was entered", [["2026-03-02", "wrong-number"]], true],
      ["a stranger answered before", [["2026-02-27", "wrong-number"]], false],
      ["nobody answered", [["2026-03-02", "no-answer"]], false],
      ["a stranger answered, and later the patient", [["2026-03-02", "wrong-number"], ["2026-03-03", "reached"]], false],
    ])("reported by a call: %s", async (_, calls, isStale) => {
      const a = newPhone();
      const { artId, personId } = await build({ phones: [then(a, "2026-03-01")] });
      for (const [day, outcome] of calls) await noteCall(personId, a, day, outcome);
      expect(await toldOf([artId])).toEqual(isStale ? [[artId, "stale", a]] : []);
    });

    test("a number from abroad at which a stranger answered is told, though it is no number of the country", async () => {
      const { artId, personId } = await build({ phones: [then("+44 7911 123456", "2026-03-01")] });
      await noteCall(personId, "+44 7911 123456", "2026-03-02", "wrong-number");
      expect(await toldOf([artId])).toEqual([[artId, "stale", "+44 7911 123456"]]);
    });

    test("a call to another number, and a call that was taken back, say nothing of it", async () => {
      const [a, b] = [newPhone(), newPhone()];
      const other = await build({ phones: [then(a, "2026-03-01")] });
      await noteCall(other.personId, b, "2026-03-02", "wrong-number");
      const takenBack = await build({ phones: [then(b, "2026-03-01")] });
      await noteCall(takenBack.personId, b, "2026-03-02", "wrong-number");
      await ours.query("UPDATE contact_attempt SET voided_by = 1, voided_at = '2026-11-21 11:00:00', void_reason = 'mistaken' WHERE person_id = ?", [takenBack.personId]);
      expect(await toldOf([other.artId, takenBack.artId])).toEqual([]);
    });

    test("a number that an undo brought back is not told, one that somebody brought back is", async () => {
      const [a, b] = [newPhone(), newPhone()];
      const [undone, submitted] = [await build({ phones: [then(a, "2020-01-01")] }), await build({ phones: [then(a, "2020-01-01")] })];
      const clerk = await server.signIn("clerk");
      const sent = await submit(server, clerk, [typedRow({ artId: undone.artId, phone: b }), typedRow({ artId: submitted.artId, phone: b })]);
      clock.advance(60);
      await undo(server, clerk, sent.uuid, { ordinals: [0] });
      await submit(server, clerk, [typedRow({ artId: submitted.artId, phone: a }, { confirmations: ["phone-stale"] })]);
      const [[now]] = await root.query<RowDataPacket[]>("SELECT value FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 0", [submitted.personId]);
      expect(now?.value).toBe(a);
      expect(await toldOf([undone.artId, submitted.artId])).toEqual([[submitted.artId, "stale", a]]);
    });
  });

  describe("who sees what", () => {
    const phone = newPhone();
    const people: { artId: string; personId: number }[] = [];
    beforeAll(async () => {
      const [first, second] = facilities;
      for (const locationId of [first?.id, first?.id, second?.id, 7]) people.push(await buildPatient(root, { locationId: locationId ?? 7, phones: [phone], givenName: "Amina" }));
    });
    const cluster = async (token: string, facility: string | null = null) => {
      const { clusters, patients } = await radar(token, facility);
      const at = clusters.findIndex(({ number }) => number === phone);
      return { cluster: clusters[at], artIds: patients.filter((line) => line.cluster === at).map(({ artId }) => artId) };
    };

    test("patients elsewhere count towards the rule and are never named", async () => {
      const seen = await cluster(supervisor);
      expect(seen.cluster).toMatchObject({ rule: "shared", patients: 3, elsewhere: 1, facilities: ["Radar Ward A", "Radar Ward B"], facilityCount: 2 });
      expect(seen.artIds.sort()).toEqual(people.slice(0, 3).map(({ artId }) => artId).sort());
      const own = await cluster(ofFirst);
      expect(own.cluster).toMatchObject({ patients: 2, elsewhere: 2, facilities: ["Radar Ward A"], facilityCount: 1 });
      expect(own.artIds.sort()).toEqual(people.slice(0, 2).map(({ artId }) => artId).sort());
    });

    test("the facility narrows it, and one beyond reach is refused", async () => {
      const seen = await cluster(supervisor, facilities[1]?.uuid ?? "");
      expect(seen).toMatchObject({ cluster: { patients: 1, elsewhere: 3 }, artIds: [people[2]?.artId] });
      expect((await ask(ofFirst, facilities[1]?.uuid ?? "")).status).toBe(422);
    });

    test("each patient stands there with name, facility and the day on which the number was entered", async () => {
      const { clusters, patients } = await radar(supervisor);
      const at = clusters.findIndex(({ number }) => number === phone);
      expect(patients.find(({ cluster: index, artId }) => index === at && artId === people[2]?.artId)).toEqual({
        cluster: at, patient: expect.any(String), artId: people[2]?.artId, name: "Amina Okonkwo", facility: "Radar Ward B", since: "2020-01-15",
      });
    });

    test("the largest clusters come first, and rules are counted as their clusters are", async () => {
      const { clusters, patients, rules } = await radar(supervisor);
      const sizes = clusters.map((one) => one.patients);
      expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
      for (const { rule, clusters: found, patients: concerned } of rules) {
        const own = clusters.flatMap((one, index) => (one.rule === rule ? [index] : []));
        expect(own).toHaveLength(found);
        expect(new Set(patients.filter((line) => own.includes(line.cluster)).map(({ patient }) => patient)).size).toBe(concerned);
      }
      expect(rules.map(({ rule }) => rule)).toEqual(["shared", "placeholder", "sequence", "clinic", "stale"]);
    });

    test("a clerk is refused, and the audit knows whose numbers a supervisor was shown", async () => {
      const clerk = await signInAs("clerk", null);
      const refused = await ask(clerk);
      expect(refused).toMatchObject({ status: 403, body: { code: "not-allowed" } });
      const answer = await ask(ofFirst);
      const { figures } = FiguresAnswer.parse(answer.body);
      if (figures.kind !== "quality") throw new Error(`answered ${figures.kind}`);
      const [event] = await auditOfRequest(root, answer.headers["x-request-id"] ?? "");
      expect(event).toMatchObject({ action: "read-report", result: "done", subjects: new Set(figures.patients.map(({ patient }) => patient)).size });
      expect(JSON.parse(event?.details ?? "{}")).toEqual({ kind: "quality", rows: figures.rules.length + figures.clusters.length + figures.patients.length });
    });
  });
});
