import type { RowDataPacket } from "mysql2/promise";
import type { PatientCard } from "../../src/contract/patientCard";
import { PatientCard as CardShape } from "../../src/contract/patientCard";
import { openPool } from "../support/database";
import { buildPatient, insertPhone, newArtId } from "../support/patients";
import type { PatientOverrides } from "../support/patients";
import { startTestServer, stoppedClock } from "../support/server";
import type { Answer, TestServer } from "../support/server";
import { submit, typedRow } from "../support/submitting";

interface AuditRow extends RowDataPacket {
  action: string;
  result: string;
  userId: number;
  details: string;
  personId: number | null;
  fields: string | null;
}

describe("the card of a patient", () => {
  const root = openPool("root");
  let server: TestServer;
  let clerk: string;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    clerk = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  async function patientWith(overrides: PatientOverrides = {}): Promise<Awaited<ReturnType<typeof buildPatient>> & { uuid: string }> {
    const patient = await buildPatient(root, overrides);
    const [rows] = await root.query<(RowDataPacket & { uuid: string })[]>("SELECT uuid FROM person WHERE person_id = ?", [patient.personId]);
    return { ...patient, uuid: rows[0]?.uuid ?? "" };
  }

  const ask = (patient: string, token: string, reveal = false): Promise<Answer> => server.call("POST", "/api/patients/card", { token, body: { patient, reveal } });

  async function cardOf(patient: string, token = clerk, reveal = false): Promise<PatientCard> {
    const { status, body } = await ask(patient, token, reveal);
    expect(status).toBe(200);
    return CardShape.parse(body);
  }

  async function auditAbout(personId: number): Promise<AuditRow[]> {
    const [rows] = await root.query<AuditRow[]>(
      `SELECT e.action, e.result, e.user_id AS userId, e.details, s.person_id AS personId, s.fields FROM patient_contacts.audit_event e
         JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id WHERE s.person_id = ? ORDER BY e.audit_event_id`,
      [personId],
    );
    return rows;
  }

  test("says who the patient is, how to reach them, and since when", async () => {
    const artId = newArtId();
    const { uuid, personId } = await patientWith({ artIds: [artId], hospitalNumber: "KRU/0042", givenName: "Hauwa", familyName: "Garba", birthdateEstimated: true });
    expect(await cardOf(uuid)).toEqual({
      patient: uuid,
      name: "Hauwa Garba",
      sex: "F",
      age: 38,
      identifiers: [
        { identifier: artId, type: "ART Number", isArtId: true, voided: false },
        { identifier: `OM${personId}`, type: "OpenMRS ID", isArtId: false, voided: false },
        { identifier: "KRU/0042", type: "Hospital Number", isArtId: false, voided: false },
      ],
      facility: expect.stringMatching(/\S/),
      marks: [],
      artId,
      birthdate: { birthdate: "1988-04-12", estimated: true },
      phones: [{ value: "08031234567", since: "2020-01-15" }],
      address: { street: "14 Ayangburen Road", ward: null, lga: "IKORODU", state: "LAGOS" },
      masked: false,
      lastVerified: null,
      unreachableSince: null,
      lastChanged: null,
      readAt: "2026-11-22T09:30:00.000Z",
    });
    expect(await auditAbout(personId)).toEqual([
      expect.objectContaining({ action: "open-card", result: "done", userId: await server.userId("clerk"), fields: "phone,address,birthdate" }),
    ]);
  });

  test("hides phone, street and birthdate from a supervisor: what is hidden does not leave the server", async () => {
    const { uuid, personId, artId } = await patientWith({ artIds: ["TSTMASK0000001"] });
    const { status, body } = await ask(uuid, supervisor);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      artId,
      age: 38,
      masked: true,
      phones: [{ value: "0803•••••67", since: "2020-01-15" }],
      address: { street: "•••••", ward: null, lga: "IKORODU", state: "LAGOS" },
      birthdate: { birthdate: "1988", estimated: false },
    });
    const bytes = JSON.stringify(body);
    for (const secret of ["08031234567", "1234567", "Ayangburen", "1988-04"]) expect(bytes).not.toContain(secret);
    expect((await auditAbout(personId)).map(({ action }) => action)).toEqual(["open-card"]);
  });

  test("shows them when the supervisor asks, and that is noted with the patient as its subject", async () => {
    const { uuid, personId } = await patientWith();
    await ask(uuid, supervisor);
    expect(await cardOf(uuid, supervisor, true)).toMatchObject({
      masked: false,
      phones: [{ value: "08031234567" }],
      address: { street: "14 Ayangburen Road" },
      birthdate: { birthdate: "1988-04-12" },
    });
    const supervisorId = await server.userId("supervisor");
    expect(await auditAbout(personId)).toEqual([
      expect.objectContaining({ action: "open-card", result: "done", userId: supervisorId }),
      expect.objectContaining({ action: "reveal-contact", result: "done", userId: supervisorId, details: '{"part":"card"}', fields: "phone,address,birthdate" }),
    ]);
  });

  test("a clerk, who calls patients all day, sees them at once: asking to see them is no event of its own", async () => {
    const { uuid, personId } = await patientWith();
    expect(await cardOf(uuid, clerk, true)).toMatchObject({ masked: false });
    expect((await auditAbout(personId)).map(({ action }) => action)).toEqual(["open-card"]);
  });

  test("a patient of another facility is not found, like one that does not exist; the refusal is noted", async () => {
    const { uuid, personId } = await patientWith({ locationId: 7 });
    const elsewhere = await server.signInWithRole("clerk2", { role: "clerk", facilities: [8] });
    const expected = { status: 404, body: { code: "patient-not-found", message: expect.stringMatching(/not among those that you may see/) } };
    const answer = await ask(uuid, elsewhere);
    expect(answer).toMatchObject(expected);
    expect(await ask("00000000-0000-4000-8000-000000000000", elsewhere)).toMatchObject(expected);
    expect(await auditAbout(personId)).toEqual([]);
    const [refused] = await root.query<AuditRow[]>("SELECT action, result, details FROM patient_contacts.audit_event WHERE request_id = ?", [String(answer.body.requestId)]);
    expect(refused).toEqual([{ action: "open-card", result: "refused", details: '{"part":"card","reason":"patient-not-found"}' }]);
    const there = await server.signInWithRole("clerk2", { role: "clerk", facilities: [7, 8] });
    expect(await cardOf(uuid, there)).toMatchObject({ patient: uuid });
  });

  test("a voided patient can be opened by the facility whose ART ID it was", async () => {
    const artId = newArtId();
    const { uuid } = await patientWith({ patientVoided: true, personVoided: true, artIds: [{ identifier: artId, voided: true }], locationId: 7 });
    const there = await server.signInWithRole("clerk2", { role: "clerk", facilities: [7] });
    expect(await cardOf(uuid, there)).toMatchObject({
      name: "Ngozi Okonkwo",
      marks: ["voided"],
      artId: null,
      phones: [{ value: "08031234567" }],
      identifiers: expect.arrayContaining([{ identifier: artId, type: "ART Number", isArtId: true, voided: true }]),
    });
    const elsewhere = await server.signInWithRole("clerk2", { role: "clerk", facilities: [8] });
    expect((await ask(uuid, elsewhere)).status).toBe(404);
  });

  test("an ART ID of two patients is named on both cards, and neither can be updated by it", async () => {
    const shared = newArtId();
    const own = newArtId();
    const one = await patientWith({ artIds: [shared] });
    const other = await patientWith({ artIds: [shared, own] });
    expect(await cardOf(one.uuid)).toMatchObject({ marks: ["ambiguous-art-id"], artId: null });
    expect(await cardOf(other.uuid)).toMatchObject({ marks: ["ambiguous-art-id"], artId: own });
  });

  test("an ART ID that a voided patient bore too names one patient only", async () => {
    const artId = newArtId();
    await patientWith({ artIds: [artId], patientVoided: true });
    const { uuid } = await patientWith({ artIds: [artId] });
    expect(await cardOf(uuid)).toMatchObject({ marks: [], artId });
  });

  test("names what stands in the way: no ART ID, dead, transferred out, a test patient", async () => {
    const none = await patientWith({ artIds: [] });
    expect(await cardOf(none.uuid)).toMatchObject({ marks: ["no-art-id"], artId: null, facility: null });
    const scoped = await server.signInWithRole("clerk2", { role: "clerk", facilities: [7] });
    expect((await ask(none.uuid, scoped)).status).toBe(404);

    const all = await patientWith({ dead: true, deathDate: "2025-02-01 00:00:00", testPatient: true });
    await root.query("INSERT INTO obs SET ?", [
      { person_id: all.personId, concept_id: 165470, value_coded: 159492, obs_datetime: "2025-01-01 08:00:00", creator: 1, date_created: "2025-01-01 08:00:00", voided: 0, uuid: crypto.randomUUID() },
    ]);
    expect(await cardOf(all.uuid)).toMatchObject({ marks: ["dead", "transferred-out", "test-patient"], age: null });
  });

  test("shows every active phone, and the address that NMRS shows", async () => {
    const { uuid, personId } = await patientWith({
      phones: ["08031111111", { value: "08030000000", voided: true }],
      addresses: [
        { preferred: false, columns: { address2: "First Lane", city_village: "IKORODU", state_province: "LAGOS" } },
        { preferred: true, columns: { address1: "Preferred Road 5", city_village: "EPE", state_province: "LAGOS" } },
        { preferred: true, voided: true, columns: { address2: "Old Road", city_village: "EPE", state_province: "LAGOS" } },
      ],
    });
    await insertPhone(root, personId, { value: "0802 222 2222", dateCreated: "2024-12-31 23:59:59" });
    expect(await cardOf(uuid)).toMatchObject({
      phones: [{ value: "08031111111", since: "2020-01-15" }, { value: "0802 222 2222", since: "2024-12-31" }],
      address: { street: "Preferred Road 5", lga: "EPE" },
    });
    const bare = await patientWith({ phones: [], addresses: [], birthdate: null });
    expect(await cardOf(bare.uuid, supervisor)).toMatchObject({ phones: [], address: null, birthdate: { birthdate: null, estimated: false }, age: null, masked: true });
  });

  test("tells when the number was last verified and when the contacts were last changed here", async () => {
    const { uuid, artId } = await patientWith();
    await submit(server, clerk, [typedRow({ artId, phone: "08051111222" })]);
    const note = { kind: "add-attempt", uuid: crypto.randomUUID(), patient: uuid, outcome: "reached", day: "2026-11-21", tried: { kind: "recorded", phone: null }, note: "" };
    expect((await server.call("POST", "/api/contact-notes", { token: clerk, body: note })).body).toEqual({ result: "done" });
    expect(await cardOf(uuid)).toMatchObject({ lastVerified: "2026-11-21", unreachableSince: null, lastChanged: "2026-11-22T09:30:00.000Z", phones: [{ value: "08051111222", since: "2026-11-22" }] });
  });

  test("asks for a session and for whom, by the body alone", async () => {
    const { uuid } = await patientWith();
    expect((await server.call("POST", "/api/patients/card", { body: { patient: uuid, reveal: false } })).status).toBe(401);
    expect((await server.call("POST", "/api/patients/card", { token: clerk, body: { patient: uuid } })).body).toMatchObject({ code: "body-invalid" });
    expect((await server.call("GET", `/api/patients/card?patient=${uuid}`, { token: clerk })).status).toBe(405);
    expect(server.log()).not.toContain(uuid);
  });

  test("reads an old site's record too", async () => {
    const oldRoot = openPool("root", "openmrs_111");
    const oldServer = await startTestServer({ level: "1.11", clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    try {
      const token = await oldServer.signIn("clerk");
      const { personId, artId } = await buildPatient(oldRoot);
      const [rows] = await oldRoot.query<(RowDataPacket & { uuid: string })[]>("SELECT uuid FROM person WHERE person_id = ?", [personId]);
      const body = { patient: rows[0]?.uuid, reveal: false };
      expect((await oldServer.call("POST", "/api/patients/card", { token, body })).body).toMatchObject({ artId, phones: [{ value: "08031234567" }] });
      expect((await oldServer.call("POST", "/api/patients/history", { token, body })).body.entries).toHaveLength(3);
    } finally {
      await oldServer.close();
    }
  });
});
