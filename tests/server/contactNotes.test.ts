import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import type { ContactNote, PatientNotes } from "../../src/contract/contactNotes";
import { readReachability } from "../../server/contactNotes/reachability";
import { openPool } from "../support/database";
import { buildPatient, insertPhone, type BuiltPatient, type PatientOverrides } from "../support/patients";
import { changePhoneInNmrs } from "../support/recordReading";
import { startTestServer, stoppedClock, type Answer, type TestClock, type TestServer } from "../support/server";

interface Patient extends BuiltPatient {
  readonly uuid: string;
}

describe("other numbers and calls", () => {
  const root = openPool("root");
  let clock: TestClock;
  let server: TestServer;
  let clerk: string;
  let supervisor: string;

  beforeAll(async () => {
    clock = stoppedClock(new Date("2026-11-22T09:30:00Z"));
    server = await startTestServer({ clock });
    clerk = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  async function newPatient(overrides: PatientOverrides = {}): Promise<Patient> {
    const patient = await buildPatient(root, overrides);
    const [[row]] = await root.query<RowDataPacket[]>("SELECT uuid FROM person WHERE person_id = ?", [patient.personId]);
    return { ...patient, uuid: String(row?.uuid) };
  }

  const post = (note: ContactNote, token = clerk): Promise<Answer> => server.call("POST", "/api/contact-notes", { token, body: note });
  const numberOf = (patient: Patient, more: Partial<Extract<ContactNote, { kind: "add-number" }>> = {}): ContactNote => ({
    kind: "add-number", uuid: randomUUID(), patient: patient.uuid, phone: "08055554444", relation: "next-of-kin", relationWord: "", name: "Sade Okonkwo", note: "evenings", ...more,
  });
  const callTo = (patient: Patient, more: Partial<Extract<ContactNote, { kind: "add-attempt" }>> = {}): ContactNote => ({
    kind: "add-attempt", uuid: randomUUID(), patient: patient.uuid, outcome: "reached", day: "2026-11-22", tried: { kind: "recorded", phone: null }, note: "", ...more,
  });
  async function notesOf(patient: Patient, { token = clerk, reveal = false } = {}): Promise<PatientNotes> {
    const { status, body } = await server.call("POST", "/api/patients/notes", { token, body: { patient: patient.uuid, reveal } });
    if (status !== 200) throw new Error(`notes answered ${status}: ${JSON.stringify(body)}`);
    return body as PatientNotes;
  }
  async function stored(table: "other_number" | "contact_attempt", patient: Patient): Promise<RowDataPacket[]> {
    const [rows] = await root.query<RowDataPacket[]>("SELECT * FROM patient_contacts.?? WHERE person_id = ?", [table, patient.personId]);
    return rows;
  }
  async function auditOf(patient: Patient): Promise<string[]> {
    const [rows] = await root.query<RowDataPacket[]>(
      `SELECT e.action, e.result, s.fields FROM patient_contacts.audit_event e JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id
        WHERE s.person_id = ? ORDER BY e.audit_event_id`,
      [patient.personId],
    );
    return rows.map((row) => `${row.action} ${row.result} ${row.fields}`);
  }

  test("a number of a next of kin is kept with its relation, and NMRS's own attribute stays as it was", async () => {
    const patient = await newPatient();
    expect(await post(numberOf(patient, { phone: "+234 805 555 4444" }))).toMatchObject({ status: 200, body: { result: "done" } });
    const { numbers, masked } = await notesOf(patient);
    expect(masked).toBe(false);
    expect(numbers).toEqual([
      {
        uuid: expect.any(String), phone: "08055554444", relation: "next-of-kin", relationWord: null, name: "Sade Okonkwo", note: "evenings",
        by: "Chidinma Okafor", at: "2026-11-22T09:30:00.000Z", submission: null, voided: null,
      },
    ]);
    const [phones] = await root.query<RowDataPacket[]>("SELECT value, voided FROM person_attribute WHERE person_id = ?", [patient.personId]);
    expect(phones).toEqual([{ value: "08031234567", voided: 0 }]);
    expect(await auditOf(patient)).toEqual(["note-add-number done other-number", "read-notes done other-number,attempt"]);
  });

  test("asked five times at once under the same uuid, a number is kept once and audited once", async () => {
    const patient = await newPatient();
    const note = numberOf(patient);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(note)));
    expect(answers.map(({ status, body }) => [status, String(body.result)])).toEqual(Array(5).fill([200, "done"]));
    expect(await stored("other_number", patient)).toHaveLength(1);
    expect(await auditOf(patient)).toEqual(["note-add-number done other-number"]);
  });

  test("asked five times at once, a call is noted once", async () => {
    const patient = await newPatient();
    const note = callTo(patient);
    await Promise.all([1, 2, 3, 4, 5].map(() => post(note)));
    expect(await stored("contact_attempt", patient)).toHaveLength(1);
    expect(await auditOf(patient)).toEqual(["note-add-attempt done attempt"]);
  });

  test("the same uuid with anything else, of another person or for another patient, is refused", async () => {
    const [patient, other] = [await newPatient(), await newPatient()];
    const uuid = randomUUID();
    expect((await post(numberOf(patient, { uuid }))).status).toBe(200);
    const differing = [post(numberOf(patient, { uuid, name: "Tola" })), post(numberOf(other, { uuid })), post(numberOf(patient, { uuid }), supervisor)];
    for (const answer of await Promise.all(differing)) expect(answer).toMatchObject({ status: 409, body: { code: "note-differs" } });
    expect(await stored("other_number", patient)).toHaveLength(1);
    expect(await stored("other_number", other)).toHaveLength(0);
  });

  test("the same number twice is said to be kept already, also under parallel requests; the record's own is none of the other numbers", async () => {
    const patient = await newPatient();
    const answers = await Promise.all([1, 2, 3].map(() => post(numberOf(patient))));
    expect(answers.map(({ body }) => String(body.result)).sort()).toEqual(["done", "refused", "refused"]);
    const own = await post(numberOf(patient, { relation: "own", phone: "08031234567" }));
    expect(own.body).toEqual({ result: "refused", faults: [{ field: "phone", code: "phone-kept-already" }] });
    expect((await post(numberOf(patient, { relation: "spouse", phone: "08031234567" }))).body).toEqual({ result: "done" });
  });

  test.each([
    ["a number that is none", { phone: "0803" }, { field: "phone", code: "phone-unreadable" }],
    ["another relation without a word", { relation: "other" as const }, { field: "relation", code: "relation-word-missing" }],
    ["a face in the name", { name: "Sade 🙂" }, { field: "name", code: "characters-not-allowed" }],
  ])("%s is an answer, and nothing is kept", async (_what, part, fault) => {
    const patient = await newPatient();
    expect(await post(numberOf(patient, part))).toMatchObject({ status: 200, body: { result: "refused", faults: [fault] } });
    expect(await stored("other_number", patient)).toHaveLength(0);
    expect(await auditOf(patient)).toEqual([]);
  });

  test("a number that holds no longer is voided with a reason, stays in the history, and a second voiding changes nothing", async () => {
    const patient = await newPatient();
    const uuid = randomUUID();
    await post(numberOf(patient, { uuid }));
    const voiding = (reason: string, token = clerk): Promise<Answer> => post({ kind: "void-number", uuid, patient: patient.uuid, reason }, token);
    expect((await voiding(" ")).body).toEqual({ result: "refused", faults: [{ field: "reason", code: "reason-missing" }] });
    expect((await voiding("sister moved away", supervisor)).body).toEqual({ result: "done" });
    expect((await voiding("another reason")).body).toEqual({ result: "done" });
    const { numbers } = await notesOf(patient);
    expect(numbers).toMatchObject([{ phone: "08055554444", by: "Chidinma Okafor", voided: { reason: "sister moved away", by: "Ibrahim Danjuma", at: "2026-11-22T09:30:00.000Z" } }]);
    expect((await post(numberOf(patient))).body).toEqual({ result: "done" });
    expect((await notesOf(patient)).numbers.map(({ voided }) => voided === null)).toEqual([true, false]);
    expect((await auditOf(patient)).filter((event) => event.startsWith("note-void"))).toEqual(["note-void-number done other-number"]);
  });

  test("a call keeps which number was tried without keeping the number", async () => {
    const patient = await newPatient();
    await post(callTo(patient, { outcome: "no-answer", day: "2026-11-20", note: "rang out" }));
    const [row] = await stored("contact_attempt", patient);
    expect(String(row?.phone_masked)).not.toContain("1234");
    expect(JSON.stringify(Object.values(row ?? {}).map(String))).not.toContain("08031234567");
    expect(row).toMatchObject({ tried: "recorded", outcome: "no-answer", day: "2026-11-20" });
    expect((await notesOf(patient)).attempts).toMatchObject([
      { outcome: "no-answer", day: "2026-11-20", note: "rang out", by: "Chidinma Okafor", number: { kind: "recorded", holds: true, masked: "0803•••••67" }, voided: null },
    ]);
  });

  test("the number that the caller saw counts, not the one that somebody else put in its place meanwhile", async () => {
    const patient = await newPatient();
    await changePhoneInNmrs(root, patient.personId, "08069999999");
    await post(callTo(patient, { outcome: "wrong-number", tried: { kind: "recorded", phone: "08031234567" } }));
    expect(await notesOf(patient)).toMatchObject({ attempts: [{ number: { kind: "recorded", holds: false } }], lastVerified: null, unreachableSince: null });
  });

  test("a call to another number names it; a number of another patient cannot be named", async () => {
    const [patient, other] = [await newPatient(), await newPatient()];
    const [uuid, foreign] = [randomUUID(), randomUUID()];
    await post(numberOf(patient, { uuid, relation: "treatment-supporter" }));
    await post(numberOf(other, { uuid: foreign }));
    expect((await post(callTo(patient, { outcome: "relative", tried: { kind: "other", number: uuid } }))).body).toEqual({ result: "done" });
    expect((await post(callTo(patient, { tried: { kind: "other", number: foreign } }))).body).toEqual({ result: "refused", faults: [{ field: "number", code: "number-unknown" }] });
    expect((await notesOf(patient)).attempts).toMatchObject([{ outcome: "relative", number: { kind: "other", relation: "treatment-supporter", holds: true, masked: "0805•••••44" } }]);
  });

  test.each([
    ["tomorrow", "2026-11-23", "day-in-future"],
    ["three years ago", "2023-11-22", "day-too-old"],
    ["no day", "2026-11-31", "day-not-real"],
  ])("a call of %s is refused", async (_what, day, code) => {
    const patient = await newPatient();
    expect((await post(callTo(patient, { day }))).body).toEqual({ result: "refused", faults: [{ field: "day", code }] });
    expect(await stored("contact_attempt", patient)).toHaveLength(0);
  });

  test("a call noted for the wrong patient is voided and no longer counts", async () => {
    const patient = await newPatient();
    const uuid = randomUUID();
    await post(callTo(patient, { uuid }));
    expect(await notesOf(patient)).toMatchObject({ lastVerified: "2026-11-22" });
    expect((await post({ kind: "void-attempt", uuid, patient: patient.uuid, reason: "wrong patient" })).body).toEqual({ result: "done" });
    expect(await notesOf(patient)).toMatchObject({ lastVerified: null, attempts: [{ voided: { reason: "wrong patient", by: "Chidinma Okafor" } }] });
    const stranger = await newPatient();
    expect(await post({ kind: "void-attempt", uuid, patient: stranger.uuid, reason: "x" })).toMatchObject({ status: 404 });
    expect(await post({ kind: "void-number", uuid: randomUUID(), patient: patient.uuid, reason: "x" })).toMatchObject({ status: 404 });
  });

  test("who sees contacts masked gets masked numbers until revealed, and the reveal is an event of its own", async () => {
    const patient = await newPatient();
    await post(numberOf(patient, { note: "or 0805 777 6666 at night" }));
    const [number] = (await notesOf(patient, { token: supervisor })).numbers;
    expect(number).toMatchObject({ phone: "0805•••••44", name: "•••••", note: "or ••••• at night", relation: "next-of-kin" });
    const revealed = await notesOf(patient, { token: supervisor, reveal: true });
    expect(revealed).toMatchObject({ masked: false, numbers: [{ phone: "08055554444", name: "Sade Okonkwo" }] });
    expect(await auditOf(patient)).toEqual(["note-add-number done other-number", "read-notes done other-number,attempt", "reveal-contact done other-number,attempt"]);
  });

  test("patients of another facility cannot be noted or read, and it is not said whether they exist", async () => {
    const patient = await newPatient({ locationId: 8 });
    const elsewhere = await server.signInWithRole("legacy.user", { role: "clerk", facilities: [7] });
    for (const answer of [
      await post(numberOf(patient), elsewhere),
      await post(callTo(patient), elsewhere),
      await server.call("POST", "/api/patients/notes", { token: elsewhere, body: { patient: patient.uuid, reveal: false } }),
      await post(callTo({ ...patient, uuid: randomUUID() }), elsewhere),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: "patient-not-found" } });
    }
    expect(await stored("contact_attempt", patient)).toHaveLength(0);
  });

  test("a patient who has been voided cannot be noted any more", async () => {
    const patient = await newPatient({ patientVoided: true });
    expect((await post(callTo(patient))).status).toBe(404);
    expect((await post(numberOf(patient))).status).toBe(404);
  });

  test("without a session, without a role, and with anything that is not in the contract, nothing is noted", async () => {
    const patient = await newPatient();
    expect((await server.call("POST", "/api/contact-notes", { body: callTo(patient) })).status).toBe(401);
    expect((await server.call("POST", "/api/contact-notes", { token: clerk, body: { ...callTo(patient), outcome: "fine" } })).status).toBe(400);
    expect((await server.call("POST", "/api/contact-notes", { token: clerk, body: { ...callTo(patient), more: 1 } })).status).toBe(400);
  });

  describe("how patients can be reached", () => {
    async function reach(patients: readonly Patient[]) {
      const found = await readReachability(server.deps, patients.map(({ personId }) => personId));
      return patients.map(({ personId }) => found.get(personId) ?? null);
    }

    test("follows from the calls, for many patients at once", async () => {
      const [reached, failing, replaced, kin, own, nobody] = [await newPatient(), await newPatient(), await newPatient(), await newPatient(), await newPatient(), await newPatient()];
      await post(callTo(reached, { day: "2026-11-01" }));
      await post(callTo(failing, { day: "2026-11-01" }));
      await post(callTo(failing, { day: "2026-11-10", outcome: "switched-off" }));
      await post(callTo(failing, { day: "2026-11-12", outcome: "no-answer" }));
      await post(callTo(failing, { day: "2026-11-13", outcome: "relative" }));
      await post(callTo(replaced, { day: "2026-11-05" }));
      await changePhoneInNmrs(root, replaced.personId, "08069999999");
      const [kinNumber, ownNumber] = [randomUUID(), randomUUID()];
      await post(numberOf(kin, { uuid: kinNumber }));
      await post(callTo(kin, { day: "2026-11-06", outcome: "no-answer" }));
      await post(callTo(kin, { day: "2026-11-07", outcome: "no-answer", tried: { kind: "other", number: kinNumber } }));
      await post(numberOf(own, { uuid: ownNumber, relation: "own" }));
      await post(callTo(own, { day: "2026-11-08", outcome: "wrong-number", tried: { kind: "other", number: ownNumber } }));
      expect(await reach([reached, failing, replaced, kin, own, nobody])).toEqual([
        { lastVerified: "2026-11-01", unreachableSince: null },
        { lastVerified: "2026-11-01", unreachableSince: "2026-11-10" },
        { lastVerified: null, unreachableSince: null },
        { lastVerified: null, unreachableSince: "2026-11-06" },
        { lastVerified: null, unreachableSince: "2026-11-08" },
        null,
      ]);
    });

    test("knows the number however the record writes it, and any of several active ones", async () => {
      const patient = await newPatient({ phones: ["+234-0803 123 4567"] });
      await post(callTo(patient, { tried: { kind: "recorded", phone: "08031234567" }, day: "2026-11-03" }));
      await insertPhone(root, patient.personId, { value: "08051111222" });
      expect(await reach([patient])).toEqual([{ lastVerified: "2026-11-03", unreachableSince: null }]);
    });

    test("a number that is put back into the record is verified by the call that was made to it", async () => {
      const patient = await newPatient();
      await post(callTo(patient, { day: "2026-11-02" }));
      await changePhoneInNmrs(root, patient.personId, "08069999999");
      expect(await reach([patient])).toEqual([{ lastVerified: null, unreachableSince: null }]);
      await changePhoneInNmrs(root, patient.personId, "08031234567");
      expect(await reach([patient])).toEqual([{ lastVerified: "2026-11-02", unreachableSince: null }]);
    });
  });
});
