import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { readConfig } from "../../server/config";
import { createLogger } from "../../server/log";
import { startServer } from "../../server/main";
import { databaseUrl, openPool } from "../support/database";
import { testEnvironment } from "../support/server";
import { auditOfRequest, buildUser } from "../support/users";

const run = promisify(execFile);
const quiet = createLogger({ LOG_LEVEL: "silent" });

describe("the server as it is started", () => {
  const folder = mkdtempSync(join(tmpdir(), "certificate-"));
  const key = join(folder, "key.pem");
  const certificate = join(folder, "cert.pem");

  beforeAll(() =>
    run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  const get = (url: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asked = httpsRequest(url, { rejectUnauthorized: false, agent: false }, (answer) => {
        let body = "";
        answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      });
      asked.on("error", reject);
      asked.end();
    });

  test("migrates with its own account, speaks HTTPS, and ends in order", async () => {
    const config = readConfig({
      ...testEnvironment(),
      PORT: "0",
      TLS_AT_PROXY: "false",
      TLS_KEY_FILE: key,
      TLS_CERT_FILE: certificate,
      MIGRATION_DATABASE_URL: databaseUrl("migration", "patient_contacts"),
    });
    const server = await startServer(config, quiet);
    expect(server.url).toMatch(/^https:\/\/localhost:\d+\/$/);
    const address = server.url.replace("localhost", "127.0.0.1");
    expect(await get(`${address}api/system/health`)).toEqual({ status: 200, body: '{"ok":true}' });
    await server.close();
    await expect(get(`${address}api/system/health`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("does not start on a port that is taken, and says why", async () => {
    const config = readConfig({ ...testEnvironment(), PORT: "0" });
    const first = await startServer(config, quiet);
    await expect(startServer({ ...config, PORT: Number(new URL(first.url).port) }, quiet)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
  });
});

/** The programs as an administrator runs them, each in a process of its own. */
describe("from the command line", () => {
  const root = openPool("root", "openmrs");

  const command = async (program: string, args: readonly string[], environment: Record<string, string> = testEnvironment()) => {
    const project = join(__dirname, "../..");
    try {
      const { stdout, stderr } = await run(process.execPath, [join(project, "node_modules/tsx/dist/cli.mjs"), join(project, program), ...args], {
        env: { PATH: process.env.PATH, ...environment },
        cwd: project,
      });
      return { code: 0, stdout, stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, stdout, stderr };
    }
  };

  test("the first administrator is made, seen in the list, and unmade; all of it on record", async () => {
    const user = await buildUser(root);
    const granted = await command("server/cli.ts", ["grant", user.username, "administrator", "--facility", "7", "8"]);
    expect(granted).toMatchObject({ code: 0, stdout: `${user.username}\tHalima Bello\tadministrator\tFederal Medical Centre Owerri (7), General Hospital Ikorodu (8)\n` });
    expect((await command("server/cli.ts", ["list"])).stdout).toContain(`${user.username}\tHalima Bello\tadministrator`);
    expect((await command("server/cli.ts", ["revoke", user.username])).stdout).toContain("no role");
    const [rows] = await root.query("SELECT request_id AS id FROM patient_contacts.audit_event WHERE details LIKE ? ORDER BY audit_event_id", [`%"user":${user.userId},%`]);
    const [first] = rows as unknown as [{ id: string }, { id: string }];
    expect(rows).toHaveLength(2);
    expect(await auditOfRequest(root, first.id)).toMatchObject([{ userId: null, address: "command line", action: "grant-role", result: "done" }]);
  }, 60_000);

  test.each([
    [["grant", "nobody.at.all", "clerk"], /NMRS has no active account/],
    [["grant", "nurse", "owner"], /must be one of: clerk, supervisor, administrator/],
    [["grant", "nurse", "clerk", "--facility", "seven"], /location id/],
    [["grant", "nurse", "clerk", "--facility", "424242"], /not a location/],
  ])("%j is refused with a sentence", async (args, sentence) => {
    const { code, stderr } = await command("server/cli.ts", args);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  }, 60_000);

  test("the audit can be verified", async () => {
    const { stdout } = await command("server/cli.ts", ["verify-audit"]);
    expect(stdout).toMatch(/^\d+ events sealed, \d+ not yet, 0 seals broken\n$/);
  }, 60_000);

  test("a server with bad settings lists the faults and ends with 1, without a word of the settings", async () => {
    const { code, stderr } = await command("server/index.ts", [], { DATABASE_URL: "mysql://contacts:secret-word@127.0.0.1:1/", DIGEST_KEY: "secret-word" });
    expect(code).toBe(1);
    expect(stderr).toContain("ENVIRONMENT must be given");
    expect(stderr).toContain("DIGEST_KEY must be 64 hexadecimal digits");
    expect(stderr).not.toContain("secret-word");
  }, 60_000);

  test("a server that cannot reach its database ends with 1, without its password", async () => {
    const { code, stderr } = await command("server/index.ts", [], { ...testEnvironment(), DATABASE_URL: "mysql://contacts:secret-word@127.0.0.1:1/" });
    expect(code).toBe(1);
    expect(stderr).toContain("ECONNREFUSED");
    expect(stderr).not.toContain("secret-word");
  }, 60_000);
});
