import type { RowDataPacket } from "mysql2/promise";
import { buildPatient, insertPhone, newArtId } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, plainReading, previewed, recordOf, sendSubmission, submit, typedRow, voided } from "../support/submitting";

/** Faults of the old script in how it ran and in what it reported, by their numbers. */
/** The clock of these tests as the site reads it (an hour before Greenwich), and the people of the generated database. */
const now = "2026-11-22 10:30:00";
const clerk = 3;
const supervisor = 4;

describe("how the old script ran, and what it reported", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  /** Makes the database itself refuse one street, as a full disk or a site's own trigger might. */
  async function whileStreetIsRefused(street: string, work: () => Promise<void>): Promise<void> {
    await root.query(
      `CREATE TRIGGER refuse_street BEFORE INSERT ON person_address FOR EACH ROW
         BEGIN IF NEW.address2 = '${street}' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'; END IF; END`,
    );
    try {
      await work();
    } finally {
      await root.query("DROP TRIGGER refuse_street");
    }
  }

  test("B17: a row that cannot be written leaves its patient whole, has its own reason, and the others go through", async () => {
    const patients = await Promise.all(Array.from({ length: 7 }, () => buildPatient(root)));
    await whileStreetIsRefused("66 Refused Street", async () => {
      const rows = patients.map(({ artId }, index) =>
        typedRow({ artId, phone: "08051111222", street: index === 4 ? "66 Refused Street" : "14 New Road", birthdate: "13/04/1988" }),
      );
      const { outcomes, status } = await submit(server, token, rows);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(["updated", "updated", "updated", "updated", "failed", "updated", "updated"]);
      expect(outcomes[4]?.issues).toContainEqual(expect.objectContaining({ code: "write-failed" }));
      // Each field that the row gave has failed, with what was given: so reports count them under their cause.
      expect(outcomes[4]?.fields).toMatchObject({
        phone: { status: "failed", reason: "write-failed", before: null, after: null },
        address: { status: "failed", reason: "write-failed" },
        birthdate: { status: "failed", reason: "write-failed" },
      });
      expect(status.counts).toMatchObject({ updated: 6, failed: 1 });
    });
    const guilty = await recordOf(root, patients[4]?.personId ?? 0);
    expect(guilty.phones).toEqual([expect.objectContaining({ value: "08031234567", voided: 0 })]);
    expect(guilty.addresses).toEqual([expect.objectContaining({ address2: "14 Ayangburen Road", voided: 0 })]);
    expect(guilty.person).toMatchObject({ birthdate: "1988-04-12", changed_by: null });
    for (const { personId } of patients.filter((_patient, index) => index !== 4)) {
      const record = await recordOf(root, personId);
      expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
      expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 New Road", preferred: 1 })]);
    }
  });

  test("B18: what is voided, made and changed bears the signed-in person's user id", async () => {
    const patient = await buildPatient(root);
    await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "14 New Road", birthdate: "13/04/1988" })]);
    const record = await recordOf(root, patient.personId);
    expect(clerk).not.toBe(1);
    expect(active(record.phones)).toEqual([expect.objectContaining({ creator: clerk, date_created: now })]);
    expect(voided(record.phones)).toEqual([expect.objectContaining({ voided_by: clerk, changed_by: clerk, void_reason: "New value: 08051111222" })]);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ creator: clerk })]);
    expect(voided(record.addresses)).toEqual([expect.objectContaining({ voided_by: clerk, changed_by: clerk })]);
    expect(record.person).toMatchObject({ changed_by: clerk });
  });

  test("B19: two lists sent at the same moment do not disturb each other", async () => {
    const mine = await Promise.all(Array.from({ length: 30 }, () => buildPatient(root)));
    const theirs = await Promise.all(Array.from({ length: 30 }, () => buildPatient(root)));
    const other = await server.signIn("supervisor");
    const [a, b] = await Promise.all([
      submit(server, token, mine.map(({ artId }) => typedRow({ artId, phone: "08051111222" }))),
      submit(server, other, theirs.map(({ artId }) => typedRow({ artId, phone: "08052222333" }))),
    ]);
    expect(a.status.counts).toMatchObject({ updated: 30, failed: 0 });
    expect(b.status.counts).toMatchObject({ updated: 30, failed: 0 });
    expect(active((await recordOf(root, mine[0]?.personId ?? 0)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect(active((await recordOf(root, theirs[0]?.personId ?? 0)).phones)).toEqual([
      expect.objectContaining({ value: "08052222333", creator: supervisor }),
    ]);
  });

  test("B19: a number that changed since the person looked is a conflict; the other fields go through", async () => {
    const patient = await buildPatient(root, { phones: ["08031234567"] });
    const seen = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "14 New Road" })]);
    await root.query("UPDATE person_attribute SET voided = 1 WHERE person_id = ? AND person_attribute_type_id = 8", [patient.personId]);
    await insertPhone(root, patient.personId, { value: "08077777777" });
    const uuid = await sendSubmission(server, token, seen.rows);
    const { outcomes } = await outcomesOf(server, token, uuid);
    expect(outcomes[0]).toMatchObject({
      fields: {
        phone: { status: "conflict", before: "08077777777", after: "08051111222", reason: "conflict" },
        address: { status: "changed" },
      },
    });
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08077777777" })]);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 New Road" })]);
  });

  test("R1: the history of an earlier submission is there after the next one", async () => {
    const patient = await buildPatient(root);
    const first = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    await submit(server, token, [typedRow({ artId: patient.artId, phone: "08052222333" })]);
    const again = await outcomesOf(server, token, first.uuid);
    expect(again.outcomes[0]).toMatchObject({ fields: { phone: { before: "08031234567", after: "08051111222" } } });
  });

  test("R2: the old value is what the record held, also where nothing was changed", async () => {
    const patient = await buildPatient(root, {
      phones: [{ value: "08011111111", voided: true }, { value: "08031234567" }],
      addresses: [{ preferred: true, columns: { address2: "3 Old Lane", city_village: "EPE", state_province: "LAGOS" } }],
    });
    const unchanged = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08031234567" })]);
    expect(unchanged.outcomes[0]).toMatchObject({ status: "unchanged", fields: { phone: { status: "unchanged", before: "08031234567" } } });
    const failed = await submit(server, token, [typedRow({ artId: patient.artId, phone: "0803" })]);
    expect(failed.outcomes[0]).toMatchObject({ status: "failed", fields: { phone: { status: "failed", before: "08031234567" } } });
  });

  test("R3: blank cells are not attempts", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "", birthdate: " " })]);
    expect(Object.keys(outcomes[0]?.fields ?? {})).toEqual(["phone"]);
  });

  test("R4: a birthdate cell with nothing but a carriage return is blank", async () => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", birthdate: "\r" })]);
    expect(outcomes[0]).toMatchObject({ status: "updated" });
    expect(outcomes[0]?.fields.birthdate).toBeUndefined();
  });

  test.each([
    ["30/02/1985", "birthdate-not-real"],
    ["0000-00-00", "birthdate-not-real"],
    ["yesterday", "birthdate-unreadable"],
  ])("R5: the bad date %s stops its own field only", async (birthdate, code) => {
    const patient = await buildPatient(root);
    const other = await buildPatient(root);
    const { outcomes } = await submit(server, token, [
      typedRow({ artId: patient.artId, phone: "08051111222", birthdate }),
      typedRow({ artId: other.artId, birthdate: "31/12/1980" }, { confirmations: ["birthdate-shift"] , }),
    ], { reason: "Seen on the birth certificate" });
    expect(outcomes[0]).toMatchObject({ status: "partly", fields: { phone: { status: "changed" }, birthdate: { status: "failed", reason: code } } });
    expect(outcomes[1]).toMatchObject({ status: "updated" });
    expect((await recordOf(root, other.personId)).person).toMatchObject({ birthdate: "1980-12-31" });
  });

  test("R6: an address that is the same is left alone, also where address2 is empty", async () => {
    const patient = await buildPatient(root, { addresses: [{ preferred: true, columns: { address1: "3 Old Lane", address2: "", city_village: "EPE", state_province: "LAGOS" } }] });
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, lga: "EPE", state: "LAGOS" })]);
    expect(outcomes[0]).toMatchObject({ status: "unchanged" });
    expect((await recordOf(root, patient.personId)).addresses).toHaveLength(1);
  });

  test("R6: a corrected spelling is a change, and so is another LGA", async () => {
    const patient = await buildPatient(root, { addresses: [{ preferred: true, columns: { address2: "3 old lane", city_village: "EPE", state_province: "LAGOS" } }] });
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, street: "3 Old Lane", lga: "Ikorodu" })]);
    expect(outcomes[0]).toMatchObject({ status: "updated" });
    expect(active((await recordOf(root, patient.personId)).addresses)).toEqual([
      expect.objectContaining({ address2: "3 Old Lane", city_village: "IKORODU", state_province: "LAGOS" }),
    ]);
  });

  test("R7: a row is called updated only if the record came out as planned", async () => {
    const patient = await buildPatient(root);
    const other = await buildPatient(root);
    await root.query(
      `CREATE TRIGGER lose_phone BEFORE INSERT ON person_attribute FOR EACH ROW
         BEGIN IF NEW.value = '08066600066' THEN SET NEW.voided = 1; END IF; END`,
    );
    try {
      const { outcomes } = await submit(server, token, [
        typedRow({ artId: patient.artId, phone: "08066600066" }),
        typedRow({ artId: other.artId, phone: "08051111222" }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["failed", "updated"]);
    } finally {
      await root.query("DROP TRIGGER lose_phone");
    }
    expect((await recordOf(root, patient.personId)).phones).toEqual([expect.objectContaining({ value: "08031234567", voided: 0 })]);
  });

  test("R8: not found, voided and ambiguous are told apart", async () => {
    const gone = await buildPatient(root, { artIds: [{ identifier: newArtId(), voided: true }] });
    const { outcomes } = await submit(server, token, [
      typedRow({ artId: newArtId(), phone: "08051111222" }),
      typedRow({ artId: gone.artId, phone: "08051111222" }),
    ]);
    expect(outcomes.map(({ fields }) => fields.phone?.reason)).toEqual(["art-id-not-found", "art-id-voided"]);
  });

  test("the audit has one subject for each row with a patient, with the fields that were changed", async () => {
    const changed = await buildPatient(root);
    const same = await buildPatient(root);
    const { uuid } = await submit(server, token, [
      typedRow({ artId: changed.artId, phone: "08051111222", birthdate: "13/04/1988" }),
      typedRow({ artId: same.artId, phone: "08031234567" }),
    ]);
    const [rows] = await root.query<RowDataPacket[]>(
      `SELECT s.person_id AS personId, s.fields, e.user_id AS userId, e.request_id AS requestId FROM patient_contacts.audit_subject s
         JOIN patient_contacts.audit_event e ON e.audit_event_id = s.audit_event_id
         JOIN patient_contacts.submission u ON u.submission_id = e.submission_id
        WHERE u.uuid = ? AND e.action = 'change-contacts' ORDER BY s.person_id`,
      [uuid],
    );
    expect(rows).toEqual([
      { personId: changed.personId, fields: "phone,birthdate", userId: clerk, requestId: expect.any(String) },
      { personId: same.personId, fields: "", userId: clerk, requestId: expect.any(String) },
    ]);
  });

  test("the same submission sent again changes nothing and answers the same", async () => {
    const patient = await buildPatient(root);
    const seen = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "14 New Road" })], plainReading);
    const uuid = await sendSubmission(server, token, seen.rows);
    const first = await outcomesOf(server, token, uuid);
    const before = await recordOf(root, patient.personId);
    await sendSubmission(server, token, seen.rows, { uuid });
    expect(await outcomesOf(server, token, uuid)).toEqual(first);
    expect(await recordOf(root, patient.personId)).toEqual(before);
  });
});
