import { randomUUID } from "node:crypto";
import type { FollowUpRequest, LeftOverPage } from "../../src/contract/followUps";
import { buildPatient } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { Answer, TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, typedRow } from "../support/submitting";

describe("rows that were left over", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
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
});
