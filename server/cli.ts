import { randomUUID } from "node:crypto";
import { Command, InvalidArgumentError } from "commander";
import { roles, type Role } from "../src/domain/types";
import { verifyAudit } from "./audit/chain";
import { readConfig, type Config } from "./config";
import { openSite } from "./database/openSite";
import { createPool } from "./database/pool";
import { grantRole, type GrantDeps } from "./staff/grantRole";
import { listStaff } from "./staff/staffMembers";
import type { StaffMember } from "../src/contract/staff";

/** Whoever may run this on the server is trusted as its administrator; the audit tells such changes by the address. */
const granter = () => ({ userId: null, requestId: randomUUID(), address: "command line", facilityIds: null });

async function withSite(work: (deps: GrantDeps, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig();
  const pool = createPool(config.DATABASE_URL, { connectionLimit: 2, database: config.CONTACTS_SCHEMA });
  try {
    await work({ pool, site: await openSite(pool, config), clock: { now: () => new Date() } }, config);
  } finally {
    await pool.end();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describeMember({ username, displayName, role, facilities }: StaffMember): string {
  const where = facilities === null ? "whole site" : facilities.map(({ locationId, name }) => `${name} (${locationId})`).join(", ") || "no facility";
  return `${username}\t${displayName}\t${role ?? "no role"}\t${role === null ? "" : where}`;
}

function parseRole(text: string): Role {
  const role = roles.find((known) => known === text);
  if (role === undefined) throw new InvalidArgumentError(`It must be one of: ${roles.join(", ")}.`);
  return role;
}

const program = new Command("patient-contacts").description("Administers patient contacts from the server's command line.");

program
  .command("grant")
  .description("gives a person of NMRS a role; the first administrator is made with this")
  .argument("<username>", "the name with which the person signs in to NMRS")
  .argument("<role>", roles.join(", "), parseRole)
  .option("--facility <id...>", "location ids whose patients the person may see; without it the whole site")
  .action(async (username: string, role: Role, options: { facility?: string[] }) => {
    const facilities = options.facility?.map(parseLocation) ?? null;
    await withSite(async (deps) => say(describeMember(await grantRole(deps, granter(), { username, role, facilities }))));
  });

program
  .command("revoke")
  .description("takes a person's role away and ends that person's sessions")
  .argument("<username>")
  .action(async (username: string) => {
    await withSite(async (deps) => say(describeMember(await grantRole(deps, granter(), { username, role: null, facilities: null }))));
  });

program
  .command("list")
  .description("lists everyone who has, or had, a role")
  .action(async () => {
    await withSite(async ({ pool, site }) => {
      for (const member of await listStaff(pool, site)) say(describeMember(member));
    });
  });

program
  .command("verify-audit")
  .description("computes the audit's seals anew and says whether anything was altered")
  .action(async () => {
    await withSite(async ({ pool }, config) => {
      const report = await verifyAudit(pool, config.DIGEST_KEY);
      say(`${report.links} events sealed, ${report.unsealed} not yet, ${report.broken.length} seals broken`);
      if (report.broken.length === 0) return;
      say(`Broken at: ${report.broken.join(", ")}`);
      process.exitCode = 1;
    });
  });

function parseLocation(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("A facility is given by its location id.");
  return Number(text);
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
