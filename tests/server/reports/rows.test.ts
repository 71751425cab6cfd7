import type { RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../../../server/database/time";
import { countEndedSubmissions } from "../../../server/tally/sumUp";
import type { AuditRow, ReportChoices, ReportFilters, RowsAnswer, RowsRequest, UpdateRow } from "../../../src/contract/reports";
import type { RowInput } from "../../../src/contract/submissions";
import type { Role } from "../../../src/domain/types";
import { openPool } from "../../support/database";
import { buildPatient, newArtId } from "../../support/patients";
import type { BuiltPatient } from "../../support/patients";
import { insertHistory, numberedRows } from "../../support/reportHistory";
import type { HistoryRow } from "../../support/reportHistory";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { Answer, TestServer } from "../../support/server";
import { submit, typedRow } from "../../support/submitting";
import { undo } from "../../support/undoing";
import { auditOfRequest, buildUser } from "../../support/users";

const everything: ReportFilters = { from: "2031-03-01", to: "2031-03-31", facility: null, person: null, field: null, source: null, sheet: null };

describe("rows of reports", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  // 23:30 of the 9th on the clocks of Lagos.
  const clock = stoppedClock(new Date("2031-03-09T22:30:00Z"));
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock });
  });
  afterAll(() => server.close());

  interface Person {
    readonly token: string;
    readonly userId: number;
    readonly uuid: string;
    /** Who signs in afresh after the clock has moved. */
    readonly signIn: () => Promise<string>;
  }

  async function newPerson(role: Role, facilities: readonly number[] | null): Promise<Person> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilities);
    const [[row]] = await root.query<RowDataPacket[]>("SELECT uuid FROM users WHERE user_id = ?", [user.userId]);
    const signIn = (): Promise<string> => server.signIn(user.username, user.password);
    return { token: await signIn(), userId: user.userId, uuid: String(row?.uuid), signIn };
  }

  const inKaru = (): Promise<BuiltPatient> => buildPatient(root, { locationId: 8 });

  /** Sends rows, which then ended at the moment of the test's clock, whichever of the servers that are being tested carried them out. */
  async function send(token: string, rows: readonly RowInput[], options: Parameters<typeof submit>[3] = {}): Promise<string> {
    const { uuid } = await submit(server, token, rows, options);
    await endedNow(uuid);
    return uuid;
  }

  async function endedNow(uuid: string): Promise<void> {
    const at = toUtcText(clock.now());
    await ours.query("UPDATE submission s JOIN row_outcome o ON o.submission_id = s.submission_id SET s.finished_at = ?, o.finished_at = ? WHERE s.uuid = ?", [at, at, uuid]);
  }

  async function ask(token: string, request: Partial<RowsRequest> = {}): Promise<Answer> {
    const body: RowsRequest = { kind: "updates", filters: everything, status: null, cause: null, after: null, limit: 1000, ...request };
    return await server.call("POST", "/api/reports/rows", { token, body });
  }

  async function updates(token: string, request: Partial<RowsRequest> = {}): Promise<{ rows: UpdateRow[]; next: string | null; total: number }> {
    const { status, body } = await ask(token, request);
    expect(status).toBe(200);
    const answer = body as RowsAnswer;
    if (answer.kind !== "updates") throw new Error("Asked for updates.");
    return answer;
  }

  /** Only of one person, whom no other test knows. */
  const of = (person: Person, filters: Partial<ReportFilters> = {}): Partial<RowsRequest> => ({ filters: { ...everything, person: person.uuid, ...filters } });

  test("every field that a row gave is one line with old, new, status, cause, who and when", async () => {
    const clerk = await newPerson("clerk", [8]);
    const boss = await newPerson("supervisor", [8]);
    const [one, two] = [await inKaru(), await inKaru()];
    const lost = newArtId();
    const uuid = await send(
      clerk.token,
      [
        typedRow({ artId: one.artId, phone: "08051111222", birthdate: "13/04/1988" }, { rowNumber: 2 }),
        typedRow({ artId: two.artId, phone: "0803", street: "14 Ayangburen Road", reason: "Asked at the desk" }, { rowNumber: 3 }),
        typedRow({ artId: lost, phone: "08051111444" }, { rowNumber: 4 }),
      ],
      { reason: "Quarterly check", source: { workbook: "March.xlsx", sheet: "Défaulters", kind: "file" } },
    );
    const { rows, total, next } = await updates(boss.token, of(clerk));
    expect(next).toBeNull();
    expect(total).toBe(5);
    const [[person]] = await root.query<RowDataPacket[]>("SELECT uuid FROM person WHERE person_id = ?", [one.personId]);
    const [[place]] = await root.query<RowDataPacket[]>("SELECT name FROM location WHERE location_id = 8");
    const shared = {
      at: clock.now().toISOString(),
      person: "Halima Bello",
      source: "file",
      workbook: "March.xlsx",
      sheet: "Défaulters",
      submission: uuid,
      submissionKind: "update",
      reverted: false,
    };
    expect(rows).toEqual([
      {
        ...shared, key: `${uuid}:0:phone`, patient: person?.uuid, artId: one.artId, facility: place?.name, field: "phone", status: "changed", cause: null,
        before: "08031234567", after: "08051111222", given: "08051111222", rowNumber: 2, reason: "Quarterly check",
      },
      {
        ...shared, key: `${uuid}:0:birthdate`, patient: person?.uuid, artId: one.artId, facility: place?.name, field: "birthdate", status: "changed", cause: null,
        before: "1988-04-12", after: "1988-04-13", given: "1988-04-13", rowNumber: 2, reason: "Quarterly check",
      },
      expect.objectContaining({ key: `${uuid}:1:phone`, artId: two.artId, status: "failed", cause: "phone-too-short", before: "08031234567", after: null, given: "0803", reason: "Asked at the desk" }),
      expect.objectContaining({ key: `${uuid}:1:address`, status: "unchanged", before: "14 Ayangburen Road, IKORODU, LAGOS", after: "14 Ayangburen Road, IKORODU, LAGOS", given: "14 Ayangburen Road" }),
      { ...shared, key: `${uuid}:2:phone`, patient: null, artId: lost, facility: null, field: "phone", status: "failed", cause: "art-id-not-found", before: null, after: null, given: "08051111444", rowNumber: 4, reason: "Quarterly check" },
    ]);
  });

  test("what was taken back is a line of its own; what the undo left alone is none", async () => {
    const clerk = await newPerson("clerk", [8]);
    const boss = await newPerson("supervisor", [8]);
    const [one, two] = [await inKaru(), await inKaru()];
    const first = await send(clerk.token, [typedRow({ artId: one.artId, phone: "08051111222" }), typedRow({ artId: two.artId, phone: "08051111333" })]);
    await send(clerk.token, [typedRow({ artId: two.artId, phone: "08051111999" })]);
    const { uuid } = await undo(server, clerk.token, first, { reason: "Wrong list" });
    await endedNow(uuid);
    const { rows, total } = await updates(boss.token, of(clerk));
    expect(rows.map(({ status, before, after, submissionKind }) => [status, before, after, submissionKind])).toEqual([
      ["changed", "08031234567", "08051111222", "update"],
      ["changed", "08031234567", "08051111333", "update"],
      ["changed", "08051111333", "08051111999", "update"],
      ["undone", "08051111222", "08031234567", "undo"],
    ]);
    expect(total).toBe(4);
    expect(rows[3]).toMatchObject({ key: `${uuid}:0:phone`, reason: "Wrong list", artId: one.artId });
    expect((await updates(boss.token, { ...of(clerk), status: "undone" })).rows).toHaveLength(1);
    expect(await updates(boss.token, { ...of(clerk), status: "changed" })).toMatchObject({ total: 3, next: null });
    expect((await updates(boss.token, { ...of(clerk), status: "failed" })).rows).toEqual([]);
  });

  test("a change that was found overwritten says so", async () => {
    const clerk = await newPerson("clerk", [8]);
    const boss = await newPerson("supervisor", [8]);
    const patient = await inKaru();
    const uuid = await send(clerk.token, [typedRow({ artId: patient.artId, phone: "08051111222", street: "3 New Road" })]);
    await ours.query(
      `INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at)
       SELECT o.submission_id, o.row_key, 'phone', 0, ? FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id WHERE s.uuid = ?`,
      [toUtcText(clock.now()), uuid],
    );
    expect((await updates(boss.token, of(clerk))).rows.map(({ field, reverted }) => [field, reverted])).toEqual([["phone", true], ["address", false]]);
  });

  test("the filters of period, facility, field, source, sheet, status and cause leave what they say", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const [inOne, inOther] = [await inKaru(), await buildPatient(root, { locationId: 9 })];
    const [[karu]] = await root.query<RowDataPacket[]>("SELECT uuid FROM location WHERE location_id = 8");
    await send(clerk.token, [typedRow({ artId: inOne.artId, phone: "08051111222", street: "3 New Road" }), typedRow({ artId: inOther.artId, phone: "0803" })], {
      source: { workbook: "Tracking.xlsx", sheet: "IIT March", kind: "sheet" },
    });
    await send(clerk.token, [typedRow({ artId: inOther.artId, phone: "08051111555" })], { source: { workbook: "", sheet: "", kind: "form" } });
    const found = async (filters: Partial<ReportFilters>, more: Partial<RowsRequest> = {}): Promise<string[]> =>
      (await updates(boss.token, { ...of(clerk, filters), ...more })).rows.map(({ field, after }) => `${field} ${after ?? "-"}`);
    const all = ["phone 08051111222", "address 3 New Road, IKORODU, LAGOS", "phone -", "phone 08051111555"];
    expect(await found({})).toEqual(all);
    expect(await found({ facility: String(karu?.uuid) })).toEqual(all.slice(0, 2));
    expect(await found({ field: "address" })).toEqual(all.slice(1, 2));
    expect(await found({ source: "form" })).toEqual(all.slice(3));
    expect(await found({ sheet: "iit m" })).toEqual(all.slice(0, 3));
    expect(await found({ sheet: "TRACKING" })).toEqual(all.slice(0, 3));
    expect(await found({}, { status: "failed" })).toEqual(all.slice(2, 3));
    expect(await found({}, { cause: "phone-too-short" })).toEqual(all.slice(2, 3));
    expect(await found({}, { cause: "phone-letters" })).toEqual([]);
    expect(await found({ from: "2031-03-09", to: "2031-03-09" })).toEqual(all);
    expect(await found({ from: "2031-03-08", to: "2031-03-08" })).toEqual([]);
    // Half past ten in the evening in UTC is the day of the site already at its end: an hour later is the next.
    clock.advance(3_600);
    const token = await clerk.signIn();
    await send(token, [typedRow({ artId: inOne.artId, phone: "08051111777" })]);
    const late = await boss.signIn();
    expect((await updates(late, of(clerk, { from: "2031-03-10", to: "2031-03-10" }))).rows.map(({ after }) => after)).toEqual(["08051111777"]);
    expect((await updates(late, of(clerk, { from: "2031-03-09", to: "2031-03-09" }))).total).toBe(4);
  });

  /** Submissions of a person with numbers that end as chance has it, at moments of three days. */
  async function randomHistory(person: Person, count: number): Promise<void> {
    const statuses = ["changed", "unchanged", "failed", "conflict", "waiting"];
    let seed = 20310309;
    const chance = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let number = 0; number < count; number += 1) {
      const rows = Array.from({ length: 1 + chance(number % 7 === 0 ? 40 : 4) }, (_, index): HistoryRow => {
        const status = statuses[chance(5)] ?? "changed";
        const reason = status === "failed" ? ["phone-too-short", "phone-letters"][chance(2)] ?? null : status === "conflict" ? "conflict" : null;
        return { artId: `RND${number}-${index}`, personId: null, phone: { status, before: "08031234567", after: status === "changed" ? "08051111222" : null, reason } };
      });
      const at = toUtcText(new Date(Date.parse("2031-03-04T22:50:00Z") + chance(3 * 1440) * 60_000));
      await insertHistory(ours, { userId: person.userId, at, rows, sheet: `Sheet ${chance(3)}` });
    }
  }

  /** The list as an independent reader makes it: all rows of the person, sorted and counted in this test. */
  async function readRaw(person: Person): Promise<readonly { key: string; at: string; status: string; cause: string | null }[]> {
    const [rows] = await ours.query<RowDataPacket[]>(
      `SELECT s.uuid, s.accepted_at AS acceptedAt, s.submission_id AS id, o.row_key AS rowKey, o.phone_status AS status, o.phone_reason AS cause, o.finished_at AS at
         FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id WHERE s.user_id = ?`,
      [person.userId],
    );
    return rows
      .sort((one, other) => (one.acceptedAt < other.acceptedAt ? -1 : one.acceptedAt > other.acceptedAt ? 1 : one.id - other.id || one.rowKey - other.rowKey))
      .filter(({ status }) => status !== "waiting")
      .map(({ uuid, rowKey, at, status, cause }) => ({ key: `${uuid}:${rowKey - 10_000}:phone`, at: `${String(at).replace(" ", "T")}Z`, status, cause }));
  }

  test("page by page the list is what an independent reader finds, whatever the size of a page, before and after it is summed up", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await randomHistory(clerk, 120);
    const raw = (await readRaw(clerk)).filter(({ at }) => at >= "2031-03-04T23:00:00" && at < "2031-03-06T23:00:00");
    expect(raw.length).toBeGreaterThan(100);
    const days = of(clerk, { from: "2031-03-05", to: "2031-03-06" });
    for (const [summedUp, limit] of [[false, 7], [false, 1000], [true, 1], [true, 33], [true, 5000]] as const) {
      if (summedUp) await countEndedSubmissions(server.deps);
      const keys: string[] = [];
      let after: string | null = null;
      do {
        const page: { rows: UpdateRow[]; next: string | null; total: number } = await updates(boss.token, { ...days, after, limit });
        expect(page.total).toBe(raw.length);
        expect(page.rows.length === limit || page.next === null).toBe(true);
        keys.push(...page.rows.map(({ key }) => key));
        after = page.next;
      } while (after !== null);
      expect(keys).toEqual(raw.map(({ key }) => key));
    }
    for (const cause of ["phone-too-short", "conflict"] as const) {
      const wanted = raw.filter((row) => row.cause === cause).map(({ key }) => key);
      const page = await updates(boss.token, { ...days, cause, limit: 5 });
      expect(page.total).toBe(wanted.length);
      expect(page.rows.map(({ key }) => key)).toEqual(wanted.slice(0, 5));
    }
    const failed = await updates(boss.token, { ...days, status: "failed", limit: 5 });
    expect(failed.total).toBe(raw.filter(({ status }) => status === "failed").length);
  });

  test("a list that grows while it is paged gives every row that stood there once, and new ones at its end", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await insertHistory(ours, { userId: clerk.userId, at: "2031-03-05 08:00:00.000", rows: numberedRows(10) });
    const first = await updates(boss.token, { ...of(clerk), limit: 4 });
    await insertHistory(ours, { userId: clerk.userId, at: "2031-03-05 07:00:00.000", rows: numberedRows(3) });
    await insertHistory(ours, { userId: clerk.userId, at: "2031-03-05 09:00:00.000", rows: numberedRows(2) });
    const second = await updates(boss.token, { ...of(clerk), limit: 1000, after: first.next });
    expect([...first.rows, ...second.rows].map(({ after }) => after)).toEqual([...numberedRows(10), ...numberedRows(2)].map(({ phone }) => phone.after));
    expect(first.total).toBe(10);
    for (const after of ["", "x", Buffer.from("[1,2]").toString("base64url")]) {
      expect(await ask(boss.token, { ...of(clerk), after })).toMatchObject({ status: 400, body: { code: "body-invalid" } });
    }
  });

  test("fifty thousand rows are read in pages, each once and in order", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const rows = numberedRows(50_000);
    await insertHistory(ours, { userId: clerk.userId, at: "2031-03-05 08:00:00.000", rows });
    const seen: (string | null)[] = [];
    let after: string | null = null;
    do {
      const page: { rows: UpdateRow[]; next: string | null; total: number } = await updates(boss.token, { ...of(clerk), after, limit: 5000 });
      expect(page.total).toBe(50_000);
      seen.push(...page.rows.map((row) => row.after));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(rows.map(({ phone }) => phone.after));
  });

  test("a clerk gets no rows; a supervisor those of senders with facilities of the own; nobody without signing in", async () => {
    const clerk = await newPerson("clerk", [8]);
    const everywhere = await newPerson("clerk", null);
    const both = await newPerson("clerk", [8, 9]);
    const karu = await newPerson("supervisor", [8]);
    const site = await newPerson("supervisor", null);
    const ids = [8];
    await insertHistory(ours, { userId: clerk.userId, at: "2031-03-05 08:00:00.000", rows: numberedRows(1), facilityIds: ids });
    await insertHistory(ours, { userId: everywhere.userId, at: "2031-03-05 08:00:00.000", rows: numberedRows(2), facilityIds: null });
    await insertHistory(ours, { userId: both.userId, at: "2031-03-05 08:00:00.000", rows: numberedRows(3), facilityIds: [8, 9] });
    const refused = await ask(clerk.token, of(clerk));
    expect(refused).toMatchObject({ status: 403, body: { code: "not-allowed" } });
    expect(await auditOfRequest(root, String(refused.headers["x-request-id"]))).toMatchObject([{ action: "report-values", result: "refused", userId: clerk.userId }]);
    expect((await server.call("POST", "/api/reports/rows", { body: {} })).status).toBe(401);
    const people = async (token: string): Promise<Set<string>> => {
      const senders = [clerk, everywhere, both];
      const found = await Promise.all(senders.map(async (person) => (await ask(token, of(person))).body as RowsAnswer));
      return new Set(found.flatMap((answer, index) => ("rows" in answer && answer.rows.length > 0 ? [senders[index]?.uuid ?? ""] : [])));
    };
    expect(await people(karu.token)).toEqual(new Set([clerk.uuid]));
    expect(await people(site.token)).toEqual(new Set([clerk.uuid, everywhere.uuid, both.uuid]));
  });

  test("what was read is in the audit by filters and number, without a value and without the name that was typed", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await insertHistory(ours, { userId: clerk.userId, at: "2031-03-05 08:00:00.000", rows: numberedRows(3), sheet: "Zainab's list" });
    const { headers } = await ask(boss.token, { ...of(clerk, { sheet: "zainab", field: "phone" }), status: "changed" });
    const [event] = await auditOfRequest(root, String(headers["x-request-id"]));
    expect(event).toMatchObject({ action: "read-report-rows", result: "done", userId: boss.userId });
    expect(JSON.parse(event?.details ?? "")).toEqual({
      kind: "updates", from: "2031-03-01", to: "2031-03-31", person: clerk.uuid, field: "phone", sheet: "part of a name", status: "changed", rows: 3,
    });
    expect(server.log()).not.toMatch(/zainab/i);
  });

  test("whose values a page shows is in the audit, each patient once", async () => {
    const clerk = await newPerson("clerk", [8]);
    const boss = await newPerson("supervisor", [8]);
    const [one, two] = [await inKaru(), await inKaru()];
    await send(clerk.token, [typedRow({ artId: one.artId, phone: "08051111222", birthdate: "13/04/1988" }), typedRow({ artId: newArtId(), phone: "0803" }), typedRow({ artId: two.artId, phone: "08051111333" })]);
    const subjects = async (request: Partial<RowsRequest>): Promise<readonly number[]> => {
      const { headers } = await ask(boss.token, { ...of(clerk), ...request });
      const [rows] = await ours.query<RowDataPacket[]>(
        "SELECT s.person_id AS id FROM audit_event e JOIN audit_subject s ON s.audit_event_id = e.audit_event_id WHERE e.request_id = ? ORDER BY s.position",
        [headers["x-request-id"]],
      );
      return rows.map(({ id }) => Number(id));
    };
    expect(await subjects({})).toEqual([one.personId, two.personId]);
    expect(await subjects({ limit: 2 })).toEqual([one.personId]);
    expect(await subjects({ status: "failed" })).toEqual([]);
    expect(await subjects({ kind: "audit" })).toEqual([]);
  });

  test("the extract of the audit has the events of the period, oldest first, for supervisors, of their facilities", async () => {
    const karu = await newPerson("supervisor", [8]);
    const site = await newPerson("supervisor", null);
    const clerk = await newPerson("clerk", [8]);
    const patient = await inKaru();
    const elsewhere = await buildPatient(root, { locationId: 9 });
    const anybody = await newPerson("clerk", null);
    for (const [token, artIds] of [[clerk.token, [patient.artId]], [anybody.token, [elsewhere.artId]], [anybody.token, [elsewhere.artId, patient.artId]]] as const) {
      await server.call("POST", "/api/patients/lookup", { token, body: { artIds, fields: ["phone"] } });
    }
    const events = async (token: string, person: Person, more: Partial<RowsRequest> = {}): Promise<{ rows: AuditRow[]; next: string | null; total: number }> => {
      const { status, body } = await ask(token, { kind: "audit", filters: { ...everything, person: person.uuid }, ...more });
      expect(status).toBe(200);
      const answer = body as RowsAnswer;
      if (answer.kind !== "audit") throw new Error("Asked for the audit.");
      return answer;
    };
    const seen = await events(site.token, anybody);
    expect(seen.rows.map(({ action, patients }) => [action, patients])).toEqual([["sign-in", 0], ["look-up", 1], ["look-up", 2]]);
    expect(seen).toMatchObject({ total: 3, next: null });
    expect(seen.rows[1]).toMatchObject({ person: "Halima Bello", result: "done", submission: null, at: clock.now().toISOString() });
    // Somebody of the whole site who sent nothing, and of whose events one concerns a patient of the supervisor's.
    expect((await events(karu.token, anybody)).rows.map(({ action, patients }) => [action, patients])).toEqual([["look-up", 1]]);
    const own = await events(karu.token, clerk);
    // Signing in concerns no patient of any facility.
    expect(own.rows.map(({ action, patients }) => [action, patients])).toEqual([["look-up", 1]]);
    const first = await events(site.token, anybody, { limit: 2 });
    const rest = await events(site.token, anybody, { limit: 1000, after: first.next });
    expect(first.rows).toHaveLength(2);
    const all = await events(site.token, anybody);
    expect([...first.rows, ...rest.rows].map(({ key }) => key)).toEqual(all.rows.map(({ key }) => key));
    expect(first.total).toBe(all.rows.length);
    expect((await ask(clerk.token, { kind: "audit" })).status).toBe(403);
  });

  test("for the audit all are offered who stand in it within reach, also who only looked; for other reports those who sent something", async () => {
    const karu = await newPerson("supervisor", [8]);
    const site = await newPerson("supervisor", null);
    const looks = await newPerson("clerk", [8]);
    const elsewhere = await newPerson("clerk", [9]);
    const offered = async (person: Person): Promise<Record<"people" | "auditPeople", readonly boolean[]>> => {
      const { body } = await server.call("GET", "/api/reports/choices", { token: person.token });
      const { people, auditPeople } = body as ReportChoices;
      const has = (list: ReportChoices["people"]): readonly boolean[] => [looks, elsewhere].map(({ uuid }) => list.some((known) => known.uuid === uuid));
      return { people: has(people), auditPeople: has(auditPeople) };
    };
    expect(await offered(site)).toEqual({ people: [false, false], auditPeople: [true, true] });
    expect(await offered(karu)).toEqual({ people: [false, false], auditPeople: [true, false] });
    expect(((await server.call("GET", "/api/reports/choices", { token: looks.token })).body as ReportChoices).auditPeople).toEqual([]);
    const chosen = async (person: Person, uuid: string, kind: RowsRequest["kind"]): Promise<number> => (await ask(person.token, { kind, filters: { ...everything, person: uuid } })).status;
    expect([await chosen(karu, looks.uuid, "audit"), await chosen(karu, looks.uuid, "updates"), await chosen(karu, elsewhere.uuid, "audit")]).toEqual([200, 422, 422]);
  });

  test("with a facility chosen the audit has what concerned its patients, and what was not applied is not noted as applied", async () => {
    const site = await newPerson("supervisor", null);
    const clerk = await newPerson("clerk", null);
    const [inOne, inOther] = [await inKaru(), await buildPatient(root, { locationId: 9 })];
    const [[karu]] = await root.query<RowDataPacket[]>("SELECT uuid FROM location WHERE location_id = 8");
    const facility = String(karu?.uuid);
    for (const artIds of [[inOne.artId], [inOther.artId], [inOne.artId, inOther.artId]]) await server.call("POST", "/api/patients/lookup", { token: clerk.token, body: { artIds, fields: ["phone"] } });
    const answer = await ask(site.token, { kind: "audit", filters: { ...everything, person: clerk.uuid, facility, field: "phone", source: "form", sheet: "x" } });
    const body = answer.body as RowsAnswer;
    expect(body.kind === "audit" && body.rows.map(({ action, patients }) => [action, patients])).toEqual([["look-up", 1], ["look-up", 1]]);
    expect(body.total).toBe(2);
    const [event] = await auditOfRequest(root, String(answer.headers["x-request-id"]));
    expect(JSON.parse(event?.details ?? "")).toEqual({ kind: "audit", from: everything.from, to: everything.to, facility, person: clerk.uuid, rows: 2 });
    const alone = await server.call("POST", "/api/reports/figures", { token: site.token, body: { kind: "completeness", step: "day", filters: { ...everything, facility, person: clerk.uuid, field: "phone" } } });
    const [read] = await auditOfRequest(root, String(alone.headers["x-request-id"]));
    expect(JSON.parse(read?.details ?? "")).toMatchObject({ kind: "completeness", facility, rows: expect.any(Number) });
    expect(JSON.parse(read?.details ?? "")).not.toMatchObject({ field: "phone" });
    expect(JSON.parse(read?.details ?? "")).not.toMatchObject({ person: clerk.uuid });
  });

  test("an empty period, one that ends before it begins and one that has not come are told apart", async () => {
    const boss = await newPerson("supervisor", null);
    expect(await updates(boss.token, { filters: { ...everything, from: "2020-01-01", to: "2020-01-31" } })).toMatchObject({ rows: [], next: null, total: 0 });
    expect(await ask(boss.token, { filters: { ...everything, from: "2031-03-02", to: "2031-03-01" } })).toMatchObject({ status: 422, body: { code: "period-reversed" } });
    expect(await ask(boss.token, { filters: { ...everything, from: "2031-04-01", to: "2031-04-02" } })).toMatchObject({ status: 422, body: { code: "period-in-future" } });
    expect(await ask(boss.token, { filters: { ...everything, facility: "nowhere" } })).toMatchObject({ status: 422, body: { code: "unknown-filter" } });
  });
});
