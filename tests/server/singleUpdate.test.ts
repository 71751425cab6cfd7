import type { RowDataPacket } from "mysql2/promise";
import type { PatientHistory } from "../../src/contract/patientCard";
import type { SubmissionList } from "../../src/contract/submissions";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, recordOf, sendSubmission, submit, typedRow } from "../support/submitting";
import { undo } from "../support/undoing";

/** One patient's form is a submission of one row: in the same history as lists, and taken back in the same way. */

const form = { workbook: "", sheet: "", kind: "form" } as const;

describe("a single update", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  test("stands among the submissions as the form's, and among the values that the patient had", async () => {
    const patient = await buildPatient(root);
    const { uuid, outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051113331" }, { rowId: "form~0000000000000a", rowNumber: 1 })], { source: form, reason: "She called" });
    expect(outcomes).toMatchObject([{ rowId: "form~0000000000000a", rowNumber: 1, status: "updated", fields: { phone: { status: "changed", before: "08031234567", after: "08051113331" } } }]);
    const list = (await server.call("GET", "/api/submissions?limit=1", { token })).body as SubmissionList;
    expect(list.submissions).toMatchObject([{ uuid, source: form, rowCount: 1, reason: "She called", undo: { refusal: null } }]);
    const [rows] = await root.query<(RowDataPacket & { uuid: string })[]>("SELECT uuid FROM person WHERE person_id = ?", [patient.personId]);
    const history = (await server.call("POST", "/api/patients/history", { token, body: { patient: rows[0]?.uuid, reveal: false } })).body as PatientHistory;
    expect(history.entries.find((entry) => entry.field === "phone" && entry.standing === "current")).toMatchObject({ phone: "08051113331", origin: { kind: "submission", uuid, source: form, reason: "She called" } });
  });

  test("is taken back like any other, and fields that it did not name were never touched", async () => {
    const patient = await buildPatient(root);
    const before = await recordOf(root, patient.personId);
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051113332" }, { rowId: "form~0000000000000b", rowNumber: 1 })], { source: form });
    const changed = await recordOf(root, patient.personId);
    expect(active(changed.phones)).toMatchObject([{ value: "08051113332" }]);
    expect(changed.addresses).toEqual(before.addresses);
    const undone = await undo(server, token, uuid, { reason: "Wrong patient" });
    expect(undone.status).toMatchObject({ kind: "undo", origin: uuid, source: form, counts: { updated: 1 } });
    expect(active((await recordOf(root, patient.personId)).phones)).toMatchObject([{ value: "08031234567" }]);
  });

  test("sent without having been seen, what would replace a value waits for the person", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: "08051113333" }, { rowId: "form~0000000000000c", rowNumber: 1 })], { source: form });
    const { status, outcomes } = await outcomesOf(server, token, uuid);
    expect(outcomes).toMatchObject([{ status: "waiting", fields: { phone: { status: "waiting", reason: "not-previewed" } } }]);
    expect(status.leftOver).toBe(1);
    expect(active((await recordOf(root, patient.personId)).phones)).toMatchObject([{ value: "08031234567" }]);
  });
});
