import type { RowDataPacket } from "mysql2/promise";
import { toUtcText } from "../../../server/database/time";
import type { AuditRow, ReportFilters, RowsAnswer, RowsRequest, UpdateRow } from "../../../src/contract/reports";
import type { RowInput } from "../../../src/contract/submissions";
import type { Role } from "../../../src/domain/types";
import { openPool } from "../../support/database";
import { buildPatient, newArtId } from "../../support/patients";
import type { BuiltPatient } from "../../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { Answer, TestServer } from "../../support/server";
import { previewed, sendSubmission, outcomesOf, submit, typedRow } from "../../support/submitting";
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
        before: "08031234567", after: "08051111222", rowNumber: 2, reason: "Quarterly check",
      },
      {
        ...shared, key: `${uuid}:0:birthdate`, patient: person?.uuid, artId: one.artId, facility: place?.name, field: "birthdate", status: "changed", cause: null,
        before: "1988-04-12", after: "1988-04-13", rowNumber: 2, reason: "Quarterly check",
      },
      expect.objectContaining({ key: `${uuid}:1:phone`, artId: two.artId, status: "failed", cause: "phone-too-short", before: "08031234567", after: null, reason: "Asked at the desk" }),
      expect.objectContaining({ key: `${uuid}:1:address`, status: "unchanged", before: "14 Ayangburen Road, IKORODU, LAGOS", after: "14 Ayangburen Road, IKORODU, LAGOS" }),
      { ...shared, key: `${uuid}:2:phone`, patient: null, artId: lost, facility: null, field: "phone", status: "failed", cause: "art-id-not-found", before: null, after: null, rowNumber: 4, reason: "Quarterly check" },
    ]);
  });
});
