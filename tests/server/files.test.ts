import { randomUUID } from "node:crypto";
import { Workbook } from "exceljs";
import type { Pool, RowDataPacket } from "mysql2/promise";
import Papa from "papaparse";
import request from "supertest";
import type { DownloadAnswer } from "../../src/contract/followUps";
import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { giveRole, startTestServer, stoppedClock } from "../support/server";
import type { TestClock, TestServer } from "../support/server";
import { sendSubmission, outcomesOf, previewed, typedRow } from "../support/submitting";
import { auditOfRequest, buildUser } from "../support/users";

interface Opened {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

describe("files of the server", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  let clock: TestClock;
  let server: TestServer;
  let clerk: string;
  let supervisor: string;

  beforeAll(async () => {
    clock = stoppedClock(new Date("2026-11-22T09:30:00Z"));
    server = await startTestServer({ engine: true, clock });
    clerk = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  async function open(path: string): Promise<Opened> {
    const answer = await request(server.app)
      .get(path)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => done(null, Buffer.concat(chunks)));
      });
    return { status: answer.status, headers: answer.headers, bytes: answer.body as Buffer };
  }

  async function ask(uuid: string, format: "csv" | "xlsx", token = clerk): Promise<DownloadAnswer & { requestId: string }> {
    const { status, body, headers } = await server.call("POST", `/api/submissions/${uuid}/result-file`, { token, body: { format } });
    expect(status).toBe(200);
    return { ...(body as DownloadAnswer), requestId: String(headers["x-request-id"]) };
  }

  /** Two patients and a formula: one row is updated, one has a wrong number, one names nobody. */
  async function sent(): Promise<{ uuid: string; artIds: readonly string[] }> {
    const patients = [await buildPatient(root), await buildPatient(root)];
    const artIds = patients.map(({ artId }) => artId);
    const { rows } = await previewed(server, clerk, [
      typedRow({ artId: artIds[0] ?? "", phone: "+234 805 111 1222", street: "7 Broad Street" }),
      typedRow({ artId: artIds[1] ?? "", phone: "0803" }),
      typedRow({ artId: '=HYPERLINK("http://example.org")', phone: "08031112233" }),
    ]);
    const uuid = await sendSubmission(server, clerk, rows);
    await outcomesOf(server, clerk, uuid);
    return { uuid, artIds };
  }

  const headings = [
    "Row", "ART ID", "New phone", "New street", "Ward", "LGA", "State", "New birthdate", "Status", "Detail",
    "Phone: result", "Phone: before", "Phone: after", "Phone: reason",
    "Address: result", "Address: before", "Address: after", "Address: reason",
    "Birthdate: result", "Birthdate: before", "Birthdate: after", "Birthdate: reason", "Finished (Africa/Lagos time)",
  ];

