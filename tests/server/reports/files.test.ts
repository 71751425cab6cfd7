import { randomUUID } from "node:crypto";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Workbook } from "exceljs";
import type { ResultSetHeader, RowDataPacket } from "mysql2/promise";
import Papa from "papaparse";
import request from "supertest";
import { writeCsvReport } from "../../../server/reports/files/csvReport";
import { claimFile, renewFile } from "../../../server/reports/files/fileLease";
import { findFileById } from "../../../server/reports/files/fileStore";
import { deleteStrayBytes, expireFiles, makeWaitingFiles } from "../../../server/reports/files/fileWorker";
import { giveUp } from "../../../server/reports/files/makeFile";
import { openReport } from "../../../server/reports/files/reportContent";
import { findReporter } from "../../../server/reports/files/reporter";
import { writeXlsxReport } from "../../../server/reports/files/xlsxReport";
import { writePdf } from "../../../server/reports/pdf/writePdf";
import { toSiteDay, toUtcText } from "../../../server/database/time";
import type { DownloadAnswer } from "../../../src/contract/followUps";
import type { MakeFileRequest, ReportFile, ReportFileList } from "../../../src/contract/reportFiles";
import { reportKinds } from "../../../src/contract/reports";
import type { Role } from "../../../src/domain/types";
import { openPool } from "../../support/database";
import { errorsIn, openAllInLibreOffice, openInLibreOffice } from "../../support/libreOffice";
import { readPdfText } from "../../support/pdfReading";
import { buildPatient } from "../../support/patients";
import { newPhone } from "../../support/searching";
import { insertHistory, numberedRows } from "../../support/reportHistory";
import type { HistoryRow } from "../../support/reportHistory";
import { giveRole, startTestServer, stoppedClock } from "../../support/server";
import type { TestServer } from "../../support/server";
import { auditOfRequest, buildUser } from "../../support/users";

const updateHeadings = [
  "When", "ART ID", "Facility", "Field", "Old value", "New value", "Given", "Status", "What was wrong", "Overwritten later", "Person", "Sent from", "Workbook", "Sheet", "Row",
  "Kind of submission", "Submission", "Reason",
];

