import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import type { FollowUpRequest, LeftOverPage } from "../../src/contract/followUps";
import type { SubmissionStatus } from "../../src/contract/submissions";
import { buildPatient, newArtId } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { Answer, TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, submit, typedRow } from "../support/submitting";
import { rawCounts, undo } from "../support/undoing";

describe("rows that were left over", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  async function leftOver(uuid: string, who = token): Promise<LeftOverPage> {
    const { status, body } = await server.call("POST", `/api/submissions/${uuid}/left-over`, { token: who, body: { after: -1, limit: 100 } });
    if (status !== 200) throw new Error(`left-over answered ${status}: ${JSON.stringify(body)}`);
    return body as LeftOverPage;
  }

  function followUp(uuid: string, more: Partial<FollowUpRequest>, who = token): Promise<Answer> {
    return server.call("POST", `/api/submissions/${uuid}/follow-up`, { token: who, body: { uuid: randomUUID(), reason: null, rows: [], leaveOut: [], ...more } });
  }

  test("a conflict names what was seen, what is there and what is wanted; taking one's own sends that field again", async () => {
    const patient = await buildPatient(root);
    const seen = await previewed(server, token, [
      typedRow({ artId: patient.artId, phone: "08051111222", birthdate: "13/04/1988" }, { seen: { phone: "08031234567", birthdate: { birthdate: "1988-04-12", estimated: false } } }),
    ]);
    await root.query("UPDATE person_attribute SET value = '08069999999' WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
    const uuid = await sendSubmission(server, token, seen.rows);
    const { outcomes, status } = await outcomesOf(server, token, uuid);
    expect(outcomes[0]).toMatchObject({ status: "partly", fields: { phone: { status: "conflict", before: "08069999999", after: "08051111222" }, birthdate: { status: "changed" } } });
    expect(status).toMatchObject({ leftOver: 1 });
    const page = await leftOver(uuid);
    expect(page.next).toBeNull();
    expect(page.rows).toEqual([
      expect.objectContaining({
        ordinal: 0,
        artId: patient.artId,
        why: "conflict",
        open: ["phone"],
        seen: { phone: "08031234567" },
        fields: { phone: { status: "changed", before: "08069999999", after: "08051111222", reason: null } },
      }),
    ]);
    const row = page.rows[0];
    const sent = await followUp(uuid, { rows: [{ ordinal: 0, fields: ["phone"], baseline: row?.baseline ?? {}, seen: { phone: "08069999999" } }] });
    expect(sent).toMatchObject({ status: 202, body: { kind: "follow-up", origin: uuid, rowCount: 1 } });
    const done = await outcomesOf(server, token, String(sent.body.uuid));
    expect(done.outcomes).toEqual([expect.objectContaining({ ordinal: 0, status: "updated", fields: { phone: expect.objectContaining({ status: "changed", before: "08069999999" }) } })]);
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect((await server.call("GET", `/api/submissions/${uuid}`, { token })).body).toMatchObject({ leftOver: 0, followedBy: [sent.body.uuid], counts: { partly: 1 } });
    expect((await leftOver(uuid)).rows).toEqual([]);
  });

  test("a waiting row that was looked at is sent; another one is left as the record has it", async () => {
    const patients = [await buildPatient(root), await buildPatient(root)];
    const uuid = await sendSubmission(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    expect((await outcomesOf(server, token, uuid)).status).toMatchObject({ counts: { waiting: 2 }, leftOver: 2 });
    const page = await leftOver(uuid);
    expect(page.rows.map(({ why, open }) => [why, open])).toEqual([["waiting", ["phone"]], ["waiting", ["phone"]]]);
    const sent = await followUp(uuid, { rows: [{ ordinal: 0, fields: ["phone"], baseline: page.rows[0]?.baseline ?? {} }], leaveOut: [1] });
    expect(sent.status).toBe(202);
    await outcomesOf(server, token, String(sent.body.uuid));
    expect(active((await recordOf(root, patients[0]?.personId ?? 0)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect(active((await recordOf(root, patients[1]?.personId ?? 0)).phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
    const after = await outcomesOf(server, token, uuid);
    expect(after.outcomes.map(({ status, issues }) => [status, issues.map(({ code }) => code)])).toEqual([["withdrawn", ["sent-again"]], ["withdrawn", ["left-out"]]]);
    expect(after.status).toMatchObject({ counts: { waiting: 0, withdrawn: 2 }, leftOver: 0, rowsDone: 2 });
    expect(await followUp(uuid, { leaveOut: [0] })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
  });

  test("a failed row can be sent again once its cause is gone, and only once", async () => {
    const artId = newArtId();
    const uuid = await sendSubmission(server, token, [typedRow({ artId, phone: "08051111222" })]);
    expect((await outcomesOf(server, token, uuid)).outcomes[0]).toMatchObject({ status: "failed", issues: [{ code: "art-id-not-found" }] });
    expect((await leftOver(uuid)).rows).toEqual([
      expect.objectContaining({ why: "failed", open: ["phone"], baseline: {}, issues: [expect.objectContaining({ code: "art-id-not-found" })] }),
    ]);
    const patient = await buildPatient(root, { artIds: [artId] });
    const page = await leftOver(uuid);
    expect(page.rows[0]).toMatchObject({ why: "failed", issues: [], fields: { phone: { status: "changed", before: "08031234567" } } });
    const rows = [{ ordinal: 0, fields: ["phone" as const], baseline: page.rows[0]?.baseline ?? {} }];
    const answers = await Promise.all([followUp(uuid, { rows }), followUp(uuid, { rows }), followUp(uuid, { rows })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => String(body.code))).toEqual(["rows-settled", "rows-settled"]);
    const made = answers.find(({ status }) => status === 202);
    expect((await outcomesOf(server, token, String(made?.body.uuid))).status.counts).toMatchObject({ updated: 1 });
    expect((await recordOf(root, patient.personId)).phones).toHaveLength(2);
  });

  test("asked twice at once with one uuid it is sent once; the same uuid for anything else is refused", async () => {
    const patients = [await buildPatient(root), await buildPatient(root)];
    const uuid = await sendSubmission(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    await outcomesOf(server, token, uuid);
    const { rows } = await leftOver(uuid);
    const asked = { uuid: randomUUID(), rows: [{ ordinal: 0, fields: ["phone" as const], baseline: rows[0]?.baseline ?? {} }], leaveOut: [1] };
    const answers = await Promise.all(Array.from({ length: 4 }, () => followUp(uuid, asked)));
    expect(answers.map(({ status, body }) => [status, String(body.uuid)])).toEqual(Array(4).fill([202, asked.uuid]));
    expect((await outcomesOf(server, token, asked.uuid)).status).toMatchObject({ rowCount: 1, counts: { updated: 1 } });
    expect(await followUp(uuid, { ...asked, leaveOut: [] })).toMatchObject({ status: 409, body: { code: "submission-differs" } });
    expect(await followUp(uuid, asked, supervisor)).toMatchObject({ status: 409, body: { code: "submission-of-another" } });
    expect(await followUp(uuid, { leaveOut: [1] })).toMatchObject({ status: 202, body: { uuid, leftOver: 0 } });
    expect(await followUp(uuid, { leaveOut: [1] }, supervisor)).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    expect((await outcomesOf(server, token, uuid)).status.counts).toEqual(await rawCounts(root, uuid));
    expect((await recordOf(root, patients[0]?.personId ?? 0)).phones).toHaveLength(2);
  });

  test("all of it or nothing: one row that is settled stops the rest", async () => {
    const patients = [await buildPatient(root), await buildPatient(root), await buildPatient(root)];
    const uuid = await sendSubmission(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    await outcomesOf(server, token, uuid);
    const { rows } = await leftOver(uuid);
    expect(await followUp(uuid, { leaveOut: [1] })).toMatchObject({ status: 202, body: { leftOver: 2 } });
    const all = rows.map(({ ordinal, baseline }) => ({ ordinal, fields: ["phone" as const], baseline }));
    expect(await followUp(uuid, { rows: all })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    expect(await followUp(uuid, { rows: all.slice(0, 1), leaveOut: [0] })).toMatchObject({ status: 400, body: { code: "body-invalid" } });
    expect(await followUp(uuid, { rows: [{ ordinal: 0, fields: ["phone", "birthdate"], baseline: {} }] })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    expect(await followUp(uuid, { rows: [{ ordinal: 900, fields: ["phone"], baseline: {} }] })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    expect(await followUp(uuid, {})).toMatchObject({ status: 400, body: { code: "body-invalid" } });
    expect((await outcomesOf(server, token, uuid)).status).toMatchObject({ leftOver: 2, counts: { waiting: 2, withdrawn: 1 } });
    const sent = await followUp(uuid, { rows: [all[0], all[2]].flatMap((row) => row ?? []) });
    expect((await outcomesOf(server, token, String(sent.body.uuid))).outcomes.map(({ ordinal, status }) => [ordinal, status])).toEqual([[0, "updated"], [2, "updated"]]);
  });

  test("a record that changed again since the asker looked is a conflict again, with what the asker saw then", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    await outcomesOf(server, token, uuid);
    const { rows } = await leftOver(uuid);
    await root.query("UPDATE person_attribute SET value = '08069999999' WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
    const sent = await followUp(uuid, { rows: [{ ordinal: 0, fields: ["phone"], baseline: rows[0]?.baseline ?? {}, seen: { phone: "08031234567" } }] });
    const next = String(sent.body.uuid);
    expect((await outcomesOf(server, token, next)).outcomes[0]).toMatchObject({ status: "conflict", fields: { phone: { status: "conflict", before: "08069999999", after: "08051111222" } } });
    expect((await leftOver(next)).rows).toEqual([
      expect.objectContaining({ ordinal: 0, why: "conflict", seen: { phone: "08031234567" }, fields: { phone: { status: "changed", before: "08069999999", after: "08051111222", reason: null } } }),
    ]);
  });

  test("what a follow-up changed is taken back by itself, and the first submission's own part by its own undo", async () => {
    const patient = await buildPatient(root);
    const seen = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", birthdate: "13/04/1988" })]);
    await root.query("UPDATE person_attribute SET value = '08069999999' WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
    const uuid = await sendSubmission(server, token, seen.rows);
    await outcomesOf(server, token, uuid);
    const { rows } = await leftOver(uuid);
    const sent = await followUp(uuid, { rows: [{ ordinal: 0, fields: ["phone"], baseline: rows[0]?.baseline ?? {} }] });
    await outcomesOf(server, token, String(sent.body.uuid));
    expect((await undo(server, token, String(sent.body.uuid))).outcomes[0]).toMatchObject({ ordinal: 0, status: "updated", fields: { phone: { after: "08069999999" } } });
    let record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08069999999" })]);
    expect(record.person).toMatchObject({ birthdate: "1988-04-13" });
    expect((await undo(server, token, uuid)).outcomes[0]).toMatchObject({ status: "updated", fields: { birthdate: { after: { birthdate: "1988-04-12" } } } });
    record = await recordOf(root, patient.personId);
    expect(record.person).toMatchObject({ birthdate: "1988-04-12" });
  });

  test("of two rows for one patient the person keeps one: the other is left out, and then it goes through", async () => {
    const patient = await buildPatient(root);
    const typed = ["08051111222", "08053333444"].map((phone) => typedRow({ artId: patient.artId, phone }));
    const uuid = await sendSubmission(server, token, (await previewed(server, token, typed)).rows);
    expect((await outcomesOf(server, token, uuid)).outcomes.map(({ status, issues }) => [status, issues[0]?.code])).toEqual(Array(2).fill(["failed", "duplicate-patient"]));
    expect((await leftOver(uuid)).rows.map(({ issues }) => issues.map(({ code }) => code))).toEqual([["duplicate-patient"], ["duplicate-patient"]]);
    await followUp(uuid, { leaveOut: [0] });
    const { rows } = await leftOver(uuid);
    expect(rows).toEqual([expect.objectContaining({ ordinal: 1, issues: [], fields: { phone: expect.objectContaining({ status: "changed", after: "08053333444" }) } })]);
    const sent = await followUp(uuid, { rows: [{ ordinal: 1, fields: ["phone"], baseline: rows[0]?.baseline ?? {} }] });
    await outcomesOf(server, token, String(sent.body.uuid));
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08053333444" })]);
  });

  test("what was confirmed and repaired in the follow-up is carried out; nobody's earlier answer is lost", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: 8051111222, birthdate: "12/04/1978" })]);
    expect((await outcomesOf(server, token, uuid)).outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { reason: "leading-zero-lost" }, birthdate: { reason: "birthdate-shift" } } });
    const { rows } = await leftOver(uuid);
    expect(rows[0]).toMatchObject({ why: "waiting", open: ["phone", "birthdate"], fields: { phone: { status: "waiting" }, birthdate: { status: "waiting" } } });
    const first = await followUp(uuid, {
      reason: "Seen on the birth certificate",
      rows: [
        {
          ordinal: 0,
          fields: ["phone", "birthdate"],
          baseline: rows[0]?.baseline ?? {},
          acceptedRepairs: [{ field: "phone", code: "leading-zero-lost", after: "08051111222" }],
        },
      ],
    });
    const next = String(first.body.uuid);
    expect((await outcomesOf(server, token, next)).outcomes[0]).toMatchObject({ status: "partly", fields: { phone: { status: "changed" }, birthdate: { status: "waiting" } } });
    const again = await leftOver(next);
    expect(again.rows[0]).toMatchObject({ why: "waiting", open: ["birthdate"] });
    const second = await followUp(next, {
      reason: null,
      rows: [{ ordinal: 0, fields: ["birthdate"], baseline: again.rows[0]?.baseline ?? {}, confirmations: ["birthdate-shift"] }],
    });
    expect((await outcomesOf(server, token, String(second.body.uuid))).outcomes[0]).toMatchObject({ status: "updated", fields: { birthdate: { after: { birthdate: "1978-04-12", estimated: false } } } });
    expect(second.body).toMatchObject({ reason: "Seen on the birth certificate", origin: next });
  });

  test("a supervisor takes over what an absent clerk left, in the supervisor's own name; another clerk may not", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: "CLEAR" })]);
    expect((await outcomesOf(server, token, uuid)).outcomes[0]).toMatchObject({ status: "failed", fields: { phone: { reason: "clear-needs-supervisor" } } });
    const other = await server.signIn("clerk2");
    expect(await server.call("POST", `/api/submissions/${uuid}/left-over`, { token: other, body: { after: -1, limit: 10 } })).toMatchObject({ status: 404 });
    expect(await followUp(uuid, { leaveOut: [0] }, other)).toMatchObject({ status: 404 });
    expect((await leftOver(uuid)).rows[0]).toMatchObject({ fields: { phone: { status: "failed" } } });
    const { rows } = await leftOver(uuid, supervisor);
    expect(rows[0]).toMatchObject({ fields: { phone: { status: "changed", before: "08031234567", after: null } } });
    const sent = await followUp(uuid, { rows: [{ ordinal: 0, fields: ["phone"], baseline: rows[0]?.baseline ?? {} }] }, supervisor);
    expect(sent.body).toMatchObject({ isOwn: true, kind: "follow-up" });
    await outcomesOf(server, supervisor, String(sent.body.uuid));
    const record = await recordOf(root, patient.personId);
    expect(active(record.phones)).toEqual([]);
    expect(record.phones[0]).toMatchObject({ voided: 1, voided_by: await server.userId("supervisor") });
  });

  test("who looked at whose left-over rows, and who settled them, is audited", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    await outcomesOf(server, token, uuid);
    await leftOver(uuid, supervisor);
    await followUp(uuid, { leaveOut: [0] }, supervisor);
    const [events] = await root.query<RowDataPacket[]>(
      `SELECT e.action, e.user_id AS userId, e.details, GROUP_CONCAT(s.person_id) AS persons
         FROM patient_contacts.audit_event e JOIN patient_contacts.submission u ON u.submission_id = e.submission_id
         LEFT JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id
        WHERE u.uuid = ? AND e.action IN ('read-left-over', 'follow-up') GROUP BY e.audit_event_id, e.action, e.user_id, e.details ORDER BY e.audit_event_id`,
      [uuid],
    );
    const userId = await server.userId("supervisor");
    expect(events).toEqual([
      { action: "read-left-over", userId, details: JSON.stringify({ rows: 1 }), persons: String(patient.personId) },
      { action: "follow-up", userId, details: JSON.stringify({ origin: uuid, rows: 0, leftOut: 1 }), persons: null },
    ]);
  });

  describe("a change that OpenMRS has overwritten", () => {
    async function revert(uuid: string, field: string): Promise<void> {
      await root.query(
        `INSERT INTO patient_contacts.row_reverted (submission_id, row_key, field, stage, found_at)
         SELECT submission_id, 10000, ?, 0, UTC_TIMESTAMP(3) FROM patient_contacts.submission WHERE uuid = ?`,
        [field, uuid],
      );
    }
    const statusOf = async (uuid: string): Promise<SubmissionStatus> => (await server.call("GET", `/api/submissions/${uuid}`, { token })).body as SubmissionStatus;

    test("is listed with what it wants again, and is applied again with one request", async () => {
      const patient = await buildPatient(root);
      const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", birthdate: "13/04/1988" })]);
      await root.query("UPDATE person SET birthdate = '1988-04-12' WHERE person_id = ?", [patient.personId]);
      await revert(uuid, "birthdate");
      expect(await statusOf(uuid)).toMatchObject({ leftOver: 0, reverted: 1 });
      const { rows } = await leftOver(uuid);
      expect(rows).toEqual([expect.objectContaining({ why: "reverted", open: ["birthdate"] })]);
      const sent = await followUp(uuid, { rows: [{ ordinal: 0, fields: ["birthdate"], baseline: rows[0]?.baseline ?? {} }] });
      expect((await outcomesOf(server, token, String(sent.body.uuid))).outcomes[0]).toMatchObject({ status: "updated", fields: { birthdate: { status: "changed" } } });
      expect((await recordOf(root, patient.personId)).person).toMatchObject({ birthdate: "1988-04-13" });
      expect(await statusOf(uuid)).toMatchObject({ reverted: 0, followedBy: [sent.body.uuid] });
      const [settled] = await root.query<RowDataPacket[]>(
        `SELECT v.settled_at AS settledAt, f.uuid FROM patient_contacts.row_reverted v JOIN patient_contacts.submission u ON u.submission_id = v.submission_id
           LEFT JOIN patient_contacts.submission f ON f.submission_id = v.settled_by WHERE u.uuid = ?`,
        [uuid],
      );
      expect(settled).toEqual([{ settledAt: "2026-11-22 09:30:00.000", uuid: sent.body.uuid as string }]);
      expect(await followUp(uuid, { leaveOut: [0] })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    });

    test("can be left as the record has it", async () => {
      const patient = await buildPatient(root);
      const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, birthdate: "13/04/1988" })]);
      await root.query("UPDATE person SET birthdate = '1988-04-12' WHERE person_id = ?", [patient.personId]);
      await revert(uuid, "birthdate");
      expect(await followUp(uuid, { leaveOut: [0] })).toMatchObject({ status: 202, body: { reverted: 0, counts: { updated: 1 } } });
      expect((await recordOf(root, patient.personId)).person).toMatchObject({ birthdate: "1988-04-12" });
    });

    test("of an undo: the same change is taken back again", async () => {
      const patient = await buildPatient(root);
      const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "2 New Road", birthdate: "13/04/1988" })]);
      const first = await undo(server, token, uuid);
      // OpenMRS writes back what it remembers: our rows as they were before the undo, beside those that the undo entered.
      await root.query("UPDATE person SET birthdate = '1988-04-13' WHERE person_id = ?", [patient.personId]);
      await root.query("UPDATE person_attribute SET voided = 0 WHERE person_id = ? AND value = '08051111222'", [patient.personId]);
      await root.query("UPDATE person_address SET voided = 0, preferred = 1 WHERE person_id = ? AND address2 = '2 New Road'", [patient.personId]);
      for (const field of ["phone", "address", "birthdate"]) await revert(first.uuid, field);
      expect(await statusOf(first.uuid)).toMatchObject({ reverted: 1, leftOver: 0 });
      const { rows } = await leftOver(first.uuid);
      expect(rows).toEqual([
        expect.objectContaining({
          why: "reverted",
          open: ["phone", "address", "birthdate"],
          fields: expect.objectContaining({ birthdate: expect.objectContaining({ status: "changed", after: { birthdate: "1988-04-12", estimated: false } }) }),
        }),
      ]);
      const sent = await followUp(first.uuid, { rows: [{ ordinal: 0, fields: ["phone", "address", "birthdate"], baseline: {} }] });
      expect(sent).toMatchObject({ status: 202, body: { kind: "undo", origin: uuid } });
      expect((await outcomesOf(server, token, String(sent.body.uuid))).outcomes[0]).toMatchObject({ status: "updated", issues: [] });
      const record = await recordOf(root, patient.personId);
      expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
      expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 Ayangburen Road", preferred: 1 })]);
      expect(record.person).toMatchObject({ birthdate: "1988-04-12" });
      expect(await statusOf(first.uuid)).toMatchObject({ reverted: 0 });
      expect(await statusOf(uuid)).toMatchObject({ undoneBy: [first.uuid, sent.body.uuid] });
    });
  });
});
