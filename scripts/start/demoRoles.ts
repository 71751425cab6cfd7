import { randomUUID } from "node:crypto";
import { readConfig } from "../../server/config";
import { openSite, SiteError } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import { grantRole } from "../../server/staff/grantRole";
import { listStaff } from "../../server/staff/staffMembers";
import { openmrsUsers } from "../openmrs/users";

/** Gives the demo accounts their roles once; what an administrator has changed since stays. Only with ENVIRONMENT=demo, which needs our marker. */
export async function grantDemoRoles(settings: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig({ ...settings, TLS_AT_PROXY: "true" });
  if (config.ENVIRONMENT !== "demo") throw new SiteError(["Demo accounts are for generated databases only."]);
  const pool = createPool(config.DATABASE_URL, { connectionLimit: 2, database: config.CONTACTS_SCHEMA });
  try {
    // The check of the site refuses ENVIRONMENT=demo where the schema does not bear the marker of generated data.
    const site = await openSite(pool, config);
    const known = new Set((await listStaff(pool, site)).map(({ userId }) => userId));
    const deps = { pool, site, clock: { now: () => new Date() } };
    for (const { userId, username, demoRole } of openmrsUsers) {
      if (demoRole === undefined || username === null || known.has(userId)) continue;
      const granter = { userId: null, requestId: randomUUID(), address: "demo set-up", facilityIds: null };
      await grantRole(deps, granter, { username, role: demoRole, facilities: null });
    }
  } finally {
    await pool.end();
  }
}
