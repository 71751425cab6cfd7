import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { claimSubmission, finishSubmission, renewLease } from "../../server/submissions/lease";
import { runSubmission, startRunner } from "../../server/submissions/runner";
import type { RunOptions, Runner } from "../../server/submissions/runner";
import { SubmissionEnded } from "../../server/submissions/submissionStates";
import type { Submission } from "../../server/submissions/submissionStore";
import { findSubmission } from "../../server/submissions/submissionStore";
import type { RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import { buildPatient } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { openPool } from "../support/database";
import { startTestServer, stoppedClock } from "../support/server";
import type { Answer, TestServer } from "../support/server";
import { active, outcomesOf, plainReading, previewed, recordOf, sendSubmission, sha256, typedRow } from "../support/submitting";
import { rawCounts, undo } from "../support/undoing";

const source = { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "sheet" };

describe("the states of a submission", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;
  let supervisor: string;

  beforeAll(async () => {
    // No engine of its own: each test says when one works, and how far.
    server = await startTestServer({
      environment: { ENGINE_CHUNK_ROWS: "3", ENGINE_CHUNKS_IN_FLIGHT: "1", AFTER_CHECK_MINUTES: "10,1440" },
      clock: stoppedClock(new Date("2026-11-22T09:30:00Z")),
    });
    token = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  interface Sent {
    readonly uuid: string;
    readonly personIds: readonly number[];
  }

  async function accepted(count: number): Promise<Sent> {
    // One after another, so that the engine, which goes by patient, takes them in the order of the rows.
    const patients: BuiltPatient[] = [];
    while (patients.length < count) patients.push(await buildPatient(root));
    const seen = await previewed(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    return { uuid: await sendSubmission(server, token, seen.rows), personIds: patients.map(({ personId }) => personId) };
  }

  async function stored(uuid: string): Promise<Submission> {
    const submission = await findSubmission(server.deps.pool, uuid);
    if (submission === null) throw new Error("The submission is gone.");
    return submission;
  }

  const ask = (uuid: string, what: "cancel" | "resume", who = token): Promise<Answer> => server.call("POST", `/api/submissions/${uuid}/${what}`, { token: who });
  const statusOf = async (uuid: string): Promise<SubmissionStatus> => (await server.call("GET", `/api/submissions/${uuid}`, { token })).body as SubmissionStatus;

  /** An engine works until the submission has ended, or stops. */
  async function carriedOut(uuid: string, onStep?: RunOptions["onStep"]): Promise<{ status: SubmissionStatus; outcomes: RowOutcome[] }> {
    const runner: Runner = startRunner(server.deps, onStep === undefined ? {} : { onStep });
    try {
      return await outcomesOf(server, token, uuid);
    } finally {
      await runner.stop();
    }
  }

  async function phonesOf(personIds: readonly number[]): Promise<string[]> {
    return await Promise.all(personIds.map(async (personId) => active((await recordOf(root, personId)).phones).map((row) => String(row.value)).join()));
  }

  async function afterChecks(uuid: string): Promise<RowDataPacket[]> {
    const [rows] = await root.query<RowDataPacket[]>(
      `SELECT stage, due_at AS dueAt FROM patient_contacts.after_check WHERE submission_id = (SELECT submission_id FROM patient_contacts.submission WHERE uuid = ?) ORDER BY stage`,
      [uuid],
    );
    return rows;
  }

  async function audited(uuid: string, action: string): Promise<number> {
    const [rows] = await root.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS found FROM patient_contacts.audit_event e JOIN patient_contacts.submission s ON s.submission_id = e.submission_id
        WHERE s.uuid = ? AND e.action = ? AND e.result = 'done'`,
      [uuid, action],
    );
    return Number(rows[0]?.found);
  }

  const oldPhone = "08031234567";
  const newPhone = "08051111222";

  test("done: every row has its outcome, and the record is to be looked at again after ten minutes and a day", async () => {
    const { uuid, personIds } = await accepted(4);
    expect((await carriedOut(uuid)).status).toMatchObject({ state: "done", rowsDone: 4, nextCheckAt: "2026-11-22T09:40:00.000Z", checkedAt: null, startedAt: expect.any(String) });
    expect(await afterChecks(uuid)).toEqual([
      { stage: 0, dueAt: "2026-11-22 09:40:00.000" },
      { stage: 1, dueAt: "2026-11-23 09:30:00.000" },
    ]);
    expect(await phonesOf(personIds)).toEqual(Array(4).fill(newPhone));
    expect(await rawCounts(root, uuid)).toEqual((await statusOf(uuid)).counts);
    expect(await ask(uuid, "cancel")).toMatchObject({ status: 409, body: { code: "submission-state" } });
    expect(await ask(uuid, "resume")).toMatchObject({ status: 409, body: { code: "submission-state" } });
  });

  test("done without a change: there is nothing to look at again", async () => {
    const patient = await buildPatient(root, { phones: [newPhone] });
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: newPhone })]);
    expect((await carriedOut(uuid)).status).toMatchObject({ state: "done", counts: { unchanged: 1 }, nextCheckAt: null });
    expect(await afterChecks(uuid)).toEqual([]);
  });

  test("cancelled before its turn: nothing is written, every row says so, and can be sent later", async () => {
    const { uuid, personIds } = await accepted(4);
    expect(await ask(uuid, "cancel")).toMatchObject({ status: 202, body: { state: "cancelled", rowsDone: 4, counts: { withdrawn: 4 }, leftOver: 4 } });
    expect(await ask(uuid, "cancel")).toMatchObject({ status: 202, body: { state: "cancelled" } });
    expect(await audited(uuid, "cancel-submission")).toBe(1);
    const { outcomes, status } = await carriedOut(uuid);
    expect(outcomes.map((outcome) => [outcome.status, outcome.issues.map(({ code }) => code)])).toEqual(Array(4).fill(["withdrawn", ["cancelled"]]));
    expect(status.undo.refusal).toBe("nothing-changed");
    expect(await rawCounts(root, uuid)).toEqual(status.counts);
    expect(await afterChecks(uuid)).toEqual([]);
    expect(await phonesOf(personIds)).toEqual(Array(4).fill(oldPhone));
    const page = await server.call("POST", `/api/submissions/${uuid}/left-over`, { token, body: { after: -1, limit: 3 } });
    expect(page.body).toMatchObject({ next: 2, rows: [{ ordinal: 0, why: "not-carried-out", open: ["phone"] }, { ordinal: 1 }, { ordinal: 2 }] });
    const rest = await server.call("POST", `/api/submissions/${uuid}/left-over`, { token, body: { after: 2, limit: 3 } });
    expect(rest.body).toMatchObject({ next: null, rows: [{ ordinal: 3, fields: { phone: { status: "changed", before: oldPhone, after: newPhone } } }] });
    const body = { uuid: randomUUID(), reason: null, leaveOut: [0, 1, 2], rows: [{ ordinal: 3, fields: ["phone"], baseline: rest.body.rows[0].baseline as object }] };
    expect(await server.call("POST", `/api/submissions/${uuid}/follow-up`, { token, body })).toMatchObject({ status: 202, body: { rowCount: 1 } });
    expect((await carriedOut(body.uuid)).outcomes).toEqual([expect.objectContaining({ ordinal: 3, status: "updated" })]);
    expect(await statusOf(uuid)).toMatchObject({ leftOver: 0, counts: { withdrawn: 4 }, followedBy: [body.uuid] });
  });

  test("cancelled while it comes in: no part comes in after that, and it is never carried out", async () => {
    const patient = await buildPatient(root);
    const parts = [0, 1].map(() => JSON.stringify({ rows: [typedRow({ artId: patient.artId, phone: newPhone })] }));
    const uuid = randomUUID();
    const header = { rowCount: 2, partCount: 2, digest: sha256(parts.map(sha256).join("")), reading: plainReading, source, reason: null };
    await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header });
    await server.call("PUT", `/api/submissions/${uuid}/parts/2`, { token, raw: parts[1] ?? "" });
    expect(await server.call("POST", `/api/submissions/${uuid}/left-over`, { token, body: { after: -1, limit: 3 } })).toMatchObject({ status: 409, body: { code: "submission-state" } });
    expect(await ask(uuid, "cancel")).toMatchObject({ status: 202, body: { state: "cancelled", counts: { withdrawn: 1 } } });
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: parts[0] ?? "" })).toMatchObject({ status: 409, body: { code: "submission-state" } });
    expect(await server.call("POST", `/api/submissions/${uuid}/accept`, { token })).toMatchObject({ body: { state: "cancelled" } });
    expect((await carriedOut(uuid)).outcomes).toEqual([expect.objectContaining({ ordinal: 0, status: "withdrawn" })]);
    const empty = randomUUID();
    await server.call("PUT", `/api/submissions/${empty}`, { token, body: header });
    expect(await ask(empty, "cancel")).toMatchObject({ body: { state: "cancelled", rowsDone: 0 } });
    expect(await phonesOf([patient.personId])).toEqual([oldPhone]);
  });

  test("cancelled while it runs: it ends between two chunks, and what was done stays done and can be taken back", async () => {
    const { uuid, personIds } = await accepted(8);
    let asked: Answer | undefined;
    const { status, outcomes } = await carriedOut(uuid, async (step) => {
      if (step === "record-written" && asked === undefined) asked = await ask(uuid, "cancel");
    });
    expect(asked).toMatchObject({ status: 202, body: { state: "running" } });
    expect(status).toMatchObject({ state: "cancelled", rowsDone: 8, counts: { updated: 3, withdrawn: 5 }, leftOver: 5, nextCheckAt: "2026-11-22T09:40:00.000Z" });
    expect(await rawCounts(root, uuid)).toEqual(status.counts);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([...Array<string>(3).fill("updated"), ...Array<string>(5).fill("withdrawn")]);
    expect(await phonesOf(personIds)).toEqual([...Array<string>(3).fill(newPhone), ...Array<string>(5).fill(oldPhone)]);
    const runner = startRunner(server.deps);
    expect((await undo(server, token, uuid)).status).toMatchObject({ rowCount: 3, counts: { updated: 3 } });
    await runner.stop();
    expect(await phonesOf(personIds)).toEqual(Array(8).fill(oldPhone));
  });

  test("cancelled during its last chunk: everything was carried out, so it is done", async () => {
    const { uuid } = await accepted(2);
    const { status } = await carriedOut(uuid, async (step) => {
      if (step === "record-written") await ask(uuid, "cancel");
    });
    expect(status).toMatchObject({ state: "done", counts: { updated: 2, withdrawn: 0 } });
    expect(await afterChecks(uuid)).toHaveLength(2);
  });

  test("stopped by a fault of the site: nothing is half done; its sender or a supervisor lets it go on, nobody else", async () => {
    const { uuid, personIds } = await accepted(7);
    let chunks = 0;
    const faulty: RunOptions["onStep"] = (step) => {
      if (step === "record-written" && (chunks += 1) === 2) throw Object.assign(new Error("INSERT command denied"), { errno: 1142 });
    };
    expect((await carriedOut(uuid, faulty)).status).toMatchObject({ state: "stopped", stopReason: "site-fault", rowsDone: 3, counts: { updated: 3 }, undo: { refusal: "not-finished" } });
    expect(await afterChecks(uuid)).toEqual([]);
    expect(await phonesOf(personIds)).toEqual([...Array<string>(3).fill(newPhone), ...Array<string>(4).fill(oldPhone)]);
    expect(await ask(uuid, "resume", await server.signIn("clerk2"))).toMatchObject({ status: 404 });
    expect(await ask(uuid, "resume", supervisor)).toMatchObject({ status: 202, body: { state: "accepted", stopReason: null, finishedAt: null } });
    expect(await ask(uuid, "resume")).toMatchObject({ status: 202, body: { state: "accepted" } });
    expect(await audited(uuid, "resume-submission")).toBe(1);
    expect((await carriedOut(uuid)).status).toMatchObject({ state: "done", counts: { updated: 7 } });
    expect(await phonesOf(personIds)).toEqual(Array(7).fill(newPhone));
    expect(await afterChecks(uuid)).toHaveLength(2);
    const [writers] = await root.query<RowDataPacket[]>("SELECT DISTINCT creator FROM person_attribute WHERE person_id IN (?) AND value = ?", [personIds, newPhone]);
    expect(writers).toEqual([{ creator: await server.userId("clerk") }]);
  });

  test("stopped and then given up: the rest is withdrawn, what was done is looked at again", async () => {
    const { uuid } = await accepted(5);
    let chunks = 0;
    await carriedOut(uuid, (step) => {
      if (step === "begun" && (chunks += 1) === 2) throw Object.assign(new Error("no such table"), { errno: 1146 });
    });
    expect(await ask(uuid, "cancel", supervisor)).toMatchObject({ status: 202, body: { state: "cancelled", stopReason: null, counts: { updated: 3, withdrawn: 2 } } });
    expect(await afterChecks(uuid)).toHaveLength(2);
  });

  test("an engine that was thought dead writes nothing any more once the submission has ended", async () => {
    const { uuid, personIds } = await accepted(2);
    const zombie = runSubmission(server.deps, await stored(uuid), {
      mayGoOn: () => true,
      onStep: async (step) => {
        if (step === "record-written") await ask(uuid, "cancel");
      },
    });
    await expect(zombie).rejects.toThrow(SubmissionEnded);
    expect(await phonesOf(personIds)).toEqual([oldPhone, oldPhone]);
    expect(await statusOf(uuid)).toMatchObject({ state: "cancelled", counts: { updated: 0, withdrawn: 2 } });
    expect(await rawCounts(root, uuid)).toMatchObject({ withdrawn: 2, updated: 0 });
  });

  test("whoever ends a submission waits for the chunk that is being written: its rows count as done", async () => {
    const { uuid, personIds } = await accepted(5);
    let cancelling: Promise<Answer> | undefined;
    const running = runSubmission(server.deps, await stored(uuid), {
      mayGoOn: () => cancelling === undefined,
      onStep: async (step) => {
        if (step !== "outcomes-written") return;
        cancelling = ask(uuid, "cancel");
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    });
    expect(await running).toBe("unfinished");
    expect(await cancelling).toMatchObject({ body: { state: "cancelled", counts: { updated: 3, withdrawn: 2 } } });
    expect(await phonesOf(personIds)).toEqual([newPhone, newPhone, newPhone, oldPhone, oldPhone]);
    expect(await rawCounts(root, uuid)).toMatchObject({ updated: 3, withdrawn: 2 });
  });

  test("an instance that lost its lease neither renews it nor ends the submission", async () => {
    const { uuid } = await accepted(1);
    const [first, second] = [randomUUID(), randomUUID()];
    const { submissionId } = await stored(uuid);
    expect((await claimSubmission(server.deps.pool, first))?.uuid).toBe(uuid);
    await root.query("UPDATE patient_contacts.submission SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    expect((await claimSubmission(server.deps.pool, second))?.uuid).toBe(uuid);
    expect(await renewLease(server.deps.pool, first, submissionId)).toBe(false);
    expect(await finishSubmission(server.deps, first, { submissionId, end: "done" })).toBe(false);
    expect(await statusOf(uuid)).toMatchObject({ state: "running" });
    expect(await renewLease(server.deps.pool, second, submissionId)).toBe(true);
    await root.query("UPDATE patient_contacts.submission SET lease_until = NULL WHERE uuid = ?", [uuid]);
    expect((await carriedOut(uuid)).status).toMatchObject({ state: "done", counts: { updated: 1 } });
    expect(await renewLease(server.deps.pool, second, submissionId)).toBe(false);
  });

  test("an instance that loses its lease in the middle of a chunk: both go on, and each row is done once", async () => {
    const { uuid, personIds } = await accepted(7);
    let second: Runner | undefined;
    const first = startRunner(server.deps, {
      onStep: async (step) => {
        if (step !== "record-locked" || second !== undefined) return;
        await root.query("UPDATE patient_contacts.submission SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
        second = startRunner(server.deps);
        // The other one takes it over and waits at the patients that are locked here.
        await new Promise((resolve) => setTimeout(resolve, 400));
      },
    });
    const { status } = await outcomesOf(server, token, uuid);
    await Promise.all([first.stop(), second?.stop()]);
    expect(status).toMatchObject({ state: "done", counts: { updated: 7 } });
    expect(await rawCounts(root, uuid)).toMatchObject({ updated: 7 });
    for (const personId of personIds) expect((await recordOf(root, personId)).phones).toHaveLength(2);
    expect(await afterChecks(uuid)).toHaveLength(2);
    expect(await audited(uuid, "change-contacts")).toBe(3);
  });

  test("a row that has not had its turn can neither be sent again nor be left out", async () => {
    const { uuid } = await accepted(1);
    const ask = (more: object): Promise<Answer> =>
      server.call("POST", `/api/submissions/${uuid}/follow-up`, { token, body: { uuid: randomUUID(), reason: null, rows: [], leaveOut: [], ...more } });
    expect(await ask({ leaveOut: [0] })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    expect(await ask({ rows: [{ ordinal: 0, fields: ["phone"], baseline: {} }] })).toMatchObject({ status: 409, body: { code: "rows-settled" } });
    expect((await carriedOut(uuid)).status).toMatchObject({ counts: { updated: 1 }, followedBy: [] });
  });

  test("two engines side by side carry several submissions out, each row once, and the tally is right", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => accepted(8)));
    const runners = [startRunner(server.deps), startRunner(server.deps)];
    for (const { uuid } of all) await outcomesOf(server, token, uuid);
    await Promise.all(runners.map((runner) => runner.stop()));
    for (const { uuid, personIds } of all) {
      expect(await statusOf(uuid)).toMatchObject({ state: "done", counts: { updated: 8 } });
      expect(await rawCounts(root, uuid)).toMatchObject({ updated: 8 });
      for (const personId of personIds) expect((await recordOf(root, personId)).phones).toHaveLength(2);
      expect(await afterChecks(uuid)).toHaveLength(2);
    }
  });

  test("only its sender and who may take over may cancel it, and a refusal is audited", async () => {
    const { uuid } = await accepted(1);
    expect(await ask(uuid, "cancel", await server.signIn("clerk2"))).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await statusOf(uuid)).toMatchObject({ state: "accepted" });
    expect(await ask(uuid, "cancel", supervisor)).toMatchObject({ status: 202, body: { state: "cancelled", isOwn: false, sentBy: "Chidinma Okafor" } });
    expect(await audited(uuid, "cancel-submission")).toBe(1);
    for (const what of ["undo", "left-over", "follow-up", "cancel", "resume"]) {
      expect(await server.call("POST", `/api/submissions/${uuid}/${what}`, { body: {} })).toMatchObject({ status: 401, body: { code: "not-signed-in" } });
    }
  });
});
