import { openPool } from "../support/database";
import { buildPatient } from "../support/patients";
import { startTestServer, type TestServer } from "../support/server";
import { submit, typedRow } from "../support/submitting";

/** The log is read by technicians who may not see patients. */
describe("the log", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ engine: true });
  });
  afterAll(() => server.close());

  test("holds no password, token, name, address or phone, whatever was sent", async () => {
    const patient = await buildPatient(openPool("root"), { phones: ["08035550001"], givenName: "Zainabu", familyName: "Qwertyson" });
    const token = await server.signIn("clerk");
    await server.call("POST", "/api/session", { body: { username: "clerk.secretname", password: "Secret-Password-1" } });
    await server.call("POST", "/api/session", { raw: '{"username":"clerk.secretname","password":"Secret-Pass' });
    await server.call("GET", `/api/patients/${patient.artId}?phone=08035550002`, { token });
    await server.call("POST", "/api/patients/lookup", { token, body: { artIds: [patient.artId], fields: ["phone", "name", "address"], extra: "08035550003" } });
    await server.call("POST", "/api/patients/lookup", { token, body: { artIds: [patient.artId], fields: ["phone", "name", "address"] } });
    await submit(server, token, [typedRow({ artId: patient.artId, phone: "08035550004", street: "77 Unheard Street" })]);
    const log = server.log();
    expect(log).toContain('"route":"/api/session"');
    for (const secret of [token, "Clerk-Demo-2026", "Secret-Pass", "secretname", patient.artId, "0803555", "Zainabu", "Qwertyson", "Unheard"]) {
      expect(log).not.toContain(secret);
    }
  });

  test("has one line for each request, with person, route, answer and reference", async () => {
    const token = await server.signIn("clerk");
    const { headers } = await server.call("GET", "/api/session", { token });
    const lines = server
      .log()
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ requestId: headers["x-request-id"], method: "GET", route: "/api/session", status: 200, userId: 3, responseTime: expect.any(Number) }),
    );
  });

  test("tells where an unforeseen error was, without the values that the database quotes", async () => {
    const token = await server.signIn("clerk");
    const original = server.deps.site.openmrsSchema;
    Object.assign(server.deps.site, { openmrsSchema: "no_such_schema_0803555" });
    const answer = await server.call("GET", "/api/session", { token });
    Object.assign(server.deps.site, { openmrsSchema: original });
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
    expect(JSON.stringify(answer.body)).not.toContain("no_such_schema");
    const log = server.log();
    expect(log).toContain(`"requestId":"${answer.body.requestId}"`);
    expect(log).toMatch(/"errno":1(049|146|142|044)/);
    expect(log).not.toContain("0803555");
  });
});
