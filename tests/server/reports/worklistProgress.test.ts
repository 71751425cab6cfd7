import { randomUUID } from "node:crypto";
import type { ResultSetHeader, RowDataPacket } from "mysql2/promise";
import { gatherWorklists } from "../../../server/worklists/gatherWorklists";
import { FiguresAnswer } from "../../../src/contract/reports";
import type { ProgressFigures } from "../../../src/contract/worklistProgress";
import { openPool } from "../../support/database";
import { buildPatient } from "../../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { submit, typedRow } from "../../support/submitting";
import { buildUser } from "../../support/users";

// Facilities of this file's own: patients of other tests are on none of its lists.
describe("the report of how far the worklists are", () => {
  const root = openPool("root");
  const clock = stoppedClock(new Date("2026-10-31T10:00:00Z"));
  const places: { id: number; uuid: string }[] = [];
  const list = randomUUID();
  let server: TestServer;
  let supervisor: string;
  let clerk: string;

  async function person(role: "clerk" | "supervisor", facilities: readonly number[]): Promise<string> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilities);
    return await server.signIn(user.username, user.password);
  }
  interface Period {
    readonly from?: string;
    readonly to?: string;
    readonly facility?: string | null;
  }
  async function allProgress(token: string, { from = "2026-10-01", to = "2026-10-31", facility = null }: Period = {}): Promise<ProgressFigures["lists"]> {
    const filters = { from, to, facility, person: null, field: null, source: null, sheet: null };
    const { status, body } = await server.call("POST", "/api/reports/figures", { token, body: { kind: "worklists", filters, step: "day" } });
    expect(status).toBe(200);
    const { figures } = FiguresAnswer.parse(body);
    if (figures.kind !== "worklists") throw new Error(`answered ${figures.kind}`);
    return figures.lists;
  }
  async function progress(token: string, period: Period = {}) {
    return (await allProgress(token, period)).find(({ uuid }) => uuid === list);
  }

  beforeAll(async () => {
    server = await startTestServer({ clock, engine: true });
    for (const name of ["Progress Ward A", "Progress Ward B"]) {
      const uuid = randomUUID();
      const [{ insertId }] = await root.query<ResultSetHeader>("INSERT INTO location SET ?", [{ name, creator: 1, date_created: "2016-01-01 09:00:00", uuid }]);
      places.push({ id: insertId, uuid });
    }
    const ids = places.map(({ id }) => id);
    supervisor = await person("supervisor", ids);
    clerk = await person("clerk", ids.slice(0, 1));
    const artIds: string[] = [];
    for (const locationId of [ids[0], ids[0], ids[1]]) artIds.push((await buildPatient(root, { locationId: locationId ?? 0, phones: [] })).artId);
    const criteria = {
      reasons: ["no-phone"], unverifiedMonths: 6, facility: null, state: null, lga: null, sex: null, ageFrom: null, ageTo: null, lastEncounterFrom: null, lastEncounterTo: null,
    };
    const asked = await server.call("PUT", `/api/worklists/${list}`, { token: supervisor, body: { name: "No phone in October", criteria, most: 100 } });
    expect(asked.status).toBe(200);
    await gatherWorklists(server.deps, randomUUID(), { mayGoOn: () => true, rest: () => Promise.resolve() });
    clock.advance(60);
    await submit(server, clerk, [typedRow({ artId: artIds[0] ?? "", phone: "08031230011" })]);
  });
  afterAll(async () => {
    await server.close();
    await root.query("UPDATE location SET retired = 1, retired_by = 1, date_retired = NOW() WHERE location_id IN (?)", [places.map(({ id }) => id)]);
  });

  test("a supervisor sees the whole list, and who did what", async () => {
    expect(await progress(supervisor)).toMatchObject({
      name: "No phone in October",
      counts: { patients: 3, done: 1, called: 0, stuck: 0, open: 2 },
      people: [{ done: 1, called: 0, stuck: 0 }],
    });
  });

  test("a clerk sees it for the patients within reach", async () => {
    expect(await progress(clerk)).toMatchObject({ counts: { patients: 2, done: 1, open: 1 } });
  });

  test("the facility narrows it", async () => {
    expect(await progress(supervisor, { facility: places[1]?.uuid ?? "" })).toMatchObject({ counts: { patients: 1, done: 0, open: 1 }, people: [] });
  });

  test("all lists are there, however many, and no period is too long", async () => {
    const copies = 230;
    const ours = openPool("root", "patient_contacts");
    const [columns] = await ours.query<RowDataPacket[]>("SELECT COLUMN_NAME AS name FROM information_schema.columns WHERE table_schema = 'patient_contacts' AND table_name = 'worklist' AND COLUMN_NAME NOT IN ('worklist_id', 'uuid')");
    const others = columns.map(({ name }) => `\`${String(name)}\``).join(", ");
    for (let copy = 0; copy < copies; copy += 1) await ours.query(`INSERT INTO worklist (uuid, ${others}) SELECT UUID(), ${others} FROM worklist WHERE uuid = ?`, [list]);
    for (const period of [{}, { from: "0026-01-01" }, { from: "0001-01-01", to: "9999-12-31" }]) {
      const lists = await allProgress(supervisor, period);
      expect(lists.length).toBeGreaterThan(copies);
      expect(lists.find(({ uuid }) => uuid === list)).toMatchObject({ counts: { patients: 3, done: 1 } });
    }
    await ours.query("DELETE FROM worklist WHERE uuid <> ? AND name = 'No phone in October' AND user_id = (SELECT user_id FROM (SELECT user_id FROM worklist WHERE uuid = ?) one)", [list, list]);
  });

  test("an open list is there whatever the period; a closed one only if it was made in it", async () => {
    expect(await progress(supervisor, { from: "2026-01-01", to: "2026-01-31" })).toBeDefined();
    expect((await server.call("POST", `/api/worklists/${list}/close`, { token: supervisor })).status).toBe(200);
    expect(await progress(supervisor, { from: "2026-01-01", to: "2026-01-31" })).toBeUndefined();
    expect(await progress(supervisor)).toMatchObject({ counts: { patients: 3 } });
  });

  test("somebody of another facility sees nothing of it", async () => {
    expect(await progress(await person("supervisor", [9]))).toBeUndefined();
  });
});
