import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findExecutable, runCommand } from "./processes";

/** True where Debian's package programs are (Debian, Ubuntu and their kin). */
export function hasDebianPackages(): boolean {
  return findExecutable(["apt-get"]) !== null && findExecutable(["dpkg"]) !== null;
}

/** Installs packages for the whole machine, as root or by a sudo that asks for nothing; false when neither is possible. */
export async function installPackages(packages: readonly string[]): Promise<boolean> {
  const prefix = await rightsPrefix();
  if (prefix === null) return false;
  // --no-remove: never push another database server off the machine.
  const install = ["apt-get", "install", "-y", "--no-remove", "--no-install-recommends", ...packages];
  if ((await runAsRoot(prefix, install)).code === 0) return true;
  // A fresh machine knows no package until its lists are fetched.
  await runAsRoot(prefix, ["apt-get", "update"]);
  return (await runAsRoot(prefix, install)).code === 0;
}

/** Unpacks packages into a folder without installing them: needs no rights. Gives false when a package cannot be had. */
export async function unpackPackages(packages: readonly string[], folder: string): Promise<boolean> {
  const downloads = join(folder, "packages");
  rmSync(downloads, { recursive: true, force: true });
  for (const part of ["partial", "lists/partial", "cache/archives/partial"]) mkdirSync(join(downloads, part), { recursive: true });
  const options = ["-o", `Dir::State::lists=${join(downloads, "lists")}`, "-o", `Dir::Cache=${join(downloads, "cache")}`];
  const plain = await runCommand("apt-get", ["download", ...packages], { cwd: downloads });
  if (plain.code !== 0) {
    // The machine's own lists are missing or old and not ours to renew: use lists of our own.
    const update = await runCommand("apt-get", [...options, "-o", "APT::Sandbox::User=root", "update"], { cwd: downloads });
    if (update.code !== 0) return false;
    if ((await runCommand("apt-get", [...options, "download", ...packages], { cwd: downloads })).code !== 0) return false;
  }
  for (const file of readdirSync(downloads).filter((name) => name.endsWith(".deb"))) {
    if ((await runCommand("dpkg", ["-x", join(downloads, file), folder])).code !== 0) return false;
  }
  rmSync(downloads, { recursive: true, force: true });
  return true;
}

async function rightsPrefix(): Promise<readonly string[] | null> {
  if (process.getuid?.() === 0) return [];
  if (findExecutable(["sudo"]) === null) return null;
  return (await runCommand("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : null;
}

function runAsRoot(prefix: readonly string[], command: readonly string[]) {
  const [program = "apt-get", ...args] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", ...command];
  return runCommand(program, args);
}
