import { randomBytes, randomInt } from "node:crypto";
import { Writable } from "node:stream";
import type { Express } from "express";
import request, { type Response } from "supertest";
import { openmrsUsers } from "../../scripts/openmrs/users";
import { createApp } from "../../server/app";
import { readConfig, type Config } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import { toSiteText } from "../../server/database/time";
import { inTransaction } from "../../server/database/transaction";
import type { Deps } from "../../server/deps";
import { createLogger } from "../../server/log";
import { startSearchKeeper, type SearchKeeper } from "../../server/search/keeper";
import { findAccount } from "../../server/session/accounts";
import { writeStaff } from "../../server/staff/staffMembers";
import { startRunner, type Runner } from "../../server/submissions/runner";
import type { Role } from "../../src/domain/types";
import { databaseUrl, schemas } from "./database";

/** A clock that stands still until it is moved. */
export interface TestClock {
  now(): Date;
  advance(seconds: number): void;
}

export function stoppedClock(start = new Date()): TestClock {
  let milliseconds = start.getTime();
  return {
    now: () => new Date(milliseconds),
    advance: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}

export interface TestServerOptions {
  /** Settings that differ, by the names of the environment's variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The same, already read. */
  readonly config?: Partial<Config>;
  readonly clock?: TestClock;
  /** Carries submissions on in the background, as the real server does. */
  readonly engine?: boolean;
  /** Keeps the search of patients in step in the background, as the real server does. */
  readonly search?: boolean;
  /** Which of the two generations of OpenMRS. */
  readonly level?: "2.3" | "1.11";
}

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly body: Response["body"];
  readonly headers: Readonly<Record<string, string>>;
}

export interface TestServer {
  readonly app: Express;
  readonly deps: Deps;
  /** Everything that the server has logged so far. */
  log(): string;
  /** Signs in; the password of a generated user need not be given. Gives the token. */
  signIn(username: string, password?: string): Promise<string>;
  /** Gives a generated user a role, null facilities meaning the whole site, and signs in. */
  signInWithRole(username: string, grant: { role: Role; facilities: readonly number[] | null }): Promise<string>;
  /** `users.user_id` of a user. */
  userId(username: string): Promise<number>;
  /** Matches a time that OpenMRS's columns were given since this server started, in the site's time zone. */
  siteTime(): unknown;
  /** One request from the network address of this test server, which no other has. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

/** For every test server of a run the same, as for the servers of one site. */
const digestKey = "5f".repeat(32);

export function testEnvironment(level: "2.3" | "1.11" = "2.3"): Record<string, string> {
  const pair = schemas.find((schema) => schema.level === level);
  if (pair === undefined) throw new Error(`There is no test database of level ${level}.`);
  return {
    ENVIRONMENT: "demo",
    DATABASE_URL: databaseUrl("runtime", pair.contacts),
    OPENMRS_SCHEMA: pair.openmrs,
    CONTACTS_SCHEMA: pair.contacts,
    DIGEST_KEY: digestKey,
    TLS_AT_PROXY: "true",
    TRUST_PROXY: "1",
    REQUESTS_PER_MINUTE: "1000000",
    SITE_NAME: "Test clinic",
    LOG_LEVEL: "debug",
  };
}

/** The real server on the test database, without a socket; the demo accounts have the roles of their names. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const config = { ...readConfig({ ...testEnvironment(options.level), ...options.environment }), ...options.config };
  const pool = createPool(config.DATABASE_URL, { connectionLimit: config.DATABASE_CONNECTIONS, database: config.CONTACTS_SCHEMA });
  const clock = options.clock ?? { now: () => new Date() };
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const site = await openSite(pool, config, { clock });
  const engine: { runner?: Runner; search?: SearchKeeper } = {};
  const deps: Deps = {
    config,
    pool,
    site,
    clock,
    log: createLogger(config, sink),
    engine: { wake: () => engine.runner?.wake() },
    recordChanged: (personIds) => engine.search?.recordChanged(personIds),
  };
  await grantDemoRoles(deps);
  if (options.engine === true) engine.runner = startRunner(deps);
  if (options.search === true) engine.search = startSearchKeeper(deps);
  const app = createApp(deps);
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

  const call: TestServer["call"] = async (method, path, { token, body, raw, headers = {} } = {}) => {
    const pending = request(app)[methodOf(method)](path).set("X-Forwarded-For", address);
    if (token !== undefined) pending.set("Authorization", `Bearer ${token}`);
    if (body !== undefined || raw !== undefined) pending.set("Content-Type", "application/json");
    pending.set({ ...headers });
    const answer = raw === undefined ? await pending.send(body as object) : await pending.send(raw);
    return { status: answer.status, body: answer.body, headers: answer.headers };
  };
  const signIn: TestServer["signIn"] = async (username, password = passwordOf(username)) => {
    const { status, body } = await call("POST", "/api/session", { body: { username, password } });
    if (status !== 200) throw new Error(`${username} could not sign in: ${status} ${JSON.stringify(body)}`);
    return String(body.token);
  };
  const userId: TestServer["userId"] = async (username) => {
    const account = await findAccount(pool, site, username);
    if (account === null) throw new Error(`NMRS has no user ${username}.`);
    return account.userId;
  };
  // Columns of OpenMRS know no parts of a second.
  const startedAt = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
  return {
    app,
    deps,
    call,
    signIn,
    userId,
    signInWithRole: async (username, { role, facilities }) => {
      await giveRole(deps, await userId(username), role, facilities);
      return await signIn(username);
    },
    siteTime: () => ({
      asymmetricMatch: (value: unknown) =>
        typeof value === "string" && value >= toSiteText(startedAt, site.timeZone) && value <= toSiteText(clock.now(), site.timeZone),
      toString: () => `between ${toSiteText(startedAt, site.timeZone)} and ${toSiteText(clock.now(), site.timeZone)}`,
    }),
    log: () => lines.join(""),
    close: async () => {
      await engine.runner?.stop();
      await engine.search?.stop();
      await pool.end();
    },
  };
}

function methodOf(method: string): "get" | "post" | "put" | "delete" | "patch" {
  switch (method.toLowerCase()) {
    case "get":
      return "get";
    case "post":
      return "post";
    case "put":
      return "put";
    case "delete":
      return "delete";
    case "patch":
      return "patch";
    default:
      throw new Error(`No test asks with ${method}.`);
  }
}

/** The password of a generated user. */
export function passwordOf(username: string): string {
  const password = openmrsUsers.find((user) => user.username === username || user.systemId === username)?.password;
  if (password === undefined || password === null) throw new Error(`No generated user is called ${username}.`);
  return password;
}

async function grantDemoRoles(deps: Deps): Promise<void> {
  for (const { userId, demoRole } of openmrsUsers) if (demoRole !== undefined) await giveRole(deps, userId, demoRole);
}

/** Gives a user a role without anybody asking; null facilities mean the whole site. */
export async function giveRole(deps: Deps, userId: number, role: Role | null, facilityIds: readonly number[] | null = null): Promise<void> {
  await inTransaction(deps, (tx) => writeStaff(tx, { userId, role, facilityIds, grantedBy: null, now: deps.clock.now() }));
}

/** Text that no other test has. */
export function uniqueName(stem: string): string {
  return `${stem}.${randomBytes(5).toString("hex")}`;
}
