import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./paths";
import { runCommand } from "./processes";

const sources = ["src", "server", "excel-host", "assets", "manifest.xml", "webpack.config.js", "tsconfig.json", "package-lock.json"];
const stampFile = join(projectFolder, "dist", ".built-from");

/** Builds with webpack unless `dist` was built from exactly these sources. Throws with webpack's own words when it fails. */
export async function buildWhereChanged(say: (line: string) => void): Promise<void> {
  const digest = digestOfSources();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest) return;
  say("Building the add-in and its server (webpack) …");
  const started = Date.now();
  const result = await runCommand(process.execPath, [join(projectFolder, "node_modules/webpack/bin/webpack.js"), "--mode", "production"], { cwd: projectFolder });
  if (result.code !== 0) throw new Error(`The build failed.\n${result.stdout.slice(-6000)}${result.stderr.slice(-2000)}`);
  writeFileSync(stampFile, digest);
  say(`Built in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Digest of the names and contents of everything that the build reads. */
function digestOfSources(): string {
  const hash = createHash("sha256");
  for (const source of sources) addToDigest(hash, join(projectFolder, source));
  return hash.digest("hex");
}

function addToDigest(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) addToDigest(hash, join(path, name));
    return;
  }
  hash.update(path.slice(projectFolder.length)).update(readFileSync(path));
}
