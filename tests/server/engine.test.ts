import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { claimSubmission } from "../../server/submissions/lease";
import { runSubmission, startRunner } from "../../server/submissions/runner";
import type { ChunkStep } from "../../server/submissions/chunk";
import { findSubmission } from "../../server/submissions/submissionStore";
import { buildPatient, newArtId } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, previewed, recordOf, sendSubmission, typedRow, voided } from "../support/submitting";

const steps: readonly ChunkStep[] = ["begun", "record-locked", "record-written", "outcomes-written", "audited"];

describe("the submission engine", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    // No runner of its own: each test says when the engine works, and how far.
    server = await startTestServer({ engine: false, environment: { ENGINE_CHUNK_ROWS: "3" }, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  async function acceptedSubmission(count: number): Promise<{ uuid: string; personIds: number[] }> {
    const patients = await Promise.all(Array.from({ length: count }, () => buildPatient(root)));
    const seen = await previewed(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222", street: "14 New Road", birthdate: "13/04/1988" })));
    return { uuid: await sendSubmission(server, token, seen.rows), personIds: patients.map(({ personId }) => personId) };
  }

  async function expectAppliedOnce(personIds: readonly number[]): Promise<void> {
    for (const personId of personIds) {
      const record = await recordOf(root, personId);
      expect(active(record.phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
      expect(voided(record.phones)).toHaveLength(1);
      expect(active(record.addresses)).toEqual([expect.objectContaining({ address2: "14 New Road", preferred: 1 })]);
      expect(voided(record.addresses)).toHaveLength(1);
      expect(record.person).toMatchObject({ birthdate: "1988-04-13" });
    }
  }

  async function auditedSubjects(uuid: string): Promise<number> {
    const [rows] = await root.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS found FROM patient_contacts.audit_subject s
         JOIN patient_contacts.audit_event e ON e.audit_event_id = s.audit_event_id AND e.action = 'change-contacts'
         JOIN patient_contacts.submission u ON u.submission_id = e.submission_id WHERE u.uuid = ?`,
      [uuid],
    );
    return Number(rows[0]?.found);
  }

  test.each(steps)("an engine that dies at «%s» leaves nothing half done, and another one carries on", async (fatal) => {
    const { uuid, personIds } = await acceptedSubmission(7);
    const submission = await findSubmission(server.deps.pool, uuid);
    if (submission === null) throw new Error("The submission is gone.");
    let passed = 0;
    const dying = runSubmission(server.deps, submission, {
      mayGoOn: () => true,
      onStep: (step) => {
        // Like a broken connection: not a fault of a row, so no row may be failed for it.
        if (step === fatal && (passed += 1) === 2) throw Object.assign(new Error("connection lost"), { code: "PROTOCOL_CONNECTION_LOST" });
      },
    });
    await expect(dying).rejects.toMatchObject({ code: "PROTOCOL_CONNECTION_LOST" });
    const runner = startRunner(server.deps);
    const { outcomes } = await outcomesOf(server, token, uuid);
    await runner.stop();
    expect(outcomes.map(({ status }) => status)).toEqual(Array(7).fill("updated"));
    await expectAppliedOnce(personIds);
    expect(await auditedSubjects(uuid)).toBe(7);
  });

  test("two engines on one submission apply every row once", async () => {
    const { uuid, personIds } = await acceptedSubmission(20);
    const submission = await findSubmission(server.deps.pool, uuid);
    if (submission === null) throw new Error("The submission is gone.");
    const run = () => runSubmission(server.deps, submission, { mayGoOn: () => true });
    expect(await Promise.all([run(), run()])).toEqual(["done", "done"]);
    await expectAppliedOnce(personIds);
    expect(await auditedSubjects(uuid)).toBe(20);
    const runner = startRunner(server.deps);
    expect((await outcomesOf(server, token, uuid)).status.counts).toMatchObject({ updated: 20, failed: 0 });
    await runner.stop();
  });

  test("a submission is worked on by one engine at a time, and by another when the first falls silent", async () => {
    const { uuid } = await acceptedSubmission(1);
    const first = await claimSubmission(server.deps.pool, randomUUID());
    expect(first?.uuid).toBe(uuid);
    expect(await claimSubmission(server.deps.pool, randomUUID())).toBeNull();
    await root.query("UPDATE patient_contacts.submission SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    expect((await claimSubmission(server.deps.pool, randomUUID()))?.uuid).toBe(uuid);
    await root.query("UPDATE patient_contacts.submission SET lease_until = NULL WHERE uuid = ?", [uuid]);
    const runner = startRunner(server.deps);
    await outcomesOf(server, token, uuid);
    await runner.stop();
  });

  test("an ART ID that was given to another patient meanwhile is judged by that patient's record", async () => {
    const artId = newArtId();
    const first = await buildPatient(root, { artIds: [artId] });
    const seen = await previewed(server, token, [typedRow({ artId, phone: "08051111222" })]);
    const uuid = await sendSubmission(server, token, seen.rows);
    await root.query("UPDATE patient_identifier SET voided = 1 WHERE patient_id = ? AND identifier_type = 4", [first.personId]);
    const second = await buildPatient(root, { artIds: [artId], phones: ["08099999999"] });
    const runner = startRunner(server.deps);
    const { outcomes } = await outcomesOf(server, token, uuid);
    await runner.stop();
    // What the person saw was the first patient's number, so for the second it is a conflict and nothing is written.
    expect(outcomes[0]).toMatchObject({ status: "conflict", fields: { phone: { status: "conflict", before: "08099999999" } } });
    for (const { personId } of [first, second]) expect((await recordOf(root, personId)).phones).toHaveLength(1);
  });

  test("a cancelled submission stops between chunks, and what was done stays done with its outcomes", async () => {
    const { uuid } = await acceptedSubmission(9);
    const submission = await findSubmission(server.deps.pool, uuid);
    if (submission === null) throw new Error("The submission is gone.");
    await root.query("UPDATE patient_contacts.submission SET cancel_requested = 1 WHERE uuid = ?", [uuid]);
    expect(await runSubmission(server.deps, submission, { mayGoOn: () => true })).toBe("cancelled");
    const runner = startRunner(server.deps);
    expect((await outcomesOf(server, token, uuid)).status.state).toBe("cancelled");
    await runner.stop();
  });
});
