// Runs before every npm script, on a machine where nothing may be installed yet: plain Node, no package.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(project, "package-lock.json");
const stampFile = join(project, "node_modules", ".installed-for");

requireNode();
installPackages();

function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  const least = engines.node.replace(/^\D+/, "").split(".").map(Number);
  const own = process.versions.node.split(".").map(Number);
  const isOlder = own[0] < least[0] || (own[0] === least[0] && own[1] < (least[1] ?? 0));
  if (isOlder) stop(`Node ${process.versions.node} is too old: this needs Node ${least.join(".")} or newer. Remedy: install a newer Node from your system's packages.`);
}

function installPackages() {
  const lock = readFileSync(lockFile, "utf8");
  const digest = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest) return;
  if (!isInstalled(JSON.parse(lock))) {
    console.log("Installing the packages of package-lock.json (npm ci) …");
    const started = Date.now();
    // npm's own path is known where npm runs us; on Windows `npm` itself is no program that can be started without a shell.
    const [program, first] = process.env.npm_execpath === undefined ? ["npm", []] : [process.execPath, [process.env.npm_execpath]];
    const result = spawnSync(program, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: project, stdio: "inherit" });
    if (result.status !== 0) stop("The packages could not be installed. Remedy: see npm's message above; the machine has to reach an npm registry once.");
    console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, digest);
}

/** True when node_modules has, by npm's own record, every package that the lock file names for this machine. */
function isInstalled(lock) {
  const record = join(project, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === "" || entry.link) return true;
    if (installed[path]?.version === entry.version) return true;
    return entry.optional === true && !isForThisMachine(entry);
  });
}

function isForThisMachine({ os, cpu, libc }) {
  const allows = (list, name) => list === undefined || list.includes(name) || (list.every((item) => item.startsWith("!")) && !list.includes(`!${name}`));
  const isMusl = process.platform === "linux" && process.report.getReport().header.glibcVersionRuntime === undefined;
  return allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, isMusl ? "musl" : "glibc");
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
