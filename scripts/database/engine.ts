import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { findFreePort, isPortFree, isRunning, pause, waitForExit } from "../support/processes";
import { requireAnyProgram, requireMariadb, requireMysql56, type EngineKind, type EngineProgram } from "./programs";
import { copyDataFolder, requireEmptyTemplate, programEnvironment, userOption } from "./template";

export interface EngineOptions {
  kind: "mariadb" | "mysql56" | "any";
  /** Everything of this server lies here: data, socket, log. Kept between starts. */
  directory: string;
  bufferPoolMegabytes?: number;
  /** "fast" survives a killed server but not a power cut: for tests only. */
  durability?: "default" | "fast";
  port?: number;
  /** A data folder to begin with instead of an empty one. */
  template?: string;
  say?: (line: string) => void;
}

export interface Engine {
  kind: EngineKind;
  version: string;
  host: string;
  port: number;
  /** URL of the account root, without a schema. */
  rootUrl: string;
  pid: () => number;
  stop: () => Promise<void>;
  /** Ends the server as a power cut would (SIGKILL): for fault tests. */
  kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  restart: () => Promise<void>;
}

const host = "127.0.0.1";

/** Starts a private database server on the loopback address; makes its data folder from a template when there is none. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const say = options.say ?? (() => undefined);
  const dataFolder = join(options.directory, "data");
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const program = await requireProgram(options, say);
  await stopLeftover(options.directory);
  const isNew = !existsSync(dataFolder);
  if (isNew) await copyDataFolder(options.template ?? (await requireEmptyTemplate(program)), dataFolder);

  const port = options.port !== undefined && (await isPortFree(options.port)) ? options.port : await findFreePort();
  const rootUrl = `mysql://root@${host}:${port}/`;
  const launch = () => launchProgram(program, { ...options, port });
  let pid = await launch();
  const version = await waitUntilReady({ rootUrl, pid, directory: options.directory });
  if (isNew) await removeAnonymousAccounts(rootUrl);

  const stop = async () => {
    if (!isRunning(pid)) return;
    await requestStop(pid, rootUrl);
    if (!(await waitForExit(pid, 60_000))) process.kill(pid, "SIGKILL");
  };
  const kill = async () => {
    if (isRunning(pid)) process.kill(pid, "SIGKILL");
    await waitForExit(pid, 10_000);
  };
  const restart = async () => {
    await stop();
    pid = await launch();
    await waitUntilReady({ rootUrl, pid, directory: options.directory });
  };
  return { kind: program.kind, version, host, port, rootUrl, pid: () => pid, stop, kill, restart };
}

/** The program to run; a data folder is only ever opened by the kind of program that made it. */
async function requireProgram({ kind, directory }: EngineOptions, say: (line: string) => void): Promise<EngineProgram> {
  const note = join(directory, "program.txt");
  const maker = existsSync(note) ? readFileSync(note, "utf8").trim() : null;
  const prepare = async (candidate: EngineProgram) => {
    await requireEmptyTemplate(candidate);
  };
  const wanted = kind === "any" && maker !== null ? maker : kind;
  const program = wanted === "mariadb" ? await requireMariadb(say) : wanted === "mysql56" ? await requireMysql56() : await requireAnyProgram(say, prepare);
  if (maker !== null && program.kind !== maker) {
    throw new Error(`The data in ${directory} were made by ${maker}, but this machine has ${program.kind} now. Remedy: install ${maker} again.`);
  }
  writeFileSync(note, program.kind);
  return program;
}

/** Where the server of a directory keeps its process id. */
export function pidFile(directory: string): string {
  return join(directory, "server.pid");
}

async function launchProgram(program: EngineProgram, options: EngineOptions & { port: number }): Promise<number> {
  const log = openSync(join(options.directory, "server.log"), "a", 0o600);
  // A process group of its own: Ctrl+C in the terminal reaches our script, which ends the server in order.
  const child = spawn(program.path, serverArguments(program, options), { env: programEnvironment(program), stdio: ["ignore", log, log], detached: true });
  closeSync(log);
  child.unref();
  return await new Promise<number>((settle, refuse) => {
    child.once("error", refuse);
    child.once("spawn", () => (child.pid === undefined ? refuse(new Error("The database did not start.")) : settle(child.pid)));
  });
}

