import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A project of nothing but a lock file, with our prestart in it. */
function makeProject(node: string, packages: Record<string, object>): string {
  const folder = mkdtempSync(join(tmpdir(), "prestart-"));
  mkdirSync(join(folder, "scripts"));
  copyFileSync(resolve("scripts/prestart.mjs"), join(folder, "scripts/prestart.mjs"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "nothing", version: "1.0.0", engines: { node } }));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ name: "nothing", version: "1.0.0", lockfileVersion: 3, packages }));
  return folder;
}

function runPrestart(folder: string) {
  return spawnSync(process.execPath, [join(folder, "scripts/prestart.mjs")], { encoding: "utf8", env: { ...process.env, npm_execpath: join(folder, "no-npm.js") } });
}

test("a Node that is too old is named, with the one that is needed", () => {
  const folder = makeProject(">=99.1", {});
  const { status, stderr } = runPrestart(folder);
  rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  expect(stderr).toContain("this needs Node 99.1 or newer");
});

test("packages that are all there by npm's own record are not installed again, and the next run does not even look", () => {
  const packages = {
    "": { name: "nothing" },
    "node_modules/needed": { version: "1.2.3" },
    "node_modules/of-another-system": { version: "1.0.0", optional: true, os: ["no-such-system"] },
  };
  const folder = makeProject(">=18", packages);
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: { "node_modules/needed": { version: "1.2.3" } } }));
  const first = runPrestart(folder);
  rmSync(join(folder, "node_modules/.package-lock.json"));
  const second = runPrestart(folder);
  rmSync(folder, { recursive: true });
  expect([first.status, first.stdout, second.status, second.stdout]).toEqual([0, "", 0, ""]);
});

test("a package of another version is installed, and when npm fails it is said what to do", () => {
  const folder = makeProject(">=18", { "": { name: "nothing" }, "node_modules/needed": { version: "1.2.4" } });
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: { "node_modules/needed": { version: "1.2.3" } } }));
  const { status, stdout, stderr } = runPrestart(folder);
  const hasStamp = existsSync(join(folder, "node_modules/.installed-for"));
  rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  expect(stdout).toContain("npm ci");
  expect(stderr).toContain("Remedy:");
  expect(hasStamp).toBe(false);
});
