import { createHash } from "node:crypto";
import type { RowDataPacket } from "mysql2/promise";
import type { SheetAttempt, SheetAttemptsAnswer } from "../../src/contract/contactNotes";
import { readReachability } from "../../server/contactNotes/reachability";
import { openPool } from "../support/database";
import { buildPatient, newArtId } from "../support/patients";
import { startTestServer, stoppedClock, type TestServer } from "../support/server";

describe("calls from a column of a sheet", () => {
  const root = openPool("root");
  let server: TestServer;
  let clerk: string;

  beforeAll(async () => {
    server = await startTestServer({ clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    clerk = await server.signIn("clerk");
  });
  afterAll(() => server.close());

  let rowsMade = 0;
  function row(artId: string, more: Partial<SheetAttempt> = {}): SheetAttempt {
    rowsMade += 1;
    const mark = createHash("sha256").update(`${artId} ${rowsMade}`).digest("hex");
    return { mark, rowNumber: rowsMade, artId, outcome: "no-answer", day: "2026-11-21", phone: null, note: "", ...more };
  }
  async function send(rows: readonly SheetAttempt[], token = clerk): Promise<SheetAttemptsAnswer["rows"]> {
    const { status, body } = await server.call("POST", "/api/contact-notes/sheet", { token, body: { rows } });
    if (status !== 200) throw new Error(`sheet answered ${status}: ${JSON.stringify(body)}`);
    return (body as SheetAttemptsAnswer).rows;
  }
  async function count(personIds: readonly number[]): Promise<number> {
    const [[found]] = await root.query<RowDataPacket[]>("SELECT COUNT(*) AS n FROM patient_contacts.contact_attempt WHERE person_id IN (?)", [personIds]);
    return Number(found?.n);
  }

  test("each row is answered at its place: noted, or why not", async () => {
    const one = await buildPatient(root);
    const shared = newArtId();
    await buildPatient(root, { artIds: [shared] });
    await buildPatient(root, { artIds: [shared] });
    const gone = await buildPatient(root, { patientVoided: true });
    const results = await send([
      row(one.artId.toLowerCase(), { outcome: "reached", note: "well" }),
      row(newArtId()),
      row(shared),
      row(gone.artId),
      row(""),
      row(one.artId, { day: "2026-11-23" }),
      row(one.artId, { note: "🙂" }),
    ]);
    expect(results).toEqual([
      { result: "noted", number: "recorded" },
      { result: "refused", reason: "art-id-not-found" },
      { result: "refused", reason: "art-id-ambiguous" },
      { result: "refused", reason: "patient-voided" },
      { result: "refused", reason: "art-id-missing" },
      { result: "refused", reason: "day-in-future" },
      { result: "refused", reason: "characters-not-allowed" },
    ]);
    expect(await count([one.personId])).toBe(1);
    expect((await readReachability(server.deps, [one.personId])).get(one.personId)).toEqual({ lastVerified: "2026-11-21", unreachableSince: null });
    const [[event]] = await root.query<RowDataPacket[]>(
      `SELECT e.action, e.details, e.subject_count AS subjects FROM patient_contacts.audit_event e JOIN patient_contacts.audit_subject s ON s.audit_event_id = e.audit_event_id WHERE s.person_id = ?`,
      [one.personId],
    );
    expect(event).toMatchObject({ action: "note-sheet-attempts", details: JSON.stringify({ rows: 1, noted: 1, reached: 1 }), subjects: 1 });
  });

  test("the same rows sent again, by another clerk too, add nothing and say since when they are noted", async () => {
    const patients = [await buildPatient(root), await buildPatient(root)];
    const rows = patients.map(({ artId }) => row(artId));
    await send(rows);
    const before = { result: "noted-before", day: "2026-11-21", at: "2026-11-22T09:30:00.000Z" };
    expect(await send(rows, await server.signIn("clerk2"))).toEqual([before, before]);
    expect(await count(patients.map(({ personId }) => personId))).toBe(2);
  });

  test("sent by four at the same moment, each row is noted once", async () => {
    const patients = await Promise.all([1, 2, 3, 4, 5, 6].map(() => buildPatient(root)));
    const rows = patients.map(({ artId }) => row(artId));
    const answers = await Promise.all([rows, [...rows].reverse(), rows, [...rows].reverse()].map((some) => send(some)));
    expect(await count(patients.map(({ personId }) => personId))).toBe(6);
    expect(answers.flat().filter(({ result }) => result === "noted")).toHaveLength(6);
    expect(answers.flat().filter(({ result }) => result === "noted-before")).toHaveLength(18);
  });

  test("the same row twice in one sheet is one call; a new mark is a new call", async () => {
    const patient = await buildPatient(root);
    const first = row(patient.artId);
    expect((await send([first, first])).map(({ result }) => result)).toEqual(["noted", "noted-before"]);
    expect((await send([first, row(patient.artId)])).map(({ result }) => result)).toEqual(["noted-before", "noted"]);
    expect(await count([patient.personId])).toBe(2);
  });

  test("a phone in the row that is not the one recorded leaves it open which number was called", async () => {
    const [same, different] = [await buildPatient(root), await buildPatient(root)];
    const results = await send([
      row(same.artId, { outcome: "reached", phone: "+234 803 123 4567" }),
      row(different.artId, { outcome: "reached", phone: "08055554444" }),
    ]);
    expect(results).toEqual([{ result: "noted", number: "recorded" }, { result: "noted", number: "unknown" }]);
    const found = await readReachability(server.deps, [same.personId, different.personId]);
    expect([found.get(same.personId)?.lastVerified, found.get(different.personId)?.lastVerified]).toEqual(["2026-11-21", null]);
  });

  test("patients of other facilities are not found", async () => {
    const elsewhere = await server.signInWithRole("sha1.user", { role: "clerk", facilities: [7] });
    const patient = await buildPatient(root, { locationId: 8 });
    expect(await send([row(patient.artId)], elsewhere)).toEqual([{ result: "refused", reason: "art-id-not-found" }]);
    expect(await count([patient.personId])).toBe(0);
  });

  test("5,000 rows go in one request, 5,001 do not", async () => {
    const patient = await buildPatient(root);
    const rows = Array.from({ length: 5_000 }, () => row(patient.artId));
    expect((await send(rows)).filter(({ result }) => result === "noted")).toHaveLength(5_000);
    expect(await count([patient.personId])).toBe(5_000);
    expect((await server.call("POST", "/api/contact-notes/sheet", { token: clerk, body: { rows: [...rows, row(patient.artId)] } })).status).toBe(400);
  });
});
