import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { runDueChecks, startAfterChecks } from "../../server/afterCheck/afterChecks";
import { claimCheck, renewCheck } from "../../server/afterCheck/checkLease";
import { CheckLost, checkSubmission } from "../../server/afterCheck/checkSubmission";
import type { RowInput, RowOutcome, SubmissionStatus } from "../../src/contract/submissions";
import { openPool } from "../support/database";
import { buildPatient, insertAddress, insertPhone } from "../support/patients";
import { startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { outcomesOf, submit, typedRow } from "../support/submitting";

interface Finding extends RowDataPacket {
  field: string;
  stage: number;
  settledAt: string | null;
}
interface CheckRow extends RowDataPacket {
  stage: number;
  checkedAt: string | null;
  checked: number | null;
  reverted: number | null;
  owner: string | null;
}

/** Other tests' checks lie in the same table, due in our days: those that are taken here by whoever looks first are due long before. */
const longAgo = "2004-05-06 07:00:00.000";
const thatDay = new Date("2004-05-06T07:00:00Z");
const theDayBefore = new Date("2004-05-05T07:00:00Z");

describe("the check of what was changed", () => {
  const root = openPool("root", "patient_contacts");
  const openmrs = openPool("root");
  let server: TestServer;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true });
    token = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  async function idOf(uuid: string): Promise<number> {
    const [rows] = await root.query<(RowDataPacket & { id: number })[]>("SELECT submission_id AS id FROM submission WHERE uuid = ?", [uuid]);
    if (rows[0] === undefined) throw new Error("The submission is gone.");
    return rows[0].id;
  }

  /** Sends rows and makes one check of them due, as the end of a submission does. */
  async function sent(rows: readonly RowInput[], stages: readonly number[] = [0]): Promise<{ uuid: string; submissionId: number }> {
    const { uuid, status } = await submit(server, token, rows);
    expect(status.counts.updated).toBe(rows.length);
    const submissionId = await idOf(uuid);
    await root.query("DELETE FROM after_check WHERE submission_id = ?", [submissionId]);
    for (const stage of stages) await root.query("INSERT INTO after_check (submission_id, stage, due_at) VALUES (?, ?, '2061-01-01 00:00:00.000')", [submissionId, stage]);
    return { uuid, submissionId };
  }

  /** One patient with everything changed. */
  async function changed(stages?: readonly number[]): Promise<{ uuid: string; submissionId: number; personId: number; phoneId: number; addressId: number; artId: string }> {
    const { artId, personId, phoneIds, addressIds } = await buildPatient(openmrs);
    const row = typedRow({ artId, phone: "08051111222", street: "14 New Road", birthdate: "13/04/1988" });
    return { ...(await sent([row], stages)), personId, artId, phoneId: phoneIds[0] ?? 0, addressId: addressIds[0] ?? 0 };
  }

  /** Lets an instance of its own carry out the checks of one submission, at a time when they are due. */
  async function check(submissionId: number, stage = 0): Promise<void> {
    const owner = randomUUID();
    await root.query("UPDATE after_check SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND WHERE submission_id = ? AND stage = ?", [owner, submissionId, stage]);
    expect(await checkSubmission(server.deps, { owner, check: { submissionId, stage } }, () => true)).toBe("done");
  }

  async function findings(submissionId: number): Promise<Finding[]> {
    const [rows] = await root.query<Finding[]>(
      "SELECT field, stage, settled_at AS settledAt FROM row_reverted WHERE submission_id = ? ORDER BY row_key, field",
      [submissionId],
    );
    return rows;
  }
  async function checks(submissionId: number): Promise<CheckRow[]> {
    const [rows] = await root.query<CheckRow[]>(
      "SELECT stage, checked_at AS checkedAt, rows_checked AS checked, rows_reverted AS reverted, lease_owner AS owner FROM after_check WHERE submission_id = ? ORDER BY stage",
      [submissionId],
    );
    return rows;
  }
  async function shown(uuid: string, who = token): Promise<{ status: SubmissionStatus; outcomes: RowOutcome[] }> {
    return await outcomesOf(server, who, uuid);
  }

  test("finds nothing where the record still says what was sent", async () => {
    const { submissionId, uuid } = await changed();
    await check(submissionId);
    expect(await findings(submissionId)).toEqual([]);
    expect(await checks(submissionId)).toEqual([expect.objectContaining({ checked: 1, reverted: 0, owner: null, checkedAt: expect.stringMatching(/^\d{4}-/) })]);
    const { status, outcomes } = await shown(uuid);
    expect(status).toMatchObject({ reverted: 0, checkedAt: expect.stringMatching(/Z$/), nextCheckAt: null });
    expect(outcomes[0]?.reverted).toEqual([]);
  });

  test("finds what OpenMRS wrote back from its memory, and shows it to sender and supervisor", async () => {
    const { submissionId, uuid, personId, phoneId, addressId } = await changed();
    // Hibernate writes whole rows as it remembers them: without the marks of our voiding.
    await openmrs.query("UPDATE person_attribute SET voided = 0, voided_by = NULL, date_voided = NULL, void_reason = NULL WHERE person_attribute_id = ?", [phoneId]);
    await openmrs.query("UPDATE person_address SET voided = 0, preferred = 1, voided_by = NULL, date_voided = NULL, void_reason = NULL WHERE person_address_id = ?", [addressId]);
    await openmrs.query("UPDATE person SET birthdate = '1988-04-12', birthdate_estimated = 0 WHERE person_id = ?", [personId]);
    await check(submissionId);
    expect((await findings(submissionId)).map(({ field }) => field)).toEqual(["address", "birthdate", "phone"]);
    const supervisor = await server.signIn("supervisor");
    for (const who of [token, supervisor]) {
      const { status, outcomes } = await shown(uuid, who);
      expect(status.reverted).toBe(1);
      expect([...(outcomes[0]?.reverted ?? [])].sort()).toEqual(["address", "birthdate", "phone"]);
    }
    const [events] = await root.query<RowDataPacket[]>(
      `SELECT e.user_id AS userId, e.result, e.details, s.person_id AS personId, s.fields, LENGTH(s.digest) AS digest
         FROM audit_event e LEFT JOIN audit_subject s ON s.audit_event_id = e.audit_event_id
        WHERE e.submission_id = ? AND e.action = 'after-check' ORDER BY e.audit_event_id`,
      [submissionId],
    );
    expect(events).toEqual([
      { userId: null, result: "done", details: '{"stage":0,"reverted":3}', personId, fields: "phone,address,birthdate", digest: 32 },
      { userId: null, result: "done", details: '{"stage":0,"rows":1,"reverted":1}', personId: null, fields: null, digest: null },
    ]);
  });

  test("finds a second number and a second preferred address that a page has put beside ours", async () => {
    const { submissionId, personId } = await changed();
    await insertPhone(openmrs, personId, { value: "08099999999" });
    await insertAddress(openmrs, personId, { preferred: true, columns: { address2: "3 Other Lane" } });
    await check(submissionId);
    expect((await findings(submissionId)).map(({ field }) => field)).toEqual(["address", "phone"]);
  });

  test("leaves alone what a person has changed since, or voided", async () => {
    const { submissionId, personId } = await changed();
    await openmrs.query("UPDATE person_attribute SET voided = 1, void_reason = 'New value: 08099999999' WHERE person_id = ? AND person_attribute_type_id = 8", [personId]);
    await insertPhone(openmrs, personId, { value: "08099999999" });
    await openmrs.query("UPDATE person_address SET voided = 1, preferred = 0 WHERE person_id = ?", [personId]);
    await openmrs.query("UPDATE person SET birthdate = '1988-04-20' WHERE person_id = ?", [personId]);
    await check(submissionId);
    expect(await findings(submissionId)).toEqual([]);
    expect(await checks(submissionId)).toEqual([expect.objectContaining({ checked: 1, reverted: 0 })]);
  });

  test("asks nothing about a field that was sent again later, the earlier value included, nor about a patient who is voided", async () => {
    const first = await changed();
    const again = typedRow({ artId: first.artId, birthdate: "12/04/1988", phone: "08031234567" }, { confirmations: ["phone-stale"] });
    expect((await submit(server, token, [again])).status.counts.updated).toBe(1);
    await check(first.submissionId);
    expect(await findings(first.submissionId)).toEqual([]);

    const gone = await changed();
    await openmrs.query("UPDATE person SET voided = 1, birthdate = '1988-04-12' WHERE person_id = ?", [gone.personId]);
    await check(gone.submissionId);
    expect(await findings(gone.submissionId)).toEqual([]);
  });

  test("a later look neither doubles what is known nor keeps it open where it has been put right", async () => {
    const { submissionId, uuid, personId, phoneId } = await changed([0, 1, 2]);
    await openmrs.query("UPDATE person_attribute SET voided = 0 WHERE person_attribute_id = ?", [phoneId]);
    await openmrs.query("UPDATE person SET birthdate = '1988-04-12' WHERE person_id = ?", [personId]);
    await check(submissionId, 0);
    await check(submissionId, 1);
    expect(await findings(submissionId)).toEqual([
      { field: "birthdate", stage: 0, settledAt: null },
      { field: "phone", stage: 0, settledAt: null },
    ]);
    await openmrs.query("UPDATE person_attribute SET voided = 1 WHERE person_attribute_id = ?", [phoneId]);
    await check(submissionId, 2);
    expect(await findings(submissionId)).toEqual([
      { field: "birthdate", stage: 0, settledAt: null },
      { field: "phone", stage: 0, settledAt: expect.stringMatching(/^\d{4}-/) },
    ]);
    expect((await shown(uuid)).outcomes[0]?.reverted).toEqual(["birthdate"]);
    const [events] = await root.query<RowDataPacket[]>(
      "SELECT s.person_id AS personId FROM audit_event e JOIN audit_subject s ON s.audit_event_id = e.audit_event_id WHERE e.submission_id = ? AND e.action = 'after-check'",
      [submissionId],
    );
    expect(events).toEqual([{ personId }]);
  });

  test("an instance that was killed in the middle is followed by another, which finds the same once", async () => {
    const { submissionId, phoneId } = await changed();
    await openmrs.query("UPDATE person_attribute SET voided = 0 WHERE person_attribute_id = ?", [phoneId]);
    const dead = randomUUID();
    await root.query("UPDATE after_check SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND WHERE submission_id = ?", [dead, submissionId]);
    // It has kept what it found of the first rows, and falls silent before the check is ended.
    let asked = 0;
    const half = checkSubmission(server.deps, { owner: dead, check: { submissionId, stage: 0 } }, () => (asked += 1) < 1);
    expect(await half).toBe("unfinished");
    await makeDue(submissionId);
    expect((await claimCheck(server.deps.pool, randomUUID(), thatDay))?.submissionId).not.toBe(submissionId);
    await root.query("UPDATE after_check SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE submission_id = ?", [submissionId]);
    const next = randomUUID();
    expect(await claimCheck(server.deps.pool, next, thatDay)).toEqual({ submissionId, stage: 0 });
    expect(await renewCheck(server.deps.pool, dead, { submissionId, stage: 0 })).toBe(false);
    await expect(checkSubmission(server.deps, { owner: dead, check: { submissionId, stage: 0 } }, () => true)).rejects.toThrow(CheckLost);
    expect(await findings(submissionId)).toEqual([]);
    expect(await checkSubmission(server.deps, { owner: next, check: { submissionId, stage: 0 } }, () => true)).toBe("done");
    expect(await findings(submissionId)).toEqual([{ field: "phone", stage: 0, settledAt: null }]);
  });

  test("a check is taken when its time has come and not before, by one of two instances only", async () => {
    const submissions = [await changed(), await changed(), await changed()];
    for (const { submissionId, phoneId } of submissions) {
      await makeDue(submissionId);
      await openmrs.query("UPDATE person_attribute SET voided = 0 WHERE person_attribute_id = ?", [phoneId]);
    }
    const early = { ...server.deps, clock: stoppedClock(theDayBefore) };
    expect(await runDueChecks(early, randomUUID())).toBe(0);
    const due = { ...server.deps, clock: stoppedClock(thatDay) };
    const taken = await Promise.all([runDueChecks(due, randomUUID()), runDueChecks(due, randomUUID())]);
    expect(taken[0] + taken[1]).toBe(3);
    for (const { submissionId } of submissions) {
      expect(await findings(submissionId)).toEqual([{ field: "phone", stage: 0, settledAt: null }]);
      expect(await checks(submissionId)).toEqual([expect.objectContaining({ checkedAt: longAgo, checked: 1, reverted: 1, owner: null })]);
    }
    expect(await runDueChecks(due, randomUUID())).toBe(0);
  });

  test("two instances at once at two stages of one submission keep what they find once", async () => {
    const { submissionId, phoneId } = await changed([0, 1]);
    await openmrs.query("UPDATE person_attribute SET voided = 0 WHERE person_attribute_id = ?", [phoneId]);
    await Promise.all([check(submissionId, 0), check(submissionId, 1)]);
    expect((await findings(submissionId)).map(({ field }) => field)).toEqual(["phone"]);
  });

  test("a check that cannot be carried out rests, and does not stand in the way of the others", async () => {
    const [failing, next] = [await changed(), await changed()];
    await makeDue(failing.submissionId);
    const due = { ...server.deps, clock: stoppedClock(thatDay) };
    await expect(runDueChecks({ ...due, site: { ...due.site, openmrsSchema: "openmrs_gone" } }, randomUUID())).rejects.toMatchObject({ errno: expect.any(Number) });
    await makeDue(next.submissionId);
    expect(await runDueChecks(due, randomUUID())).toBe(1);
    expect(await checks(next.submissionId)).toEqual([expect.objectContaining({ checked: 1 })]);
    expect(await checks(failing.submissionId)).toEqual([expect.objectContaining({ checkedAt: null, owner: null })]);
    await root.query("UPDATE after_check SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE submission_id = ?", [failing.submissionId]);
    expect(await runDueChecks(due, randomUUID())).toBe(1);
    expect(await checks(failing.submissionId)).toEqual([expect.objectContaining({ checked: 1 })]);
  });

  test("5,000 rows go in slices of five statements, and each overwritten one is found once, though an instance dies in the middle", async () => {
    const { submissionId } = await changed();
    const { people, overwritten } = await addRows(submissionId, 5000);
    // One connection, so that its own count of statements is the check's.
    const alone = await startTestServer({ config: { DATABASE_CONNECTIONS: 1 } });
    const asked = async (): Promise<number> => {
      const [rows] = await alone.deps.pool.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Questions'");
      return Number(rows[0]?.Value);
    };
    const take = async (owner: string): Promise<void> => {
      await root.query("UPDATE after_check SET lease_owner = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND WHERE submission_id = ?", [owner, submissionId]);
    };
    try {
      const dead = randomUUID();
      await take(dead);
      let slices = 0;
      expect(await checkSubmission(server.deps, { owner: dead, check: { submissionId, stage: 0 } }, () => (slices += 1) <= 3)).toBe("unfinished");
      expect(await findings(submissionId)).toHaveLength(1);
      const owner = randomUUID();
      await take(owner);
      const before = await asked();
      expect(await checkSubmission(alone.deps, { owner, check: { submissionId, stage: 0 } }, () => true)).toBe("done");
      // Eleven slices of at most five reads; each is compared with what is known, in seven statements; the new one is counted among what needs somebody, and it and the end have their audit.
      expect((await asked()) - before).toBeLessThanOrEqual(11 * (5 + 7) + 8 + 4 + 8);
    } finally {
      await alone.close();
    }
    expect(await checks(submissionId)).toEqual([expect.objectContaining({ checked: 5001, reverted: 2 })]);
    const [rows] = await root.query<RowDataPacket[]>(
      "SELECT o.person_id AS personId FROM row_reverted v JOIN row_outcome o ON o.submission_id = v.submission_id AND o.row_key = v.row_key WHERE v.submission_id = ? ORDER BY o.row_key",
      [submissionId],
    );
    expect(rows.map(({ personId }) => Number(personId))).toEqual(overwritten);
    expect(people).toBe(5000);
    const [subjects] = await root.query<RowDataPacket[]>(
      "SELECT s.person_id AS personId FROM audit_event e JOIN audit_subject s ON s.audit_event_id = e.audit_event_id WHERE e.submission_id = ? AND e.action = 'after-check' ORDER BY s.person_id",
      [submissionId],
    );
    expect(subjects.map(({ personId }) => Number(personId))).toEqual(overwritten);
  });

  test("the worker takes up what is due, and stops at once, also where the database is away", async () => {
    const { submissionId } = await changed();
    await makeDue(submissionId);
    const worker = startAfterChecks({ ...server.deps, clock: stoppedClock(thatDay) }, 20);
    for (let tries = 0; tries < 200 && (await checks(submissionId))[0]?.checkedAt == null; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    await worker.stop();
    expect(await checks(submissionId)).toEqual([expect.objectContaining({ checkedAt: longAgo, checked: 1 })]);

    const away = await startTestServer();
    await away.deps.pool.end();
    const resting = startAfterChecks(away.deps, 20);
    for (let tries = 0; tries < 200 && !away.log().includes("could not be compared"); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    const asked = performance.now();
    await resting.stop();
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(away.log()).toContain("changes could not be compared with the record now");
  });

  async function makeDue(submissionId: number): Promise<void> {
    await root.query("UPDATE after_check SET due_at = ? WHERE submission_id = ?", [longAgo, submissionId]);
  }

  /** More rows of a submission, each with a phone of ours beside its voided one; the 700th and the 4,000th overwritten since. */
  async function addRows(submissionId: number, count: number): Promise<{ people: number; overwritten: readonly number[] }> {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const uuids = numbers.map(() => ({ person: randomUUID(), old: randomUUID(), ours: randomUUID() }));
    const at = "2020-01-15 09:00:00";
    await openmrs.query("INSERT INTO person (gender, birthdate, creator, date_created, uuid) VALUES ?", [uuids.map(({ person }) => ["F", "1988-04-12", 1, at, person])]);
    const [people] = await openmrs.query<RowDataPacket[]>("SELECT person_id AS id, uuid FROM person WHERE uuid IN (?)", [uuids.map(({ person }) => person)]);
    const personOf = new Map(people.map((row) => [String(row.uuid), Number(row.id)]));
    const isBack = (index: number): boolean => index === 699 || index === 3999;
    await openmrs.query("INSERT INTO person_attribute (person_id, value, person_attribute_type_id, creator, date_created, voided, uuid) VALUES ?", [
      uuids.flatMap(({ person, old, ours }, index) => [
        [personOf.get(person), "08031234567", 8, 1, at, isBack(index) ? 0 : 1, old],
        [personOf.get(person), "08051111222", 8, 1, at, 0, ours],
      ]),
    ]);
    const [phones] = await openmrs.query<RowDataPacket[]>("SELECT person_attribute_id AS id, uuid FROM person_attribute WHERE uuid IN (?)", [uuids.map(({ old }) => old)]);
    const phoneOf = new Map(phones.map((row) => [String(row.uuid), Number(row.id)]));
    await root.query(
      "INSERT INTO row_outcome (submission_id, row_key, status, person_id, phone_status, phone_before, phone_after, phone_voided, phone_inserted, finished_at) VALUES ?",
      [uuids.map(({ person, old, ours }, index) => [submissionId, 20_000 + index, "updated", personOf.get(person), "changed", "08031234567", "08051111222", phoneOf.get(old), ours, at])],
    );
    return { people: people.length, overwritten: uuids.flatMap(({ person }, index) => (isBack(index) ? [personOf.get(person) ?? 0] : [])) };
  }
});
