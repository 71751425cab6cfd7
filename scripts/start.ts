import { parseArgs } from "node:util";
import { openmrsUsers } from "./openmrs/users";
import { grantDemoRoles } from "./start/demoRoles";
import { openBrowser } from "./start/openBrowser";
import { contactsSchema, openmrsSchema, startPrivateDatabase } from "./start/privateDatabase";
import { claimProject, noteRunning } from "./start/runningStart";
import { writePreviewSample } from "./start/previewSample";
import { requireSecrets } from "./start/secrets";
import { endOfLog, findServerPort, startServer, waitForServer, type ServerProcess } from "./start/serverProcess";
import { buildWhereChanged } from "./support/build";
import { ensureCertificates } from "./support/certificates";

const say = (line: string) => console.log(line);

interface Database {
  settings: NodeJS.ProcessEnv;
  isDemo: boolean;
  stop: () => Promise<void>;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({ options: { fresh: { type: "boolean", default: false }, "no-open": { type: "boolean", default: false } } });
  const ownUrl = process.env.DATABASE_URL ?? "";
  if (options.fresh && ownUrl !== "") {
    throw new Error("--fresh is for the private demo database only; with DATABASE_URL set nothing is ever dropped.");
  }
  const other = await claimProject();
  if (other !== null) {
    say(other);
    return;
  }

  const started = Date.now();
  const signal = listenForSignals();
  const database = ownUrl === "" ? await openDemoDatabase(options.fresh) : openOwnDatabase();
  let server: ServerProcess | null = null;
  try {
    await buildWhereChanged(say);
    const certificate = await ensureCertificates();
    const port = await findServerPort(Number(process.env.PORT ?? "3000"));
    if (!signal.hasCome()) {
      server = startServer({
        PREVIEW_WORKBOOK: "true",
        ...process.env,
        ...database.settings,
        PORT: String(port),
        TLS_AT_PROXY: "false",
        TLS_KEY_FILE: process.env.TLS_KEY_FILE ?? certificate.keyFile,
        TLS_CERT_FILE: process.env.TLS_CERT_FILE ?? certificate.certFile,
      });
      noteRunning({ address: "", serverPid: server.child.pid ?? null });
      await waitForServer(server, port);
      const address = `https://localhost:${port}/preview/`;
      noteRunning({ address, serverPid: server.child.pid ?? null });
      announce(address, database.isDemo, Date.now() - started);
      if (!options["no-open"]) openBrowser(address);
      await Promise.race([signal.come, server.ended]);
      if (!signal.hasCome()) throw new Error(`The server has ended by itself. The end of its log (.local/server.log):\n${endOfLog()}`);
    }
  } finally {
    say("Ending what was started …");
    await server?.stop();
    await database.stop();
  }
}

/** Ctrl+C, a closed terminal and `kill` all end everything in order. */
function listenForSignals(): { come: Promise<void>; hasCome: () => boolean } {
  let hasCome = false;
  const come = new Promise<void>((settle) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(name, () => {
        hasCome = true;
        settle();
      });
    }
  });
  return { come, hasCome: () => hasCome };
}

async function openDemoDatabase(isFresh: boolean): Promise<Database> {
  const secrets = requireSecrets();
  const engine = await startPrivateDatabase({ secrets, isFresh, say });
  try {
    const settings = {
      ENVIRONMENT: "demo",
      DATABASE_URL: engine.runtimeUrl,
      // The migrations were run a moment ago; the running server does not hold that account.
      MIGRATION_DATABASE_URL: "",
      OPENMRS_SCHEMA: openmrsSchema,
      CONTACTS_SCHEMA: contactsSchema,
      DIGEST_KEY: secrets.digestKey,
      SITE_NAME: "Demonstration clinic",
      PREVIEW_SAMPLE_FILE: await writePreviewSample(engine.rootUrl, openmrsSchema),
    };
    await grantDemoRoles(settings);
    return { settings, isDemo: true, stop: engine.stop };
  } catch (problem) {
    await engine.stop();
    throw problem;
  }
}

/** The server of DATABASE_URL: nothing is generated, dropped or altered there, and no account is made. */
function openOwnDatabase(): Database {
  const settings = { ENVIRONMENT: process.env.ENVIRONMENT ?? "production", DIGEST_KEY: process.env.DIGEST_KEY ?? requireSecrets().digestKey };
  say("Database: the one of DATABASE_URL. Nothing is generated or altered in its OpenMRS schema.");
  return { settings, isDemo: false, stop: () => Promise.resolve() };
}

function announce(address: string, isDemo: boolean, milliseconds: number): void {
  say(`\nReady after ${(milliseconds / 1000).toFixed(1)} s. Preview workbook: ${address}`);
  say("The certificate is this folder's own; a browser asks once whether to trust it.");
  if (isDemo) {
    say("\nDemo accounts (generated data only):");
    for (const user of openmrsUsers.filter(({ demoRole }) => demoRole !== undefined)) {
      say(`  ${(user.username ?? "").padEnd(14)} ${(user.password ?? "").padEnd(24)} ${user.demoRole ?? ""}`);
    }
  }
  say("\nCtrl+C ends everything.");
}

main().catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
});
