import { gzipSync } from "node:zlib";
import request from "supertest";
import { startTestServer, type TestServer } from "../support/server";

describe("a request that is not as it should be", () => {
  let server: TestServer;
  let clerk: string;
  let administrator: string;

  beforeAll(async () => {
    server = await startTestServer();
    clerk = await server.signIn("clerk");
    administrator = await server.signIn("administrator");
  });
  afterAll(() => server.close());

  const search = (raw: string, headers: Record<string, string> = {}, token = administrator) => server.call("POST", "/api/audit/search", { token, raw, headers });

  test.each([
    ["an unknown address", "GET /api/nothing", 404, "not-found"],
    ["the address of the API itself", "GET /api", 404, "not-found"],
    ["an address that cannot be decoded", "GET /api/%E0%A4%A", 404, "not-found"],
    ["an address that leads out", "GET /api/..%2f..%2fetc/passwd", 404, "not-found"],
    ["a wrong method", "PUT /api/session", 405, "method-not-allowed"],
    ["another wrong method", "GET /api/audit/search", 405, "method-not-allowed"],
    ["a method that is nowhere used", "PATCH /api/staff", 405, "method-not-allowed"],
  ])("for %s is answered in the form of the API", async (_what, line, status, code) => {
    const [method = "", path = ""] = line.split(" ");
    const answer = await server.call(method, path, { token: clerk });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.message).toMatch(/^[A-Z].*\.$/);
    expect(answer.body.requestId).toBe(answer.headers["x-request-id"]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("a wrong method is told which ones there are", async () => {
    expect((await server.call("PUT", "/api/session")).headers.allow).toBe("POST, GET, DELETE");
  });

  test.each([
    ["nothing at all", ""],
    ["half of a JSON text", '{"limit":'],
    ["no JSON", "limit=10"],
    ["a lone surrogate escape that is cut off", '{"artId":"\\ud8'],
    ["two JSON texts", "{}{}"],
    ["an infinite number", '{"limit":Infinity}'],
  ])("with %s for a body is told that it cannot be read", async (_what, raw) => {
    const answer = await search(raw);
    expect([answer.status, answer.body.code]).toEqual([400, "body-not-json"]);
    expect(JSON.stringify(answer.body)).not.toContain("limit");
  });

  test.each([
    ["null", "null"],
    ["a list", "[]"],
    ["a text", '"x"'],
    ["a number", "1"],
    ["an unknown key", '{"colour":"red"}'],
    ["the key __proto__", '{"__proto__":{"limit":1}}'],
    ["the key __proto__ in disguise", '{"\\u005f_proto__":{"limit":1}}'],
    ["the key constructor", '{"constructor":{"prototype":{"limit":1}}}'],
    ["a huge number", '{"limit":1e400}'],
    ["a very deep list", `{"artId":${"[".repeat(100_000)}${"]".repeat(100_000)}}`.slice(0, 3_900)],
  ])("with %s is refused", async (_what, raw) => {
    const answer = await search(raw);
    expect(answer.status).toBe(400);
    expect(["body-invalid", "body-not-json"]).toContain(answer.body.code);
    expect(({} as Record<string, unknown>).limit).toBeUndefined();
  });

  test("ten thousand levels of nesting are a refusal, not a crash", async () => {
    const deep = `{"rows":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const answer = await server.call("POST", "/api/staff", { token: administrator, raw: deep.slice(0, 1000) + "x" });
    expect(answer.status).toBe(400);
    const whole = await server.call("POST", "/api/submissions/preview", { token: clerk, raw: deep });
    expect(whole.status).toBe(400);
    expect((await server.call("GET", "/api/system")).status).toBe(200);
  });

  test("faults name the place, never the value or a key that was typed", async () => {
    const answer = await search('{"limit":"08031234567","08037654321":1,"colour":2}');
    expect(answer.body).toMatchObject({
      code: "body-invalid",
      faults: expect.arrayContaining([
        { path: "limit", message: "must be number" },
        { path: "colour", message: "is not known" },
        { path: "(key)", message: "is not known" },
      ]),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/0803/);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"])("of the type %s is not read", async (type) => {
    const answer = await search("{}", { "Content-Type": type });
    expect([answer.status, answer.body.code]).toEqual([415, "body-not-json"]);
  });

  test.each([
    ["a charset that nobody has", { "Content-Type": "application/json; charset=klingon" }],
    ["an encoding that nobody has", { "Content-Encoding": "zap" }],
  ])("in %s is not read", async (_what, headers) => {
    expect((await search("{}", headers)).status).toBe(415);
  });

  test("a body that is compressed is read, and one that says so but is not is refused", async () => {
    const packed = await request(server.app)
      .post("/api/audit/search")
      .set({ Authorization: `Bearer ${administrator}`, "Content-Type": "application/json", "Content-Encoding": "gzip" })
      .serialize((body: Buffer) => body as unknown as string)
      .send(gzipSync('{"limit":1}'));
    expect(packed.status).toBe(200);
    expect((await search("{}", { "Content-Encoding": "gzip" })).body.code).toBe("body-not-json");
  });

  test("a body of 20 MB is refused as too large, also when it was 20 KB before unpacking", async () => {
    const large = JSON.stringify({ username: "a".repeat(20 * 1024 * 1024) });
    const answer = await search(large);
    expect([answer.status, answer.body.code]).toEqual([413, "body-too-large"]);
    const bomb = await request(server.app)
      .post("/api/audit/search")
      .set({ Authorization: `Bearer ${administrator}`, "Content-Type": "application/json", "Content-Encoding": "gzip" })
      .serialize((body: Buffer) => body as unknown as string)
      .send(gzipSync(large));
    expect([bomb.status, bomb.body.code]).toEqual([413, "body-too-large"]);
  });

  test("somebody who is not signed in is told so before the body is looked at", async () => {
    expect((await server.call("POST", "/api/audit/search", { raw: "{broken" })).body.code).toBe("not-signed-in");
    expect((await server.call("POST", "/api/staff", { token: clerk, raw: "{broken" })).body.code).toBe("not-allowed");
  });

  test("too many in a minute from one address are held back, and others are not", async () => {
    const small = await startTestServer({ environment: { REQUESTS_PER_MINUTE: "10" } });
    const ask = (from: string) => small.call("GET", "/api/system", { headers: { "X-Forwarded-For": from } });
    for (let count = 0; count < 10; count += 1) expect((await ask("10.9.9.9")).status).toBe(200);
    const held = await ask("10.9.9.9");
    expect([held.status, held.body.code, held.headers["retry-after"]]).toEqual([429, "too-many-requests", "60"]);
    expect((await ask("10.9.9.8")).status).toBe(200);
    await small.close();
  });

  test("when the database is gone every address says so, with a time to try again, and nothing of the statement", async () => {
    const lonely = await startTestServer();
    const token = await lonely.signIn("clerk");
    await lonely.close();
    const broken = { ...lonely.deps, pool: (await import("../../server/database/pool")).createPool("mysql://contacts:x@127.0.0.1:1/") };
    const { createApp } = await import("../../server/app");
    const app = createApp(broken);
    for (const [method, path] of [["get", "/api/session"], ["get", "/api/system/health"], ["post", "/api/session"]] as const) {
      const answer = await request(app)[method](path).set("Authorization", `Bearer ${token}`).send(method === "post" ? { username: "clerk", password: "x" } : undefined);
      expect([path, answer.status, answer.body.code]).toEqual([path, 503, "database-unavailable"]);
      expect(answer.headers["retry-after"]).toBe("5");
    }
    expect((await request(app).get("/api/system")).status).toBe(200);
    await broken.pool.end();
  });
});

describe("what the server says to a browser", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ environment: { FRAME_ANCESTORS: "'self' https://excel.example" } });
  });
  afterAll(() => server.close());

  test("the pane may be shown in the frames that the site allows, and scripts come from here or from Microsoft only", async () => {
    const { headers } = await server.call("GET", "/api/system");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("frame-ancestors 'self' https://excel.example");
    expect(policy).toContain("script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers["x-frame-options"]).toBeUndefined();
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  test("no other site may read its answers", async () => {
    const { headers } = await server.call("GET", "/api/system", { headers: { Origin: "https://elsewhere.example" } });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });
});
