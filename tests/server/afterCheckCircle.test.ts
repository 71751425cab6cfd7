import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { checkSubmission } from "../../server/afterCheck/checkSubmission";
import type { LeftOverPage } from "../../src/contract/followUps";
import type { SubmissionStatus } from "../../src/contract/submissions";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { startTestServer } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, recordOf, submit, typedRow } from "../support/submitting";

describe("a change that OpenMRS wrote over", () => {
  const root = openPool("root", "patient_contacts");
  const openmrs = openPool("root");
  let server: TestServer;
  let clerk: string;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true });
    clerk = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  /** Carries out one of the looks that the end of the submission has set, before its time. */
  async function look(uuid: string, stage: number): Promise<void> {
    const owner = randomUUID();
    const [rows] = await root.query<RowDataPacket[]>("SELECT submission_id AS id FROM submission WHERE uuid = ?", [uuid]);
    const submissionId = Number(rows[0]?.id);
    await root.query("UPDATE after_check SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND WHERE submission_id = ? AND stage = ?", [
      owner,
      submissionId,
      stage,
    ]);
    expect(await checkSubmission(server.deps, { owner, check: { submissionId, stage } }, () => true)).toBe("done");
  }

  async function statusOf(uuid: string, token: string): Promise<SubmissionStatus> {
    return (await server.call("GET", `/api/submissions/${uuid}`, { token })).body as SubmissionStatus;
  }
  async function leftOver(uuid: string, token: string): Promise<LeftOverPage> {
    const { status, body } = await server.call("POST", `/api/submissions/${uuid}/left-over`, { token, body: { after: -1, limit: 100 } });
    expect(status).toBe(200);
    return body as LeftOverPage;
  }

  /** What Hibernate does with whole rows that it remembers from before our change. */
  async function writeBack({ personId, phoneIds, addressIds }: BuiltPatient): Promise<void> {
    await openmrs.query("UPDATE person_attribute SET voided = 0, voided_by = NULL, date_voided = NULL, void_reason = NULL WHERE person_attribute_id IN (?)", [phoneIds]);
    await openmrs.query(
      "UPDATE person_address SET voided = 0, preferred = 1, voided_by = NULL, date_voided = NULL, void_reason = NULL WHERE person_address_id IN (?)",
      [addressIds],
    );
    await openmrs.query("UPDATE person SET birthdate = '1988-04-12', birthdate_estimated = 1 WHERE person_id = ?", [personId]);
  }

  async function everythingChanged(): Promise<{ patient: BuiltPatient; untouched: BuiltPatient; uuid: string }> {
    const patient = await buildPatient(openmrs, { birthdateEstimated: true });
    const untouched = await buildPatient(openmrs);
    const { uuid, status } = await submit(server, clerk, [
      typedRow({ artId: untouched.artId, phone: "08051111222" }),
      typedRow({ artId: patient.artId, phone: "08051111222", street: "14 New Road", birthdate: "13/04/1988" }),
    ]);
    expect(status).toMatchObject({ state: "done", counts: { updated: 2 }, leftOver: 0, reverted: 0, checkedAt: null });
    // Ten minutes after the end, the first of the two looks.
    expect(Date.parse(status.nextCheckAt ?? "") - Date.parse(status.finishedAt ?? "")).toBe(600_000);
    return { patient, untouched, uuid };
  }

  test("is found, shown to its sender, applied again with one request, and found in order by the next look", async () => {
    const { patient, uuid } = await everythingChanged();
    await writeBack(patient);
    await look(uuid, 0);

    expect(await statusOf(uuid, clerk)).toMatchObject({ reverted: 1, checkedAt: expect.stringMatching(/Z$/), nextCheckAt: expect.stringMatching(/Z$/) });
    const { rows } = await leftOver(uuid, clerk);
    expect(rows).toHaveLength(1);
    const [row] = rows;
    if (row === undefined) throw new Error("There is a row.");
    expect(row).toMatchObject({
      ordinal: 1,
      artId: patient.artId,
      why: "reverted",
      open: ["phone", "address", "birthdate"],
      fields: { birthdate: { before: { birthdate: "1988-04-12", estimated: true }, after: { birthdate: "1988-04-13", estimated: false } } },
    });

    const again = randomUUID();
    const body = { uuid: again, reason: null, leaveOut: [], rows: [{ ordinal: row.ordinal, fields: row.open, baseline: row.baseline, confirmations: ["phone-stale", "birthdate-shift"] }] };
    expect((await server.call("POST", `/api/submissions/${uuid}/follow-up`, { token: clerk, body })).status).toBe(202);
    const followUp = await outcomesOf(server, clerk, again);
    expect(followUp.status).toMatchObject({ state: "done", kind: "follow-up", origin: uuid, counts: { updated: 1 } });

    const record = await recordOf(openmrs, patient.personId);
    expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 New Road", preferred: 1 })]);
    expect(record.person).toMatchObject({ birthdate: "1988-04-13", birthdate_estimated: 0 });

    expect(await statusOf(uuid, clerk)).toMatchObject({ reverted: 0, followedBy: [again] });
    await look(uuid, 1);
    await look(again, 0);
    expect(await statusOf(uuid, clerk)).toMatchObject({ reverted: 0, nextCheckAt: null });
    expect(await statusOf(again, clerk)).toMatchObject({ reverted: 0 });
    expect((await outcomesOf(server, clerk, uuid)).outcomes.map(({ reverted }) => reverted)).toEqual([[], []]);
  });

  test("and written over once more is the business of the submission that applied it again", async () => {
    const { patient, uuid } = await everythingChanged();
    await writeBack(patient);
    await look(uuid, 0);
    const [row] = (await leftOver(uuid, supervisor)).rows;
    if (row === undefined) throw new Error("There is a row.");
    const again = randomUUID();
    const body = { uuid: again, reason: null, leaveOut: [], rows: [{ ordinal: row.ordinal, fields: ["birthdate"], baseline: row.baseline }] };
    expect((await server.call("POST", `/api/submissions/${uuid}/follow-up`, { token: supervisor, body })).status).toBe(202);
    expect((await outcomesOf(server, supervisor, again)).status.counts.updated).toBe(1);
    await openmrs.query("UPDATE person SET birthdate = '1988-04-12', birthdate_estimated = 1 WHERE person_id = ?", [patient.personId]);
    await look(uuid, 1);
    await look(again, 0);
    expect((await outcomesOf(server, clerk, uuid)).outcomes.map(({ reverted }) => [...reverted].sort())).toEqual([[], ["address", "phone"]]);
    expect((await outcomesOf(server, supervisor, again)).outcomes.map(({ reverted }) => reverted)).toEqual([["birthdate"]]);
  });

  test("and left as the record has it is not asked about again", async () => {
    const { patient, uuid } = await everythingChanged();
    await writeBack(patient);
    await look(uuid, 0);
    const body = { uuid: randomUUID(), reason: null, rows: [], leaveOut: [1] };
    expect((await server.call("POST", `/api/submissions/${uuid}/follow-up`, { token: clerk, body })).status).toBe(202);
    await look(uuid, 1);
    expect(await statusOf(uuid, clerk)).toMatchObject({ reverted: 0 });
    expect((await leftOver(uuid, clerk)).rows).toEqual([]);
  });

  test("of which its sender has taken everything back is no such change: taking back is not reported, being written over afterwards is", async () => {
    const { patient, uuid } = await everythingChanged();
    const undo = randomUUID();
    expect((await server.call("POST", `/api/submissions/${uuid}/undo`, { token: clerk, body: { uuid: undo, ordinals: null, reason: null } })).status).toBe(202);
    expect((await outcomesOf(server, clerk, undo)).status).toMatchObject({ state: "done", kind: "undo", counts: { updated: 2 } });
    await look(uuid, 0);
    await look(undo, 0);
    expect(await statusOf(uuid, clerk)).toMatchObject({ reverted: 0 });
    expect(await statusOf(undo, clerk)).toMatchObject({ reverted: 0 });
    // OpenMRS had read the patient between the two, and writes that back.
    await openmrs.query("UPDATE person SET birthdate = '1988-04-13', birthdate_estimated = 0 WHERE person_id = ?", [patient.personId]);
    await openmrs.query("UPDATE person_attribute SET voided = 0 WHERE person_id = ? AND value = '08051111222'", [patient.personId]);
    await openmrs.query("UPDATE person_address SET voided = 0, preferred = 1 WHERE person_id = ? AND address2 = '14 New Road'", [patient.personId]);
    await look(uuid, 1);
    await look(undo, 1);
    expect(await statusOf(uuid, clerk)).toMatchObject({ reverted: 0 });
    expect((await outcomesOf(server, clerk, undo)).outcomes.map(({ reverted }) => [...reverted].sort())).toEqual([[], ["address", "birthdate", "phone"]]);
  });
});

describe("an old site's OpenMRS", () => {
  test("is looked through in the same way", async () => {
    const openmrs = openPool("root", "openmrs_111");
    const contacts = openPool("root", "patient_contacts_111");
    const server = await startTestServer({ engine: true, level: "1.11" });
    try {
      const token = await server.signIn("clerk");
      const patient = await buildPatient(openmrs);
      const { uuid, status } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "14 New Road" })]);
      expect(status.counts.updated).toBe(1);
      await openmrs.query("UPDATE person_address SET voided = 0, preferred = 1 WHERE person_address_id IN (?)", [patient.addressIds]);
      const [rows] = await contacts.query<RowDataPacket[]>("SELECT submission_id AS id FROM submission WHERE uuid = ?", [uuid]);
      const check = { submissionId: Number(rows[0]?.id), stage: 0 };
      const owner = randomUUID();
      await contacts.query("UPDATE after_check SET lease_owner = ? WHERE submission_id = ? AND stage = 0", [owner, check.submissionId]);
      expect(await checkSubmission(server.deps, { owner, check }, () => true)).toBe("done");
      expect((await outcomesOf(server, token, uuid)).outcomes.map(({ reverted }) => reverted)).toEqual([["address"]]);
    } finally {
      await server.close();
    }
  });
});
