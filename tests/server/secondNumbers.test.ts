import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { startTestServer, type TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, typedRow } from "../support/submitting";

describe("the second number of a cell", () => {
  const root = openPool("root");
  let server: TestServer;
  let clerk: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true });
    clerk = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  async function kept(personId: number): Promise<string[]> {
    const [rows] = await root.query<RowDataPacket[]>("SELECT phone, relation, void_reason AS reason FROM patient_contacts.other_number WHERE person_id = ? ORDER BY other_number_id", [personId]);
    return rows.map((row) => `${String(row.phone)} ${String(row.relation)}${row.reason === null ? "" : ` ${String(row.reason)}`}`);
  }
  async function send(artId: string, phone: string, { after, keepOthers }: { after: string; keepOthers?: boolean }, isSeen = true): Promise<string> {
    const row = typedRow({ artId, phone }, { acceptedRepairs: [{ field: "phone", code: "two-numbers", after, ...(keepOthers === undefined ? {} : { keepOthers }) }] });
    const { rows } = isSeen ? await previewed(server, clerk, [row]) : { rows: [row] };
    return await sendSubmission(server, clerk, rows);
  }

  test("is kept as the patient's own when the row is carried out, is never written to NMRS, and goes when the submission is taken back", async () => {
    const patient = await buildPatient(root);
    const uuid = await send(patient.artId, "08051111222 / 08062222333", { after: "08051111222", keepOthers: true });
    expect((await outcomesOf(server, clerk, uuid)).outcomes).toMatchObject([{ status: "updated" }]);
    expect(await kept(patient.personId)).toEqual(["08062222333 own"]);
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
    const [[person]] = await root.query<RowDataPacket[]>("SELECT uuid FROM person WHERE person_id = ?", [patient.personId]);
    const notes = await server.call("POST", "/api/patients/notes", { token: clerk, body: { patient: String(person?.uuid), reveal: false } });
    expect(notes.body.numbers).toMatchObject([{ phone: "08062222333", relation: "own", submission: uuid, by: "Chidinma Okafor", voided: null }]);

    const undoing = randomUUID();
    await server.call("POST", `/api/submissions/${uuid}/undo`, { token: clerk, body: { uuid: undoing, ordinals: null, reason: null } });
    expect((await outcomesOf(server, clerk, undoing)).outcomes).toMatchObject([{ status: "updated" }]);
    expect(await kept(patient.personId)).toEqual([`08062222333 own Undo, submission ${undoing}`]);
  });

  test("is not kept where nobody asked for it", async () => {
    const patient = await buildPatient(root);
    await outcomesOf(server, clerk, await send(patient.artId, "08051111222 / 08062222333", { after: "08051111222" }));
    expect(await kept(patient.personId)).toEqual([]);
  });

  test("is kept too where the chosen number stands in the record already", async () => {
    const patient = await buildPatient(root);
    const uuid = await send(patient.artId, "08031234567, 08062222333", { after: "08031234567", keepOthers: true });
    expect((await outcomesOf(server, clerk, uuid)).outcomes).toMatchObject([{ status: "unchanged" }]);
    expect(await kept(patient.personId)).toEqual(["08062222333 own"]);
  });

  test("waits with its row, and is kept once although two submissions bring it", async () => {
    const patient = await buildPatient(root);
    const blind = await send(patient.artId, "08051111222 / 08062222333", { after: "08051111222", keepOthers: true }, false);
    expect((await outcomesOf(server, clerk, blind)).outcomes).toMatchObject([{ status: "waiting" }]);
    expect(await kept(patient.personId)).toEqual([]);
    await outcomesOf(server, clerk, await send(patient.artId, "08051111222 / 08062222333", { after: "08051111222", keepOthers: true }));
    await outcomesOf(server, clerk, await send(patient.artId, "08052222333 / 08062222333", { after: "08052222333", keepOthers: true }));
    expect(await kept(patient.personId)).toEqual(["08062222333 own"]);
  });
});
