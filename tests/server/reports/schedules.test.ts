import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { runDueSchedules } from "../../../server/reports/files/scheduleRuns";
import type { ReportSchedule, ScheduleList, ScheduleRequest } from "../../../src/contract/reportFiles";
import type { Role } from "../../../src/domain/types";
import { openPool } from "../../support/database";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestClock, TestServer } from "../../support/server";
import { buildUser } from "../../support/users";

describe("reports that are made every week or month", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  interface Person {
    readonly userId: number;
    /** A server of its own time, on which the person has signed in. */
    at(moment: string): Promise<At>;
  }
  interface At {
    readonly clock: TestClock;
    readonly deps: TestServer["deps"];
    plan(request: ScheduleRequest, uuid?: string): Promise<{ status: number; body: ReportSchedule }>;
    schedules(): Promise<ReportSchedule[]>;
    list(): Promise<ScheduleList>;
    end(uuid: string): Promise<number>;
  }

  async function newPerson(role: Role): Promise<Person> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role);
    const token = await server.signIn(user.username, user.password);
    const list = async (): Promise<ScheduleList> => (await server.call("GET", "/api/reports/schedules", { token })).body as ScheduleList;
    return {
      userId: user.userId,
      at: async (moment) => {
        const clock = stoppedClock(new Date(moment));
        const there = await startTestServer({ clock });
        const own = await there.signIn(user.username, user.password);
        await there.close();
        // The session of the real clock serves for looking, so that a year's journey of the clock needs no new one.
        const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
          const other = await startTestServer({ clock: stoppedClock(new Date(moment)) });
          const answer = await other.call(method, path, { token: own, ...(body === undefined ? {} : { body }) });
          await other.close();
          return answer;
        };
        return {
          clock,
          deps: { ...server.deps, clock },
          plan: async (request, uuid = randomUUID()) => (await call("PUT", `/api/reports/schedules/${uuid}`, request)) as { status: number; body: ReportSchedule },
          schedules: async () => (await list()).schedules,
          list,
          end: async (uuid) => (await server.call("DELETE", `/api/reports/schedules/${uuid}`, { token })).status,
        };
      },
    };
  }

  const weekly: ScheduleRequest = {
    kind: "updates",
    step: "day",
    format: "xlsx",
    language: "fr",
    rhythm: "week",
    filters: { facility: null, person: null, field: null, source: null, sheet: null },
  };

  /** What was asked for by a schedule, oldest first. */
  async function askedBy(uuid: string): Promise<unknown[]> {
    const [rows] = await ours.query<RowDataPacket[]>("SELECT request, user_id AS userId, file_name AS fileName FROM report_file WHERE schedule_uuid = ? ORDER BY report_file_id", [uuid]);
    return rows.map(({ request, userId, fileName }) => {
      const { filters, kind, format, language } = JSON.parse(String(request)) as ScheduleRequest & { filters: { from: string; to: string } };
      return { from: filters.from, to: filters.to, kind, format, language, userId: userId as number, fileName: fileName as string };
    });
  }

  test("every Monday of the site the week before is made, from Monday to Sunday, in the owner's name and language", async () => {
    const boss = await newPerson("supervisor");
    // A Wednesday.
    const { clock, deps, plan, schedules } = await boss.at("2031-03-12T10:00:00Z");
    const { status, body } = await plan(weekly);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...weekly, nextDay: "2031-03-17", lastFile: null, problem: null, createdAt: "2031-03-12T10:00:00.000Z" });
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toEqual([]);
    // Monday begins in Lagos at eleven in the evening of Sunday in UTC.
    clock.advance(4 * 86_400 + 13 * 3_600 - 1);
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toEqual([]);
    clock.advance(1);
    await runDueSchedules(deps);
    await runDueSchedules(deps);
    const first = {
      from: "2031-03-10", to: "2031-03-16", kind: "updates", format: "xlsx", language: "fr", userId: boss.userId,
      fileName: expect.stringMatching(/^[a-z-]+-2031-03-10-2031-03-16\.xlsx$/),
    };
    expect(await askedBy(body.uuid)).toEqual([first]);
    const [shown] = await schedules();
    const [[file]] = await ours.query<RowDataPacket[]>("SELECT uuid FROM report_file WHERE schedule_uuid = ?", [body.uuid]);
    expect(shown).toMatchObject({ nextDay: "2031-03-24", lastFile: file?.uuid, problem: null });
    clock.advance(7 * 86_400);
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toEqual([first, expect.objectContaining({ from: "2031-03-17", to: "2031-03-23" })]);
  });

  test("on the first of a month the month before is made, whatever its length", async () => {
    const clerk = await newPerson("clerk");
    const { clock, deps, plan } = await clerk.at("2032-01-31T10:00:00Z");
    const { body } = await plan({ ...weekly, kind: "summary", format: "csv", language: "en", rhythm: "month" });
    expect(body.nextDay).toBe("2032-02-01");
    clock.advance(86_400);
    await runDueSchedules(deps);
    clock.advance(29 * 86_400);
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toEqual([
      expect.objectContaining({ from: "2032-01-01", to: "2032-01-31", fileName: "summary-2032-01-01-2032-01-31.csv" }),
      expect.objectContaining({ from: "2032-02-01", to: "2032-02-29", userId: clerk.userId }),
    ]);
  });

  test("after weeks without a server every week is made up for once, and then it goes on as planned", async () => {
    const boss = await newPerson("supervisor");
    const { clock, deps, plan, schedules } = await boss.at("2031-05-07T10:00:00Z");
    const { body } = await plan(weekly);
    clock.advance(24 * 86_400);
    await runDueSchedules(deps);
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toEqual([
      expect.objectContaining({ from: "2031-05-05", to: "2031-05-11" }),
      expect.objectContaining({ from: "2031-05-12", to: "2031-05-18" }),
      expect.objectContaining({ from: "2031-05-19", to: "2031-05-25" }),
    ]);
    const [newest] = await ours.query<RowDataPacket[]>("SELECT uuid FROM report_file WHERE schedule_uuid = ? ORDER BY report_file_id DESC LIMIT 1", [body.uuid]);
    expect(await schedules()).toEqual([expect.objectContaining({ nextDay: "2031-06-02", lastFile: newest[0]?.uuid })]);
    // Of half a year the latest twelve.
    clock.advance(26 * 7 * 86_400);
    await runDueSchedules(deps);
    const weeks = (await askedBy(body.uuid)).slice(3);
    expect(weeks).toHaveLength(12);
    expect([weeks[0], weeks[11]]).toEqual([expect.objectContaining({ from: "2031-09-01" }), expect.objectContaining({ from: "2031-11-17", to: "2031-11-23" })]);
  });

  test("a plan that cannot be read is logged by its number, and the others are made", async () => {
    const boss = await newPerson("supervisor");
    const { clock, deps, plan } = await boss.at("2031-12-03T10:00:00Z");
    const other = await newPerson("supervisor");
    const theirs = await (await other.at("2031-12-03T10:00:00Z")).plan(weekly);
    const broken = (await plan(weekly)).body.uuid;
    // It is due before the other one.
    await ours.query("UPDATE report_schedule SET request = '{\"kind\":\"Zainab', next_day = '2031-12-01' WHERE uuid = ?", [broken]);
    clock.advance(7 * 86_400);
    await runDueSchedules(deps);
    expect(await askedBy(theirs.body.uuid)).toHaveLength(1);
    expect(await askedBy(broken)).toEqual([]);
    expect(server.log()).toContain(broken);
    expect(server.log()).not.toContain("Zainab");
    await ours.query("DELETE FROM report_schedule WHERE uuid = ?", [broken]);
  });

  test.each([["damaged", '{"kind":"Zainab'], ["of another version", '{"kind":"horoscope","rhythm":"moon"}']])(
    "a plan that cannot be read (%s) stands beside the others in its owner's list, who can end it",
    async (_, stored) => {
      const boss = await newPerson("supervisor");
      const other = await newPerson("supervisor");
      const { plan, end, list } = await boss.at("2031-12-03T10:00:00Z");
      const readable = (await plan(weekly)).body;
      const broken = (await plan(weekly)).body.uuid;
      await ours.query("UPDATE report_schedule SET request = ? WHERE uuid = ?", [stored, broken]);
      expect(await list()).toEqual({ schedules: [readable], unreadable: [{ uuid: broken, at: "2031-12-03T10:00:00.000Z" }] });
      expect(await (await other.at("2031-12-03T10:00:00Z")).end(broken)).toBe(404);
      expect(await end(broken)).toBe(204);
      expect(await list()).toEqual({ schedules: [readable], unreadable: [] });
      const [[event]] = await ours.query<RowDataPacket[]>("SELECT result, details FROM audit_event WHERE user_id = ? AND action = 'end-report-plan'", [boss.userId]);
      expect(event).toMatchObject({ result: "done" });
      expect(JSON.parse(String(event?.details))).toEqual({ reason: "unreadable" });
    },
  );

  test("two servers that look at the same moment make one file", async () => {
    const boss = await newPerson("supervisor");
    const { clock, deps, plan } = await boss.at("2031-07-09T10:00:00Z");
    const plans = await Promise.all([plan(weekly), plan(weekly), plan(weekly)]);
    clock.advance(7 * 86_400);
    await Promise.all([runDueSchedules(deps), runDueSchedules(deps), runDueSchedules(deps)]);
    for (const { body } of plans) expect(await askedBy(body.uuid)).toHaveLength(1);
  });

  test("an owner who has lost the role gets no file, and the plan says so; with the role again it goes on", async () => {
    const boss = await newPerson("supervisor");
    const { clock, deps, plan, schedules } = await boss.at("2031-09-10T10:00:00Z");
    const { body } = await plan(weekly);
    await giveRole(server.deps, boss.userId, "clerk");
    clock.advance(7 * 86_400);
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toEqual([]);
    expect(await schedules()).toEqual([expect.objectContaining({ problem: "not-allowed", lastFile: null, nextDay: "2031-09-22" })]);
    const [events] = await ours.query<RowDataPacket[]>("SELECT action, result FROM audit_event WHERE request_id = ?", [`schedule-${body.uuid}`]);
    expect(events).toEqual([{ action: "make-report", result: "refused" }]);
    await giveRole(server.deps, boss.userId, "supervisor");
    clock.advance(7 * 86_400);
    await runDueSchedules(deps);
    expect(await askedBy(body.uuid)).toHaveLength(1);
    expect(await schedules()).toEqual([expect.objectContaining({ problem: null })]);
  });

  test("planned twice it is one plan; ended it makes nothing more, and nobody else can end it", async () => {
    const boss = await newPerson("supervisor");
    const other = await newPerson("supervisor");
    const { clock, deps, plan, schedules, end } = await boss.at("2031-11-05T10:00:00Z");
    const theirs = await other.at("2031-11-05T10:00:00Z");
    const uuid = randomUUID();
    expect(await plan(weekly, uuid)).toMatchObject({ status: 200 });
    expect(await plan(weekly, uuid)).toMatchObject({ status: 200 });
    expect(await plan({ ...weekly, rhythm: "month" }, uuid)).toMatchObject({ status: 409, body: { code: "report-differs" } });
    expect(await theirs.plan(weekly, uuid)).toMatchObject({ status: 409 });
    expect(await schedules()).toHaveLength(1);
    expect(await theirs.end(uuid)).toBe(404);
    expect(await end(uuid)).toBe(204);
    expect(await end(uuid)).toBe(404);
    clock.advance(7 * 86_400);
    await runDueSchedules(deps);
    expect(await askedBy(uuid)).toEqual([]);
  });

  test("a clerk cannot plan a list of patients", async () => {
    const clerk = await newPerson("clerk");
    const { plan, schedules } = await clerk.at("2031-03-12T10:00:00Z");
    expect(await plan(weekly)).toMatchObject({ status: 403 });
    expect(await schedules()).toEqual([]);
  });
});
