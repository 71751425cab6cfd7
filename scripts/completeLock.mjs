// `npm run lock:complete`, after every change of a dependency: names in package-lock.json the packages of other systems that npm left out.
// npm leaves out an optional package that its registry did not have at that moment, and then refuses `npm ci` on every fresh clone.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), "package-lock.json");
const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];

const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = findMissing(lock.packages);
for (const { name, version, dev } of missing) lock.packages[`node_modules/${name}`] = makeEntry(name, version, dev);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(missing.length === 0 ? "The lock file was complete." : `Added ${missing.length} packages of other systems.`);

function findMissing(packages) {
  const known = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
  return Object.values(packages).flatMap((entry) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !known.has(name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

/** Such packages are named after their system, processor and C library, e.g. `core-linux-x64-musl`. */
function makeEntry(name, version, dev) {
  const words = name.split("/").at(-1).split("-");
  const os = systems.find((system) => words.includes(system));
  const [cpu] = words.slice(words.indexOf(os) + 1);
  if (os === undefined || cpu === undefined || !/^\d/.test(version)) throw new Error(`${name} is not named after a system: add it to the lock file with npm.`);
  const libc = os === "linux" ? { gnu: "glibc", musl: "musl" }[words.at(-1)] : undefined;
  return { version, cpu: [cpu], ...(dev ? { dev } : {}), ...(libc === undefined ? {} : { libc: [libc] }), optional: true, os: [os] };
}
