import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../../server/database/time";
import { countEndedSubmissions } from "../../server/tally/sumUp";
import type { Dashboard, RecentEvents } from "../../src/contract/dashboard";
import type { Role } from "../../src/domain/types";
import { openPool } from "../support/database";
import { buildPatient, newArtId } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { submit, typedRow } from "../support/submitting";
import type { RowInput } from "../../src/contract/submissions";
import { undo } from "../support/undoing";
import { buildUser } from "../support/users";

const nothing = { phone: 0, address: 0, birthdate: 0, updated: 0, unchanged: 0, conflict: 0, failed: 0, takenBack: 0, reverted: 0 };

describe("the home screen's figures", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  // A Sunday, 23:30 on the clocks of Lagos; the month ends the day after next.
  const clock = stoppedClock(new Date("2026-11-29T22:30:00Z"));
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock });
  });
  afterAll(() => server.close());

  async function newPerson(role: Role, facilities: readonly number[] | null): Promise<{ token: string; userId: number; username: string }> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilities);
    return { token: await server.signIn(user.username, user.password), userId: user.userId, username: user.username };
  }

  async function figures(token: string): Promise<Dashboard> {
    const { status, body } = await server.call("GET", "/api/dashboard", { token });
    expect(status).toBe(200);
    return body as Dashboard;
  }

  async function recent(token: string): Promise<RecentEvents["events"]> {
    const { status, body } = await server.call("GET", "/api/dashboard/recent", { token });
    expect(status).toBe(200);
    return (body as RecentEvents).events;
  }

  /** Sends rows, which then ended at the moment of the test's clock, whichever of the servers that are being tested carried them out. */
  async function send(token: string, rows: readonly RowInput[]): Promise<string> {
    const { uuid } = await submit(server, token, rows);
    await endedNow(uuid);
    return uuid;
  }

  async function endedNow(uuid: string): Promise<void> {
    const at = toUtcText(clock.now());
    await ours.query("UPDATE submission s JOIN row_outcome o ON o.submission_id = s.submission_id SET s.finished_at = ?, o.finished_at = ? WHERE s.uuid = ?", [at, at, uuid]);
  }

  const inKaru = (): Promise<BuiltPatient> => buildPatient(root, { locationId: 8 });

  test("nobody sees them without signing in", async () => {
    expect((await server.call("GET", "/api/dashboard")).status).toBe(401);
    expect((await server.call("GET", "/api/dashboard/recent")).status).toBe(401);
  });

  test("a clerk sees what became of the own rows, and nobody else's", async () => {
    const clerk = await newPerson("clerk", [8]);
    const other = await newPerson("clerk", [8]);
    const [one, two, three] = [await inKaru(), await inKaru(), await inKaru()];
    await send(clerk.token, [
      typedRow({ artId: one.artId, phone: "08051111222" }),
      typedRow({ artId: two.artId, phone: "08051111333", street: "3 New Road", birthdate: "13/04/1988" }),
      typedRow({ artId: three.artId, phone: "08031234567" }),
      typedRow({ artId: newArtId(), phone: "08051111444" }),
    ]);
    const seen = await figures(clerk.token);
    const expected = { ...nothing, phone: 2, address: 1, birthdate: 1, updated: 2, unchanged: 1, failed: 1 };
    expect(seen).toMatchObject({ today: "2026-11-29", scope: "own" });
    expect(seen.periods).toEqual({
      today: { ...expected, from: "2026-11-29" },
      week: { ...expected, from: "2026-11-23" },
      month: { ...expected, from: "2026-11-01" },
    });
    expect(seen.days).toHaveLength(14);
    expect(seen.days[0]).toEqual({ ...nothing, day: "2026-11-16" });
    expect(seen.days[13]).toEqual({ ...expected, day: "2026-11-29" });
    expect((await figures(other.token)).periods.month).toEqual({ ...nothing, from: "2026-11-01" });
  });

  test("a supervisor sees those of the own facilities, and of the whole site only with the whole site", async () => {
    const karu = await newPerson("supervisor", [8]);
    const elsewhere = await newPerson("supervisor", [9]);
    const site = await newPerson("supervisor", null);
    const clerk = await newPerson("clerk", [8]);
    const before = { karu: await figures(karu.token), elsewhere: await figures(elsewhere.token), site: await figures(site.token) };
    const patient = await inKaru();
    await send(clerk.token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    expect((await figures(karu.token)).periods.today.phone).toBe(before.karu.periods.today.phone + 1);
    expect((await figures(site.token)).periods.today.phone).toBe(before.site.periods.today.phone + 1);
    expect(await figures(elsewhere.token)).toEqual(before.elsewhere);
    expect(before.karu.scope).toBe("everyone");
    // What somebody with the whole site sent is not for who has one facility.
    const everywhere = await newPerson("clerk", null);
    const karuBefore = await figures(karu.token);
    await send(everywhere.token, [typedRow({ artId: patient.artId, phone: "08051111223" })]);
    expect(await figures(karu.token)).toEqual(karuBefore);
    await countEndedSubmissions(server.deps);
    expect(await figures(karu.token)).toEqual(karuBefore);
  });

  test("summed up in the background they are the same as counted row by row, whoever sums up and however often", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patients = [await inKaru(), await inKaru(), await inKaru()];
    for (const [index, { artId }] of patients.entries()) {
      await send(clerk.token, [
        typedRow({ artId, phone: `0805111122${index}` }),
        typedRow({ artId: newArtId(), phone: "08051111444" }),
      ]);
    }
    const counted = await figures(clerk.token);
    expect(counted.periods.today).toEqual({ ...nothing, from: "2026-11-29", phone: 3, updated: 3, failed: 3 });
    await Promise.all([countEndedSubmissions(server.deps), countEndedSubmissions(server.deps), countEndedSubmissions(server.deps)]);
    expect(await figures(clerk.token)).toEqual(counted);
    await countEndedSubmissions(server.deps);
    expect(await figures(clerk.token)).toEqual(counted);
    const [[left]] = await ours.query<RowDataPacket[]>("SELECT COUNT(*) AS found FROM submission WHERE user_id = ? AND counted_at IS NULL", [clerk.userId]);
    expect(left?.found).toBe(0);
    // The tallies of everybody together are what stands in the outcomes.
    const [[raw]] = await ours.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS found, SUM(o.status = 'updated') AS updated, SUM(o.status = 'failed') AS failed, SUM(o.phone_status <=> 'changed') AS phone
         FROM row_outcome o JOIN submission s ON s.submission_id = o.submission_id WHERE s.user_id = ?`,
      [clerk.userId],
    );
    const [[tallied]] = await ours.query<RowDataPacket[]>(
      `SELECT SUM(updated + partly + unchanged + conflict + failed + collapsed + withdrawn) AS found, SUM(updated) AS updated, SUM(failed) AS failed,
              SUM(phone_changed) AS phone FROM report_tally WHERE user_id = ?`,
      [clerk.userId],
    );
    expect(Object.values(tallied ?? {}).map(Number)).toEqual(Object.values(raw ?? {}).map(Number));
    expect(Object.values(raw ?? {}).map(Number)).toEqual([6, 3, 3, 3]);
  });

  test("a change that was found overwritten counts on the day on which that was found", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patient = await inKaru();
    const uuid = await send(clerk.token, [typedRow({ artId: patient.artId, phone: "08051111222", lga: "epe" })]);
    const [[row]] = await ours.query<RowDataPacket[]>("SELECT submission_id AS id FROM submission WHERE uuid = ?", [uuid]);
    for (const field of ["phone", "address"]) {
      await ours.query("INSERT INTO row_reverted (submission_id, row_key, field, stage, found_at) VALUES (?, 10000, ?, 0, '2026-11-29 22:10:00.000')", [row?.id, field]);
    }
    expect((await figures(clerk.token)).periods.today).toMatchObject({ updated: 1, reverted: 1 });
  });

  test("the latest events name who, what, which patient and when, never a value; and that they were read is audited", async () => {
    const clerk = await newPerson("clerk", [8]);
    const karu = await newPerson("supervisor", [8]);
    const elsewhere = await newPerson("supervisor", [9]);
    const [one, two, three] = [await inKaru(), await inKaru(), await inKaru()];
    await send(clerk.token, [typedRow({ artId: two.artId, phone: "08051111222" }), typedRow({ artId: three.artId, phone: "08051111223" })]);
    const uuid = await send(clerk.token, [typedRow({ artId: one.artId, phone: "08057654321" })]);
    const own = await recent(clerk.token);
    expect(own.slice(0, 2)).toEqual([
      expect.objectContaining({ action: "change-contacts", isOwn: true, patients: 1, submission: uuid, at: "2026-11-29T22:30:00.000Z", patient: { uuid: expect.any(String), artId: one.artId } }),
      expect.objectContaining({ action: "change-contacts", patients: 2, patient: null }),
    ]);
    expect(own[0]?.person).toBe("Halima Bello");
    expect(JSON.stringify(own)).not.toContain("08057654321");
    expect((await recent(karu.token)).find((event) => event.submission === uuid)).toMatchObject({ isOwn: false, patient: { artId: one.artId } });
    expect((await recent(elsewhere.token)).filter((event) => event.submission === uuid)).toEqual([]);
    expect((await recent((await newPerson("clerk", [8])).token)).filter((event) => event.submission === uuid)).toEqual([]);
    const [events] = await ours.query<RowDataPacket[]>("SELECT subject_count AS subjects FROM audit_event WHERE user_id = ? AND action = 'read-recent'", [clerk.userId]);
    expect(events).toEqual([{ subjects: 1 }]);
  });

  test("a patient who was searched for, opened and called stands among the latest events", async () => {
    const clerk = await newPerson("clerk", [8]);
    const { artId } = await inKaru();
    const search = await server.call("POST", "/api/patients/search", { token: clerk.token, body: { text: artId, kind: "artId", after: null, limit: 10 } });
    const [hit] = (search.body as { hits: { patient: string }[] }).hits;
    const patient = hit?.patient ?? "";
    expect((await server.call("POST", "/api/patients/card", { token: clerk.token, body: { patient, reveal: false } })).status).toBe(200);
    const tried = { kind: "recorded", phone: null };
    const note = { kind: "add-attempt", uuid: randomUUID(), patient, outcome: "reached", day: "2026-11-29", tried, note: "" };
    expect((await server.call("POST", "/api/contact-notes", { token: clerk.token, body: note })).body).toEqual({ result: "done" });
    expect((await recent(clerk.token)).map((event) => [event.action, event.patient?.artId])).toEqual([
      ["note-contact", artId],
      ["open-card", artId],
      ["search-patients", artId],
    ]);
  });

  test("days, weeks and months begin at midnight of the site, and what was taken back is told as that", async () => {
    const { token, username } = await newPerson("clerk", [8]);
    const [one, two] = [await inKaru(), await inKaru()];
    await send(token, [typedRow({ artId: one.artId, phone: "08051111222" })]);
    clock.advance(30 * 60);
    // 00:00 on Monday in Lagos, while London still has Sunday.
    const uuid = await send(token, [typedRow({ artId: two.artId, phone: "08051111222" })]);
    expect(await figures(token)).toMatchObject({
      today: "2026-11-30",
      periods: { today: { from: "2026-11-30", phone: 1 }, week: { from: "2026-11-30", phone: 1 }, month: { from: "2026-11-01", phone: 2 } },
    });
    await endedNow((await undo(server, token, uuid)).uuid);
    const after = { ...nothing, from: "2026-11-30", phone: 1, updated: 1, takenBack: 1 };
    expect((await figures(token)).periods.today).toEqual(after);
    await countEndedSubmissions(server.deps);
    expect((await figures(token)).periods.today).toEqual(after);
    clock.advance(24 * 3600);
    expect(await figures(await server.signIn(username, "Right-Password-7"))).toMatchObject({
      today: "2026-12-01",
      periods: { today: nothing, week: { from: "2026-11-30", phone: 1 }, month: { ...nothing, from: "2026-12-01" } },
    });
  });
});
