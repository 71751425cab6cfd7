import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { checkSubmission } from "../../server/afterCheck/checkSubmission";
import { readMigrations } from "../../server/database/migrate";
import { finishSubmission } from "../../server/submissions/lease";
import { noNeeds } from "../../src/contract/dashboard";
import type { Needs } from "../../src/contract/dashboard";
import type { FollowUpRequest, LeftOverPage } from "../../src/contract/followUps";
import type { Role } from "../../src/domain/types";
import { openPool } from "../support/database";
import { buildPatient, newArtId } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../support/server";
import type { Answer, TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, submit, typedRow } from "../support/submitting";
import { undo } from "../support/undoing";
import { buildUser } from "../support/users";

describe("what needs somebody", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
  });
  afterAll(() => server.close());

  interface Person {
    readonly token: string;
    readonly userId: number;
  }

  async function newPerson(role: Role, facilities: readonly number[] | null): Promise<Person> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilities);
    return { token: await server.signIn(user.username, user.password), userId: user.userId };
  }

  async function needsOf({ token }: Person): Promise<Needs> {
    const { status, body } = await server.call("GET", "/api/dashboard/needs", { token });
    expect(status).toBe(200);
    return body as Needs;
  }

  const inKaru = (): Promise<BuiltPatient> => buildPatient(root, { locationId: 8 });

  async function leftOver({ token }: Person, uuid: string): Promise<LeftOverPage> {
    const { status, body } = await server.call("POST", `/api/submissions/${uuid}/left-over`, { token, body: { after: -1, limit: 100 } });
    expect(status).toBe(200);
    return body as LeftOverPage;
  }

  function followUp({ token }: Person, uuid: string, more: Partial<FollowUpRequest>): Promise<Answer> {
    return server.call("POST", `/api/submissions/${uuid}/follow-up`, { token, body: { uuid: randomUUID(), reason: null, rows: [], leaveOut: [], ...more } });
  }

  async function idOf(uuid: string): Promise<number> {
    const [rows] = await ours.query<(RowDataPacket & { id: number })[]>("SELECT submission_id AS id FROM submission WHERE uuid = ?", [uuid]);
    return rows[0]?.id ?? 0;
  }

  /** One row for each way of being left over: waiting, failed, in part, in conflict; and one that was carried out. */
  async function sendLeavingFour({ token }: Person): Promise<string> {
    const [waits, partly, disputed, done] = [await inKaru(), await inKaru(), await inKaru(), await inKaru()];
    const seen = await previewed(server, token, [
      typedRow({ artId: partly.artId, phone: "08051111222", birthdate: "31/02/1988" }),
      typedRow({ artId: disputed.artId, phone: "08051111222" }),
      typedRow({ artId: done.artId, phone: "08051111222" }),
    ]);
    await root.query("UPDATE person_attribute SET value = '08069999999' WHERE person_attribute_id = ?", [disputed.phoneIds[0]]);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: waits.artId, phone: "08051111222" }), typedRow({ artId: newArtId(), phone: "08051111222" }), ...seen.rows]);
    expect((await outcomesOf(server, token, uuid)).status.counts).toMatchObject({ waiting: 1, failed: 1, partly: 1, conflict: 1, updated: 1 });
    return uuid;
  }

  test("nobody is told of it without signing in", async () => {
    expect((await server.call("GET", "/api/dashboard/needs")).status).toBe(401);
  });

  test("a clerk is told of the own rows that were left over, as many as the submission says, until they are settled", async () => {
    const clerk = await newPerson("clerk", [8]);
    const other = await newPerson("clerk", [8]);
    expect(await needsOf(clerk)).toEqual({ scope: "own", mayApprove: false, counts: noNeeds, submissions: [] });
    const uuid = await sendLeavingFour(clerk);
    const told = await needsOf(clerk);
    expect(told.counts).toEqual({ ...noNeeds, "left-over": { rows: 4, submissions: 1, newest: [uuid] } });
    expect(told.submissions).toEqual([expect.objectContaining({ uuid, leftOver: 4, isOwn: true })]);
    expect((await needsOf(other)).counts).toEqual(noNeeds);
    await followUp(clerk, uuid, { leaveOut: [1, 2] });
    expect((await needsOf(clerk)).counts["left-over"].rows).toBe(2);
    const { rows } = await leftOver(clerk, uuid);
    const sent = await followUp(clerk, uuid, { rows: rows.map(({ ordinal, baseline }) => ({ ordinal, fields: ["phone" as const], baseline })) });
    await outcomesOf(server, clerk.token, String(sent.body.uuid));
    expect(await needsOf(clerk)).toEqual({ scope: "own", mayApprove: false, counts: noNeeds, submissions: [] });
  });

  test("it does not matter how many submissions came after: all are counted, the newest twenty are named", async () => {
    const clerk = await newPerson("clerk", [8]);
    const uuids: string[] = [];
    for (let index = 0; index < 22; index += 1) uuids.push((await submit(server, clerk.token, [typedRow({ artId: newArtId(), phone: "08051111222" })])).uuid);
    for (let index = 0; index < 55; index += 1) await sendSubmission(server, clerk.token, [typedRow({ artId: newArtId() })]);
    const told = await needsOf(clerk);
    expect(told.counts["left-over"]).toMatchObject({ submissions: told.counts["left-over"].rows });
    expect(told.counts["left-over"].rows).toBeGreaterThanOrEqual(22);
    expect(told.counts["left-over"].newest).toHaveLength(20);
    expect(told.submissions.map((submission) => submission.uuid)).toEqual(told.counts["left-over"].newest);
  });

  test("what only a supervisor may erase waits for the supervisor, who carries it on in the own name", async () => {
    const clerk = await newPerson("clerk", [8]);
    const karu = await newPerson("supervisor", [8]);
    const elsewhere = await newPerson("supervisor", [9]);
    const everywhere = await newPerson("supervisor", null);
    const before = (await needsOf(everywhere)).counts;
    const [one, two] = [await inKaru(), await inKaru()];
    const { uuid } = await submit(server, clerk.token, [
      typedRow({ artId: one.artId, phone: "CLEAR" }),
      typedRow({ artId: two.artId, phone: "08051111222", street: "CLEAR" }),
      typedRow({ artId: newArtId(), phone: "08051111222" }),
    ]);
    expect(await needsOf(clerk)).toMatchObject({
      mayApprove: false,
      counts: { approval: { rows: 2, submissions: 1, newest: [uuid] }, "left-over": { rows: 1, submissions: 1, newest: [uuid] } },
    });
    const forKaru = await needsOf(karu);
    expect(forKaru).toMatchObject({ scope: "everyone", mayApprove: true });
    expect(forKaru.counts.approval.newest[0]).toBe(uuid);
    expect(forKaru.submissions[0]).toMatchObject({ uuid, isOwn: false });
    expect((await needsOf(elsewhere)).counts.approval.newest).not.toContain(uuid);
    expect((await needsOf(everywhere)).counts.approval.rows).toBe(before.approval.rows + 2);

    const { rows } = await leftOver(karu, uuid);
    expect(rows.map(({ ordinal, open, fields }) => [ordinal, open, fields.phone?.status, fields.address?.status])).toEqual([
      [0, ["phone"], "changed", undefined],
      [1, ["address"], undefined, "changed"],
      [2, ["phone"], "failed", undefined],
    ]);
    const approved = rows.slice(0, 2).map(({ ordinal, open, baseline }) => ({ ordinal, fields: open, baseline }));
    const own = await followUp(clerk, uuid, { rows: approved.slice(0, 1) });
    await outcomesOf(server, clerk.token, String(own.body.uuid));
    // Carried on by the clerk it is refused as before, and waits anew, in the follow-up.
    const again = await needsOf(clerk);
    expect(again.counts.approval).toMatchObject({ rows: 2, submissions: 2 });
    const [follow] = again.counts.approval.newest;
    const rest = await leftOver(karu, String(follow));
    for (const [origin, sent] of [
      [String(follow), rest.rows.map(({ ordinal, open, baseline }) => ({ ordinal, fields: open, baseline }))],
      [uuid, approved.slice(1)],
    ] as const) {
      const made = await followUp(karu, origin, { rows: sent });
      expect((await outcomesOf(server, karu.token, String(made.body.uuid))).status).toMatchObject({ counts: { updated: 1 }, isOwn: true });
    }
    expect(active((await recordOf(root, one.personId)).phones)).toEqual([]);
    expect((await recordOf(root, one.personId)).phones[0]).toMatchObject({ voided: 1, voided_by: karu.userId });
    expect(await needsOf(clerk)).toMatchObject({ counts: { approval: noNeeds.approval, "left-over": { rows: 1, newest: [uuid] } } });
    expect((await needsOf(everywhere)).counts.approval.rows).toBe(before.approval.rows);
  });

  test("a change that was found overwritten is told until it is settled", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patient = await inKaru();
    const { uuid } = await submit(server, clerk.token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    await root.query("UPDATE person_attribute SET voided = 0, voided_by = NULL, date_voided = NULL, void_reason = NULL WHERE person_attribute_id = ?", [patient.phoneIds[0]]);
    const submissionId = await idOf(uuid);
    const owner = randomUUID();
    // Held by this test, so that no other server that is being tested takes it.
    await ours.query("UPDATE after_check SET lease_owner = ?, lease_until = '2061-01-01 00:00:00.000' WHERE submission_id = ? AND stage = 0", [owner, submissionId]);
    expect(await checkSubmission(server.deps, { check: { submissionId, stage: 0 }, owner }, () => true)).toBe("done");
    expect((await needsOf(clerk)).counts).toEqual({ ...noNeeds, reverted: { rows: 1, submissions: 1, newest: [uuid] } });
    await followUp(clerk, uuid, { leaveOut: [0] });
    expect((await needsOf(clerk)).counts).toEqual(noNeeds);
  });

  test("a submission that the server gave up is told until it goes on", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patient = await inKaru();
    const { uuid } = await submit(server, clerk.token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const submissionId = await idOf(uuid);
    const owner = randomUUID();
    await ours.query("UPDATE submission SET state = 'running', lease_owner = ?, lease_until = '2061-01-01 00:00:00.000' WHERE submission_id = ?", [owner, submissionId]);
    expect(await finishSubmission(server.deps, owner, { submissionId, end: "stopped", stopReason: "site-fault" })).toBe(true);
    expect((await needsOf(clerk)).counts).toEqual({ ...noNeeds, stopped: { rows: 1, submissions: 1, newest: [uuid] } });
    // Its checks are set anew when it ends.
    await ours.query("DELETE FROM after_check WHERE submission_id = ?", [submissionId]);
    expect((await server.call("POST", `/api/submissions/${uuid}/resume`, { token: clerk.token })).status).toBe(202);
    expect((await needsOf(clerk)).counts).toEqual(noNeeds);
  });

  test("what taking back left alone needs nobody", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patient = await inKaru();
    const { uuid } = await submit(server, clerk.token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    await root.query("UPDATE person_attribute SET value = '08067777777' WHERE person_id = ? AND voided = 0", [patient.personId]);
    expect((await undo(server, clerk.token, uuid)).status.counts).toMatchObject({ conflict: 1 });
    expect((await needsOf(clerk)).counts).toEqual(noNeeds);
  });

  test("the counts of submissions that ended before they were kept are the same", async () => {
    const clerk = await newPerson("clerk", [8]);
    await sendLeavingFour(clerk);
    await submit(server, clerk.token, [typedRow({ artId: (await inKaru()).artId, phone: "CLEAR" })]);
    const kept = async (): Promise<unknown> => (await ours.query("SELECT * FROM submission_need WHERE user_id = ? ORDER BY submission_id, need", [clerk.userId]))[0];
    const before = await kept();
    expect(before).toHaveLength(2);
    await ours.query("DELETE FROM submission_need WHERE user_id = ?", [clerk.userId]);
    const backfill = readMigrations().find(({ name }) => name === "011_needs.sql");
    for (const statement of backfill?.statements ?? []) await ours.query(statement);
    expect(await kept()).toEqual(before);
  });
});
