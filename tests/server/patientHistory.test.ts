import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import type { LeftOverPage } from "../../src/contract/followUps";
import { PatientHistory } from "../../src/contract/patientCard";
import type { HistoryEntry } from "../../src/contract/patientCard";
import { toSiteText } from "../../server/database/time";
import { openPool } from "../support/database";
import { buildPatient, insertAddress, insertPhone } from "../support/patients";
import type { BuiltPatient, PatientOverrides } from "../support/patients";
import { startTestServer, stoppedClock } from "../support/server";
import type { Answer, TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, submit, typedRow } from "../support/submitting";
import { undo } from "../support/undoing";
import { buildUser } from "../support/users";

type Patient = BuiltPatient & { readonly uuid: string };

const superUser = { userId: 1, name: "Super User" };
const source = { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "sheet" };
const clerkPerson = { userId: 3, name: "Chidinma Okafor" };

describe("the history of a patient's contacts", () => {
  const root = openPool("root");
  const clock = stoppedClock(new Date("2026-11-22T09:30:00Z"));
  let server: TestServer;
  let clerk: string;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock });
    clerk = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  async function patientWith(overrides: PatientOverrides = {}): Promise<Patient> {
    const patient = await buildPatient(root, overrides);
    const [rows] = await root.query<(RowDataPacket & { uuid: string })[]>("SELECT uuid FROM person WHERE person_id = ?", [patient.personId]);
    return { ...patient, uuid: rows[0]?.uuid ?? "" };
  }

  const ask = (patient: string, token: string, reveal = false): Promise<Answer> => server.call("POST", "/api/patients/history", { token, body: { patient, reveal } });

  async function historyOf(patient: Patient, field: HistoryEntry["field"], token = clerk, reveal = false): Promise<readonly HistoryEntry[]> {
    const { status, body } = await ask(patient.uuid, token, reveal);
    expect(status).toBe(200);
    return PatientHistory.parse(body).entries.filter((entry) => entry.field === field);
  }

  /** A later moment, so that what happens next has a time of its own; gives it as the history tells it. */
  function later(seconds: number): string {
    clock.advance(seconds);
    return clock.now().toISOString();
  }

  const birthdate = (text: string | null, estimated = false): { birthdate: { birthdate: string | null; estimated: boolean } } => ({ birthdate: { birthdate: text, estimated } });

  test("tells what was entered in NMRS itself: by whom, from when until when, and why it ended", async () => {
    const patient = await patientWith({
      phones: [
        { value: "08030000001", voided: true, voidReason: "New value: 08031234567", dateCreated: "2019-07-01 08:00:00", dateVoided: "2020-01-15 09:00:00" },
        { value: "08031234567", dateCreated: "2020-01-15 09:00:00" },
      ],
    });
    // The site's clocks are an hour ahead of UTC.
    expect(await historyOf(patient, "phone")).toEqual([
      {
        field: "phone",
        phone: "08031234567",
        standing: "current",
        from: "2020-01-15T08:00:00.000Z",
        until: null,
        by: superUser,
        endedBecause: null,
        endedBy: null,
        overwritten: null,
        origin: { kind: "openmrs" },
      },
      {
        field: "phone",
        phone: "08030000001",
        standing: "ended",
        from: "2019-07-01T07:00:00.000Z",
        until: "2020-01-15T08:00:00.000Z",
        by: superUser,
        endedBecause: "New value: 08031234567",
        endedBy: superUser,
        overwritten: null,
        origin: { kind: "openmrs" },
      },
    ]);
    expect(await historyOf(patient, "birthdate")).toEqual([
      expect.objectContaining({ ...birthdate("1988-04-12"), standing: "current", from: "2020-01-15T08:00:00.000Z", by: superUser, origin: { kind: "openmrs" } }),
    ]);
  });

  test("a submission's values say sheet, row and reason, each once, and what they replaced ends with them", async () => {
    const patient = await patientWith();
    const at = later(60);
    const row = typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", birthdate: "13/04/1988" }, { rowNumber: 37 });
    const { uuid } = await submit(server, clerk, [row], { reason: "March calls" });
    const origin = { kind: "submission", uuid, source, rowNumber: 37, submissionKind: "update", reason: "March calls", mayOpen: true };
    const ours = { standing: "current", from: at, until: null, by: clerkPerson, endedBy: null, endedBecause: null, overwritten: null, origin };
    expect(await historyOf(patient, "phone")).toEqual([
      { field: "phone", phone: "08051111222", ...ours },
      expect.objectContaining({ phone: "08031234567", standing: "ended", until: at, endedBy: clerkPerson, endedBecause: "New value: 08051111222", origin: { kind: "openmrs" } }),
    ]);
    expect(await historyOf(patient, "address")).toEqual([
      { field: "address", address: { street: "2 New Road", ward: null, lga: "IKORODU", state: "LAGOS" }, ...ours },
      expect.objectContaining({
        address: { street: "14 Ayangburen Road", ward: null, lga: "IKORODU", state: "LAGOS" },
        standing: "ended",
        until: at,
        endedBy: clerkPerson,
        endedBecause: `Contact update, submission ${uuid}`,
        origin: { kind: "openmrs" },
      }),
    ]);
    expect(await historyOf(patient, "birthdate")).toEqual([
      { field: "birthdate", ...birthdate("1988-04-13"), ...ours },
      { field: "birthdate", ...birthdate("1988-04-12"), standing: "ended", from: null, until: at, by: null, endedBy: clerkPerson, endedBecause: null, overwritten: null, origin: { kind: "openmrs" } },
    ]);
  });

  test("a reason given with the row stands before that of the list", async () => {
    const patient = await patientWith();
    later(60);
    await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222", reason: "Her sister called" })], { reason: "March calls" });
    expect((await historyOf(patient, "phone"))[0]).toMatchObject({ origin: { reason: "Her sister called" } });
  });

  test("taking back a submission is told as values of its own, in the order in which all happened", async () => {
    const patient = await patientWith();
    const first = later(60);
    const { uuid } = await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", birthdate: "13/04/1988" }, { rowNumber: 5 })]);
    const second = later(60);
    const undone = await undo(server, supervisor, uuid, { reason: "Wrong list" });
    const by = { userId: 4, name: "Ibrahim Danjuma" };
    const origin = { kind: "submission", uuid: undone.uuid, source, rowNumber: 5, submissionKind: "undo", reason: "Wrong list", mayOpen: false };
    expect(await historyOf(patient, "phone")).toEqual([
      expect.objectContaining({ phone: "08031234567", standing: "current", from: second, by, origin }),
      expect.objectContaining({ phone: "08051111222", standing: "ended", from: first, until: second, by: clerkPerson, endedBy: by, origin: expect.objectContaining({ uuid, submissionKind: "update", mayOpen: true }) }),
      expect.objectContaining({ phone: "08031234567", standing: "ended", until: first, origin: { kind: "openmrs" } }),
    ]);
    expect((await historyOf(patient, "address")).map((entry) => [entry.field === "address" && entry.address?.street, entry.standing, entry.endedBecause])).toEqual([
      ["14 Ayangburen Road", "current", null],
      ["2 New Road", "ended", `Undo of submission ${uuid}`],
      ["14 Ayangburen Road", "ended", `Contact update, submission ${uuid}`],
    ]);
    expect(await historyOf(patient, "birthdate")).toEqual([
      expect.objectContaining({ ...birthdate("1988-04-12"), standing: "current", from: second, by, origin }),
      expect.objectContaining({ ...birthdate("1988-04-13"), standing: "ended", from: first, until: second, endedBy: by }),
      expect.objectContaining({ ...birthdate("1988-04-12"), standing: "ended", from: null, until: first, endedBy: clerkPerson }),
    ]);
  });

  test("what a conflict's follow-up wrote is told as that, with the row of the first list", async () => {
    const patient = await patientWith();
    const seen = await previewed(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222" }, { rowNumber: 12, seen: { phone: "08031234567" } })]);
    await root.query("UPDATE person_attribute SET value = '08069999999', changed_by = 1, date_changed = '2026-11-22 10:00:00' WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
    const uuid = await sendSubmission(server, clerk, seen.rows);
    await outcomesOf(server, clerk, uuid);
    const page = (await server.call("POST", `/api/submissions/${uuid}/left-over`, { token: clerk, body: { after: -1, limit: 10 } })).body as LeftOverPage;
    const at = later(60);
    const followUp = { uuid: randomUUID(), reason: "She confirmed it", leaveOut: [], rows: [{ ordinal: 0, fields: ["phone"], baseline: page.rows[0]?.baseline ?? {} }] };
    expect((await server.call("POST", `/api/submissions/${uuid}/follow-up`, { token: clerk, body: followUp })).status).toBe(202);
    await outcomesOf(server, clerk, followUp.uuid);
    expect(await historyOf(patient, "phone")).toEqual([
      expect.objectContaining({
        phone: "08051111222",
        standing: "current",
        from: at,
        origin: { kind: "submission", uuid: followUp.uuid, source, rowNumber: 12, submissionKind: "follow-up", reason: "She confirmed it", mayOpen: true },
      }),
      expect.objectContaining({ phone: "08069999999", standing: "ended", until: at, endedBy: clerkPerson, origin: { kind: "openmrs" } }),
    ]);
  });

  test("a value of ours that NMRS wrote over in place is still there, with when it was found out", async () => {
    const patient = await patientWith();
    const at = later(60);
    const { uuid } = await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", birthdate: "13/04/1988" })]);
    const record = await recordOf(root, patient.personId);
    const audit = { changed_by: 1, date_changed: "2026-11-23 08:00:00" };
    await root.query("UPDATE person_attribute SET ? WHERE person_attribute_id = ?", [{ value: "08077777777", ...audit }, active(record.phones)[0]?.person_attribute_id]);
    await root.query("UPDATE person_address SET ? WHERE person_address_id = ?", [{ address2: "3 Third Road", ...audit }, active(record.addresses)[0]?.person_address_id]);
    await root.query("UPDATE person SET ? WHERE person_id = ?", [{ birthdate: "1988-04-12", ...audit }, patient.personId]);
    for (const field of ["phone", "address", "birthdate"]) {
      await root.query(
        `INSERT INTO patient_contacts.row_reverted (submission_id, row_key, field, stage, found_at)
         SELECT o.submission_id, o.row_key, ?, 0, '2026-11-23 09:00:00.000' FROM patient_contacts.row_outcome o
           JOIN patient_contacts.submission s ON s.submission_id = o.submission_id WHERE s.uuid = ?`,
        [field, uuid],
      );
    }
    const ours = { standing: "ended", from: at, by: clerkPerson, overwritten: "2026-11-23T09:00:00.000Z", origin: expect.objectContaining({ uuid }) };
    const edited = { standing: "current", from: "2026-11-23T07:00:00.000Z", until: null, by: superUser, overwritten: null, origin: { kind: "openmrs" } };
    expect((await historyOf(patient, "phone")).slice(0, 2)).toEqual([
      expect.objectContaining({ phone: "08077777777", ...edited }),
      expect.objectContaining({ phone: "08051111222", ...ours, until: "2026-11-23T07:00:00.000Z", endedBy: superUser }),
    ]);
    expect((await historyOf(patient, "address")).slice(0, 2)).toEqual([
      expect.objectContaining({ address: expect.objectContaining({ street: "3 Third Road" }), ...edited }),
      expect.objectContaining({ address: expect.objectContaining({ street: "2 New Road" }), ...ours, endedBy: superUser }),
    ]);
    // Of birthdates NMRS keeps no history: nobody can say when or by whom the first one came back.
    expect(await historyOf(patient, "birthdate")).toEqual([
      expect.objectContaining({ ...birthdate("1988-04-12"), standing: "current", from: null, by: null, origin: { kind: "openmrs" } }),
      expect.objectContaining({ ...birthdate("1988-04-13"), ...ours, until: null, endedBy: null }),
      expect.objectContaining({ ...birthdate("1988-04-12"), standing: "ended", until: at, endedBy: clerkPerson }),
    ]);
  });

  test("a birthdate that somebody changed in NMRS between two of our changes is not lost", async () => {
    const patient = await patientWith();
    const first = later(60);
    await submit(server, clerk, [typedRow({ artId: patient.artId, birthdate: "13/04/1988" })]);
    await root.query("UPDATE person SET birthdate = '1988-01-01', birthdate_estimated = 1 WHERE person_id = ?", [patient.personId]);
    const second = later(60);
    await submit(server, clerk, [typedRow({ artId: patient.artId, birthdate: "14/04/1988" })]);
    expect(await historyOf(patient, "birthdate")).toEqual([
      expect.objectContaining({ ...birthdate("1988-04-14"), standing: "current", from: second }),
      expect.objectContaining({ ...birthdate("1988-01-01", true), standing: "ended", from: null, until: second, origin: { kind: "openmrs" } }),
      expect.objectContaining({ ...birthdate("1988-04-13"), standing: "ended", from: first, until: null, endedBy: null }),
      expect.objectContaining({ ...birthdate("1988-04-12"), standing: "ended", from: null, until: first }),
    ]);
  });

  test("several active phones and addresses are shown as that, and a voided address that was never preferred too", async () => {
    const patient = await patientWith({
      phones: ["08031111111", "08032222222"],
      addresses: [
        { preferred: false, voided: true, columns: { address2: "Never Street", city_village: "EPE", state_province: "LAGOS" } },
        { preferred: false, columns: { address2: "Beside Lane", city_village: "EPE", state_province: "LAGOS" } },
        { preferred: true, columns: { address2: "Current Road", city_village: "EPE", state_province: "LAGOS" } },
      ],
    });
    expect((await historyOf(patient, "phone")).map((entry) => [entry.field === "phone" && entry.phone, entry.standing])).toEqual([
      ["08032222222", "current"],
      ["08031111111", "current"],
    ]);
    const addresses = await historyOf(patient, "address");
    expect(addresses.map((entry) => [entry.field === "address" && entry.address?.street, entry.standing, entry.until])).toEqual([
      ["Current Road", "current", null],
      ["Beside Lane", "beside", null],
      ["Never Street", "ended", "2023-05-02T09:30:00.000Z"],
    ]);
    expect(addresses[2]).toMatchObject({ endedBecause: "Voided for a test", endedBy: superUser });
  });

  test("within one second the later value comes first, although NMRS's times know no parts of it", async () => {
    const patient = await patientWith();
    clock.advance(60 - (clock.now().getTime() % 1000) / 1000 + 0.7);
    await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const second = toSiteText(clock.now(), "Africa/Lagos");
    const replaced = async (phone: string): Promise<void> => {
      await root.query("UPDATE person_attribute SET voided = 1, voided_by = 1, date_voided = ? WHERE person_id = ? AND voided = 0", [second, patient.personId]);
      await insertPhone(root, patient.personId, { value: phone, dateCreated: second });
    };
    await replaced("08062222222");
    await replaced("08063333333");
    expect((await historyOf(patient, "phone")).map((entry) => entry.field === "phone" && entry.phone)).toEqual(["08063333333", "08062222222", "08051111222", "08031234567"]);
  });

  test("an erased phone is told as erased, until the next number came", async () => {
    const patient = await patientWith();
    const erasedAt = later(60);
    const { uuid } = await submit(server, supervisor, [typedRow({ artId: patient.artId, phone: "CLEAR" })]);
    expect((await recordOf(root, patient.personId)).phones.filter(({ voided }) => voided === 0)).toEqual([]);
    const erased = { phone: null, from: erasedAt, by: { userId: 4, name: "Ibrahim Danjuma" }, origin: expect.objectContaining({ uuid }) };
    expect((await historyOf(patient, "phone"))[0]).toEqual(expect.objectContaining({ ...erased, standing: "current", until: null }));
    await insertPhone(root, patient.personId, { value: "08066666666", dateCreated: "2026-12-01 08:00:00" });
    expect((await historyOf(patient, "phone")).slice(0, 2)).toEqual([
      expect.objectContaining({ phone: "08066666666", standing: "current" }),
      expect.objectContaining({ ...erased, standing: "ended", until: "2026-12-01T07:00:00.000Z" }),
    ]);
  });

  test("hides from a supervisor every number, street and day, the reasons that hold them included", async () => {
    const patient = await patientWith();
    later(60);
    const { uuid } = await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", birthdate: "13/04/1988" })], { reason: "Called from 0807 555 4433" });
    const { status, body } = await ask(patient.uuid, supervisor);
    expect(status).toBe(200);
    const bytes = JSON.stringify(body);
    for (const secret of ["08031234567", "1234567", "08051111222", "1111222", "Ayangburen", "New Road", "1988-04", "555 4433"]) expect(bytes).not.toContain(secret);
    const { entries, masked } = PatientHistory.parse(body);
    expect(masked).toBe(true);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ phone: "0805•••••22", origin: expect.objectContaining({ uuid, reason: "Called from •••••", mayOpen: true }) }),
        expect.objectContaining({ phone: "0803•••••67", endedBecause: "New value: 0805•••••22" }),
        expect.objectContaining({ address: { street: "•••••", ward: null, lga: "IKORODU", state: "LAGOS" }, endedBecause: `Contact update, submission ${uuid}` }),
        expect.objectContaining(birthdate("1988")),
      ]),
    );
    expect(await historyOf(patient, "phone", supervisor, true)).toMatchObject([{ phone: "08051111222" }, { phone: "08031234567", endedBecause: "New value: 08051111222" }]);
    const [audit] = await root.query<(RowDataPacket & { action: string; details: string })[]>(
      `SELECT e.action, e.details FROM patient_contacts.audit_event e JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id
        WHERE s.person_id = ? AND e.user_id = 4 ORDER BY e.audit_event_id`,
      [patient.personId],
    );
    expect(audit).toEqual([
      { action: "open-history", details: '{"part":"history"}' },
      { action: "reveal-contact", details: '{"part":"history"}' },
    ]);
  });

  test("is kept from other facilities, and does not offer submissions that one may not open", async () => {
    const patient = await patientWith({ locationId: 7 });
    later(60);
    await submit(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const elsewhere = await server.signInWithRole("clerk2", { role: "clerk", facilities: [8] });
    expect(await ask(patient.uuid, elsewhere)).toMatchObject({ status: 404, body: { code: "patient-not-found" } });
    const there = await server.signInWithRole("clerk2", { role: "clerk", facilities: [7] });
    expect((await historyOf(patient, "phone", there))[0]).toMatchObject({ phone: "08051111222", origin: { kind: "submission", mayOpen: false } });
  });

  test("the history of a voided patient can be read", async () => {
    const patient = await patientWith({ patientVoided: true, personVoided: true });
    expect(await historyOf(patient, "phone")).toEqual([expect.objectContaining({ phone: "08031234567", standing: "current" })]);
  });

  test("says of a user who is no longer in NMRS that there is none, and of a row that names nobody nothing", async () => {
    const patient = await patientWith({ phones: [] });
    const gone = await buildUser(root);
    const connection = await root.getConnection();
    try {
      await connection.query("SET FOREIGN_KEY_CHECKS = 0");
      await insertPhone(connection, patient.personId, { value: "08031111111" });
      await connection.query("UPDATE person_attribute SET creator = ? WHERE person_id = ?", [gone.userId, patient.personId]);
      await connection.query("DELETE FROM users WHERE user_id = ?", [gone.userId]);
      const address = await insertAddress(connection, patient.personId, { columns: { address2: "Nobody's Road" } });
      await connection.query("UPDATE person_address SET creator = 0 WHERE person_address_id = ?", [address]);
    } finally {
      await connection.query("SET FOREIGN_KEY_CHECKS = 1");
      connection.release();
    }
    expect((await historyOf(patient, "phone"))[0]).toMatchObject({ by: { userId: gone.userId, name: null } });
    const addresses = await historyOf(patient, "address");
    expect(addresses.find((entry) => entry.field === "address" && entry.address?.street === "Nobody's Road")).toMatchObject({ by: null, standing: "beside" });
  });

  test("takes as many statements for a long history as for a short one", async () => {
    const short = await patientWith();
    const long = await patientWith({
      phones: Array.from({ length: 40 }, (_, at) => ({ value: `0803${String(1_000_000 + at)}`, voided: at < 39, dateCreated: `2020-01-${String((at % 28) + 1).padStart(2, "0")} 09:00:00` })),
    });
    later(60);
    for (const phone of ["08051111221", "08051111222", "08051111223"]) await submit(server, clerk, [typedRow({ artId: long.artId, phone })]);
    expect(await historyOf(long, "phone")).toHaveLength(43);
    // A server that does nothing in the background, so that only what is asked of it is counted.
    const quiet = await startTestServer({ clock });
    const statements = async ({ uuid }: Patient): Promise<number> => {
      const asked = jest.spyOn(quiet.deps.pool, "query");
      try {
        expect((await quiet.call("POST", "/api/patients/history", { token: clerk, body: { patient: uuid, reveal: false } })).status).toBe(200);
        return asked.mock.calls.length;
      } finally {
        asked.mockRestore();
      }
    };
    try {
      // The first request of a session's minute notes that it was used.
      await statements(short);
      const few = await statements(short);
      expect(few).toBeGreaterThan(5);
      expect(await statements(long)).toBe(few);
    } finally {
      await quiet.close();
    }
  });
});
