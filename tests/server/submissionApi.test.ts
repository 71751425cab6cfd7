import { randomUUID } from "node:crypto";
import request from "supertest";
import { buildPatient, newArtId } from "../support/patients";
import { openPool } from "../support/database";
import { giveRole, startTestServer, stoppedClock } from "../support/server";
import type { TestServer } from "../support/server";
import { active, outcomesOf, plainReading, previewed, recordOf, sendSubmission, sha256, submit, typedRow, voided } from "../support/submitting";

const source = { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "sheet" };

describe("the way of a submission", () => {
  const root = openPool("root");
  let server: TestServer;
  let token: string;
  let supervisor: string;

  beforeAll(async () => {
    server = await startTestServer({ engine: true, clock: stoppedClock(new Date("2026-11-22T09:30:00Z")) });
    token = await server.signIn("clerk");
    supervisor = await server.signIn("supervisor");
  });
  afterAll(() => server.close());

  function header(part: string, more: Record<string, unknown> = {}): Record<string, unknown> {
    return { rowCount: 1, partCount: 1, digest: sha256(sha256(part)), reading: plainReading, source, reason: null, ...more };
  }

  test("nothing of it is open to a person who has not signed in", async () => {
    const uuid = randomUUID();
    for (const [method, path] of [
      ["POST", "/api/submissions/preview"],
      ["PUT", `/api/submissions/${uuid}`],
      ["PUT", `/api/submissions/${uuid}/parts/1`],
      ["POST", `/api/submissions/${uuid}/accept`],
      ["GET", `/api/submissions/${uuid}`],
      ["GET", `/api/submissions/${uuid}/outcomes`],
      ["GET", `/api/submissions/${uuid}/events`],
      ["GET", "/api/submissions"],
      ["POST", "/api/patients/lookup"],
    ] as const) {
      expect(await server.call(method, path, method === "GET" ? {} : { body: {} })).toMatchObject({ status: 401, body: { code: "not-signed-in" } });
    }
  });

  test("a preview changes nothing and tells old, new and what was seen", async () => {
    const patient = await buildPatient(root);
    const before = await recordOf(root, patient.personId);
    const { answer } = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "0805 111 1222", lga: "epe" })]);
    expect(answer.rows[0]).toMatchObject({
      status: "updated",
      fields: {
        phone: { status: "changed", before: "08031234567", after: "08051111222" },
        address: { status: "changed", before: { lga: "IKORODU" }, after: { street: "14 Ayangburen Road", lga: "EPE", state: "LAGOS" } },
      },
      baseline: { phone: expect.stringMatching(/^[0-9a-f]{64}$/), address: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await recordOf(root, patient.personId)).toEqual(before);
  });

  test("a preview names the patient's other ART IDs, by which a sheet may show the patient, too; no voided one and no other identifier", async () => {
    const [one, other, old] = [newArtId(), newArtId(), newArtId()];
    await buildPatient(root, { artIds: [one, other, { identifier: old, voided: true }], hospitalNumber: `H-${one}` });
    const alone = await buildPatient(root, { hospitalNumber: `H-${newArtId()}` });
    const { answer } = await previewed(server, token, [
      typedRow({ artId: one, phone: "08051111222" }),
      typedRow({ artId: alone.artId, phone: "08051111223" }),
      typedRow({ artId: newArtId(), phone: "08051111224" }),
      typedRow({ artId: other.toLowerCase(), phone: "08051111222" }),
    ]);
    expect(answer.rows.map(({ otherArtIds }) => otherArtIds)).toEqual([[other], undefined, undefined, [one]]);
  });

  test("the same uuid with other content, or from another person, is refused", async () => {
    const part = JSON.stringify({ rows: [typedRow({ artId: newArtId(), phone: "08051111222" })] });
    const uuid = randomUUID();
    expect(await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header(part) })).toMatchObject({ status: 200, body: { state: "receiving" } });
    expect(await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header(part) })).toMatchObject({ status: 200 });
    expect(await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header("else") })).toMatchObject({ status: 409, body: { code: "submission-differs" } });
    expect(await server.call("PUT", `/api/submissions/${uuid}`, { token: supervisor, body: header(part) })).toMatchObject({
      status: 409,
      body: { code: "submission-of-another" },
    });
    expect(await server.call("POST", `/api/submissions/${uuid}/accept`, { token })).toMatchObject({ status: 409, body: { code: "parts-missing" } });
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: part })).toMatchObject({ status: 200, body: { partsReceived: [1] } });
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: part })).toMatchObject({ status: 200, body: { partsReceived: [1] } });
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: part.replace("08051111222", "08051111223") })).toMatchObject({
      status: 409,
      body: { code: "part-differs" },
    });
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/2`, { token, raw: part })).toMatchObject({ status: 404 });
  });

  test("rows that are not those of the digest are never carried out", async () => {
    const patient = await buildPatient(root);
    const part = JSON.stringify({ rows: [typedRow({ artId: patient.artId, phone: "08051111222" })] });
    const uuid = randomUUID();
    await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header("other rows") });
    await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: part });
    expect(await server.call("POST", `/api/submissions/${uuid}/accept`, { token })).toMatchObject({ status: 409, body: { code: "digest-differs" } });
    expect((await recordOf(root, patient.personId)).phones).toHaveLength(1);
  });

  test("a row that replaces a value nobody has looked at waits for a person", async () => {
    const patient = await buildPatient(root);
    const uuid = await sendSubmission(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const { outcomes, status } = await outcomesOf(server, token, uuid);
    expect(outcomes[0]).toMatchObject({ status: "waiting", finishedAt: null, fields: { phone: { before: "08031234567", after: "08051111222", reason: "not-previewed" } } });
    expect(status.counts).toMatchObject({ waiting: 1, updated: 0 });
    expect((await recordOf(root, patient.personId)).phones).toHaveLength(1);
  });

  test("a number that lost its first 0 is written only if the repair was accepted", async () => {
    const patient = await buildPatient(root);
    const open = await submit(server, token, [typedRow({ artId: patient.artId, phone: 8051111222 })]);
    expect(open.outcomes[0]).toMatchObject({ status: "waiting", fields: { phone: { reason: "leading-zero-lost" } } });
    const accepted = typedRow(
      { artId: patient.artId, phone: 8051111222 },
      { acceptedRepairs: [{ field: "phone", code: "leading-zero-lost", after: "08051111222" }] },
    );
    expect((await submit(server, token, [accepted])).outcomes[0]).toMatchObject({ status: "updated" });
    expect(active((await recordOf(root, patient.personId)).phones)).toEqual([expect.objectContaining({ value: "08051111222" })]);
  });

  test("a cell that the sender read otherwise than the server is refused", async () => {
    const patient = await buildPatient(root);
    const row = typedRow({ artId: patient.artId });
    const { outcomes } = await submit(server, token, [
      { ...row, cells: { ...row.cells, birthdate: { value: "03/04/1988", read: "1988-03-04" }, phone: { value: "08051111222", read: "08051111222" } } },
    ]);
    expect(outcomes[0]).toMatchObject({ status: "partly", fields: { birthdate: { status: "failed", reason: "reading-differs" }, phone: { status: "changed" } } });
  });

  test("only a supervisor may erase a number, and OpenMRS's own reason is kept", async () => {
    const patient = await buildPatient(root);
    const clerks = await submit(server, token, [typedRow({ artId: patient.artId, phone: "CLEAR" })]);
    expect(clerks.outcomes[0]).toMatchObject({ status: "failed", fields: { phone: { reason: "clear-needs-supervisor" } } });
    const theirs = await submit(server, supervisor, [typedRow({ artId: patient.artId, phone: "clear" })]);
    expect(theirs.outcomes[0]).toMatchObject({ status: "updated", fields: { phone: { before: "08031234567", after: null } } });
    const { phones } = await recordOf(root, patient.personId);
    expect(active(phones)).toEqual([]);
    expect(voided(phones)).toEqual([expect.objectContaining({ value: "08031234567", void_reason: "New value: " })]);
  });

  test("SQL and markup in every cell are only text, refused or stored as typed", async () => {
    const patient = await buildPatient(root);
    const evil = "'; DROP TABLE person; -- <script>alert(1)</script>";
    const { outcomes } = await submit(
      server,
      token,
      [
        typedRow({ artId: patient.artId, street: evil }),
        typedRow({ artId: evil, phone: evil, ward: evil, lga: evil, state: evil, birthdate: evil, reason: evil, fullName: evil, sex: evil, hospitalNumber: evil }),
      ],
      { reason: evil },
    );
    expect(outcomes[0]).toMatchObject({ status: "updated" });
    expect(outcomes[1]).toMatchObject({ status: "failed" });
    expect(active((await recordOf(root, patient.personId)).addresses)).toEqual([expect.objectContaining({ address2: evil })]);
  });

  test.each([
    ["a four-byte character", "14 New Road \u{1F600}"],
    ["a control character", "14 New\u0001 Road"],
    ["half a character", "14 New \ud83d Road"],
  ])("%s in an address is a row's fault, not the server's", async (_what, street) => {
    const patient = await buildPatient(root);
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, street, phone: "08051111222" })]);
    expect(outcomes[0]).toMatchObject({ status: "partly", fields: { address: { status: "failed", reason: "characters-not-allowed" }, phone: { status: "changed" } } });
    expect(active((await recordOf(root, patient.personId)).addresses)).toEqual([expect.objectContaining({ address2: "14 Ayangburen Road" })]);
  });

  test("four-byte characters in every other cell and label are taken as they are and fail only their row", async () => {
    const smile = "\u{1F600}";
    const row = typedRow({ artId: smile, phone: smile, lga: smile, birthdate: smile, reason: smile, fullName: smile }, { rowId: `row ${smile}` });
    const { outcomes } = await submit(server, token, [row], { reason: smile });
    expect(outcomes[0]).toMatchObject({ status: "failed", rowId: `row ${smile}` });
  });

  test.each([
    ["an unknown key", { rows: [{ ...typedRow({ artId: "A1" }), colour: "red" }] }, 400],
    ["an unknown column", { rows: [{ ...typedRow({}), cells: { shoeSize: { value: 1 } } }] }, 400],
    ["a wrong type", { rows: [{ ...typedRow({}), cells: { phone: { value: { $gt: "" } } } }] }, 400],
    ["no rows", { rows: [] }, 400],
  ])("a part with %s is refused whole, with a sentence", async (_what, body, status) => {
    const uuid = randomUUID();
    await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header("x") });
    const answer = await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, body });
    expect(answer).toMatchObject({ status, body: { code: "body-invalid", message: expect.stringMatching(/\w/) } });
    expect(await server.call("GET", `/api/submissions/${uuid}`, { token })).toMatchObject({ body: { partsReceived: [] } });
  });

  test("a part of 100,000 rows and a body of 20 MB are refused with a sentence, and the server lives on", async () => {
    const uuid = randomUUID();
    await server.call("PUT", `/api/submissions/${uuid}`, { token, body: header("x") });
    const row = JSON.stringify(typedRow({ artId: "A1" }));
    const many = `{"rows":[${Array(100_000).fill(row).join(",")}]}`;
    expect([400, 413]).toContain((await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: many })).status);
    const large = `{"rows":["${"x".repeat(20_000_000)}"]}`;
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: large })).toMatchObject({ status: 413, body: { code: "body-too-large" } });
    expect(await server.call("PUT", `/api/submissions/${uuid}/parts/1`, { token, raw: '{"rows":[' })).toMatchObject({ status: 400, body: { code: "body-not-json" } });
    expect(await server.call("GET", `/api/submissions/${uuid}`, { token })).toMatchObject({ status: 200, body: { partsReceived: [] } });
  });

  test("outcomes come page by page in the order of the sheet, whatever order the engine took", async () => {
    const patients = await Promise.all(Array.from({ length: 25 }, () => buildPatient(root)));
    const rows = [...patients].reverse().map(({ artId }) => typedRow({ artId, phone: "08051111222" }));
    const { uuid } = await submit(server, token, rows);
    const seen: string[] = [];
    for (let after: number | null = -1; after !== null; ) {
      const page: { outcomes: { rowId: string; ordinal: number }[]; next: number | null } = (await server.call("GET", `/api/submissions/${uuid}/outcomes?after=${after}&limit=10`, { token }))
        .body as never;
      seen.push(...page.outcomes.map(({ rowId }) => rowId));
      after = page.next;
    }
    expect(seen).toEqual(rows.map(({ rowId }) => rowId));
  });

  test("progress comes as events until the submission has ended, to nobody but those who may read it", async () => {
    const patients = await Promise.all(Array.from({ length: 5 }, () => buildPatient(root)));
    const seen = await previewed(server, token, patients.map(({ artId }) => typedRow({ artId, phone: "08051111222" })));
    const uuid = await sendSubmission(server, token, seen.rows);
    const stream = await request(server.app).get(`/api/submissions/${uuid}/events`).set("Authorization", `Bearer ${token}`).buffer(true);
    expect(stream.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    const events = stream.text.trim().split("\n\n").map((event) => event.split("\n"));
    expect(events.at(0)?.[0]).toBe("event: progress");
    expect(events.at(-1)?.[0]).toBe("event: end");
    expect(JSON.parse(events.at(-1)?.[1]?.replace("data: ", "") ?? "")).toMatchObject({ uuid, state: "done", rowsDone: 5, rowCount: 5, counts: { updated: 5 } });
    const other = await server.signIn("clerk2");
    expect(await server.call("GET", `/api/submissions/${uuid}/events`, { token: other })).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await server.call("GET", "/api/submissions/not-a-uuid/events", { token })).toMatchObject({ status: 400 });
  });

  test("a clerk sees own submissions only; a supervisor everyone's", async () => {
    const patient = await buildPatient(root);
    const { uuid } = await submit(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    const second = await server.signIn("clerk2");
    expect(await server.call("GET", `/api/submissions/${uuid}`, { token: second })).toMatchObject({ status: 404 });
    expect(await server.call("GET", `/api/submissions/${uuid}/outcomes`, { token: second })).toMatchObject({ status: 404 });
    expect(await server.call("GET", `/api/submissions/${uuid}`, { token: supervisor })).toMatchObject({ status: 200, body: { sentBy: "Chidinma Okafor" } });
    const mine = (await server.call("GET", "/api/submissions", { token: second })).body as { submissions: { uuid: string }[] };
    expect(mine.submissions.map((one) => one.uuid)).not.toContain(uuid);
  });

  test("the list goes on page by page to the oldest submission, each once", async () => {
    await giveRole(server.deps, 6, "clerk", null);
    const nurse = await server.signIn("nurse");
    const sent: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      const { artId } = await buildPatient(root);
      sent.unshift((await submit(server, nurse, [typedRow({ artId, phone: "08051111222" })])).uuid);
    }
    type Page = { submissions: { uuid: string }[]; next: string | null };
    const page = async (query: string): Promise<Page> => (await server.call("GET", `/api/submissions?limit=2${query}`, { token: nurse })).body as Page;
    const found: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const answer: Page = await page(next === "" ? "" : `&before=${next}`);
      expect(answer.submissions.length).toBeLessThanOrEqual(2);
      found.push(...answer.submissions.map(({ uuid }) => uuid));
      next = answer.next;
    }
    expect(found.slice(0, 5)).toEqual(sent);
    expect(new Set(found).size).toBe(found.length);
    expect(await server.call("GET", `/api/submissions?before=${randomUUID()}`, { token: nurse })).toMatchObject({ status: 404 });
  });

  test("an ART ID of another facility is not there for a person who may see only one's own", async () => {
    const here = await buildPatient(root, { locationId: 7 });
    const elsewhere = await buildPatient(root, { locationId: 8 });
    await giveRole(server.deps, 6, "clerk", [7]);
    const limited = await server.signIn("nurse");
    const { outcomes } = await submit(server, limited, [
      typedRow({ artId: here.artId, phone: "08051111222" }),
      typedRow({ artId: elsewhere.artId, phone: "08051111222" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["updated", "failed"]);
    expect(outcomes[1]?.fields.phone).toMatchObject({ reason: "art-id-not-found", before: null });
    expect((await recordOf(root, elsewhere.personId)).phones).toHaveLength(1);
    const lookup = await server.call("POST", "/api/patients/lookup", { token: limited, body: { artIds: [here.artId, elsewhere.artId], fields: ["phone"] } });
    expect(lookup.body).toMatchObject({ results: [{ found: true, phone: "08051111222" }, { found: false, reason: "art-id-not-found" }] });
  });

  test("a look-up answers at the places asked, and says why where there is nobody", async () => {
    const patient = await buildPatient(root, { givenName: "Amaka", familyName: "Obi", birthdateEstimated: true });
    const gone = await buildPatient(root, { patientVoided: true });
    const { body } = await server.call("POST", "/api/patients/lookup", {
      token,
      body: { artIds: [newArtId(), ` ${patient.artId.toLowerCase()} `, gone.artId, ""], fields: ["phone", "address", "birthdate", "name"] },
    });
    expect(body).toMatchObject({
      results: [
        { found: false, reason: "art-id-not-found" },
        {
          found: true,
          phone: "08031234567",
          address: { street: "14 Ayangburen Road", ward: null, lga: "IKORODU", state: "LAGOS" },
          birthdate: { birthdate: "1988-04-12", estimated: true },
          name: "Amaka Obi",
        },
        { found: false, reason: "patient-voided" },
        { found: false, reason: "art-id-missing" },
      ],
    });
  });

  test("a row whose names are another person's waits, and the record's name is not told", async () => {
    const patient = await buildPatient(root, { givenName: "Zainab", familyName: "Lawal", gender: "F" });
    const { outcomes } = await submit(server, token, [typedRow({ artId: patient.artId, fullName: "Emeka Nwosu", sex: "M", phone: "08051111222" })]);
    expect(outcomes[0]).toMatchObject({ status: "waiting" });
    expect(outcomes[0]?.issues.map(({ code }) => code)).toEqual(expect.arrayContaining(["name-differs", "sex-differs"]));
    expect(JSON.stringify(outcomes)).not.toMatch(/Zainab|Lawal/i);
  });

  test("a birthdate that moves by years needs to be confirmed and to have a reason, in the preview as in the submission", async () => {
    const patient = await buildPatient(root);
    const rows = [typedRow({ artId: patient.artId, birthdate: "12/04/1978" }, { confirmations: ["birthdate-shift"] })];
    const preview = async (reason: string | null): Promise<unknown> =>
      (await server.call("POST", "/api/submissions/preview", { token, body: { reading: plainReading, rows, reason } })).body.rows[0].status;
    expect(await preview(null)).toBe("waiting");
    expect(await preview("Seen on the birth certificate")).toBe("updated");
    expect((await submit(server, token, rows)).outcomes[0]).toMatchObject({ status: "waiting", fields: { birthdate: { reason: "birthdate-shift" } } });
    const { outcomes } = await submit(server, token, rows, { reason: "Seen on the birth certificate" });
    expect(outcomes[0]).toMatchObject({ status: "updated", fields: { birthdate: { before: { birthdate: "1988-04-12" }, after: { birthdate: "1978-04-12" } } } });
  });

  test("a number that this patient had before is pointed out with its day", async () => {
    const patient = await buildPatient(root, { phones: [{ value: "08051111222", voided: true, dateVoided: "2023-05-02 10:30:00" }, "08031234567"] });
    const { answer } = await previewed(server, token, [typedRow({ artId: patient.artId, phone: "08051111222" })]);
    expect(answer.rows[0]?.issues).toContainEqual(expect.objectContaining({ code: "phone-stale", severity: "warning", params: { voidedOn: "2023-05-02" } }));
  });
});
