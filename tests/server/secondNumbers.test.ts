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

  describe("taken back with its row", () => {
    const undoOf = async (uuid: string, ordinals: number[] | null = null): Promise<string> => {
      const undoing = randomUUID();
      expect((await server.call("POST", `/api/submissions/${uuid}/undo`, { token: clerk, body: { uuid: undoing, ordinals, reason: null } })).status).toBe(202);
      await outcomesOf(server, clerk, undoing);
      return undoing;
    };
    const undoStateOf = async (uuid: string): Promise<unknown> => ((await server.call("GET", `/api/submissions/${uuid}`, { token: clerk })).body as { undo: { refusal: unknown } }).undo.refusal;

    test("goes although the row changed nothing in the record, and then there is nothing left to take back", async () => {
      const patient = await buildPatient(root);
      const uuid = await send(patient.artId, "08031234567, 08062222333", { after: "08031234567", keepOthers: true });
      await outcomesOf(server, clerk, uuid);
      expect(await undoStateOf(uuid)).toBeNull();
      const undoing = await undoOf(uuid);
      expect(await kept(patient.personId)).toEqual([`08062222333 own Undo, submission ${undoing}`]);
      expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
      expect(await undoStateOf(uuid)).toBe("nothing-changed");
    });

    test("goes beside rows that changed the record, in the undo of one row as in the undo of all", async () => {
      const [one, two, three] = [await buildPatient(root), await buildPatient(root), await buildPatient(root)];
      const repaired = (artId: string, chosen: string) =>
        typedRow({ artId, phone: `${chosen} / 08062222333` }, { acceptedRepairs: [{ field: "phone", code: "two-numbers", after: chosen, keepOthers: true }] });
      const { rows } = await previewed(server, clerk, [repaired(one.artId, "08031234567"), repaired(two.artId, "08051111222"), repaired(three.artId, "08031234567")]);
      const uuid = await sendSubmission(server, clerk, rows);
      expect((await outcomesOf(server, clerk, uuid)).outcomes.map(({ status }) => status)).toEqual(["unchanged", "updated", "unchanged"]);
      const first = await undoOf(uuid, [0]);
      expect(await kept(one.personId)).toEqual([`08062222333 own Undo, submission ${first}`]);
      expect(await kept(three.personId)).toEqual(["08062222333 own"]);
      const rest = await undoOf(uuid);
      expect(await kept(two.personId)).toEqual([`08062222333 own Undo, submission ${rest}`]);
      expect(await kept(three.personId)).toEqual([`08062222333 own Undo, submission ${rest}`]);
      // What was voided first keeps its own reason.
      expect(await kept(one.personId)).toEqual([`08062222333 own Undo, submission ${first}`]);
    });

    test("that somebody has voided meanwhile is no fault of the undo", async () => {
      const patient = await buildPatient(root);
      const uuid = await send(patient.artId, "08051111222 / 08062222333", { after: "08051111222", keepOthers: true });
      await outcomesOf(server, clerk, uuid);
      await root.query("UPDATE patient_contacts.other_number SET voided_by = 1, voided_at = NOW(3), void_reason = 'Wrong' WHERE person_id = ?", [patient.personId]);
      await undoOf(uuid);
      expect(await kept(patient.personId)).toEqual(["08062222333 own Wrong"]);
      expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
    });
  });

  describe("given with the row of a form", () => {
    async function sendForm(artId: string, cells: Parameters<typeof typedRow>[0], keepNumbers: string[]): Promise<string> {
      const { rows } = await previewed(server, clerk, [typedRow({ artId, ...cells }, { keepNumbers })]);
      return await sendSubmission(server, clerk, rows, { source: { workbook: "", sheet: "", kind: "form" } });
    }

    test("is kept in the row's transaction, and goes when the row is taken back", async () => {
      const patient = await buildPatient(root);
      const uuid = await sendForm(patient.artId, { phone: "08051111222" }, ["08062222333"]);
      expect((await outcomesOf(server, clerk, uuid)).outcomes).toMatchObject([{ status: "updated" }]);
      expect(await kept(patient.personId)).toEqual(["08062222333 own"]);
      const undoing = randomUUID();
      await server.call("POST", `/api/submissions/${uuid}/undo`, { token: clerk, body: { uuid: undoing, ordinals: null, reason: null } });
      await outcomesOf(server, clerk, undoing);
      expect(await kept(patient.personId)).toEqual([`08062222333 own Undo, submission ${undoing}`]);
    });

    test("is kept beside a new street too, where the number does not become NMRS's", async () => {
      const patient = await buildPatient(root);
      await outcomesOf(server, clerk, await sendForm(patient.artId, { street: "9 New Road" }, ["08062222333"]));
      expect(await kept(patient.personId)).toEqual(["08062222333 own"]);
      expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08031234567" })]);
    });

    test("is not kept where the row was not carried out, nor where it is no telephone number", async () => {
      const patient = await buildPatient(root);
      const { rows } = await previewed(server, clerk, [typedRow({ artId: patient.artId, phone: "08051111222" }, { keepNumbers: ["08062222333"] })]);
      await root.query("UPDATE person_attribute SET value = '08069999999' WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
      const uuid = await sendSubmission(server, clerk, rows);
      expect((await outcomesOf(server, clerk, uuid)).outcomes).toMatchObject([{ status: "conflict" }]);
      expect(await kept(patient.personId)).toEqual([]);
      await outcomesOf(server, clerk, await sendForm(patient.artId, { street: "9 New Road" }, ["0806"]));
      expect(await kept(patient.personId)).toEqual([]);
    });
  });
});
