import { randomUUID } from "node:crypto";
import type { ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { insertAttempts } from "../../../server/contactNotes/attemptStore";
import { numberDigest } from "../../../server/contactNotes/recordedNumbers";
import { inTransaction } from "../../../server/database/transaction";
import { gatherWorklists } from "../../../server/worklists/gatherWorklists";
import { readProgress } from "../../../server/worklists/progress";
import { WorklistList, WorklistRowsAnswer } from "../../../src/contract/worklists";
import type { Worklist, WorklistCriteria, WorklistReason } from "../../../src/contract/worklists";
import { openPool } from "../../support/database";
import { buildPatient } from "../../support/patients";
import type { PatientOverrides } from "../../support/patients";
import { newPhone } from "../../support/searching";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { submit, typedRow } from "../../support/submitting";
import { undo } from "../../support/undoing";
import { buildUser } from "../../support/users";

const anyone: WorklistCriteria = {
  reasons: ["no-phone"],
  unverifiedMonths: 6,
  facility: null,
  state: null,
  lga: null,
  sex: null,
  ageFrom: null,
  ageTo: null,
  lastEncounterFrom: null,
  lastEncounterTo: null,
};

// Facilities are this file's own, so that patients of other tests are on none of its lists.
describe("worklists", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2026-08-31T10:00:00Z"));
  let server: TestServer;
  let maker: string;
  let clerk: string;
  let stranger: string;
  let clerkId: number;

  beforeAll(async () => {
    server = await startTestServer({ clock, engine: true });
    maker = await server.signIn("supervisor");
  });
  afterAll(async () => {
    await server.close();
  });

  async function newFacility(): Promise<{ id: number; uuid: string }> {
    const uuid = randomUUID();
    const [made] = await root.query<ResultSetHeader>("INSERT INTO location SET ?", [{ name: `Clinic ${uuid.slice(0, 8)}`, creator: 1, date_created: "2020-01-15 09:00:00", retired: 0, uuid }]);
    return { id: made.insertId, uuid };
  }
  async function newPerson(role: "clerk" | "supervisor", facilities: readonly number[] | null): Promise<{ token: string; userId: number }> {
    const { userId, username, password } = await buildUser(root);
    await giveRole(server.deps, userId, role, facilities);
    return { userId, token: await server.signIn(username, password) };
  }
  const put = (token: string, uuid: string, criteria: Partial<WorklistCriteria>, most = 100) =>
    server.call("PUT", `/api/worklists/${uuid}`, { token, body: { name: "Call in August", criteria: { ...anyone, ...criteria }, most } });
  const gatherAll = (patientsPerSlice = 50_000, mayGoOn: () => boolean = () => true) => gatherWorklists(server.deps, randomUUID(), { patientsPerSlice, mayGoOn });
  /** Asks for a worklist and gathers it; gives its uuid. */
  async function make(criteria: Partial<WorklistCriteria>, { most = 100, token = maker }: { most?: number; token?: string } = {}): Promise<string> {
    const uuid = randomUUID();
    expect(await put(token, uuid, criteria, most)).toMatchObject({ status: 200, body: { state: "gathering" } });
    await gatherAll();
    return uuid;
  }
  async function rowsOf(uuid: string, token = maker, after = 0, limit = 1_000): Promise<WorklistRowsAnswer> {
    const { status, body } = await server.call("POST", `/api/worklists/${uuid}/rows`, { token, body: { after, limit } });
    expect(status).toBe(200);
    return WorklistRowsAnswer.parse(body);
  }
  async function listed(uuid: string, token = maker): Promise<Worklist | undefined> {
    const { body } = await server.call("GET", "/api/worklists", { token });
    return WorklistList.parse(body).worklists.find((list) => list.uuid === uuid);
  }
  async function addCall(personId: number, { outcome, day, number, userId = 1 }: { outcome: "reached" | "no-answer"; day: string; number: string; userId?: number }): Promise<string> {
    const uuid = randomUUID();
    const tried = { kind: "recorded", otherNumberId: null, digest: numberDigest(server.deps, personId, number), masked: null } as const;
    const at = clock.now().toISOString().replace("T", " ").replace("Z", "");
    await inTransaction(server.deps, (tx) => insertAttempts(tx, [{ uuid, personId, outcome, day, tried, note: null, digest: "00".repeat(32), userId, at }]));
    return uuid;
  }
  async function addEncounter(personId: number, day: string, voided = 0): Promise<void> {
    await root.query("INSERT INTO encounter SET ?", [
      { encounter_type: 12, patient_id: personId, encounter_datetime: `${day} 09:30:00`, creator: 1, date_created: `${day} 09:30:00`, voided, uuid: randomUUID() },
    ]);
  }

  describe("reasons", () => {
    // Numbers that nobody else has in this database, but for the shared one.
    const own = "08161530017";
    const cases: readonly (readonly [string, WorklistReason, PatientOverrides, boolean])[] = [
      ["no phone", "no-phone", { phones: [] }, true],
      ["only a voided phone", "no-phone", { phones: [{ value: own, voided: true }] }, true],
      ["a phone", "no-phone", { phones: [own] }, false],
      ["letters for a phone", "invalid-phone", { phones: ["N/A"] }, true],
      ["a valid phone", "invalid-phone", { phones: [own] }, false],
      ["a placeholder", "placeholder-phone", { phones: ["08000000000"] }, true],
      ["a real phone", "placeholder-phone", { phones: [own] }, false],
      ["no call", "not-verified", { phones: [own] }, true],
      ["an address without LGA", "no-lga", { addresses: [{ preferred: true, columns: { state_province: "LAGOS" } }] }, true],
      ["an address with LGA", "no-lga", {}, false],
      ["an LGA spelt otherwise", "unknown-lga", { addresses: [{ preferred: true, columns: { city_village: "Ikorodu", state_province: "LAGOS" } }] }, true],
      ["an LGA of the hierarchy", "unknown-lga", {}, false],
      ["an estimated birthdate", "estimated-birthdate", { birthdateEstimated: true }, true],
      ["a birthdate", "estimated-birthdate", { birthdateEstimated: false }, false],
      ["no phone, but dead", "no-phone", { phones: [], dead: true }, false],
      ["no phone, but voided", "no-phone", { phones: [], patientVoided: true }, false],
      ["no phone, but the person is voided", "no-phone", { phones: [], personVoided: true }, false],
      ["no phone, but a test patient", "no-phone", { phones: [], testPatient: true }, false],
      ["no phone, but no ART ID any more", "no-phone", { phones: [], artIds: [{ identifier: `V${randomUUID().slice(0, 8)}`, voided: true }] }, false],
    ];
    test.each(cases)("with %s, asked for %s", async (_case, reason, patient, isListed) => {
      const { id, uuid: facility } = await newFacility();
      const { personId, artId } = await buildPatient(root, { ...patient, locationId: id });
      const { rows, total } = await rowsOf(await make({ reasons: [reason], facility }));
      expect({ personId, rows: rows.map((row) => [row.artId, row.reasons]), total }).toEqual({ personId, rows: isListed ? [[artId, [reason]]] : [], total: isListed ? 1 : 0 });
    });

    test("a number that three patients have is shared, one that two have is not", async () => {
      const { id, uuid: facility } = await newFacility();
      const three = [];
      const [shared, twice] = [newPhone(), newPhone()];
      for (const phone of [shared, shared, shared, twice, twice]) three.push(await buildPatient(root, { locationId: id, phones: [phone] }));
      // A search that other tests have filled does not know these patients: no keeper runs here.
      await ours.query("UPDATE search_state SET known_until = NULL WHERE id = 1");
      const { rows } = await rowsOf(await make({ reasons: ["shared-phone"], facility }));
      expect(rows.map(({ artId }) => artId)).toEqual(three.slice(0, 3).map(({ artId }) => artId));
    });

    test("calls decide who is out of reach and who is not verified", async () => {
      const { id, uuid: facility } = await newFacility();
      const number = "08161530031";
      const [unreached, verified, stale] = [
        await buildPatient(root, { locationId: id, phones: [number] }),
        await buildPatient(root, { locationId: id, phones: [number] }),
        await buildPatient(root, { locationId: id, phones: [number] }),
      ];
      for (const day of ["2026-08-01", "2026-08-08", "2026-08-15"]) await addCall(unreached.personId, { outcome: "no-answer", day, number });
      await addCall(verified.personId, { outcome: "reached", day: "2026-02-28", number });
      await addCall(stale.personId, { outcome: "reached", day: "2026-02-27", number });
      const artIds = async (reason: WorklistReason) => (await rowsOf(await make({ reasons: [reason], facility }))).rows.map(({ artId }) => artId);
      expect(await artIds("unreachable")).toEqual([unreached.artId]);
      expect(await artIds("not-verified")).toEqual([unreached.artId, stale.artId]);
    });
  });

  describe("conditions", () => {
    let facility: string;
    let artIds: Map<string, string>;

    beforeAll(async () => {
      const { id, uuid } = await newFacility();
      facility = uuid;
      const people: readonly (readonly [string, PatientOverrides, string | null])[] = [
        ["Ada", { gender: "F", birthdate: "1990-08-31" }, "2026-01-10"],
        ["Bola", { gender: "M", birthdate: "1990-09-01", addresses: [{ preferred: true, columns: { city_village: "MAIYAMA", state_province: "KEBBI" } }] }, "2026-03-01"],
        ["Chidi", { gender: "M", birthdate: null }, null],
      ];
      artIds = new Map();
      for (const [name, patient, encounter] of people) {
        const { personId, artId } = await buildPatient(root, { ...patient, phones: [], locationId: id });
        artIds.set(artId, name);
        if (encounter !== null) await addEncounter(personId, encounter);
        await addEncounter(personId, "2026-08-01", 1);
      }
    });

    const cases: readonly (readonly [string, Partial<WorklistCriteria>, readonly string[]])[] = [
      ["nothing but the facility: who has waited longest comes first", {}, ["Chidi", "Ada", "Bola"]],
      ["women", { sex: "female" }, ["Ada"]],
      ["men", { sex: "male" }, ["Chidi", "Bola"]],
      ["36 and older", { ageFrom: 36 }, ["Ada"]],
      ["35 and younger", { ageTo: 35 }, ["Bola"]],
      ["a state", { state: "Kebbi" }, ["Bola"]],
      ["an LGA", { lga: "IKORODU" }, ["Chidi", "Ada"]],
      ["a last encounter from a day on", { lastEncounterFrom: "2026-03-01" }, ["Bola"]],
      ["a last encounter up to a day", { lastEncounterTo: "2026-02-28" }, ["Ada"]],
      ["two conditions", { sex: "male", lga: "IKORODU" }, ["Chidi"]],
    ];
    test.each(cases)("%s", async (_case, criteria, names) => {
      const { rows } = await rowsOf(await make({ ...criteria, facility }));
      expect(rows.map(({ artId }) => artIds.get(artId))).toEqual(names);
    });

    test("a facility that is not there has nobody", async () => {
      expect((await rowsOf(await make({ facility: randomUUID() }))).rows).toEqual([]);
    });
  });

  test("of too many those with most reasons stay, and the others are named as met", async () => {
    const { id, uuid: facility } = await newFacility();
    const [, both] = [await buildPatient(root, { locationId: id, phones: [] }), await buildPatient(root, { locationId: id, phones: [], birthdateEstimated: true })];
    const uuid = await make({ reasons: ["no-phone", "estimated-birthdate"], facility }, { most: 1 });
    expect((await rowsOf(uuid)).rows).toMatchObject([{ ordinal: 1, artId: both.artId, reasons: ["no-phone", "estimated-birthdate"] }]);
    expect(await listed(uuid)).toMatchObject({ state: "ready", matched: 2, counts: { patients: 1, open: 1 } });
    const [left] = await ours.query<RowDataPacket[]>("SELECT i.person_id FROM worklist_item i JOIN worklist w ON w.worklist_id = i.worklist_id WHERE w.uuid = ?", [uuid]);
    expect(left).toHaveLength(1);
  });

  describe("asking", () => {
    test("the same twice is one worklist; anything else, or somebody else, is refused", async () => {
      const uuid = randomUUID();
      expect((await put(maker, uuid, {})).status).toBe(200);
      expect((await put(maker, uuid.toUpperCase(), {})).status).toBe(200);
      expect(await put(maker, uuid, { sex: "male" })).toMatchObject({ status: 409, body: { code: "worklist-differs" } });
      const other = await newPerson("supervisor", null);
      expect(await put(other.token, uuid, {})).toMatchObject({ status: 409, body: { code: "worklist-differs" } });
      const [events] = await ours.query<RowDataPacket[]>("SELECT 1 FROM audit_event WHERE action = 'make-worklist' AND details LIKE ?", [`%${uuid}%`]);
      expect(events).toHaveLength(1);
      expect(await server.call("POST", `/api/worklists/${uuid}/rows`, { token: maker, body: { after: 0, limit: 10 } })).toMatchObject({
        status: 409,
        body: { code: "worklist-not-ready" },
      });
      await gatherAll();
    });

    test("a clerk makes and closes none", async () => {
      const { token } = await newPerson("clerk", null);
      const uuid = await make({ facility: randomUUID() });
      expect((await put(token, randomUUID(), {})).status).toBe(403);
      expect((await server.call("POST", `/api/worklists/${uuid}/close`, { token })).status).toBe(403);
    });

    test("one person does not have more than five gathered at once", async () => {
      const { token } = await newPerson("supervisor", null);
      for (let made = 0; made < 5; made += 1) expect((await put(token, randomUUID(), { facility: randomUUID() })).status).toBe(200);
      expect(await put(token, randomUUID(), { facility: randomUUID() })).toMatchObject({ status: 429, body: { code: "too-many-worklists" } });
      await gatherAll();
    });
  });

  describe("reach", () => {
    test("whoever sees one facility sees its patients alone, is counted them alone, and another's nothing", async () => {
      const [here, there, elsewhere] = [await newFacility(), await newFacility(), await newFacility()];
      const { artId } = await buildPatient(root, { locationId: here.id, phones: [] });
      await buildPatient(root, { locationId: there.id, phones: [] });
      const both = await newPerson("supervisor", [here.id, there.id]);
      ({ token: clerk } = await newPerson("clerk", [here.id]));
      ({ token: stranger } = await newPerson("clerk", [elsewhere.id]));
      const uuid = await make({}, { token: both.token });
      expect((await rowsOf(uuid, both.token)).total).toBe(2);
      const seen = await rowsOf(uuid, clerk);
      expect({ artIds: seen.rows.map((row) => row.artId), total: seen.total }).toEqual({ artIds: [artId], total: 1 });
      expect((await listed(uuid, clerk))?.counts).toEqual({ patients: 1, done: 0, called: 0, stuck: 0, open: 1 });
      expect(await listed(uuid, stranger)).toBeUndefined();
      expect((await server.call("POST", `/api/worklists/${uuid}/rows`, { token: stranger, body: { after: 0, limit: 10 } })).status).toBe(404);
      const one = await newPerson("supervisor", [here.id]);
      expect(await server.call("POST", `/api/worklists/${uuid}/close`, { token: one.token })).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    });

    test("who died, was voided or went to another facility since is left out, page by page, and reading is audited with its patients", async () => {
      const [here, there] = [await newFacility(), await newFacility()];
      const patients = [];
      for (let made = 0; made < 5; made += 1) patients.push(await buildPatient(root, { locationId: here.id, phones: [] }));
      const { token } = await newPerson("supervisor", [here.id]);
      const uuid = await make({}, { token });
      const [dead, gone, moved, ...left] = patients;
      await root.query("UPDATE person SET dead = 1 WHERE person_id = ?", [dead?.personId]);
      await root.query("UPDATE patient SET voided = 1 WHERE patient_id = ?", [gone?.personId]);
      await root.query("UPDATE patient_identifier SET location_id = ? WHERE patient_id = ?", [there.id, moved?.personId]);
      const first = await rowsOf(uuid, token, 0, 1);
      expect({ ordinals: first.rows.map(({ ordinal }) => ordinal), next: first.next, total: first.total }).toEqual({ ordinals: [4], next: 4, total: 2 });
      const second = await rowsOf(uuid, token, 4, 4);
      expect({ artIds: second.rows.map(({ artId }) => artId), next: second.next, total: second.total }).toEqual({ artIds: [left[1]?.artId], next: null, total: 2 });
      // The counts tell of those that are shown, and of nobody else.
      expect((await listed(uuid, token))?.counts).toEqual({ patients: 2, done: 0, called: 0, stuck: 0, open: 2 });
      const [subjects] = await ours.query<RowDataPacket[]>(
        "SELECT s.person_id AS personId FROM audit_subject s JOIN audit_event e ON e.audit_event_id = s.audit_event_id WHERE e.action = 'read-worklist' AND e.details LIKE ? ORDER BY 1",
        [`%${uuid}%`],
      );
      expect(subjects.map((row): unknown => row.personId)).toEqual(left.map(({ personId }) => personId));
      for (const { artId } of patients) expect(server.log()).not.toContain(artId);
    });
  });

  describe("gathering", () => {
    const patientsOf = async (uuid: string) => {
      const [rows] = await ours.query<RowDataPacket[]>(
        "SELECT i.person_id AS personId FROM worklist_item i JOIN worklist w ON w.worklist_id = i.worklist_id WHERE w.uuid = ? ORDER BY i.ordinal",
        [uuid],
      );
      return rows.map((row) => Number(row.personId));
    };
    async function some(): Promise<{ facility: string; personIds: readonly number[] }> {
      const { id, uuid } = await newFacility();
      const personIds = [];
      for (let made = 0; made < 6; made += 1) personIds.push((await buildPatient(root, { locationId: id, phones: [] })).personId);
      return { facility: uuid, personIds };
    }
    const startNear = (uuid: string, personId: number) => ours.query("UPDATE worklist SET after_person_id = ? WHERE uuid = ?", [personId - 1, uuid]);

    test("stopped after any slice, it goes on where it was; nobody is gathered twice", async () => {
      const { facility, personIds } = await some();
      for (let slices = 1; slices <= 4; slices += 1) {
        const uuid = randomUUID();
        await put(maker, uuid, { facility });
        await startNear(uuid, personIds[0] ?? 0);
        let asked = 0;
        // Asked once before it is claimed, then before every slice.
        await gatherAll(2, () => (asked += 1) <= slices + 1);
        if (slices <= 3) expect(await patientsOf(uuid)).toHaveLength(slices * 2);
        await gatherAll(2);
        expect(await patientsOf(uuid)).toEqual(personIds);
        expect(await listed(uuid)).toMatchObject({ state: "ready", matched: 6, looked: 6 });
      }
    });

    test("an instance that fell silent is followed by another, and may keep nothing any more", async () => {
      const { facility, personIds } = await some();
      const uuid = randomUUID();
      await put(maker, uuid, { facility });
      await startNear(uuid, personIds[0] ?? 0);
      let asked = 0;
      const late: Promise<unknown>[] = [];
      await gatherAll(2, () => {
        asked += 1;
        if (asked === 3) late.push(ours.query("UPDATE worklist SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [randomUUID(), uuid]).then(() => gatherAll(2)));
        return asked <= 20;
      });
      await Promise.all(late);
      await gatherAll(2);
      expect(await patientsOf(uuid)).toEqual(personIds);
      expect(await listed(uuid)).toMatchObject({ state: "ready", matched: 6, looked: 6 });
    });

    test("two servers at once gather each worklist once", async () => {
      const { facility, personIds } = await some();
      const uuids = [randomUUID(), randomUUID(), randomUUID()];
      for (const uuid of uuids) {
        await put(maker, uuid, { facility });
        await startNear(uuid, personIds[0] ?? 0);
      }
      const ready = await Promise.all([gatherAll(1), gatherAll(1), gatherAll(1)]);
      expect(ready.reduce((sum, count) => sum + count, 0)).toBe(3);
      for (const uuid of uuids) expect(await patientsOf(uuid)).toEqual(personIds);
    });

    test("closed while it is gathered, it is gathered no further; closed twice, it is closed", async () => {
      const { facility } = await some();
      const uuid = randomUUID();
      await put(maker, uuid, { facility });
      for (let times = 0; times < 2; times += 1) expect(await server.call("POST", `/api/worklists/${uuid}/close`, { token: maker })).toMatchObject({ status: 200, body: { state: "closed" } });
      await gatherAll();
      expect(await patientsOf(uuid)).toEqual([]);
      const [events] = await ours.query<RowDataPacket[]>("SELECT 1 FROM audit_event WHERE action = 'close-worklist' AND details LIKE ?", [`%${uuid}%`]);
      expect(events).toHaveLength(1);
      expect((await server.call("POST", `/api/worklists/${uuid}/rows`, { token: maker, body: { after: 0, limit: 10 } })).status).toBe(409);
    });

    test("what cannot be gathered has failed after the third time, and says so", async () => {
      const uuid = randomUUID();
      await put(maker, uuid, { facility: randomUUID() });
      const broken = { ...server.deps, site: { ...server.deps.site, artTypeId: Number.NaN, openmrsSchema: "no_such_schema" } };
      for (let times = 0; times < 3; times += 1) {
        await gatherWorklists(broken, randomUUID());
        await ours.query("UPDATE worklist SET lease_until = NULL WHERE uuid = ?", [uuid]);
      }
      expect((await listed(uuid))?.state).toBe("failed");
    });
  });

  test("where very many patients stand on the lists, the newest are counted with them and any other when it is asked for", async () => {
    const { id, uuid: facility } = await newFacility();
    await buildPatient(root, { locationId: id, phones: [] });
    const { token } = await newPerson("supervisor", [id]);
    const uuids: string[] = [];
    for (let made = 0; made < 3; made += 1) {
      uuids.unshift(await make({ facility }, { token, most: 5_000 }));
      clock.advance(1);
    }
    const countsNow = async () => {
      const found = await Promise.all(uuids.map((uuid) => listed(uuid, token)));
      return found.map((list) => list?.counts?.patients ?? null);
    };
    expect(await countsNow()).toEqual([1, 1, 1]);
    const [newest = "", middle = "", oldest = ""] = uuids;
    // As if they were that long; the one in the middle does not fit any more, the short one after it does.
    await ours.query("UPDATE worklist SET matched = 19999, most = 50000 WHERE uuid IN (?)", [[newest, middle]]);
    expect(await countsNow()).toEqual([1, null, 1]);
    await ours.query("UPDATE worklist SET matched = 50000 WHERE uuid IN (?)", [[newest]]);
    expect(await countsNow()).toEqual([1, null, null]);
    expect(await server.call("GET", `/api/worklists/${oldest}`, { token })).toMatchObject({ status: 200, body: { uuid: oldest, matched: 1, most: 5_000, counts: { patients: 1, open: 1 } } });
    const { token: stranger } = await newPerson("clerk", [(await newFacility()).id]);
    expect((await server.call("GET", `/api/worklists/${oldest}`, { token: stranger })).status).toBe(404);
  });

  describe("who leaves a list after it was gathered", () => {
    const voided = (table: string, column: string) => async (personId: number) => {
      await root.query(`UPDATE ${table} SET voided = 1, voided_by = 1, date_voided = NOW() WHERE ${column} = ?`, [personId]);
    };
    const cases: readonly (readonly [string, (personId: number) => Promise<unknown>])[] = [
      ["who died", (personId) => root.query("UPDATE person SET dead = 1 WHERE person_id = ?", [personId])],
      ["whose patient was voided, as merging does", voided("patient", "patient_id")],
      ["whose person was voided", voided("person", "person_id")],
      ["whose ART ID was voided", voided("patient_identifier", "patient_id")],
    ];
    test.each(cases)("%s is in neither rows nor total nor counts, though work was done", async (_case, leave) => {
      const { id, uuid: facility } = await newFacility();
      const [left, stayed] = [await buildPatient(root, { locationId: id, phones: [] }), await buildPatient(root, { locationId: id, phones: [] })];
      const uuid = await make({ facility });
      const seen = async () => {
        const { rows, total } = await rowsOf(uuid);
        return { artIds: rows.map(({ artId }) => artId), total, counts: (await listed(uuid))?.counts };
      };
      clock.advance(60);
      await submit(server, maker, [typedRow({ artId: left.artId, phone: newPhone() })]);
      expect(await seen()).toEqual({ artIds: [left.artId, stayed.artId], total: 2, counts: { patients: 2, done: 1, called: 0, stuck: 0, open: 1 } });
      await leave(left.personId);
      expect(await seen()).toEqual({ artIds: [stayed.artId], total: 1, counts: { patients: 1, done: 0, called: 0, stuck: 0, open: 1 } });
    });
  });

  test("what OpenMRS overwrote of a change from before the list was made makes nobody stuck", async () => {
    const { id, uuid: facility } = await newFacility();
    const { artId } = await buildPatient(root, { locationId: id, birthdateEstimated: true });
    const before = await submit(server, maker, [typedRow({ artId, street: "9 Market Road" })]);
    expect(before.outcomes).toMatchObject([{ status: "updated" }]);
    await ours.query(
      "INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at) SELECT o.submission_id, o.row_key, 'address', 1, UTC_TIMESTAMP(3) FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id WHERE s.uuid = ?",
      [before.uuid],
    );
    clock.advance(60);
    const uuid = await make({ reasons: ["estimated-birthdate"], facility });
    clock.advance(60);
    expect((await submit(server, maker, [typedRow({ artId, phone: newPhone() })])).outcomes).toMatchObject([{ status: "updated" }]);
    expect((await listed(uuid))?.counts).toEqual({ patients: 1, done: 1, called: 0, stuck: 0, open: 0 });
  });

  test("progress moves with submissions, taking back and calls, and is told by person", async () => {
    const { id, uuid: facility } = await newFacility();
    const [first, second, third, fourth] = [
      await buildPatient(root, { locationId: id, phones: [] }),
      await buildPatient(root, { locationId: id, phones: [] }),
      await buildPatient(root, { locationId: id, phones: [] }),
      await buildPatient(root, { locationId: id, phones: [] }),
    ];
    const early = await newPerson("clerk", [id]);
    await submit(server, early.token, [typedRow({ artId: fourth.artId, phone: "08031230011" })]);
    await root.query("UPDATE person_attribute SET voided = 1 WHERE person_id = ?", [fourth.personId]);
    clock.advance(60);
    const uuid = await make({ facility });
    ({ token: clerk, userId: clerkId } = await newPerson("clerk", [id]));
    const counts = async () => (await listed(uuid))?.counts;
    // What was done before the list was made does not count.
    expect(await counts()).toEqual({ patients: 4, done: 0, called: 0, stuck: 0, open: 4 });
    clock.advance(60);
    const sent = await submit(server, clerk, [typedRow({ artId: first.artId, phone: "08031230022" })]);
    expect(sent.outcomes).toMatchObject([{ status: "updated" }]);
    await submit(server, clerk, [typedRow({ artId: third.artId, phone: "12" })]);
    const call = await addCall(second.personId, { outcome: "no-answer", day: "2026-08-31", number: "", userId: clerkId });
    expect(await counts()).toEqual({ patients: 4, done: 1, called: 1, stuck: 1, open: 1 });
    const progress = await inTransaction(server.deps, (tx) =>
      readProgress(tx, server.deps, { ...callerOf(), facilityIds: [id] }, { from: new Date("2026-08-30T23:00:00Z"), until: new Date("2026-08-31T23:00:00Z"), place: null }),
    );
    expect(progress.find((list) => list.uuid === uuid)).toMatchObject({
      counts: { patients: 4, done: 1, called: 1, stuck: 1, open: 1 },
      people: [{ person: { name: "Halima Bello" }, done: 1, called: 1, stuck: 1 }],
    });
    clock.advance(60);
    await undo(server, clerk, sent.uuid);
    await ours.query("UPDATE contact_attempt SET voided_by = 1, voided_at = '2026-08-31 11:00:00', void_reason = 'mistaken' WHERE uuid = ?", [call]);
    expect(await counts()).toEqual({ patients: 4, done: 0, called: 0, stuck: 1, open: 3 });
    clock.advance(60);
    const again = await submit(server, clerk, [typedRow({ artId: first.artId, phone: "08031230033" })]);
    expect(await counts()).toEqual({ patients: 4, done: 1, called: 0, stuck: 1, open: 2 });
    // OpenMRS has overwritten it since, and nobody has dealt with that.
    await ours.query(
      "INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at) SELECT o.submission_id, o.row_key, 'phone', 1, UTC_TIMESTAMP(3) FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id WHERE s.uuid = ?",
      [again.uuid],
    );
    expect(await counts()).toEqual({ patients: 4, done: 0, called: 0, stuck: 2, open: 2 });
    clock.advance(60);
    // What is changed beside it does not mend that.
    expect((await submit(server, clerk, [typedRow({ artId: first.artId, street: "4 Ring Road" })])).outcomes).toMatchObject([{ status: "updated" }]);
    expect(await counts()).toEqual({ patients: 4, done: 0, called: 0, stuck: 2, open: 2 });
    await ours.query("UPDATE row_reverted r JOIN submission s ON s.submission_id = r.submission_id SET r.settled_at = UTC_TIMESTAMP(3) WHERE s.uuid = ?", [again.uuid]);
    expect(await counts()).toEqual({ patients: 4, done: 1, called: 0, stuck: 1, open: 2 });
    // Who died since is on nobody's list any more.
    await root.query("UPDATE person SET dead = 1 WHERE person_id = ?", [third.personId]);
    expect(await counts()).toEqual({ patients: 3, done: 1, called: 0, stuck: 0, open: 2 });
    expect(await counts()).toEqual((await server.call("POST", `/api/worklists/${uuid}/close`, { token: maker })).body.counts);
  });

  const callerOf = () => ({ userId: 1, userUuid: "", username: "", displayName: "", role: "supervisor" as const, facilityIds: null, requestId: randomUUID(), address: "127.0.0.1" });
});
