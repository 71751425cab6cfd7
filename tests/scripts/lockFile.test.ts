import { readFileSync } from "node:fs";

interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync("package-lock.json", "utf8"));

test("the lock file names the packages of every system, or `npm ci` refuses a fresh clone (remedy: npm run lock:complete)", () => {
  const known = new Set(Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1)));
  const missing = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies).filter((name) => !known.has(name)));
  expect(missing).toEqual([]);
});

test("the lock file names no address of a registry, so that every machine uses its own", () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith("http"))).toEqual([]);
});
