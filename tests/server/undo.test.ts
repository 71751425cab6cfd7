import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { buildPatient, insertAddress, insertPhone } from "../support/patients";
import { openPool } from "../support/database";
import { giveRole, startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, plainReading, previewed, recordOf, sendSubmission, sha256, submit, typedRow, voided } from "../support/submitting";
import { rawCounts, undo } from "../support/undoing";

const source = { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "sheet" };

function texts(rows: readonly Readonly<Record<string, unknown>>[], column: string): string[] {
  return rows.map((row) => String(row[column]));
}

describe("taking a submission back", () => {
  const root = openPool("root");
  const clock = stoppedClock(new Date("2026-11-22T09:30:00Z"));
  let server: TestServer;
  let token: string;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock });
    token = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  const newContact = { phone: "08051111222", street: "2 New Road", birthdate: "13/04/1988" } as const;

  test("phone, address and birthdate are as they were, in new rows, and ours are voided", async () => {
    const patient = await buildPatient(root, { birthdateEstimated: true });
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, ...newContact, lga: "EPE" })]);
    const undone = await undo(server, token, uuid, { reason: "Wrong list" });
    expect(undone.status).toMatchObject({ kind: "undo", origin: uuid, state: "done", rowCount: 1, rowsDone: 1, reason: "Wrong list", leftOver: 0, counts: { updated: 1 } });
    expect(undone.outcomes[0]).toMatchObject({
      ordinal: 0,
      status: "updated",
      fields: {
        phone: { status: "changed", before: "08051111222", after: "08031234567" },
        address: {
          status: "changed",
          before: { street: "2 New Road", lga: "EPE", state: "LAGOS" },
          after: { street: "14 Ayangburen Road", lga: "IKORODU", state: "LAGOS" },
        },
        birthdate: { status: "changed", before: { birthdate: "1988-04-13", estimated: false }, after: { birthdate: "1988-04-12", estimated: true } },
      },
    });
    const clerk = await server.userId("clerk");
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08031234567", creator: clerk, date_created: "2026-11-22 10:30:00" })]);
    expect(voided(record.phones)).toEqual([
      expect.objectContaining({ person_attribute_id: patient.phoneIds[0], void_reason: "New value: 08051111222" }),
      expect.objectContaining({ value: "08051111222", void_reason: "New value: 08031234567", voided_by: clerk, date_voided: "2026-11-22 10:30:00" }),
    ]);
    expect(active(record.addresses)).toEqual([
      expect.objectContaining({ preferred: 1, address1: null, address2: "14 Ayangburen Road", city_village: "IKORODU", state_province: "LAGOS", country: "NIGERIA" }),
    ]);
    expect(voided(record.addresses)).toEqual([
      expect.objectContaining({ person_address_id: patient.addressIds[0], preferred: 0, void_reason: `Contact update, submission ${uuid}` }),
      expect.objectContaining({ address2: "2 New Road", preferred: 0, void_reason: `Undo of submission ${uuid}`, voided_by: clerk }),
    ]);
    expect(record.person).toMatchObject({ birthdate: "1988-04-12", birthdate_estimated: 1, changed_by: clerk, date_changed: "2026-11-22 10:30:00" });
    expect(record.patient).toMatchObject({ changed_by: clerk, date_changed: "2026-11-22 10:30:00" });
    expect((await server.call("GET", `/api/submissions/${uuid}`, { token })).body).toMatchObject({ undoneBy: [undone.uuid], counts: { updated: 1 } });
    expect(await rawCounts(root, undone.uuid)).toEqual(undone.status.counts);
    const [audit] = await root.query<RowDataPacket[]>(
      `SELECT e.action, e.user_id AS userId, e.details, GROUP_CONCAT(s.person_id, ' ', s.fields) AS subjects
         FROM patient_contacts.audit_event e JOIN patient_contacts.submission u ON u.submission_id = e.submission_id
         LEFT JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id
        WHERE u.uuid = ? GROUP BY e.audit_event_id, e.action, e.user_id, e.details ORDER BY e.audit_event_id`,
      [undone.uuid],
    );
    expect(audit).toEqual([
      { action: "undo-submission", userId: clerk, details: JSON.stringify({ origin: uuid, rows: 1 }), subjects: null },
      { action: "change-contacts", userId: clerk, details: JSON.stringify({ rows: 1, changed: 1 }), subjects: `${patient.personId} phone,address,birthdate` },
    ]);
  });

  test("an undo can be taken back, and that one too", async () => {
    const patient = await buildPatient(root, { birthdate: null });
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, ...newContact })]);
    const seen = async (): Promise<string[]> => {
      const record = await recordOf(root, patient.personId);
      return [...texts(active(record.phones), "value"), ...texts(active(record.addresses), "address2"), String(record.person?.birthdate)];
    };
    expect(await seen()).toEqual(["08051111222", "2 New Road", "1988-04-13"]);
    const first = await undo(server, token, uuid);
    expect(await seen()).toEqual(["08031234567", "14 Ayangburen Road", "null"]);
    const second = await undo(server, token, first.uuid);
    expect(second.outcomes.map(({ status, issues }) => [status, issues])).toEqual([["updated", []]]);
    expect(await seen()).toEqual(["08051111222", "2 New Road", "1988-04-13"]);
    const third = await undo(server, token, second.uuid);
    expect(third.status).toMatchObject({ origin: second.uuid, counts: { updated: 1 } });
    expect(await seen()).toEqual(["08031234567", "14 Ayangburen Road", "null"]);
    expect((await recordOf(root, patient.personId)).phones).toHaveLength(5);
  });

  test("where there was no phone and no address, none is left, and that can be taken back", async () => {
    const patient = await buildPatient(root, { phones: [], addresses: [] });
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", lga: "EPE" })]);
    const undone = await undo(server, token, uuid);
    expect(undone.outcomes[0]).toMatchObject({ status: "updated", fields: { phone: { before: "08051111222", after: null }, address: { after: null } } });
    const record = await recordOf(root, patient.personId);
    expect([active(record.phones), active(record.addresses)]).toEqual([[], []]);
    await undo(server, token, undone.uuid);
    const again = await recordOf(root, patient.personId);
    expect(active(again.phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect(active(again.addresses)).toEqual([expect.objectContaining({ address2: "2 New Road", city_village: "EPE", preferred: 1 })]);
  });

  test("of duplicates before, only what a reader saw comes back", async () => {
    const patient = await buildPatient(root, {
      phones: ["08031111111", "08032222222"],
      addresses: [
        { preferred: true, columns: { address2: "First", city_village: "IKORODU", state_province: "LAGOS" } },
        { preferred: true, columns: { address2: "Second", city_village: "IKORODU", state_province: "LAGOS" } },
      ],
    });
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road" })]);
    expect((await undo(server, token, uuid)).outcomes[0]?.status).toBe("updated");
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08032222222" })]);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "First", preferred: 1 })]);
  });

  test("of two phones one was kept: it is taken back only if the other was what a reader saw", async () => {
    const newest = await buildPatient(root, { phones: ["08031111111", "08051111222"] });
    const oldest = await buildPatient(root, { phones: ["08051111222", "08031111111"] });
    const { uuid } = await submit(server, token, [newest, oldest].map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    const { outcomes } = await undo(server, token, uuid);
    expect(outcomes.map(({ fields }) => fields.phone?.status)).toEqual(["unchanged", "changed"]);
    expect(active((await recordOf(root, newest.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect(active((await recordOf(root, oldest.personId)).phones)).toEqual([expect.objectContaining({ value: "08031111111" })]);
  });

  test("an erased phone comes back", async () => {
    const patient = await buildPatient(root, { phones: ["08031111111", "08032222222"] });
    const { uuid } = await submit(server, supervisor, [typedRow({ artId: patient.artId, phone: "CLEAR" })]);
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([]);
    expect((await undo(server, supervisor, uuid)).outcomes[0]?.fields.phone).toMatchObject({ status: "changed", before: null, after: "08032222222" });
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08032222222" })]);
  });

  test.each([
    ["2.3", 15],
    ["1.11", 6],
  ] as const)("an address comes back in every column that OpenMRS %s has", async (level, lines) => {
    const schema = level === "2.3" ? "openmrs" : "openmrs_111";
    const records = openPool("root", schema);
    const site = await startTestServer({ engine: true, level, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    try {
      const columns: Record<string, string> = {
        address2: "14 Ayangburen Road",
        city_village: "IKORODU",
        state_province: "LAGOS",
        country: "NIGERIA",
        county_district: "East",
        postal_code: "104101",
        latitude: "6.61940",
        longitude: "3.51050",
        start_date: "2019-05-06 07:08:09",
        end_date: "2031-01-02 00:00:00",
        ...Object.fromEntries(Array.from({ length: lines - 2 }, (_, index) => [`address${index + 3}`, ` line ${index + 3} ñ`])),
      };
      const patient = await buildPatient(records, { addresses: [{ preferred: true, columns }] });
      const clerk = await site.signIn("clerk");
      const { uuid } = await submit(site, clerk, [typedRow({ artId: patient.artId, street: "2 New Road", lga: "EPE" })]);
      expect((await undo(site, clerk, uuid)).outcomes[0]?.status).toBe("updated");
      expect(active((await recordOf(records, patient.personId)).addresses)).toEqual([expect.objectContaining({ ...columns, address1: null, preferred: 1 })]);
    } finally {
      await site.close();
    }
  });

  describe("what was changed since is left alone and named, and the rest comes back", () => {
    async function changedAll(): Promise<{ uuid: string; personId: number }> {
      const patient = await buildPatient(root);
      const { uuid, outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, ...newContact })]);
      expect(outcomes[0]?.status).toBe("updated");
      return { uuid, personId: patient.personId };
    }

    test("a phone that a clerk corrected in OpenMRS", async () => {
      const { uuid, personId } = await changedAll();
      await root.query("UPDATE person_attribute SET voided = 1, voided_by = 1, date_voided = NOW() WHERE person_id = ? AND voided = 0 AND person_attribute_type_id = 8", [personId]);
      await insertPhone(root, personId, { value: "08069999999" });
      const { outcomes, status } = await undo(server, token, uuid);
      expect(outcomes[0]).toMatchObject({
        status: "partly",
        issues: [{ code: "changed-since", field: "phone" }],
        fields: { phone: { status: "conflict", before: "08069999999", after: null, reason: "changed-since" }, address: { status: "changed" }, birthdate: { status: "changed" } },
      });
      expect(status).toMatchObject({ leftOver: 0, counts: { partly: 1 } });
      const record = await recordOf(root, personId);
      expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08069999999" })]);
      expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 Ayangburen Road" })]);
      expect(record.person).toMatchObject({ birthdate: "1988-04-12" });
    });

    test.each([
      ["street", "address2 = '9 Other Road'"],
      ["postal code, which nobody sees", "postal_code = '999'"],
    ])("an address whose %s OpenMRS edited in place", async (_what, edit) => {
      const { uuid, personId } = await changedAll();
      await root.query(`UPDATE person_address SET ${edit}, changed_by = 1, date_changed = NOW() WHERE person_id = ? AND voided = 0`, [personId]);
      const before = (await recordOf(root, personId)).addresses;
      const { outcomes } = await undo(server, token, uuid);
      expect(outcomes[0]).toMatchObject({ status: "partly", issues: [{ code: "changed-since", field: "street" }], fields: { address: { status: "conflict" }, phone: { status: "changed" } } });
      expect((await recordOf(root, personId)).addresses).toEqual(before);
    });

    test("an address beside which another was made the preferred one", async () => {
      const { uuid, personId } = await changedAll();
      await root.query("UPDATE person_address SET preferred = 0 WHERE person_id = ?", [personId]);
      await insertAddress(root, personId, { preferred: true, columns: { address2: "9 Other Road", city_village: "EPE", state_province: "LAGOS" } });
      const { outcomes } = await undo(server, token, uuid);
      expect(outcomes[0]?.fields.address).toMatchObject({ status: "conflict", reason: "changed-since", before: { street: "9 Other Road" } });
      const left = active((await recordOf(root, personId)).addresses);
      expect([texts(left, "address2"), texts(left, "preferred")]).toEqual([["2 New Road", "9 Other Road"], ["0", "1"]]);
    });

    test.each([
      ["day", "birthdate = '1988-05-05'", { birthdate: "1988-05-05", birthdate_estimated: 0 }],
      ["flag", "birthdate_estimated = 1", { birthdate: "1988-04-13", birthdate_estimated: 1 }],
    ])("a birthdate whose %s was edited", async (_what, edit, left) => {
      const { uuid, personId } = await changedAll();
      await root.query(`UPDATE person SET ${edit} WHERE person_id = ?`, [personId]);
      const { outcomes } = await undo(server, token, uuid);
      expect(outcomes[0]).toMatchObject({ status: "partly", issues: [{ code: "changed-since", field: "birthdate" }], fields: { birthdate: { status: "conflict" } } });
      expect((await recordOf(root, personId)).person).toMatchObject(left);
    });

    test("an earlier row that was deleted from NMRS is named, and ours stays", async () => {
      const { uuid, personId } = await changedAll();
      await root.query("DELETE FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 1", [personId]);
      const { outcomes } = await undo(server, token, uuid);
      expect(outcomes[0]).toMatchObject({ status: "partly", issues: [{ code: "restore-missing", severity: "error", field: "phone" }], fields: { phone: { status: "failed", reason: "restore-missing" } } });
      expect(active((await recordOf(root, personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    });

    test("a patient who was voided since is left alone whole", async () => {
      const { uuid, personId } = await changedAll();
      await root.query("UPDATE patient SET voided = 1 WHERE patient_id = ?", [personId]);
      const before = await recordOf(root, personId);
      const { outcomes } = await undo(server, token, uuid);
      expect(outcomes[0]).toMatchObject({ status: "failed", issues: [{ code: "patient-voided" }], fields: {} });
      expect(await recordOf(root, personId)).toEqual(before);
    });

    test("while OpenMRS is writing: the undo waits for it and sees what it wrote", async () => {
      const { uuid, personId } = await changedAll();
      const openmrs = await root.getConnection();
      try {
        await openmrs.beginTransaction();
        await openmrs.query("SELECT person_id FROM person WHERE person_id = ? FOR UPDATE", [personId]);
        await openmrs.query("UPDATE person_attribute SET voided = 1, voided_by = 1, date_voided = NOW() WHERE person_id = ? AND voided = 0 AND person_attribute_type_id = 8", [personId]);
        await insertPhone(openmrs, personId, { value: "08069999999" });
        const undone = undo(server, token, uuid);
        await new Promise((resolve) => setTimeout(resolve, 400));
        await openmrs.commit();
        expect((await undone).outcomes[0]).toMatchObject({ status: "partly", fields: { phone: { status: "conflict", before: "08069999999" } } });
      } finally {
        openmrs.release();
      }
      expect(active((await recordOf(root, personId)).phones)).toEqual([expect.objectContaining({ value: "08069999999" })]);
    });
  });

  test("of a row that was carried out in part, only that part is taken back", async () => {
    const patient = await buildPatient(root);
    const seen = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", birthdate: "13/04/1988" })]);
    await root.query("UPDATE person_attribute SET value = '08069999999' WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
    const uuid = await sendSubmission(server, token, seen.rows);
    expect((await outcomesOf(server, token, uuid)).outcomes[0]?.status).toBe("partly");
    const { outcomes } = await undo(server, token, uuid);
    expect(outcomes.map(({ status, fields }) => [status, Object.keys(fields)])).toEqual([["updated", ["birthdate"]]]);
    const record = await recordOf(root, patient.personId);
    expect(record.person).toMatchObject({ birthdate: "1988-04-12" });
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08069999999" })]);
  });

  test("chosen rows only: they stand at the places of the submission that they undo", async () => {
    const patients = await Promise.all(Array.from({ length: 4 }, () => buildPatient(root)));
    const { uuid } = await submit(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    const { outcomes, status } = await undo(server, token, uuid, { ordinals: [3, 1, 1, 700] });
    expect(status).toMatchObject({ rowCount: 2, rowsDone: 2 });
    expect(outcomes.map(({ ordinal }) => ordinal)).toEqual([1, 3]);
    const phones = await Promise.all(patients.map(async ({ personId }) => texts(active((await recordOf(root, personId)).phones), "value").join()));
    expect(phones).toEqual(["08051111222", "08031234567", "08051111222", "08031234567"]);
  });

  test("rows that changed nothing cannot be taken back", async () => {
    const patients = [await buildPatient(root), await buildPatient(root, { phones: ["08051111222"] })];
    const { uuid } = await submit(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    const asked = { uuid: randomUUID(), ordinals: [1], reason: null };
    expect(await server.call("POST", `/api/submissions/${uuid}/undo`, { token, body: asked })).toMatchObject({ status: 409, body: { code: "undo-nothing" } });
    expect(await server.call("GET", `/api/submissions/${asked.uuid}`, { token })).toMatchObject({ status: 404 });
    const nothing = await submit(server, token, [typedRow({ artId: patients[1]?.artId ?? "", phone: "08051111222" })]);
    expect(nothing.status.undo).toEqual({ refusal: "nothing-changed", until: null });
    expect(await server.call("POST", `/api/submissions/${nothing.uuid}/undo`, { token, body: { ...asked, ordinals: null } })).toMatchObject({ status: 409, body: { code: "undo-nothing" } });
  });

  test("asked twice at once it is done once; the same uuid for anything else is refused", async () => {
    const patient = await buildPatient(root);
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const asked = { uuid: randomUUID(), ordinals: null, reason: null };
    const answers = await Promise.all(Array.from({ length: 4 }, () => server.call("POST", `/api/submissions/${uuid}/undo`, { token, body: asked })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    await outcomesOf(server, token, asked.uuid);
    expect((await recordOf(root, patient.personId)).phones).toHaveLength(3);
    const again = (more: object, who = token) => server.call("POST", `/api/submissions/${uuid}/undo`, { token: who, body: { ...asked, ...more } });
    expect(await again({})).toMatchObject({ status: 202, body: { uuid: asked.uuid, state: "done" } });
    expect(await again({ ordinals: [0] })).toMatchObject({ status: 409, body: { code: "submission-differs" } });
    expect(await again({ reason: "Another" })).toMatchObject({ status: 409, body: { code: "submission-differs" } });
    expect(await again({}, supervisor)).toMatchObject({ status: 409, body: { code: "submission-of-another" } });
    expect(await again({ uuid })).toMatchObject({ status: 409, body: { code: "submission-differs" } });
    expect((await recordOf(root, patient.personId)).phones).toHaveLength(3);
  });

  test("two people take it back at once: it is taken back once", async () => {
    const patients = await Promise.all(Array.from({ length: 6 }, () => buildPatient(root)));
    const { uuid } = await submit(server, token, patients.map(({ artId }) => typedRow({ artId, ...newContact })));
    const other = await startTestServer({ engine: true, clock });
    try {
      const [mine, theirs] = await Promise.all([undo(server, token, uuid), undo(other, supervisor, uuid)]);
      expect(mine.status.counts.updated + theirs.status.counts.updated).toBe(6);
      expect(mine.status.counts.unchanged + theirs.status.counts.unchanged).toBe(6);
    } finally {
      await other.close();
    }
    for (const { personId } of patients) {
      const record = await recordOf(root, personId);
      expect(record.phones).toHaveLength(3);
      expect(record.addresses).toHaveLength(3);
      expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
    }
  });

  test("the sender has the site's time for it, a supervisor always has, another clerk never", async () => {
    const patient = await buildPatient(root);
    const { uuid, status } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    expect(status.undo).toEqual({ refusal: null, until: "2026-11-23T09:30:00.000Z" });
    const late = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-23T09:30:00.001Z")) });
    try {
      const ask = async (name: string) =>
        late.call("POST", `/api/submissions/${uuid}/undo`, { token: await late.signIn(name), body: { uuid: randomUUID(), ordinals: null, reason: null } });
      expect(await ask("clerk")).toMatchObject({ status: 409, body: { code: "undo-too-late" } });
      expect(await ask("clerk2")).toMatchObject({ status: 404, body: { code: "not-found" } });
      expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
      const [refused] = await root.query<RowDataPacket[]>(
        `SELECT e.result, e.details FROM patient_contacts.audit_event e JOIN patient_contacts.submission s ON s.submission_id = e.submission_id
          WHERE s.uuid = ? AND e.action = 'undo-submission'`,
        [uuid],
      );
      expect(refused).toEqual([{ result: "refused", details: JSON.stringify({ reason: "too-late" }) }]);
      const theirs = await undo(late, await late.signIn("supervisor"), uuid);
      expect(theirs.status.counts).toMatchObject({ updated: 1 });
      expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08031234567", creator: await server.userId("supervisor") })]);
    } finally {
      await late.close();
    }
  });

  test("a supervisor of another facility cannot take it back, and a patient who moved there stays as they are", async () => {
    const stays = await buildPatient(root, { locationId: 7 });
    const moves = await buildPatient(root, { locationId: 7 });
    await giveRole(server.deps, 6, "supervisor", [7]);
    const ours = await server.signIn("nurse");
    const { uuid } = await submit(server, ours, [stays, moves].map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    await giveRole(server.deps, 6, "supervisor", [8]);
    const elsewhere = await buildPatient(root, { locationId: 8 });
    const theirs = await submit(server, supervisor, [typedRow({ artId: elsewhere.artId, phone: "08051111222" })]);
    const asked = { uuid: randomUUID(), ordinals: null, reason: null };
    expect(await server.call("POST", `/api/submissions/${theirs.uuid}/undo`, { token: await server.signIn("nurse"), body: asked })).toMatchObject({ status: 404 });
    await giveRole(server.deps, 6, "supervisor", [7]);
    await root.query("UPDATE patient_identifier SET location_id = 8 WHERE patient_id = ? AND identifier_type = 4", [moves.personId]);
    const { outcomes } = await undo(server, await server.signIn("nurse"), uuid);
    expect(outcomes.map(({ status, issues }) => [status, issues.map(({ code }) => code)])).toEqual([["updated", []], ["failed", ["art-id-not-found"]]]);
    expect(active((await recordOf(root, moves.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
  });

  test("a submission that has not ended cannot be taken back", async () => {
    const uuid = randomUUID();
    const header = { rowCount: 1, partCount: 1, digest: "0".repeat(64), reading: plainReading, source, reason: null };
    await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header });
    const body = { uuid: randomUUID(), ordinals: null, reason: null };
    expect(await server.call("POST", `/api/submissions/${uuid}/undo`, { token, body })).toMatchObject({ status: 409, body: { code: "submission-state" } });
  });

  test("a list of several parts is taken back row for row", async () => {
    const patients = await Promise.all(Array.from({ length: 5 }, () => buildPatient(root)));
    const { rows } = await previewed(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    const uuid = randomUUID();
    const parts = [rows.slice(0, 2), rows.slice(2)].map((some) => JSON.stringify({ rows: some }));
    const header = { rowCount: 5, partCount: 2, digest: sha256(parts.map(sha256).join("")), reading: plainReading, source, reason: null };
    await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header });
    for (const [index, raw] of parts.entries()) await server.call("PUT", `/api/submissions/${uuid}/parts/${index + 1}`, { token, raw });
    expect(await server.call("POST", `/api/submissions/${uuid}/accept`, { token })).toMatchObject({ status: 202 });
    const before = (await outcomesOf(server, token, uuid)).outcomes.map(({ ordinal, rowId }) => [ordinal, rowId]);
    expect(before.map(([ordinal]) => ordinal)).toEqual([0, 1, 2, 3, 4]);
    const { outcomes, status } = await undo(server, token, uuid, { ordinals: [1, 2, 4] });
    expect(outcomes.map(({ ordinal, rowId }) => [ordinal, rowId])).toEqual([before[1], before[2], before[4]]);
    expect(status.counts).toEqual(await rawCounts(root, status.uuid));
  });
});
