import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { createPool } from "mysql2/promise";
import { createAccounts, grantRuntimeOnContacts } from "../../scripts/database/accounts";
import { startEngine } from "../../scripts/database/engine";
import type { Breakage } from "../../scripts/faults/hookedPool";
import { bundleServer } from "../../scripts/faults/servers";
import { openSite } from "../../scripts/faults/site";
import type { FaultSite } from "../../scripts/faults/site";
import { localPath } from "../../scripts/support/paths";
import { migrate } from "../../server/database/migrate";
import { testAccounts, testDatabase } from "./database";
import { requireFilledTemplate } from "./filledTemplate";

/** A database that a test may kill, because no other test is on it, and server processes that it may kill. */
export interface KillableSite {
  readonly site: FaultSite;
  /** Other servers on the same database, built wrongly on purpose. */
  broken(breakage: Breakage): Promise<FaultSite>;
  close(): Promise<void>;
}

export async function openKillableSite(): Promise<KillableSite> {
  const { engine: kind } = testDatabase();
  // Named after the process, so that the next run finds and removes what a killed run left behind.
  const directory = localPath("test", `faults-${kind}-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  const engine = await startEngine({ kind, directory, durability: "fast", template: await requireFilledTemplate(kind, () => undefined) });
  const { rootUrl } = engine;
  const sites: FaultSite[] = [];
  let entry: string | null = null;
  const close = async (): Promise<void> => {
    await Promise.all(sites.map((site) => site.close()));
    await engine.kill();
    rmSync(directory, { recursive: true, force: true });
    if (entry !== null) rmSync(dirname(entry), { recursive: true, force: true });
  };
  try {
    await createAccounts({ rootUrl, openmrsSchema: "openmrs", contactsSchema: "patient_contacts", ...testAccounts });
    const migration = createPool({ uri: `mysql://${engine.host}:${engine.port}/`, ...testAccounts.migration });
    await migrate(migration, { contactsSchema: "patient_contacts" });
    await migration.end();
    await grantRuntimeOnContacts({ rootUrl, contactsSchema: "patient_contacts", runtime: testAccounts.runtime });
    const bundle = await bundleServer();
    entry = bundle;
    const open = async (breakage: Breakage | null): Promise<FaultSite> => {
      const site = await openSite({ engine, account: testAccounts.runtime, entry: bundle, breakage });
      sites.push(site);
      return site;
    };
    return { site: await open(null), broken: open, close };
  } catch (error) {
    await close();
    throw error;
  }
}
