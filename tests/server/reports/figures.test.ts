import type { RowDataPacket } from "mysql2/promise";
import { countEndedSubmissions } from "../../../server/tally/sumUp";
import type { FailureFigures, FigureKind, FiguresAnswer, ReportFilters, ReportStep, StaffFigures, TrendFigures } from "../../../src/contract/reports";
import { FiguresAnswer as FiguresAnswerSchema } from "../../../src/contract/reports";
import { addDays } from "../../../src/domain/days";
import { contactFields } from "../../../src/domain/types";
import type { Role } from "../../../src/domain/types";
import { changesByHand, failuresByHand, isWithinReach, staffByHand, summaryByHand } from "../../support/countedByHand";
import type { HandCaller, HandQuery } from "../../support/countedByHand";
import { opensOf } from "../../../src/reports/changeCounts";
import { figuresDocument } from "../../../src/reports/figuresDocument";
import { reportWordsOf } from "../../../src/reports/reportWordsOf";
import { contextOf } from "../../reports/reportWorld";
import { openPool } from "../../support/database";
import { buildPatient } from "../../support/patients";
import { historySpan, randomSubmission, sheetTexts } from "../../support/randomHistory";
import { seeded, storeSubmission } from "../../support/madeHistory";
import type { MadeSubmission } from "../../support/madeHistory";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { buildUser } from "../../support/users";

interface Person extends HandCaller {
  readonly uuid: string;
  readonly token: string;
}

const facilities = [7, 8, 9, 53];
const words = reportWordsOf("en");
const context = contextOf();
const all: ReportFilters = { ...historySpan, facility: null, person: null, field: null, source: null, sheet: null };

