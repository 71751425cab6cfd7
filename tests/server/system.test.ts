import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { startTestServer, stoppedClock, type TestServer } from "../support/server";

describe("what anybody may know", () => {
  let server: TestServer;
  const clock = stoppedClock(new Date("2026-11-21T23:30:00.000Z"));

  beforeAll(async () => {
    server = await startTestServer({ clock });
  });
  afterAll(() => server.close());

  test("the site, whether it is a demo, and the day that it is there", async () => {
    const { status, body } = await server.call("GET", "/api/system");
    expect(status).toBe(200);
    expect(body).toEqual({ environment: "demo", siteName: "Test clinic", version, serverTime: "2026-11-21T23:30:00.000Z", today: "2026-11-22" });
  });

  test("that the server and its database are well", async () => {
    expect((await server.call("GET", "/api/system/health")).body).toEqual({ ok: true });
  });
});

describe("the files of the pane", () => {
  const folder = mkdtempSync(join(tmpdir(), "pane-"));
  const servers: TestServer[] = [];

  const start = async (environment: Record<string, string> = {}) => {
    const server = await startTestServer({ environment: { STATIC_DIRECTORY: join(folder, "web"), OFFICE_JS_DIRECTORY: join(folder, "office"), ...environment } });
    servers.push(server);
    return server;
  };

  beforeAll(() => {
    for (const directory of ["web/assets", "web/preview", "office"]) mkdirSync(join(folder, directory), { recursive: true });
    for (const [name, text] of [
      ["web/taskpane.html", "<!doctype html>"],
      ["web/taskpane.0123456789abcdef.js", "// pane"],
      ["web/functions.json", "{}"],
      ["web/manifest.xml", "<OfficeApp/>"],
      ["web/assets/icon-32.png", "png"],
      ["web/preview/index.html", "<!doctype html><title>Preview</title>"],
      ["web/.secret", "secret"],
      ["office/office.js", "// office"],
      ["sample.json", '{"rows":[]}'],
      ["outside.txt", "outside"],
    ] as const) {
      writeFileSync(join(folder, name), text);
    }
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ["/taskpane.html", "no-cache", /text\/html/],
    ["/functions.json", "no-cache", /application\/json/],
    ["/manifest.xml", "no-cache", /xml/],
    ["/taskpane.0123456789abcdef.js", "public, max-age=31536000, immutable", /javascript/],
    ["/office-js/office.js", "public, max-age=86400", /javascript/],
    ["/assets/icon-32.png", undefined, /image\/png/],
  ])("%s is there and may be kept as %s", async (path, caching, type) => {
    const { status, headers } = await (await start()).call("GET", path);
    expect([status, headers["cache-control"]]).toEqual([200, caching]);
    expect(headers["content-type"]).toMatch(type);
  });

  test.each(["/outside.txt", "/../outside.txt", "/..%2foutside.txt", "/assets/..%2f..%2foutside.txt", "/.secret", "/nothing.html", "/preview/", "/preview/index.html", "/preview/sample.json"])(
    "%s is not there",
    async (path) => {
      const { status, headers } = await (await start({ PREVIEW_SAMPLE_FILE: join(folder, "sample.json") })).call("GET", path);
      expect(status).toBe(404);
      expect(headers["content-type"]).toMatch(/text\/plain/);
    },
  );

  test("the preview workbook and its sample are there where they are wanted", async () => {
    const server = await start({ PREVIEW_WORKBOOK: "true", PREVIEW_SAMPLE_FILE: join(folder, "sample.json") });
    expect((await server.call("GET", "/preview/")).status).toBe(200);
    expect((await server.call("GET", "/preview/sample.json")).body).toEqual({ rows: [] });
    const home = await server.call("GET", "/");
    expect([home.status, home.headers.location]).toEqual([302, "/preview/"]);
  });
});
