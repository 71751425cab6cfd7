import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { startEngine } from "../../scripts/database/engine";
import { createDemoDatabase } from "../../scripts/openmrs/demoDatabase";
import { generatePatients } from "../../scripts/openmrs/generate";
import { localPath, projectFolder } from "../../scripts/support/paths";
import { schemas } from "./database";

/** A data folder with OpenMRS at both levels and its patients, made once for each state of the scripts that make it. */
export async function requireFilledTemplate(kind: "mariadb" | "mysql56", say: (line: string) => void): Promise<string> {
  const prefix = `filled-${kind}-`;
  const template = localPath("engines", `${prefix}${digestOfScripts()}`);
  if (existsSync(template)) return template;
  const directory = localPath("test", `filling-${process.pid}`);
  rmSync(directory, { recursive: true, force: true });
  const engine = await startEngine({ kind, directory, durability: "fast", say });
  try {
    for (const { openmrs, level } of schemas) {
      await createDemoDatabase({ rootUrl: engine.rootUrl, schema: openmrs, level });
      await addPatients(engine.rootUrl, openmrs, level === "2.3" ? 300 : 30);
    }
  } finally {
    await engine.stop();
  }
  // Another run may be copying one of an earlier state at this moment: only old ones are removed.
  for (const old of readdirSync(localPath("engines")).filter((name) => name.startsWith(prefix))) {
    const folder = localPath("engines", old);
    if (statSync(folder).mtimeMs < Date.now() - 1_800_000) rmSync(folder, { recursive: true, force: true });
  }
  // Two runs may fill one at the same time; the first is as good as the second.
  if (!existsSync(template)) renameSync(join(directory, "data"), template);
  rmSync(directory, { recursive: true, force: true });
  return template;
}

async function addPatients(rootUrl: string, schema: string, patients: number): Promise<void> {
  const connection = await createConnection({ uri: rootUrl });
  try {
    await generatePatients(connection, { schema, patients, seed: 7 });
  } finally {
    await connection.end();
  }
}

function digestOfScripts(): string {
  const hash = createHash("sha256");
  const folders = ["scripts/openmrs", "scripts/openmrs/tables", "scripts/database"];
  const files = folders.flatMap((folder) => readdirSync(join(projectFolder, folder)).map((name) => join(folder, name)));
  for (const file of [...files.filter((name) => name.endsWith(".ts")).sort(), "tests/support/filledTemplate.ts", "tests/support/database.ts"]) {
    hash.update(readFileSync(join(projectFolder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
