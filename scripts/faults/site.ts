import { createPool } from "mysql2/promise";
import type { Pool } from "mysql2/promise";
import { inTransaction } from "../../server/database/transaction";
import { writeStaff } from "../../server/staff/staffMembers";
import type { Account } from "../database/accounts";
import type { Engine } from "../database/engine";
import { openmrsUsers } from "../openmrs/users";
import { openFaultClient } from "./client";
import type { FaultClient } from "./client";
import type { Breakage } from "./hookedPool";
import { startFaultServer } from "./servers";
import type { FaultServer } from "./servers";

/** Key of baselines and audit: every server of a site has the same. */
export const digestKey = "7a".repeat(32);

/** A clinic of its own: a private database, and two server processes on it. */
export interface FaultSite {
  readonly engine: Engine;
  /** Account root, on the OpenMRS schema. */
  readonly root: Pool;
  /** Account root, on our schema. */
  readonly contacts: Pool;
  readonly servers: readonly FaultServer[];
  readonly clerk: FaultClient;
  /** Kills the database as a power cut would and brings it back. */
  restartDatabase(): Promise<void>;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** A private engine with generated patients in `openmrs` and our tables in `patient_contacts`; whoever started it stops it. */
  readonly engine: Engine;
  /** The account of the running server there. */
  readonly account: Account;
  /** What `bundleServer` has made. */
  readonly entry: string;
  readonly breakage?: Breakage | null;
}

const environment = {
  ENVIRONMENT: "demo",
  DIGEST_KEY: digestKey,
  TLS_AT_PROXY: "true",
  REQUESTS_PER_MINUTE: "1000000",
  LOG_LEVEL: process.env.FAULTS_LOG_LEVEL ?? "silent",
  // Many small chunks: more instants that differ.
  ENGINE_CHUNK_ROWS: "6",
  ENGINE_CHUNKS_IN_FLIGHT: "2",
};

function passwordOf(username: string): { username: string; password: string } {
  return { username, password: openmrsUsers.find((user) => user.username === username)?.password ?? "" };
}

async function grantClerk(contacts: Pool): Promise<void> {
  const clerk = openmrsUsers.find(({ username }) => username === "clerk");
  if (clerk === undefined) throw new Error("The generated database has no clerk.");
  await inTransaction({ pool: contacts, site: { isolation: "READ COMMITTED" } }, (tx) =>
    writeStaff(tx, { userId: clerk.userId, role: "clerk", facilityIds: null, grantedBy: null, now: new Date() }),
  );
}

/** Starts two servers on the engine and signs a clerk in. */
export async function openSite({ engine, account: { user, password }, entry, breakage = null }: SiteOptions): Promise<FaultSite> {
  const pool = (schema: string): Pool => createPool({ uri: `${engine.rootUrl}${schema}`, dateStrings: true, connectionLimit: 6 });
  const root = pool("openmrs");
  const contacts = pool("patient_contacts");
  // Whoever watches must not stand in line behind what is watched.
  contacts.pool.on("connection", (connection) => {
    connection.query("SET SESSION innodb_lock_wait_timeout = 1", () => undefined);
  });
  const servers: FaultServer[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()));
    await root.end();
    await contacts.end();
  };
  try {
    await grantClerk(contacts);
    const databaseUrl = (port: number): string => `mysql://${user}:${password}@${engine.host}:${port}/`;
    for (const name of ["first", "second"]) {
      servers.push(await startFaultServer({ name, entry, databasePort: engine.port, environment, databaseUrl, breakage }));
    }
    const clerk = await openFaultClient(() => servers.map(({ clientLink }) => clientLink.port), passwordOf("clerk"));
    const restartDatabase = async (): Promise<void> => {
      await engine.kill();
      await engine.restart();
    };
    return { engine, root, contacts, servers, clerk, restartDatabase, close };
  } catch (error) {
    await close();
    throw error;
  }
}