// Nothing else happens in the spring of 2019, whatever other tests do in the same database.
describe("the figures of reports, over a history made by chance", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  const clock = stoppedClock(new Date("2019-04-10T22:59:59Z"));
  const random = seeded(20_190_328);
  const history: MadeSubmission[] = [];
  const people: Person[] = [];
  const locations = new Map<number, string>();
  let server: TestServer;
  let other: TestServer;

  async function newPerson(role: Role, facilityIds: readonly number[] | null): Promise<Person> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilityIds);
    const [[row]] = await root.query<RowDataPacket[]>("SELECT uuid FROM users WHERE user_id = ?", [user.userId]);
    return { userId: user.userId, uuid: String(row?.uuid), role, facilityIds, token: await server.signIn(user.username, user.password) };
  }

  async function addHistory(count: number): Promise<void> {
    const patients = [];
    for (let index = 0; index < 16; index += 1) {
      // Two of a patient's ART IDs lie elsewhere: the first that is not voided counts.
      const place = random.pick(facilities);
      const { personId, artId } = await buildPatient(root, { locationId: place });
      patients.push({ personId, artId, place });
    }
    for (let index = 0; index < count; index += 1) {
      const made = randomSubmission(random, { senders: people, patients });
      await storeSubmission(ours, made);
      history.push(made);
    }
  }

  beforeAll(async () => {
    server = await startTestServer({ clock });
    other = await startTestServer({ clock });
    people.push(
      await newPerson("clerk", [7]),
      await newPerson("clerk", [8]),
      await newPerson("clerk", [7, 8]),
      await newPerson("clerk", null),
      await newPerson("supervisor", [7, 8]),
      await newPerson("supervisor", [9]),
      await newPerson("supervisor", []),
      await newPerson("supervisor", null),
      await newPerson("administrator", null),
    );
    const [rows] = await root.query<RowDataPacket[]>("SELECT location_id AS id, uuid FROM location WHERE location_id IN (?)", [facilities]);
    for (const { id, uuid } of rows) locations.set(Number(id), String(uuid));
    await addHistory(70);
    await countEndedSubmissions(server.deps);
    // Ended since, and not summed up.
    await addHistory(30);
  });
  afterAll(async () => {
    await server.close();
    await other.close();
  });

  async function ask(person: Person, kind: FigureKind, filters: ReportFilters, step: ReportStep = "day"): Promise<{ status: number; body: unknown }> {
    return await server.call("POST", "/api/reports/figures", { token: person.token, body: { kind, filters, step } });
  }

  async function figures(person: Person, kind: FigureKind, filters: ReportFilters, step: ReportStep = "day"): Promise<FiguresAnswer["figures"]> {
    const { status, body } = await ask(person, kind, filters, step);
    if (status !== 200) throw new Error(`figures answered ${status}: ${JSON.stringify(body)}`);
    return FiguresAnswerSchema.parse(body).figures;
  }

  interface Chosen {
    readonly person: Person;
    readonly filters: ReportFilters;
    readonly byHand: HandQuery;
    readonly isKnown: boolean;
  }

  function randomQuestion(): Chosen {
    const caller = random.pick(people);
    const days = [random.below(50), random.below(50)].sort((one, next) => one - next).map((day) => addDays(historySpan.from, day));
    const months = random.pick([{ from: "2019-03-01", to: "2019-03-31" }, { from: "2019-02-01", to: "2019-03-31" }, { from: "2019-02-28", to: "2019-04-01" }]);
    const span = random.chance(30) ? historySpan : random.chance(30) ? months : { from: days[0] ?? "", to: days[1] ?? "" };
    const facility = random.chance(30) ? random.pick(facilities) : null;
    const sender = random.chance(30) ? random.pick(people) : null;
    const rest = {
      ...span,
      field: random.chance(30) ? random.pick(contactFields) : null,
      source: random.chance(30) ? random.pick(["sheet", "form", "file"] as const) : null,
      sheet: random.chance(30) ? random.pick(sheetTexts) : null,
    };
    const isKnown =
      (facility === null || caller.facilityIds === null || caller.facilityIds.includes(facility)) &&
      (sender === null ||
        sender === caller ||
        (caller.role !== "clerk" && caller.facilityIds === null) ||
        history.some((submission) => submission.userId === sender.userId && submission.rows.length > 0 && isWithinReach(caller, submission)));
    return {
      person: caller,
      filters: { ...rest, facility: facility === null ? null : (locations.get(facility) ?? ""), person: sender?.uuid ?? null },
      byHand: { caller, filters: { ...rest, facility, person: sender?.userId ?? null } },
      isKnown,
    };
  }

  /** So many questions by chance, of people and filters that may be asked. */
  async function eachQuestion(count: number, check: (question: Chosen) => Promise<void>): Promise<void> {
    let refused = 0;
    for (let asked = 0; asked < count; ) {
      const question = randomQuestion();
      if (!question.isKnown) {
        refused += 1;
        expect(await ask(question.person, "summary", question.filters)).toMatchObject({ status: 422, body: { code: "unknown-filter" } });
        continue;
      }
      asked += 1;
      await check(question);
    }
    expect(refused).toBeGreaterThan(0);
  }

  test("the summary is what one counts by hand, for whoever asks and whatever is chosen", async () => {
    let given = 0;
    await eachQuestion(80, async ({ person, filters, byHand }) => {
      const expected = summaryByHand(history, byHand);
      expect({ filters, figures: await figures(person, "summary", filters) }).toEqual({ filters, figures: expected });
      given += changesByHand(history, byHand).phone.given;
    });
    expect(given).toBeGreaterThan(300);
  });

  test("the trend is the summary of each day, week and month, empty ones too", async () => {
    await eachQuestion(25, async ({ person, filters, byHand }) => {
      for (const step of ["day", "week", "month"] as const) {
        const { buckets } = (await figures(person, "trend", filters, step)) as TrendFigures;
        expect(buckets[0]?.from).toBe(filters.from);
        expect(buckets.at(-1)?.to).toBe(filters.to);
        const expected = buckets.map(({ from, to }) => ({ from, to, ...changesByHand(history, { ...byHand, filters: { ...byHand.filters, from, to } }) }));
        expect({ filters, buckets }).toEqual({ filters, buckets: expected });
      }
    });
  });

  test("what staff did is what one counts by hand for each of them", async () => {
    await eachQuestion(40, async ({ person, filters, byHand }) => {
      const found = (await figures(person, "staff", filters)) as StaffFigures;
      const expected = staffByHand(history, byHand);
      const numberOf = new Map(people.map(({ uuid, userId }) => [uuid, userId]));
      expect(found.minutesPerRow).toBe(4);
      expect(new Map(found.people.map(({ person: { uuid }, ...line }) => [numberOf.get(uuid), line]))).toEqual(expected);
      expect(found.people.map(({ rows }) => rows)).toEqual(found.people.map(({ rows }) => rows).sort((one, next) => next - one));
      expect(new Set(found.people.map(({ person: { name } }) => name))).toEqual(new Set(expected.size === 0 ? [] : ["Halima Bello"]));
    });
  });

  test("causes of failures are what one counts by hand, the most frequent first, with the newest rows as examples", async () => {
    let examples = 0;
    await eachQuestion(40, async ({ person, filters, byHand }) => {
      const { causes, given, notDone } = (await figures(person, "failures", filters)) as FailureFigures;
      const expected = failuresByHand(history, byHand);
      const changes = Object.values(changesByHand(history, byHand));
      expect(given).toBe(changes.reduce((sum, change) => sum + change.given, 0));
      expect(notDone).toBe(changes.reduce((sum, change) => sum + change.failed + change.conflict, 0));
      expect(new Map(causes.map(({ field, code, count }) => [`${field} ${code}`, count]))).toEqual(new Map([...expected].map(([key, { count }]) => [key, count])));
      expect(causes.map(({ count }) => count)).toEqual(causes.map(({ count }) => count).sort((one, next) => next - one));
      const seesValues = person.role !== "clerk";
      for (const cause of causes) {
        const hand = expected.get(`${cause.field} ${cause.code}`);
        expect(new Map(cause.people.map(({ uuid, count }) => [people.find((one) => one.uuid === uuid)?.userId, count]))).toEqual(hand?.people);
        const newest = [...(hand?.rows ?? [])].sort((one, next) => (one.at < next.at ? 1 : -1)).slice(0, 3);
        expect(cause.examples.map(({ at }) => at)).toEqual(newest.map(({ at }) => `${at.replace(" ", "T")}Z`));
        for (const { submission, ordinal, rowNumber, artId, given: typed } of cause.examples) {
          const row = hand?.rows.find(({ key }) => key === `${submission}:${ordinal}`);
          expect({ rowNumber, artId, typed }).toEqual({ rowNumber: ordinal + 2, artId: seesValues ? row?.artId : null, typed: seesValues ? row?.given : null });
          examples += 1;
        }
      }
    });
    expect(examples).toBeGreaterThan(100);
  });

  test("every figure opens as many rows as it says, whoever asks and whatever is chosen", async () => {
    const opened = new Map<string, number>();
    await eachQuestion(60, async ({ person, filters }) => {
      // Clerks get figures only.
      if (person.role === "clerk") return;
      const kind = random.pick(["summary", "trend", "failures", "staff"] as const);
      const report = figuresDocument(await figures(person, kind, filters, random.pick(["day", "week", "month"])), { ...context, filters }, words);
      const all = [
        ...report.cards.flatMap(({ kind: cell, value, opens }) => (cell === "count" ? [{ value, opens }] : [])),
        ...report.tables.flatMap(({ columns, rows }) =>
          rows.flatMap((row) =>
            columns.flatMap(({ id, kind: cell }, at) => {
              const value = row.cells[at] ?? null;
              // Rows that were sent are shown by their changes.
              return cell === "count" && id !== "rows" && id !== "firstPass" ? [{ value, opens: opensOf(row, id, value) }] : [];
            }),
          ),
        ),
      ].flatMap(({ value, opens }) => (opens?.to === "updates" ? [{ value, opens }] : []));
      for (let time = 0; time < Math.min(6, all.length); time += 1) {
        const { value, opens } = random.pick(all);
        const { status, cause } = opens;
        const answer = await server.call("POST", "/api/reports/rows", { token: person.token, body: { kind: "updates", filters: opens.filters, status, cause, after: null, limit: 1000 } });
        const { total, rows } = answer.body as { total: number; rows: unknown[] };
        expect({ opens, status: answer.status, total, rows: rows.length }).toEqual({ opens, status: 200, total: value, rows: value });
        opened.set(String(status), (opened.get(String(status)) ?? 0) + 1);
      }
    });
    for (const status of ["given", "changed", "failed", "not-done", "undone", "overwritten"]) expect([status, (opened.get(status) ?? 0) > 0]).toEqual([status, true]);
  });

  test("what can be chosen is what is within reach", async () => {
    for (const person of people) {
      const { status, body } = await server.call("GET", "/api/reports/choices", { token: person.token });
      const choices = body as { today: string; firstDay: string | null; timeZone: string; facilities: { uuid: string }[]; people: { uuid: string }[] };
      expect([status, choices.today, choices.timeZone]).toEqual([200, "2019-04-10", "Africa/Lagos"]);
      const within = new Set(history.filter((submission) => submission.rows.length > 0 && isWithinReach(person, submission)).map(({ userId }) => userId));
      const found = choices.people.flatMap(({ uuid }) => people.find((one) => one.uuid === uuid)?.userId ?? []);
      expect(new Set(found)).toEqual(new Set([person.userId, ...within]));
      const offered = choices.facilities.map(({ uuid }) => uuid).filter((uuid) => [...locations.values()].includes(uuid));
      expect(new Set(offered)).toEqual(new Set(facilities.filter((id) => person.facilityIds === null || person.facilityIds.includes(id)).map((id) => locations.get(id))));
    }
  });

  /** What the tallies hold of these people, whatever the order in which it was added. */
  async function tallies(): Promise<string> {
    const users = people.map(({ userId }) => userId);
    const [lines] = await ours.query<RowDataPacket[]>("SELECT * FROM report_tally WHERE user_id IN (?) ORDER BY day, kind, user_id, scope_id, source_id, place", [users]);
    const [causes] = await ours.query<RowDataPacket[]>("SELECT * FROM report_cause WHERE user_id IN (?) ORDER BY day, submission_id, place, field, code", [users]);
    const [spreads] = await ours.query<RowDataPacket[]>("SELECT * FROM report_spread WHERE user_id IN (?) ORDER BY day, submission_id, place", [users]);
    expect([lines.length > 100, causes.length > 20, spreads.length > 5]).toEqual([true, true, true]);
    const [months] = await ours.query<RowDataPacket[]>("SELECT * FROM report_month WHERE user_id IN (?) ORDER BY day, kind, user_id, scope_id, source_id, place", [users]);
    const [causesOfMonths] = await ours.query<RowDataPacket[]>(
      "SELECT * FROM report_cause_month WHERE user_id IN (?) ORDER BY day, kind, user_id, scope_id, source_id, place, field, code",
      [users],
    );
    return JSON.stringify([lines, causes, spreads, months, causesOfMonths]);
  }

  async function everything(): Promise<string> {
    const site = people.filter(({ role, facilityIds }) => role === "supervisor" && facilityIds === null);
    const found: unknown[] = [];
    for (const person of [...site, ...people.slice(0, 5)]) {
      for (const kind of ["summary", "trend", "staff", "failures"] as const) found.push(await figures(person, kind, all));
    }
    return JSON.stringify(found);
  }

  test("summed up by two servers at once, and counted anew from nothing, it is the same", async () => {
    const standing = await everything();
    await Promise.all([countEndedSubmissions(server.deps), countEndedSubmissions(other.deps), countEndedSubmissions(server.deps)]);
    expect(await everything()).toBe(standing);
    const summedUp = await tallies();
    const users = people.map(({ userId }) => userId);
    for (const table of ["report_tally", "report_month", "report_cause", "report_cause_month", "report_spread"]) await ours.query("DELETE FROM ?? WHERE user_id IN (?)", [table, users]);
    await ours.query("UPDATE submission SET counted_at = NULL WHERE user_id IN (?)", [users]);
    await ours.query("UPDATE row_reverted v JOIN submission s ON s.submission_id = v.submission_id SET v.counted_at = NULL WHERE s.user_id IN (?)", [users]);
    expect(await everything()).toBe(standing);
    await Promise.all([countEndedSubmissions(other.deps), countEndedSubmissions(server.deps)]);
    expect(await everything()).toBe(standing);
    expect(await tallies()).toBe(summedUp);
    const [[left]] = await ours.query<RowDataPacket[]>("SELECT COUNT(*) AS found FROM submission WHERE user_id IN (?) AND counted_at IS NULL AND state IN ('done', 'cancelled')", [users]);
    expect(left?.found).toBe(0);
  });
});
