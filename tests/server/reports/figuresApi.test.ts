import { randomUUID } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../../../server/database/time";
import { countEndedSubmissions } from "../../../server/tally/sumUp";
import type { FailureFigures, FiguresAnswer, FiguresRequest, ReportFilters, StaffFigures, SummaryFigures, TrendFigures } from "../../../src/contract/reports";
import type { RowInput } from "../../../src/contract/submissions";
import type { Role } from "../../../src/domain/types";
import { openPool } from "../../support/database";
import { buildPatient, newArtId } from "../../support/patients";
import type { BuiltPatient } from "../../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { outcomesOf, sendSubmission, submit, typedRow } from "../../support/submitting";
import { undo } from "../../support/undoing";
import { buildUser } from "../../support/users";

const none = { given: 0, changed: 0, unchanged: 0, conflict: 0, failed: 0, undone: 0, reverted: 0 };
const noRows = { sent: 0, updated: 0, partly: 0, unchanged: 0, conflict: 0, failed: 0, collapsed: 0, withdrawn: 0 };
const today = "2018-06-14";
const all: ReportFilters = { from: "2018-06-01", to: "2018-06-30", facility: null, person: null, field: null, source: null, sheet: null };

describe("reports as they are asked for", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2018-06-14T09:30:00Z"));
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock });
  });
  afterAll(() => server.close());

  interface Person {
    readonly userId: number;
    readonly uuid: string;
    readonly token: string;
  }

  async function newPerson(role: Role, facilities: readonly number[] | null): Promise<Person> {
    const uuid = randomUUID();
    const user = await buildUser(root, { uuid });
    await giveRole(server.deps, user.userId, role, facilities);
    return { userId: user.userId, uuid, token: await server.signIn(user.username, user.password) };
  }

  async function ask({ token }: Pick<Person, "token">, request: Partial<FiguresRequest>): Promise<{ status: number; body: unknown }> {
    return await server.call("POST", "/api/reports/figures", { token, body: { kind: "summary", filters: all, step: "day", ...request } });
  }

  async function figures<Kind extends FiguresAnswer["figures"]>(person: Person, kind: Kind["kind"], filters: Partial<ReportFilters> = {}): Promise<Kind> {
    const { status, body } = await ask(person, { kind, filters: { ...all, ...filters } });
    expect({ status, body }).toMatchObject({ status: 200, body: { today, madeAt: "2018-06-14T09:30:00.000Z", figures: { kind } } });
    return (body as FiguresAnswer).figures as Kind;
  }

  /** Whichever of the servers that are being tested carried it out, it ended by the clock of this one. */
  async function endedNow(uuid: string): Promise<string> {
    const at = toUtcText(clock.now());
    await ours.query("UPDATE submission s JOIN row_outcome o ON o.submission_id = s.submission_id SET s.finished_at = ?, o.finished_at = ? WHERE s.uuid = ?", [at, at, uuid]);
    return uuid;
  }

  async function send({ token }: Person, rows: readonly RowInput[]): Promise<string> {
    return await endedNow((await submit(server, token, rows)).uuid);
  }

  const inKaru = (): Promise<BuiltPatient> => buildPatient(root, { locationId: 8 });

  test("nobody gets any without signing in", async () => {
    expect((await server.call("POST", "/api/reports/figures", { body: {} })).status).toBe(401);
    expect((await server.call("GET", "/api/reports/choices")).status).toBe(401);
  });

  test.each([
    ["a period that ends before it begins", { from: "2018-06-02", to: "2018-06-01" }, "period-reversed"],
    ["a period that begins tomorrow", { from: "2018-06-15", to: "2018-06-20" }, "period-in-future"],
    ["a facility that is not there", { facility: randomUUID() }, "unknown-filter"],
    ["a person who is not there", { person: randomUUID() }, "unknown-filter"],
  ] as const)("%s is refused with a sentence", async (_, filters, code) => {
    const person = await newPerson("supervisor", null);
    for (const kind of ["summary", "trend", "failures", "staff"] as const) {
      const { status, body } = await ask(person, { kind, filters: { ...all, ...filters } });
      expect({ status, body }).toMatchObject({ status: 422, body: { code, message: expect.stringMatching(/^[A-Z].*\.$/) } });
    }
  });

  test("a period that goes on after today, one of a single day, and one without end and beginning are answered", async () => {
    const person = await newPerson("clerk", [8]);
    for (const [from, to] of [["2018-06-14", "2018-12-31"], [today, today], ["0001-01-01", "9999-12-31"]] as const) {
      expect(await figures<SummaryFigures>(person, "summary", { from, to })).toMatchObject({ submissions: 0, rows: noRows });
      const { buckets } = await figures<TrendFigures>(person, "trend", { from, to });
      expect([buckets.length > 0, buckets.length <= 1_100, buckets.at(-1)?.to]).toEqual([true, true, to]);
    }
  });

  test("of a period in which nothing happened everything is nought, and every day is told", async () => {
    const person = await newPerson("clerk", [8]);
    const fields = { phone: none, address: none, birthdate: none };
    expect(await figures(person, "summary")).toEqual({ kind: "summary", fields, rows: noRows, submissions: 0 });
    expect((await figures<TrendFigures>(person, "trend", { to: "2018-06-02" })).buckets).toEqual([
      { from: "2018-06-01", to: "2018-06-01", ...fields },
      { from: "2018-06-02", to: "2018-06-02", ...fields },
    ]);
    expect(await figures(person, "failures")).toEqual({ kind: "failures", given: 0, notDone: 0, causes: [] });
    expect(await figures(person, "staff")).toEqual({ kind: "staff", minutesPerRow: expect.any(Number), people: [] });
  });

  test("blank cells are nothing, one bad cell fails alone, and causes that the old script threw together are told apart", async () => {
    const clerk = await newPerson("clerk", [8]);
    const [good, half, gone] = [await inKaru(), await inKaru(), await buildPatient(root, { locationId: 8, patientVoided: true })];
    const uuid = await send(clerk, [
      typedRow({ artId: good.artId, phone: "08051111222", street: "", lga: " ", birthdate: "\r" }),
      typedRow({ artId: half.artId, phone: "08051111333", birthdate: "30/02/1980" }),
      typedRow({ artId: gone.artId, phone: "08051111444" }),
      typedRow({ artId: newArtId(), phone: "08051111555" }),
    ]);
    const summary = await figures<SummaryFigures>(clerk, "summary");
    expect(summary).toEqual({
      kind: "summary",
      fields: { phone: { ...none, given: 4, changed: 2, failed: 2 }, address: none, birthdate: { ...none, given: 1, failed: 1 } },
      rows: { ...noRows, sent: 4, updated: 1, partly: 1, failed: 2 },
      submissions: 1,
    });
    const { causes, given, notDone } = await figures<FailureFigures>(clerk, "failures");
    expect([given, notDone]).toEqual([5, 3]);
    expect(causes.map(({ field, code, count }) => [field, code, count])).toEqual([
      ["birthdate", "birthdate-not-real", 1],
      ["phone", "art-id-not-found", 1],
      ["phone", "patient-voided", 1],
    ]);
    expect(causes[0]?.examples).toEqual([
      expect.objectContaining({ submission: uuid, ordinal: 1, sheet: "MissedAppointment", at: "2018-06-14T09:30:00.000Z", artId: null, given: null }),
    ]);
    expect((await figures<StaffFigures>(clerk, "staff")).people).toEqual([
      { person: { uuid: clerk.uuid, name: "Halima Bello" }, submissions: 1, rows: 4, firstPassValid: 1, changes: { ...none, given: 5, changed: 2, failed: 3 } },
    ]);
    await countEndedSubmissions(server.deps);
    expect(await figures<SummaryFigures>(clerk, "summary")).toEqual(summary);
  });

  test("who may see values sees what was typed in the examples, and that is audited with the patients; what was searched for is not", async () => {
    const clerk = await newPerson("clerk", [8]);
    const supervisor = await newPerson("supervisor", [8]);
    const patient = await inKaru();
    await send(clerk, [typedRow({ artId: patient.artId, phone: "0805" })]);
    const filters = { ...all, person: clerk.uuid, sheet: "missedAPP" };
    const { causes } = await figures<FailureFigures>(supervisor, "failures", filters);
    expect(causes).toEqual([expect.objectContaining({ code: "phone-too-short", count: 1, examples: [expect.objectContaining({ artId: patient.artId, given: "0805" })] })]);
    const [events] = await ours.query<RowDataPacket[]>(
      `SELECT e.details, s.person_id AS personId FROM audit_event e LEFT JOIN audit_subject s ON s.audit_event_id = e.audit_event_id WHERE e.user_id = ? AND e.action = 'read-report'`,
      [supervisor.userId],
    );
    expect(events).toEqual([{ details: expect.any(String), personId: patient.personId }]);
    expect(JSON.parse(String(events[0]?.details))).toEqual({ kind: "failures", from: all.from, to: all.to, person: clerk.uuid, sheet: "part of a name", rows: 6 });
    await figures(clerk, "failures");
    const [own] = await ours.query<RowDataPacket[]>("SELECT subject_count AS subjects FROM audit_event WHERE user_id = ? AND action = 'read-report'", [clerk.userId]);
    expect(own).toEqual([{ subjects: 0 }]);
  });

  test("a clerk gets the own work only; a supervisor that of the own facilities", async () => {
    const [clerk, colleague] = [await newPerson("clerk", [8]), await newPerson("clerk", [8])];
    const [karu, elsewhere] = [await newPerson("supervisor", [8]), await newPerson("supervisor", [9])];
    const [one, two] = [await inKaru(), await inKaru()];
    await send(clerk, [typedRow({ artId: one.artId, phone: "08051111222" })]);
    await send(colleague, [typedRow({ artId: two.artId, phone: "08051111222" })]);
    expect((await figures<SummaryFigures>(clerk, "summary")).rows.sent).toBe(1);
    expect((await ask(clerk, { filters: { ...all, person: colleague.uuid } })).status).toBe(422);
    expect((await figures<SummaryFigures>(karu, "summary", { person: colleague.uuid })).rows.sent).toBe(1);
    expect((await figures<StaffFigures>(karu, "staff")).people.map(({ person }) => person.uuid)).toEqual(expect.arrayContaining([clerk.uuid, colleague.uuid]));
    expect((await ask(elsewhere, { filters: { ...all, person: colleague.uuid } })).status).toBe(422);
    expect((await figures<SummaryFigures>(elsewhere, "summary")).rows.sent).toBe(0);
  });

  test("what was taken back is told beside what was changed, and is no change that was asked for", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patient = await inKaru();
    const uuid = await send(clerk, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    await endedNow((await undo(server, clerk.token, uuid)).uuid);
    const summary = await figures<SummaryFigures>(clerk, "summary");
    expect(summary).toMatchObject({ fields: { phone: { ...none, given: 1, changed: 1, undone: 1 } }, rows: { ...noRows, sent: 1, updated: 1 }, submissions: 1 });
    await countEndedSubmissions(server.deps);
    expect(await figures<SummaryFigures>(clerk, "summary")).toEqual(summary);
  });

  test("a row that waited is counted when somebody deals with it, also where its submission was summed up long before", async () => {
    const clerk = await newPerson("clerk", [8]);
    const patients = [await inKaru(), await inKaru()];
    const uuid = await sendSubmission(server, clerk.token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    expect((await outcomesOf(server, clerk.token, uuid)).status.counts.waiting).toBe(2);
    await countEndedSubmissions(server.deps);
    expect((await figures<SummaryFigures>(clerk, "summary")).rows).toEqual(noRows);
    const answer = await server.call("POST", `/api/submissions/${uuid}/follow-up`, { token: clerk.token, body: { uuid: randomUUID(), reason: null, rows: [], leaveOut: [0] } });
    expect(answer.status).toBe(202);
    const expected = { fields: { phone: none }, rows: { ...noRows, sent: 1, withdrawn: 1 }, submissions: 0 };
    expect(await figures<SummaryFigures>(clerk, "summary")).toMatchObject(expected);
    await countEndedSubmissions(server.deps);
    expect(await figures<SummaryFigures>(clerk, "summary")).toMatchObject(expected);
  });
});