describe("files of reports", () => {
  const root = openPool("root");
  const ours = openPool("root", "patient_contacts");
  // Servers of other tests may take a file up, by the real clock.
  const clock = stoppedClock();
  const today = toSiteDay(clock.now(), "Africa/Lagos");
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ clock });
  });
  afterAll(() => server.close());

  interface Person {
    readonly token: string;
    readonly userId: number;
    readonly uuid: string;
  }

  async function newPerson(role: Role, facilities: readonly number[] | null): Promise<Person> {
    const user = await buildUser(root);
    await giveRole(server.deps, user.userId, role, facilities);
    const [[row]] = await root.query<RowDataPacket[]>("SELECT uuid FROM users WHERE user_id = ?", [user.userId]);
    return { token: await server.signIn(user.username, user.password), userId: user.userId, uuid: String(row?.uuid) };
  }

  function reportOf(person: Person, more: Partial<MakeFileRequest> = {}): MakeFileRequest {
    return {
      kind: "updates",
      step: "day",
      format: "csv",
      language: "en",
      filters: { from: today, to: today, facility: null, person: person.uuid, field: null, source: null, sheet: null },
      ...more,
    };
  }

  async function ask(token: string, body: MakeFileRequest, uuid = randomUUID()): Promise<ReportFile & { requestId: string }> {
    const answer = await server.call("PUT", `/api/reports/files/${uuid}`, { token, body });
    expect(answer).toMatchObject({ status: 202 });
    return { ...(answer.body as ReportFile), requestId: String(answer.headers["x-request-id"]) };
  }

  async function stateOf(token: string, uuid: string): Promise<ReportFile> {
    const { body } = await server.call("GET", "/api/reports/files", { token });
    const file = (body as { files: ReportFile[] }).files.find((one) => one.uuid === uuid);
    if (file === undefined) throw new Error("The file is not in the list.");
    return file;
  }

  /** Waits until somebody has made the file: this test's server, or one of another test that was faster. */
  async function made(token: string, uuid: string): Promise<ReportFile> {
    for (let tries = 0; tries < 200; tries += 1) {
      await makeWaitingFiles(server.deps, randomUUID());
      const file = await stateOf(token, uuid);
      if (file.state !== "waiting" && file.state !== "making") return file;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("The file was never made.");
  }

  async function open(path: string): Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }> {
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

  async function offered(token: string, uuid: string): Promise<DownloadAnswer> {
    const { status, body } = await server.call("POST", `/api/reports/files/${uuid}/open`, { token });
    expect(status).toBe(200);
    return body as DownloadAnswer;
  }

  async function bytesOf(token: string, uuid: string): Promise<Buffer> {
    const { path } = await offered(token, uuid);
    const { status, bytes } = await open(path);
    expect(status).toBe(200);
    return bytes;
  }

  function readCsv(bytes: Buffer): readonly Record<string, string>[] {
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { data, errors } = Papa.parse<Record<string, string>>(bytes.subarray(3).toString("utf8"), { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    return data;
  }

  const changed = (artId: string, before: string | null, after: string | null): HistoryRow => ({ artId, personId: null, phone: { status: "changed", before, after, reason: null } });
  const history = (person: Person, rows: readonly HistoryRow[]): Promise<string> => insertHistory(ours, { userId: person.userId, at: toUtcText(clock.now()), rows });

  async function chunksOf(uuid: string): Promise<number> {
    const [[row]] = await ours.query<RowDataPacket[]>(
      "SELECT COUNT(*) AS found FROM report_file_chunk c JOIN report_file f ON f.report_file_id = c.report_file_id WHERE f.uuid = ?",
      [uuid],
    );
    return Number(row?.found);
  }

  test("a list of updates as CSV has every change under its headings; numbers keep their zeros and formulas stay text", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const uuid = await history(clerk, [
      changed("TST01", "08031234567", "08051111222"),
      changed('=HYPERLINK("http://example.org")', "+2348031234567", null),
      changed("12E45", null, "0805 111 1333"),
      { artId: "TST04", personId: null, phone: { status: "failed", before: '12"3', after: null, reason: "phone-letters", given: '1","=1+1' } },
    ]);
    const asked = await ask(boss.token, reportOf(clerk));
    expect(asked).toMatchObject({ state: "waiting", done: 0, total: 0, problem: null, bytes: null, dataDigest: null, schedule: null, fileName: `updates-${today}.csv` });
    const file = await made(boss.token, asked.uuid);
    expect(file).toMatchObject({ state: "ready", done: 4, total: 4, problem: null, dataDigest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const bytes = await bytesOf(boss.token, asked.uuid);
    expect(bytes.length).toBe(file.bytes);
    const rows = readCsv(bytes);
    expect(Object.keys(rows[0] ?? {})).toEqual(updateHeadings);
    expect(rows[0]).toMatchObject({ "ART ID": "TST01", "Old value": "\t08031234567", "New value": "\t08051111222", Status: "Changed", Row: "2", Submission: uuid, Person: "Halima Bello" });
    expect(rows[1]).toMatchObject({ "ART ID": `'=HYPERLINK("http://example.org")`, "Old value": "'+2348031234567", "New value": "" });
    expect(rows[2]).toMatchObject({ "ART ID": "\t12E45", "Old value": "", "New value": "\t0805 111 1333" });
    // A quote within a value does not end its cell.
    expect(rows[3]).toMatchObject({ "Old value": '\t12"3', "New value": "", Given: '\t1","=1+1', Status: "Failed", "What was wrong": "1 phone number has letters or signs in it", Row: "5" });
    expect(rows).toHaveLength(4);
  });

  test("as a workbook it has a title, what it is about, a frozen head with a filter, real dates and numbers, and everything else as text", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const patient = await buildPatient(root, { locationId: 8 });
    const uuid = await history(clerk, [{ ...changed(patient.artId, "08031234567", "08051111222"), personId: patient.personId }, changed("=1+1", null, "08051111333")]);
    const asked = await ask(boss.token, reportOf(clerk, { format: "xlsx" }));
    const file = await made(boss.token, asked.uuid);
    const workbook = new Workbook();
    await workbook.xlsx.load((await bytesOf(boss.token, asked.uuid)) as unknown as ArrayBuffer);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Updates", "List of contact updates"]);
    const [sheet, about] = workbook.worksheets;
    expect(sheet?.getCell("A1").value).toBe("List of contact updates");
    expect(sheet?.getCell("A2").value).toMatch(/^Site: Test clinic {2}· {2}Period: .*Person: Halima Bello.*Made by: Halima Bello/);
    expect((sheet?.getRow(3).values as unknown[]).slice(1)).toEqual(updateHeadings);
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 3 });
    expect(sheet?.autoFilter).toBe("A3:R5");
    const at = sheet?.getCell("A4");
    expect(at?.numFmt).toBe("yyyy-mm-dd hh:mm:ss");
    // A day of Excel has no time zone: exceljs gives it as if it were UTC. Lagos is an hour ahead.
    expect((at?.value as Date).toISOString().slice(0, 19)).toBe(new Date(clock.now().getTime() + 3_600_000).toISOString().slice(0, 19));
    expect(sheet?.getCell("B4")).toMatchObject({ value: patient.artId, numFmt: "@" });
    expect(sheet?.getCell("E4")).toMatchObject({ value: "08031234567", numFmt: "@" });
    expect(sheet?.getCell("O4")).toMatchObject({ value: 2, numFmt: "#,##0" });
    expect(sheet?.getCell("B5").value).toBe("=1+1");
    expect(sheet?.getCell("B5").formula).toBeUndefined();
    expect(sheet?.getCell("Q4").value).toBe(uuid);
    expect(sheet?.rowCount).toBe(5);
    expect(about?.getSheetValues().flat().filter((value) => value !== undefined)).toContain(file.dataDigest);
  });

  test("the same data have the same digest in every form and language, and other data another", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(3));
    const digests: (string | null)[] = [];
    for (const more of [{}, { format: "xlsx" }, { language: "fr" }] as const) {
      const { uuid } = await ask(boss.token, reportOf(clerk, more));
      digests.push((await made(boss.token, uuid)).dataDigest);
    }
    await history(clerk, numberedRows(1));
    const { uuid } = await ask(boss.token, reportOf(clerk));
    const other = (await made(boss.token, uuid)).dataDigest;
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(digests).size).toBe(1);
    expect(other).not.toBe(digests[0]);
  });

  test("as a PDF it is a document of the same data", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(3));
    const digests: (string | null)[] = [];
    for (const format of ["csv", "pdf"] as const) {
      const { uuid } = await ask(boss.token, reportOf(clerk, { format }));
      digests.push((await made(boss.token, uuid)).dataDigest);
      if (format !== "pdf") continue;
      const { path } = await offered(boss.token, uuid);
      const opened = await open(path);
      expect(opened.headers).toMatchObject({ "content-type": "application/pdf", "content-disposition": `attachment; filename="updates-${today}.pdf"` });
      expect(opened.bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
      expect(opened.bytes.subarray(-6).toString("latin1")).toMatch(/%%EOF/);
    }
    expect(digests[0]).toBe(digests[1]);
  });

  test("every kind of report is made in every form, and another program opens every workbook and finds no error in it", async () => {
    const boss = await newPerson("supervisor", null);
    const clerk = await newPerson("clerk", null);
    await history(clerk, [...numberedRows(2), { artId: "TST09", personId: null, phone: { status: "failed", before: null, after: null, reason: "phone-letters" } }]);
    const workbooks = new Map<string, Buffer>();
    for (const kind of reportKinds) {
      for (const format of ["csv", "xlsx", "pdf"] as const) {
        const { uuid } = await ask(boss.token, reportOf(boss, { kind, format, filters: { ...reportOf(boss).filters, person: null } }));
        expect(await made(boss.token, uuid)).toMatchObject({ kind, format, state: "ready", problem: null });
        if (format === "xlsx") workbooks.set(kind, await bytesOf(boss.token, uuid));
      }
    }
    const { books, complaints } = await openAllInLibreOffice(workbooks);
    expect(complaints).toBe("");
    expect([...books.keys()].sort()).toEqual([...reportKinds].sort());
    for (const [kind, sheets] of books) expect({ kind, errors: errorsIn(sheets) }).toEqual({ kind, errors: [] });
    // A title, what it is about, headings and a row at least; nobody has made a worklist here.
    const first = (kind: string): number => [...(books.get(kind)?.values() ?? [])].reduce((most, rows) => Math.max(most, rows.length), 0);
    for (const kind of reportKinds) expect({ kind, hasRows: first(kind) > 3 }).toEqual({ kind, hasRows: true });
  }, 120_000);

  test("doubtful numbers are a file with their patients, and the audit knows whose they are", async () => {
    const uuidOfPlace = randomUUID();
    const [{ insertId: place }] = await root.query<ResultSetHeader>("INSERT INTO location SET ?", [{ name: "Ward of doubtful numbers", creator: 1, date_created: "2016-01-01 09:00:00", uuid: uuidOfPlace }]);
    const phone = newPhone();
    const patients = [];
    for (let count = 0; count < 3; count += 1) patients.push(await buildPatient(root, { locationId: place, phones: [phone] }));
    const boss = await newPerson("supervisor", [place]);
    for (const format of ["csv", "xlsx", "pdf"] as const) {
      const { uuid } = await ask(boss.token, reportOf(boss, { kind: "quality", format, filters: { ...reportOf(boss).filters, person: null } }));
      expect(await made(boss.token, uuid)).toMatchObject({ state: "ready", fileName: `data-quality-${today}.${format}` });
      const [[event]] = await ours.query<RowDataPacket[]>(
        "SELECT audit_event_id AS id, details, subject_count AS subjects FROM audit_event WHERE action = 'make-report' AND user_id = ? ORDER BY audit_event_id DESC LIMIT 1",
        [boss.userId],
      );
      expect([JSON.parse(String(event?.details)), event?.subjects]).toEqual([expect.objectContaining({ kind: "quality", format }), 3]);
      const bytes = await bytesOf(boss.token, uuid);
      if (format === "csv") {
        const text = bytes.toString("utf8");
        expect(text).toContain(`"1","\t${phone}","One number of many patients","3","0","Ward of doubtful numbers"`);
        for (const { artId } of patients) expect(text).toContain(`"1","${artId}","Ngozi Okonkwo","Ward of doubtful numbers","\t${phone}","2020-01-15","One number of many patients"`);
      } else if (format === "xlsx") {
        const book = new Workbook();
        await book.xlsx.load(bytes as unknown as ArrayBuffer);
        const texts = book.worksheets.flatMap((sheet) => (sheet.getSheetValues() as unknown[][]).flatMap((line) => line));
        // Text, so that the first 0 stays.
        expect(texts).toContain(phone);
        expect(texts).toEqual(expect.arrayContaining(patients.map(({ artId }) => artId)));
      }
    }
    await root.query("UPDATE location SET retired = 1, retired_by = 1, date_retired = NOW() WHERE location_id = ?", [place]);
  });

  test("examples of failures are in a file as on the screen: with ART ID and what was given for who may see them, and the audit knows whose they are", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const patient = await buildPatient(root, { locationId: 8 });
    await history(clerk, [{ artId: patient.artId, personId: patient.personId, phone: { status: "failed", before: null, after: null, reason: "phone-too-short", given: "0803999" } }]);
    const subjectsOf = async (userId: number): Promise<unknown> => {
      const [rows] = await ours.query<RowDataPacket[]>(
        "SELECT s.person_id AS id FROM audit_event e JOIN audit_subject s ON s.audit_event_id = e.audit_event_id WHERE e.action = 'make-report' AND e.user_id = ? ORDER BY 1",
        [userId],
      );
      return rows.map(({ id }) => id as number);
    };
    for (const format of ["csv", "xlsx", "pdf"] as const) {
      const mine = await ask(clerk.token, reportOf(clerk, { kind: "failures", format }));
      const theirs = await ask(boss.token, reportOf(clerk, { kind: "failures", format }));
      const texts = await Promise.all(
        [[clerk.token, mine.uuid], [boss.token, theirs.uuid]].map(async ([token = "", uuid = ""]) => {
          expect(await made(token, uuid)).toMatchObject({ state: "ready" });
          return await textOf(await bytesOf(token, uuid), format);
        }),
      );
      expect(texts.map((text) => [text.includes(patient.artId), text.includes("0803999"), text.includes("1 phone number is too short")])).toEqual([[false, false, true], [true, true, true]]);
    }
    expect([await subjectsOf(clerk.userId), await subjectsOf(boss.userId)]).toEqual([[], [patient.personId, patient.personId, patient.personId]]);
    // Asked for as a supervisor, made as a clerk: by the rights of the making, of which the own work is nothing.
    const late = await ask(boss.token, reportOf(boss, { kind: "failures", filters: { ...reportOf(boss).filters, person: null } }));
    await giveRole(server.deps, boss.userId, "clerk");
    expect(await made(boss.token, late.uuid)).toMatchObject({ state: "ready" });
    expect((await bytesOf(boss.token, late.uuid)).toString("utf8")).not.toContain("0803999");
  });

  /** Everything that a file says. */
  async function textOf(bytes: Buffer, format: MakeFileRequest["format"]): Promise<string> {
    if (format === "csv") return bytes.toString("utf8");
    if (format === "pdf") return await readPdfText(bytes);
    const book = new Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
  }

  test("figures are for a clerk too, of the own work; lists of patients and of the audit are not", async () => {
    const clerk = await newPerson("clerk", null);
    const other = await newPerson("clerk", null);
    await history(clerk, numberedRows(4));
    await history(other, numberedRows(9));
    const everyone = reportOf(clerk, { kind: "summary", filters: { ...reportOf(clerk).filters, person: null } });
    const { uuid } = await ask(clerk.token, everyone);
    expect(await made(clerk.token, uuid)).toMatchObject({ state: "ready" });
    const text = (await bytesOf(clerk.token, uuid)).toString("utf8");
    expect(text).toContain('"Phone","4","4"');
    for (const kind of ["updates", "quality", "audit"] as const) {
      const refused = await server.call("PUT", `/api/reports/files/${randomUUID()}`, { token: clerk.token, body: reportOf(clerk, { kind }) });
      expect(refused).toMatchObject({ status: 403, body: { code: "not-allowed" } });
      expect(await auditOfRequest(ours, String(refused.headers["x-request-id"]))).toMatchObject([{ result: "refused", userId: clerk.userId }]);
    }
  });

  test("asked twice it is made once; anything else under the same number, or by somebody else, is refused", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const other = await newPerson("supervisor", null);
    await history(clerk, numberedRows(2));
    const uuid = randomUUID();
    const [one, two] = await Promise.all([ask(boss.token, reportOf(clerk), uuid), ask(boss.token, reportOf(clerk), uuid)]);
    expect(one.uuid).toBe(two.uuid);
    await made(boss.token, uuid);
    expect(await ask(boss.token, reportOf(clerk), uuid)).toMatchObject({ state: "ready" });
    const [[count]] = await ours.query<RowDataPacket[]>("SELECT COUNT(*) AS found, MAX(attempt) AS attempts FROM report_file WHERE uuid = ?", [uuid]);
    expect(count).toMatchObject({ found: 1, attempts: 1 });
    for (const [token, body] of [
      [boss.token, reportOf(clerk, { format: "xlsx" })],
      [other.token, reportOf(clerk)],
    ] as const) {
      expect(await server.call("PUT", `/api/reports/files/${uuid}`, { token, body })).toMatchObject({ status: 409, body: { code: "report-differs" } });
    }
    expect(await server.call("POST", `/api/reports/files/${uuid}/open`, { token: other.token })).toMatchObject({ status: 404 });
    expect(await server.call("DELETE", `/api/reports/files/${uuid}`, { token: other.token })).toMatchObject({ status: 404 });
    expect((await server.call("GET", "/api/reports/files", { token: other.token })).body).toEqual({ files: [], unreadable: [] });
  });

  test("a file that a server left behind in the middle is made anew by another, and the first one can do no more harm", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(3));
    const { uuid, claimed: dead } = await askAndClaim(boss.token, reportOf(clerk));
    await ours.query("INSERT INTO report_file_chunk (report_file_id, attempt, position, bytes) VALUES (?, ?, 0, 'half a file')", [dead.fileId, dead.attempt]);
    await ours.query("UPDATE report_file SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    expect(await made(boss.token, uuid)).toMatchObject({ state: "ready", done: 3 });
    expect(await renewFile(server.deps.pool, dead, { done: 1, total: 3 })).toBe(false);
    await ours.query("INSERT INTO report_file_chunk (report_file_id, attempt, position, bytes) VALUES (?, ?, 1, 'the other half')", [dead.fileId, dead.attempt]);
    const text = (await bytesOf(boss.token, uuid)).toString("utf8");
    expect(text).not.toContain("half");
    expect(readCsv(Buffer.from(text))).toHaveLength(3);
    // It wakes up, fails, and gives up what is not its own any more.
    const file = await findFileById(server.deps.pool, dead.fileId);
    if (file === null) throw new Error("The file is gone.");
    await giveUp(server.deps, { claimed: dead, file, problem: "server" });
    expect((await bytesOf(boss.token, uuid)).toString("utf8")).toBe(text);
  });

  type Claimed = NonNullable<Awaited<ReturnType<typeof claimFile>>>;

  async function claimOf(uuid: string): Promise<Claimed | null> {
    const [[row]] = await ours.query<RowDataPacket[]>("SELECT report_file_id AS id FROM report_file WHERE uuid = ?", [uuid]);
    const claimed = await claimFile(server.deps.pool, randomUUID());
    return claimed !== null && claimed.fileId === row?.id ? claimed : null;
  }

  /** Another test's server may be faster: then another file is asked for. */
  async function askAndClaim(token: string, body: MakeFileRequest): Promise<{ uuid: string; claimed: Claimed }> {
    for (;;) {
      const { uuid } = await ask(token, body);
      const claimed = await claimOf(uuid);
      if (claimed !== null) return { uuid, claimed };
    }
  }

  test("a file that ended every server which began it is given up, and says so", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const { uuid } = await askAndClaim(boss.token, reportOf(clerk));
    for (let crash = 0; crash < 3; crash += 1) {
      if (crash > 0) await claimOf(uuid);
      await ours.query("UPDATE report_file SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    }
    expect(await made(boss.token, uuid)).toMatchObject({ state: "failed", problem: "server", bytes: null });
  });

  test("a file of which nobody can read any more what it was to be has failed, and stands beside the others in the list", async () => {
    const boss = await newPerson("supervisor", null);
    const { uuid: other } = await ask(boss.token, reportOf(boss));
    await made(boss.token, other);
    const { uuid } = await askAndClaim(boss.token, reportOf(boss));
    await ours.query("UPDATE report_file SET request = '{\"kind\":\"Zainab', lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    const stored = async (): Promise<RowDataPacket | undefined> => (await ours.query<RowDataPacket[]>("SELECT state, problem FROM report_file WHERE uuid = ?", [uuid]))[0][0];
    for (let tries = 0; tries < 100 && (await stored())?.state !== "failed"; tries += 1) {
      await makeWaitingFiles(server.deps, randomUUID());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await stored()).toEqual({ state: "failed", problem: "server" });
    const { status, body } = await server.call("GET", "/api/reports/files", { token: boss.token });
    expect(status).toBe(200);
    expect((body as ReportFileList).files).toContainEqual(expect.objectContaining({ uuid: other, state: "ready" }));
    expect((body as ReportFileList).unreadable).toEqual([{ uuid, at: clock.now().toISOString() }]);
    expect(server.log()).not.toContain("Zainab");
  });

  test("a piece of a cancelled file that is still being stored when its maker stops is not left behind", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(20_000));
    const { uuid } = await ask(boss.token, reportOf(clerk, { format: "csv" }));
    let stored = 0;
    const slowPool = new Proxy(server.deps.pool, {
      get: (pool, name) => {
        if (name !== "query") return Reflect.get(pool, name) as unknown;
        return async (sql: string, values: unknown[]) => {
          if (sql.startsWith("INSERT INTO report_file_chunk")) {
            stored += 1;
            await new Promise((resolve) => setTimeout(resolve, 2_500));
          }
          return await pool.query(sql, values);
        };
      },
    });
    const making = makeWaitingFiles({ ...server.deps, pool: slowPool }, randomUUID());
    while (stored === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await server.call("DELETE", `/api/reports/files/${uuid}`, { token: boss.token })).toMatchObject({ status: 204 });
    await making;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await chunksOf(uuid)).toBe(0);
  });

  test("the bytes of a file that was cancelled, given up or has expired are swept away, where its maker died before it could", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(1));
    const { uuid, claimed } = await askAndClaim(boss.token, reportOf(clerk));
    const kept = await ask(boss.token, reportOf(clerk));
    await made(boss.token, kept.uuid);
    await ours.query("INSERT INTO report_file_chunk (report_file_id, attempt, position, bytes) VALUES (?, ?, 0, 'half a file')", [claimed.fileId, claimed.attempt]);
    await ours.query("UPDATE report_file SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    expect(await server.call("DELETE", `/api/reports/files/${uuid}`, { token: boss.token })).toMatchObject({ status: 204 });
    expect(await chunksOf(uuid)).toBe(1);
    await deleteStrayBytes(server.deps);
    expect(await chunksOf(uuid)).toBe(0);
    for (const state of ["failed", "expired"]) {
      await ours.query("UPDATE report_file SET state = ? WHERE uuid = ?", [state, uuid]);
      await ours.query("INSERT INTO report_file_chunk (report_file_id, attempt, position, bytes) VALUES (?, ?, 0, 'half a file')", [claimed.fileId, claimed.attempt]);
      await deleteStrayBytes(server.deps);
      expect(await chunksOf(uuid)).toBe(0);
    }
    expect(await chunksOf(kept.uuid)).toBe(1);
    expect(readCsv(await bytesOf(boss.token, kept.uuid))).toHaveLength(1);
  });

  test("one that is being made can be cancelled; whoever makes it finds out and leaves nothing behind", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(20_000));
    const { uuid } = await ask(boss.token, reportOf(clerk, { format: "xlsx" }));
    const making = makeWaitingFiles(server.deps, randomUUID());
    while ((await stateOf(boss.token, uuid)).state === "waiting") await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await server.call("DELETE", `/api/reports/files/${uuid}`, { token: boss.token })).toMatchObject({ status: 204 });
    await making;
    expect(await stateOf(boss.token, uuid)).toMatchObject({ state: "cancelled", bytes: null });
    expect(await chunksOf(uuid)).toBe(0);
    expect(await server.call("POST", `/api/reports/files/${uuid}/open`, { token: boss.token })).toMatchObject({ status: 409, body: { code: "report-not-ready" } });
  });

  test("the address opens the file for a minute, and never after the file was deleted", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(1));
    const { uuid } = await ask(boss.token, reportOf(clerk));
    await made(boss.token, uuid);
    const { path, fileName } = await offered(boss.token, uuid);
    const opened = await open(path);
    expect(opened.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    });
    expect(await auditOfRequest(ours, String(opened.headers["x-request-id"]))).toMatchObject([
      { action: "open-file", result: "done", userId: boss.userId, details: JSON.stringify({ kind: "report", format: "csv", rows: 1 }) },
    ]);
    expect(await server.call("DELETE", `/api/reports/files/${uuid}`, { token: boss.token })).toMatchObject({ status: 204 });
    expect((await open(path)).status).toBe(404);
    expect(await stateOf(boss.token, uuid)).toMatchObject({ state: "expired" });
    expect(await chunksOf(uuid)).toBe(0);
    const again = await ask(boss.token, reportOf(clerk));
    await made(boss.token, again.uuid);
    const late = await offered(boss.token, again.uuid);
    clock.advance(61);
    expect(await open(late.path)).toMatchObject({ status: 404 });
  });

  test("its bytes are deleted after the site's days of keeping; the line stays in the list", async () => {
    const later = stoppedClock(new Date(clock.now().getTime() + 13.9 * 86_400_000));
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(1));
    const { uuid } = await ask(boss.token, reportOf(clerk));
    const file = await made(boss.token, uuid);
    expect(Date.parse(String(file.expiresAt)) - Date.parse(String(file.finishedAt))).toBe(14 * 86_400_000);
    await expireFiles({ ...server.deps, clock: later });
    expect(await chunksOf(uuid)).toBe(1);
    later.advance(86_400);
    await expireFiles({ ...server.deps, clock: later });
    expect(await chunksOf(uuid)).toBe(0);
    expect(await stateOf(boss.token, uuid)).toMatchObject({ state: "expired", dataDigest: file.dataDigest });
  });

  test("who has lost the role or a facility since gets neither the file nor what its address opens", async () => {
    const clerk = await newPerson("clerk", [8]);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(1));
    const { uuid } = await ask(boss.token, reportOf(clerk));
    await made(boss.token, uuid);
    const { path } = await offered(boss.token, uuid);
    await giveRole(server.deps, boss.userId, "supervisor", [8]);
    expect(await server.call("POST", `/api/reports/files/${uuid}/open`, { token: boss.token })).toMatchObject({ status: 403 });
    expect(await open(path)).toMatchObject({ status: 404 });
    await giveRole(server.deps, boss.userId, "clerk");
    expect(await server.call("POST", `/api/reports/files/${uuid}/open`, { token: boss.token })).toMatchObject({ status: 403 });
    await giveRole(server.deps, boss.userId, "administrator");
    expect((await open(path)).status).toBe(200);
    // Asked for as a supervisor, made as a clerk.
    await giveRole(server.deps, boss.userId, "supervisor");
    const second = await ask(boss.token, reportOf(clerk));
    await giveRole(server.deps, boss.userId, "clerk");
    expect(await made(boss.token, second.uuid)).toMatchObject({ state: "failed", problem: "not-allowed" });
  });

  test("asking and the end are in the audit with filters, rows and digest, and no name that was typed", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    await history(clerk, numberedRows(2));
    const body = reportOf(clerk);
    const asked = await ask(boss.token, { ...body, filters: { ...body.filters, sheet: "histor" } });
    const file = await made(boss.token, asked.uuid);
    const events = await auditOfRequest(ours, asked.requestId);
    expect(events).toMatchObject([
      { action: "make-report", result: "done", userId: boss.userId },
      { action: "make-report", result: "done", userId: boss.userId },
    ]);
    expect(events.map(({ details }) => JSON.parse(details) as unknown)).toEqual([
      { kind: "updates", from: today, to: today, person: clerk.uuid, sheet: "part of a name", format: "csv", asked: 1 },
      { kind: "updates", format: "csv", rows: 2, bytes: file.bytes, digest: file.dataDigest },
    ]);
  });

  test("whose values a list shows is in the audit before the file is ready, of many patients in several events", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const patients = [await buildPatient(root, { locationId: 8 }), await buildPatient(root, { locationId: 8 })];
    // Patients beyond those of the record: only their numbers are written down. Each has two rows.
    const many = [...patients.map(({ personId }) => personId), ...Array.from({ length: 4_500 }, (_, at) => 1_000_000_000 + at)];
    await history(clerk, [...many, ...many].map((personId, at): HistoryRow => ({ ...changed(`MNY${at}`, null, "08051111222"), personId })));
    const { uuid, requestId } = await ask(boss.token, reportOf(clerk));
    expect(await made(boss.token, uuid)).toMatchObject({ state: "ready", done: 9_004 });
    const [events] = await ours.query<RowDataPacket[]>("SELECT audit_event_id AS id, details, subject_count AS subjects FROM audit_event WHERE request_id = ? ORDER BY 1", [requestId]);
    const details = events.map((event) => JSON.parse(String(event.details)) as Record<string, unknown>);
    expect(details.map(({ part, rows }) => part ?? rows ?? "asked")).toEqual(["asked", 1, 2, 3, 4, 9_004]);
    expect(events.map(({ subjects }) => Number(subjects))).toEqual([0, 2_000, 2_000, 2_000, 2_000, 1_004]);
    const [subjects] = await ours.query<RowDataPacket[]>("SELECT DISTINCT person_id AS id FROM audit_subject WHERE audit_event_id IN (?) ORDER BY 1", [events.map(({ id }) => Number(id))]);
    expect(subjects.map(({ id }) => Number(id))).toEqual([...many].sort((one, other) => one - other));
  });

  test("a period that cannot be and a facility out of reach are refused before anything is made", async () => {
    const boss = await newPerson("supervisor", [8]);
    const body = reportOf(boss);
    const cases = [
      [{ ...body.filters, from: "2026-02-02", to: "2026-02-01" }, "period-reversed"],
      [{ ...body.filters, from: "2999-01-01", to: "2999-01-02" }, "period-in-future"],
      [{ ...body.filters, facility: randomUUID() }, "unknown-filter"],
    ] as const;
    for (const [filters, code] of cases) {
      expect(await server.call("PUT", `/api/reports/files/${randomUUID()}`, { token: boss.token, body: { ...body, filters } })).toMatchObject({ status: 422, body: { code } });
    }
    expect((await server.call("PUT", `/api/reports/files/${randomUUID()}`, { body })).status).toBe(401);
  });

  test("a period without any change is a file that says so, with its headings", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const sentence = "There is no update in this period.";
    for (const format of ["csv", "xlsx", "pdf"] as const) {
      const { uuid } = await ask(boss.token, reportOf(clerk, { format }));
      expect(await made(boss.token, uuid)).toMatchObject({ state: "ready", done: 0, total: 0 });
      const bytes = await bytesOf(boss.token, uuid);
      if (format === "csv") expect(bytes.toString("utf8")).toBe(`\uFEFF${updateHeadings.map((heading) => `"${heading}"`).join(",")}\r\n"${sentence}"\r\n`);
      else if (format === "pdf") expect(await readPdfText(bytes)).toContain(sentence);
      else {
        const workbook = new Workbook();
        await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
        expect(workbook.worksheets[0]?.getCell("A2").value).toMatch(/There is no update in this period\.$/);
      }
    }
  });

  test.each(["csv", "xlsx", "pdf"] as const)("rows that are committed after the others were counted are not in a report (%s) that says that there is nothing", async (format) => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const { uuid, claimed } = await askAndClaim(boss.token, reportOf(clerk, { format }));
    const file = await findFileById(server.deps.pool, claimed.fileId);
    const caller = file === null ? null : await findReporter(server.deps.pool, server.deps.site, file);
    if (file === null || caller === null) throw new Error("The file is gone.");
    const content = await openReport(server.deps, caller, file.request, { madeAt: clock.now(), onRows: () => undefined, shown: () => Promise.resolve() });
    await history(clerk, numberedRows(2));
    const out = new PassThrough();
    const writing = format === "csv" ? writeCsvReport(content, out) : format === "xlsx" ? writeXlsxReport(content, out) : writePdf({ ...content, language: "en" }, out);
    await Promise.all([buffer(out), writing]);
    expect([content.document.nothing, content.written()]).toEqual(["There is no update in this period.", 0]);
    await ours.query("UPDATE report_file SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE uuid = ?", [uuid]);
    expect(await made(boss.token, uuid)).toMatchObject({ state: "ready", done: 2, total: 2 });
  });

  test("another program opens the workbook and recalculates it without complaint: values equal, zeros kept, formulas still text", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const patient = await buildPatient(root, { locationId: 8 });
    const failed = (artId: string, reason: string): HistoryRow => ({ artId, personId: null, phone: { status: "failed", before: null, after: null, reason } });
    await history(clerk, [
      { ...changed(patient.artId, "08031234567", "08051111222"), personId: patient.personId },
      changed('=HYPERLINK("http://example.org")', null, "=1+1"),
      changed("12E45", "000000000000000000123", "Ọláńrewájú & <sons>\t\u0001"),
      failed("TST04", "phone-too-short"),
      failed("TST05", "art-id-not-found"),
    ]);
    const list = await ask(boss.token, reportOf(clerk, { format: "xlsx" }));
    await made(boss.token, list.uuid);
    const opened = await openInLibreOffice(await bytesOf(boss.token, list.uuid));
    expect(opened.complaints).toBe("");
    expect([...opened.sheets.keys()].sort()).toEqual(["List of contact updates", "Updates"]);
    const rows = opened.sheets.get("Updates") ?? [];
    expect(rows[2]).toEqual(updateHeadings);
    const localNow = new Date(clock.now().getTime() + 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    expect(rows[3]?.slice(0, 8)).toEqual([localNow, patient.artId, expect.any(String), "Phone", "08031234567", "08051111222", "", "Changed"]);
    expect(rows[4]?.slice(1, 6)).toEqual(['=HYPERLINK("http://example.org")', "", "Phone", "", "=1+1"]);
    expect(rows[5]?.slice(1, 5)).toEqual(["12E45", "", "Phone", "000000000000000000123"]);
    expect(rows[5]?.[5]).toMatch(/^Ọláńrewájú & <sons>/);
    expect(rows.filter(([first]) => first !== "")).toHaveLength(8);
    // What it wrote itself is read back: real moments and numbers, and no formula anywhere.
    const again = new Workbook();
    await again.xlsx.load(opened.xlsx as unknown as ArrayBuffer);
    const sheet = again.getWorksheet("Updates");
    expect(sheet?.getCell("A4").value).toBeInstanceOf(Date);
    expect(sheet?.getCell("O4").value).toBe(2);
    expect(sheet?.getCell("F5")).toMatchObject({ value: "=1+1", formula: undefined });
    expect(sheet?.getCell("E4").value).toBe("08031234567");

    const figures = await ask(boss.token, reportOf(clerk, { kind: "failures", format: "xlsx" }));
    await made(boss.token, figures.uuid);
    const failures = await openInLibreOffice(await bytesOf(boss.token, figures.uuid));
    expect(failures.complaints).toBe("");
    expect([...failures.sheets.keys()]).toEqual(expect.arrayContaining(["Causes", "Failures by field", "Failures by person", "Examples"]));
    const causes = (failures.sheets.get("Causes") ?? []).slice(3);
    expect(causes.filter((cells) => cells[3] === "50%").map((cells) => cells.slice(0, 3))).toEqual([["1 ART ID was not found", "Phone", "1"], ["1 phone number is too short", "Phone", "1"]]);
  });

  test("fifty thousand rows are a workbook and a CSV with every one of them, and the digest is the same", async () => {
    const clerk = await newPerson("clerk", null);
    const boss = await newPerson("supervisor", null);
    const rows = numberedRows(50_000);
    await history(clerk, rows);
    const files: ReportFile[] = [];
    for (const format of ["csv", "xlsx"] as const) {
      const { uuid } = await ask(boss.token, reportOf(clerk, { format }));
      files.push(await made(boss.token, uuid));
      expect(files.at(-1)).toMatchObject({ state: "ready", done: 50_000, total: 50_000 });
    }
    const [csv, xlsx] = files;
    expect(csv?.dataDigest).toBe(xlsx?.dataDigest);
    expect(readCsv(await bytesOf(boss.token, csv?.uuid ?? "")).map((row) => row["New value"])).toEqual(rows.map(({ phone }) => `\t${phone.after ?? ""}`));
    const { sheets, complaints } = await openInLibreOffice(await bytesOf(boss.token, xlsx?.uuid ?? ""), { isRewritten: false });
    expect(complaints).toBe("");
    expect((sheets.get("Updates") ?? []).slice(3, 50_003).map((cells) => cells[5])).toEqual(rows.map(({ phone }) => phone.after));
  }, 240_000);
});
