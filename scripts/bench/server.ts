import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findFreePort, pause, waitForExit } from "../support/processes";
import { projectFolder } from "../support/paths";
import { serverCommand } from "../support/serverCommand";
import { ensureCertificates } from "../support/certificates";
import { benchAccounts } from "./bed";
import type { Bed } from "./bed";
import { openClient } from "./httpClient";
import type { BenchClient } from "./httpClient";

export interface BenchServer {
  readonly client: BenchClient;
  /** Such as `https://localhost:3000`, and the certificate that it is known by. */
  readonly address: string;
  readonly ca: Buffer;
  /** Another session of the same person, on connections of its own. */
  anotherClient(): Promise<BenchClient>;
  /** Resident memory of the server process in megabytes, as the kernel counts it. */
  residentMegabytes(): number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Of the accounts of generated data, and the role of ours that it is given. */
export interface BenchPerson {
  readonly username: string;
  readonly password: string;
  readonly role: "clerk" | "supervisor";
}

export const benchClerk: BenchPerson = { username: "clerk", password: "Clerk-Demo-2026", role: "clerk" };
export const benchSupervisor: BenchPerson = { username: "supervisor", password: "Supervisor-Demo-2026", role: "supervisor" };

export interface Launch {
  /** Folder of the built server, where it is not `dist/server`. */
  readonly folder?: string | undefined;
  /** For Node itself, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[] | undefined;
}

/** The built server as it runs at a site, in a process of its own, over HTTPS; `settings` by the names of its environment. */
export async function startBenchServer(bed: Bed, settings: Readonly<Record<string, string>> = {}, person = benchClerk, launch: Launch = {}): Promise<BenchServer> {
  const folder = launch.folder ?? join(projectFolder, "dist", "server");
  if (!existsSync(join(folder, "index.js"))) throw new Error("The server is not built: run `npm run build` first.");
  const { keyFile, certFile, caFile } = await ensureCertificates();
  const port = await findFreePort();
  const { host, port: databasePort } = bed.engine;
  const url = ({ user, password }: { user: string; password: string }): string => `mysql://${user}:${password}@${host}:${databasePort}/`;
  const environment = {
    ...process.env,
    ENVIRONMENT: "demo",
    PORT: String(port),
    DATABASE_URL: url(benchAccounts.runtime),
    MIGRATION_DATABASE_URL: url(benchAccounts.migration),
    DIGEST_KEY: randomBytes(32).toString("hex"),
    TLS_KEY_FILE: keyFile,
    TLS_CERT_FILE: certFile,
    LOG_LEVEL: "error",
    REQUESTS_PER_MINUTE: "1000000",
    // Each copy of a bed is new to it: filling the table of the search is no part of what is measured here.
    SEARCH_UPKEEP: "false",
    ...settings,
  };
  await grantRole(folder, environment, person);
  const child = spawn(process.execPath, [...(launch.nodeOptions ?? []), ...serverCommand(folder)], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  const pid = child.pid;
  if (pid === undefined) throw new Error("The server did not start.");
  const address = `https://localhost:${port}`;
  const ca = readFileSync(caFile);
  const client = await openWhenReady({ address, ca, ...person });
  return {
    client,
    address,
    ca,
    anotherClient: () => openWhenReady({ address, ca, ...person }),
    pid,
    residentMegabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024,
    async stop() {
      client.close();
      child.kill("SIGTERM");
      await waitForExit(pid, 30_000);
    },
  };
}

/** The benchmark's person, given a role as a site's first administrator is: by the command line. */
async function grantRole(folder: string, environment: NodeJS.ProcessEnv, { username, role }: BenchPerson): Promise<void> {
  const child = spawn(process.execPath, [join(folder, "cli.js"), "grant", username, role], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error("The role of the benchmark's person could not be granted.");
}

async function openWhenReady(session: Parameters<typeof openClient>[0]): Promise<BenchClient> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await openClient(session);
    } catch (error) {
      if (tries >= 100) throw error;
      await pause(200);
    }
  }
}