  function readCsv(bytes: Buffer): readonly Record<string, string>[] {
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { data, errors, meta } = Papa.parse<Record<string, string>>(bytes.subarray(3).toString("utf8"), { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(meta.fields).toEqual(headings);
    return data;
  }

  test("the results of a submission are a CSV with what was given, what became of it and why, in words", async () => {
    const { uuid, artIds } = await sent();
    const answer = await ask(uuid, "csv");
    expect(answer).toMatchObject({ fileName: `contact-results-2026-11-22-${uuid.slice(0, 8)}.csv`, expiresAt: "2026-11-22T09:31:00.000Z" });
    const opened = await open(answer.path);
    expect(opened.status).toBe(200);
    expect(opened.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${answer.fileName}"`,
      "cache-control": "no-store",
    });
    const rows = readCsv(opened.bytes);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      "ART ID": artIds[0],
      // What begins like a formula is marked as text.
      "New phone": "'+234 805 111 1222",
      "New street": "7 Broad Street",
      Status: "Updated",
      "Phone: result": "updated",
      "Phone: before": "08031234567",
      "Phone: after": "08051111222",
      "Phone: reason": "",
      "Address: result": "updated",
      "Birthdate: result": "",
      "Finished (Africa/Lagos time)": "2026-11-22 10:30:00",
    });
    expect(rows[0]?.["Address: after"]).toMatch(/^7 Broad Street, .*LAGOS$/);
    expect(rows[1]).toMatchObject({ "New phone": "0803", Status: "Not updated", "Phone: result": "not updated", "Phone: after": "(none)" });
    expect(rows[1]?.["Phone: reason"]).toMatch(/digits/);
    expect(rows[2]).toMatchObject({ "ART ID": `'=HYPERLINK("http://example.org")`, Status: "Not updated" });
  });

  test("the same as a workbook has text cells only, with the first 0 and without any formula", async () => {
    const { uuid, artIds } = await sent();
    const answer = await ask(uuid, "xlsx");
    const { status, headers, bytes } = await open(answer.path);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    const workbook = new Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    const sheet = workbook.getWorksheet("Results");
    expect(sheet?.rowCount).toBe(4);
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    const cells = (row: number): unknown[] => (sheet?.getRow(row).values as unknown[]).slice(1);
    expect(cells(1)).toEqual(headings);
    expect(cells(2).slice(1, 4)).toEqual([artIds[0], "+234 805 111 1222", "7 Broad Street"]);
    expect(sheet?.getCell("M2").value).toBe("08051111222");
    expect(sheet?.getCell("M2").numFmt).toBe("@");
    // Text, not a formula: nothing runs when the file is opened.
    expect(sheet?.getCell("B4").value).toBe('=HYPERLINK("http://example.org")');
    expect(sheet?.getCell("B4").formula).toBeUndefined();
  });

  test("the address opens several times, and is dead after a minute", async () => {
    const { uuid } = await sent();
    const { path } = await ask(uuid, "csv");
    expect((await open(path)).status).toBe(200);
    clock.advance(59);
    expect((await open(path)).status).toBe(200);
    clock.advance(1);
    const late = await open(path);
    expect(late.status).toBe(404);
    expect(JSON.parse(late.bytes.toString())).toMatchObject({ code: "download-expired", message: expect.stringMatching(/Ask for the file again/) });
  });

  test("an address that was never given opens nothing", async () => {
    for (const path of [`/api/files/${"A".repeat(43)}`, "/api/files/x"]) expect((await open(path)).status).toBeGreaterThanOrEqual(400);
  });

  test("the database knows no address, and forgets those whose time is over when the next is asked for", async () => {
    const { uuid } = await sent();
    const { path } = await ask(uuid, "csv");
    const token = path.split("/").at(-1) ?? "";
    expect(await downloadsOf(ours, token)).toEqual([{ found: 1 }]);
    const [rows] = await ours.query<RowDataPacket[]>("SELECT CONCAT_WS(' ', HEX(token_hash), request) AS stored FROM download");
    expect(rows.every(({ stored }) => !String(stored).includes(token))).toBe(true);
    clock.advance(3600);
    await ask(uuid, "csv", await server.signIn("clerk"));
    expect(await downloadsOf(ours, token)).toEqual([{ found: 0 }]);
  });

  test("asking and opening are both in the audit, with the person and the number of rows", async () => {
    const token = await server.signIn("clerk");
    const { uuid } = await sentBy(token);
    const { path, requestId } = await ask(uuid, "xlsx", token);
    const userId = await server.userId("clerk");
    expect(await auditOfRequest(root, requestId)).toMatchObject([
      { userId, action: "ask-for-file", result: "done", details: JSON.stringify({ kind: "result", format: "xlsx", rows: 1 }) },
    ]);
    const { headers } = await open(path);
    expect(await auditOfRequest(root, String(headers["x-request-id"]))).toMatchObject([
      { userId, action: "open-file", result: "done", details: JSON.stringify({ kind: "result", format: "xlsx", rows: 1 }) },
    ]);
    expect(server.log()).not.toContain(path.split("/").at(-1));
  });

  async function sentBy(token: string): Promise<{ uuid: string }> {
    const patient = await buildPatient(root);
    const { rows } = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const uuid = await sendSubmission(server, token, rows);
    await outcomesOf(server, token, uuid);
    return { uuid };
  }

  test("another clerk gets no file of it, a supervisor does, and nobody does without signing in", async () => {
    const { uuid } = await sentBy(await server.signIn("clerk"));
    const colleague = await buildUser(root);
    await giveRole(server.deps, colleague.userId, "clerk");
    const other = await server.signIn(colleague.username, colleague.password);
    expect(await server.call("POST", `/api/submissions/${uuid}/result-file`, { token: other, body: { format: "csv" } })).toMatchObject({ status: 404 });
    supervisor = await server.signIn("supervisor");
    expect((await open((await ask(uuid, "csv", supervisor)).path)).status).toBe(200);
    expect(await server.call("POST", `/api/submissions/${uuid}/result-file`, { body: { format: "csv" } })).toMatchObject({ status: 401 });
    expect(await server.call("POST", `/api/submissions/${uuid}/result-file`, { token: supervisor, body: { format: "pdf" } })).toMatchObject({ status: 400 });
    expect(await server.call("POST", `/api/submissions/${randomUUID()}/result-file`, { token: supervisor, body: { format: "csv" } })).toMatchObject({ status: 404 });
  });

  test("the template is a workbook of text columns under the headings that the pane knows, with help and guidance, for anybody", async () => {
    const { status, headers, bytes } = await open("/templates/contact-updates.xlsx");
    expect(status).toBe(200);
    expect(headers["content-disposition"]).toBe('attachment; filename="contact-updates.xlsx"');
    const workbook = new Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Contacts", "How to fill in"]);
    const [sheet, guide] = workbook.worksheets;
    expect((sheet?.getRow(1).values as unknown[]).slice(1)).toEqual(["ART ID", "New phone", "New street", "Ward", "LGA", "State", "New birthdate", "Reason"]);
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.getCell("B2").numFmt).toBe("@");
    expect(sheet?.getColumn(2).numFmt).toBe("@");
    expect(sheet?.getCell("B2").dataValidation).toMatchObject({ showInputMessage: true, prompt: expect.stringContaining("08031234567") });
    expect(sheet?.getCell("B501").dataValidation).toBeDefined();
    expect(guide?.getCell("A1").value).toBe("How to fill in this list");
    expect(bytes.length).toBeLessThan(200_000);
  });

  test("the template as CSV has the headings in UTF-8 with its mark", async () => {
    const { status, headers, bytes } = await open("/templates/contact-updates.csv");
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(bytes.toString("utf8")).toBe('\uFEFF"ART ID","New phone","New street","Ward","LGA","State","New birthdate","Reason"\r\n');
  });
});

async function downloadsOf(pool: Pool, token: string): Promise<unknown> {
  const [rows] = await pool.query<RowDataPacket[]>("SELECT COUNT(*) AS found FROM download WHERE token_hash = UNHEX(SHA2(?, 256))", [token]);
  return rows;
}
