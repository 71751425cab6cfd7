import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createConnection, createPool } from "mysql2/promise";
import { ensureChromium } from "../../scripts/chromium";
import { createAccounts, grantRuntimeOnContacts } from "../../scripts/database/accounts";
import { startEngine } from "../../scripts/database/engine";
import type { Engine } from "../../scripts/database/engine";
import { createDemoDatabase } from "../../scripts/openmrs/demoDatabase";
import { generatePatients } from "../../scripts/openmrs/generate";
import { grantDemoRoles } from "../../scripts/start/demoRoles";
import { writePreviewSample } from "../../scripts/start/previewSample";
import { buildWhereChanged } from "../../scripts/support/build";
import { ensureCertificates } from "../../scripts/support/certificates";
import { localPath, projectFolder } from "../../scripts/support/paths";
import { findFreePort, pause } from "../../scripts/support/processes";
import { serverCommand } from "../../scripts/support/serverCommand";
import { migrate } from "../../server/database/migrate";
import { rememberStack } from "./journeyStack";

declare global {
  // jest hands nothing from its set-up to its tear-down but globals.
  var journeyProcesses: { engine: Engine; server: ChildProcess; directory: string } | undefined;
}

const accounts = {
  runtime: { user: "contacts", password: "runtime-for-journeys" },
  migration: { user: "contacts_migrate", password: "migration-for-journeys" },
};
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Before the journeys: the built product as `npm start` runs it, on a private database of its own, over HTTPS. */
export default async function setUpJourneys(): Promise<void> {
  const chromium = await ensureChromium(say);
  await buildWhereChanged(say);
  const directory = localPath("test", `journey-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  const engine = await startEngine({ kind: "mariadb", directory, durability: "fast", say });
  try {
    await fill(engine);
    const certificates = await ensureCertificates();
    const port = await findFreePort();
    const settings = await settingsFor(engine, directory);
    const log = openSync(join(directory, "server.log"), "w", 0o600);
    const server = spawn(process.execPath, serverCommand(), {
      cwd: projectFolder,
      env: { ...process.env, ...settings, PORT: String(port), TLS_KEY_FILE: certificates.keyFile, TLS_CERT_FILE: certificates.certFile },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    globalThis.journeyProcesses = { engine, server, directory };
    await waitForListening(server, join(directory, "server.log"));
    rememberStack({ address: `https://localhost:${port}`, databaseUrl: engine.rootUrl, chromium, serverLog: join(directory, "server.log") });
  } catch (problem) {
    // jest runs no tear-down after a set-up that failed.
    await engine.kill();
    rmSync(directory, { recursive: true, force: true });
    throw problem;
  }
}

async function fill({ rootUrl }: Engine): Promise<void> {
  await createDemoDatabase({ rootUrl, schema: "openmrs", level: "2.3" });
  const connection = await createConnection({ uri: rootUrl });
  try {
    await generatePatients(connection, { schema: "openmrs", patients: 1_500, seed: 7 });
  } finally {
    await connection.end();
  }
  await createAccounts({ rootUrl, openmrsSchema: "openmrs", contactsSchema: "patient_contacts", ...accounts });
  const { host } = new URL(rootUrl);
  const pool = createPool({ uri: `mysql://${host}/`, ...accounts.migration });
  try {
    await migrate(pool, { contactsSchema: "patient_contacts" });
  } finally {
    await pool.end();
  }
  await grantRuntimeOnContacts({ rootUrl, contactsSchema: "patient_contacts", runtime: accounts.runtime });
}

async function settingsFor(engine: Engine, directory: string): Promise<NodeJS.ProcessEnv> {
  const settings = {
    ENVIRONMENT: "demo",
    DATABASE_URL: `mysql://${accounts.runtime.user}:${accounts.runtime.password}@${engine.host}:${engine.port}/`,
    DIGEST_KEY: randomBytes(32).toString("hex"),
    SITE_NAME: "Demonstration clinic",
    PREVIEW_WORKBOOK: "true",
    PREVIEW_SAMPLE_FILE: await writePreviewSample(engine.rootUrl, "openmrs", join(directory, "sample.json")),
    REQUESTS_PER_MINUTE: "1000000",
  };
  await grantDemoRoles(settings);
  return settings;
}

async function waitForListening(server: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const lines = readFileSync(log, "utf8");
    if (lines.includes('"listening"')) return;
    if (server.exitCode !== null) throw new Error(`The server ended by itself:\n${lines.slice(-2_000)}`);
    await pause(100);
  }
  throw new Error("The server did not listen within 30 s.");
}