function serverArguments(program: EngineProgram, options: EngineOptions & { port: number }): string[] {
  const files = join(options.directory, "files");
  const temporary = join(options.directory, "temporary");
  for (const folder of [files, temporary]) mkdirSync(folder, { recursive: true });
  const fast = options.durability === "fast";
  return [
    "--no-defaults",
    `--datadir=${join(options.directory, "data")}`,
    `--lc-messages-dir=${program.share}`,
    ...(program.kind === "mysql56" ? [`--basedir=${join(program.share, "..")}`, "--sql-mode=NO_ENGINE_SUBSTITUTION"] : []),
    ...(process.platform === "win32" ? [] : [`--socket=${socketPath(options.directory)}`]),
    `--pid-file=${pidFile(options.directory)}`,
    `--port=${options.port}`,
    `--bind-address=${host}`,
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--max-allowed-packet=64M",
    "--max-connections=200",
    // A server that starts deletes the temporary tables that it finds: in a common folder, those of others that run.
    `--tmpdir=${temporary}`,
    // No account may read or write files outside this empty folder.
    `--secure-file-priv=${files}`,
    `--innodb-buffer-pool-size=${options.bufferPoolMegabytes ?? 128}M`,
    ...(fast ? ["--innodb-flush-log-at-trx-commit=2", "--skip-innodb-doublewrite", "--sync-binlog=0"] : []),
    ...(program.kind === "mysql" ? ["--mysqlx=OFF"] : []),
    ...userOption(),
  ];
}

/** A socket's path may be 107 bytes long at most, and a project may lie deep. */
function socketPath(directory: string): string {
  const path = join(directory, "server.sock");
  return path.length < 100 ? path : `/tmp/patient-contacts-${process.pid}-${Date.now()}.sock`;
}

async function waitUntilReady(server: { rootUrl: string; pid: number; directory: string }): Promise<string> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await createConnection({ uri: server.rootUrl });
      const [rows] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
      await connection.end();
      return String(rows[0]?.version);
    } catch (problem) {
      if (!isRunning(server.pid) || Date.now() > end) {
        throw new Error(`The database did not start. The end of its log:\n${lastLines(join(server.directory, "server.log"))}`, { cause: problem });
      }
      await pause(40);
    }
  }
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-15).join("\n") : "(no log)";
}

/** A server that outlived its script (power cut, kill -9 of the script) still holds the data folder: end it first. */
export async function stopLeftover(directory: string): Promise<void> {
  const file = pidFile(directory);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").trim());
  if (Number.isInteger(pid) && pid > 0 && isRunning(pid) && isServerOf(pid, directory)) {
    process.kill(pid, "SIGTERM");
    if (!(await waitForExit(pid, 60_000))) process.kill(pid, "SIGKILL");
  }
  rmSync(file, { force: true });
}

function isServerOf(pid: number, directory: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes(`--datadir=${join(directory, "data")}`);
}

async function requestStop(pid: number, rootUrl: string): Promise<void> {
  if (process.platform !== "win32") {
    process.kill(pid, "SIGTERM");
    return;
  }
  // Windows knows no SIGTERM: it would end the server as a power cut does.
  const connection = await createConnection({ uri: rootUrl });
  await connection.query("SHUTDOWN");
  connection.destroy();
}

/** MySQL 5.6's ready data has accounts without a name, which would take the place of ours at the loopback address. */
async function removeAnonymousAccounts(rootUrl: string): Promise<void> {
  const connection = await createConnection({ uri: rootUrl });
  const [rows] = await connection.query<RowDataPacket[]>("SELECT Host AS host FROM mysql.user WHERE User = ''");
  for (const row of rows) await connection.query("DROP USER ''@?", [row.host]);
  await connection.query("DELETE FROM mysql.db WHERE User = ''");
  await connection.query("FLUSH PRIVILEGES");
  await connection.end();
}
