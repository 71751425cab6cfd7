import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { startAfterChecks } from "./afterCheck/afterChecks";
import { createApp } from "./app";
import { startSealer } from "./audit/sealer";
import type { Config } from "./config";
import { startTallies } from "./tally/tallyLoop";
import { migrate } from "./database/migrate";
import { openSite } from "./database/openSite";
import { createPool } from "./database/pool";
import type { Deps } from "./deps";
import { createLogger } from "./log";
import { startCacheNotices } from "./openmrsRest/cacheNotices";
import { restAccountOf } from "./openmrsRest/restClient";
import { startStreetSweeps } from "./places/streetSweeps";
import { startCompletenessSweeps } from "./reports/completeness/completenessSweeps";
import { startFileWorker } from "./reports/files/fileWorker";
import { startSearchKeeper } from "./search/keeper";
import { startGathering } from "./worklists/gatherWorklists";
import { startRunner, type Runner } from "./submissions/runner";

export interface RunningServer {
  /** With the port that was really taken. */
  readonly url: string;
  close(): Promise<void>;
}

/** Migrates (where an account for it is given), checks the site, listens, and starts the work in the background. */
export async function startServer(config: Config, log = createLogger(config)): Promise<RunningServer> {
  if (config.MIGRATION_DATABASE_URL !== undefined) await migrateOnce(config, config.MIGRATION_DATABASE_URL, log);
  const pool = createPool(config.DATABASE_URL, { connectionLimit: config.DATABASE_CONNECTIONS, database: config.CONTACTS_SCHEMA });
  try {
    const clock = { now: () => new Date() };
    const site = await openSite(pool, config, { clock, warn: (warning) => log.warn(warning) });
    const engine: { runner?: Runner } = {};
    const deps: Deps = {
      config,
      pool,
      site,
      clock,
      log,
      engine: { wake: () => engine.runner?.wake() },
      recordChanged: (personIds) => {
        notices?.recordChanged(personIds);
        searchKeeper?.recordChanged(personIds);
      },
    };
    const server = createListener(config, deps);
    const rest = restAccountOf(config);
    await listen(server, config);
    const notices = rest === null ? null : startCacheNotices(deps, rest);
    const runner = startRunner(deps);
    engine.runner = runner;
    const sealer = startSealer(deps);
    const afterChecks = startAfterChecks(deps);
    const searchKeeper = config.SEARCH_UPKEEP ? startSearchKeeper(deps) : null;
    const streetSweeps = startStreetSweeps(deps);
    const tallies = startTallies(deps);
    const reportFiles = startFileWorker(deps);
    const gathering = startGathering(deps);
    const completenessSweeps = startCompletenessSweeps(deps);
    const url = addressOf(server, config);
    log.info({ url, environment: config.ENVIRONMENT }, "listening");
    return {
      url,
      close: async () => {
        const loops = [afterChecks, streetSweeps, tallies, reportFiles, gathering, completenessSweeps];
        await Promise.all([closeListener(server), runner.stop(), sealer.stop(), searchKeeper?.stop(), ...loops.map((loop) => loop.stop())]);
        await notices?.stop();
        await pool.end();
        log.info("stopped");
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function migrateOnce(config: Config, url: string, log: Deps["log"]): Promise<void> {
  const pool = createPool(url, { connectionLimit: 1 });
  try {
    for (const name of await migrate(pool, { contactsSchema: config.CONTACTS_SCHEMA })) log.info({ migration: name }, "migrated");
  } finally {
    await pool.end();
  }
}

function createListener(config: Config, deps: Deps): Server {
  const app = createApp(deps);
  if (config.TLS_KEY_FILE === undefined || config.TLS_CERT_FILE === undefined) return createHttpServer(app);
  return createHttpsServer({ key: readFileSync(config.TLS_KEY_FILE), cert: readFileSync(config.TLS_CERT_FILE), minVersion: "TLSv1.2" }, app);
}

async function listen(server: Server, { PORT, HOST }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(PORT, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function addressOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.PORT;
  const isSecure = config.TLS_KEY_FILE !== undefined && config.TLS_CERT_FILE !== undefined;
  const host = ["127.0.0.1", "0.0.0.0", "::"].includes(config.HOST) ? "localhost" : config.HOST;
  return `${isSecure ? "https" : "http"}://${host}:${port}/`;
}

/** How long answers under way may take when the server is asked to stop. */
const graceMilliseconds = 8_000;

/** Takes no new connection, lets answers under way finish, and then ends those that do not (streams of events never do). */
async function closeListener(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
