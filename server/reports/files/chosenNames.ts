import type { Pool, RowDataPacket } from "mysql2/promise";
import type { ReportFilters } from "../../../src/contract/reports";
import { openmrsTable } from "../../database/names";
import type { Deps, Site } from "../../deps";
import { displayNameSql } from "../../staff/people";

/** Names of the facility and the person that a report is about; null where it is about all of them. */
export async function readChosenNames(
  { pool, site }: Pick<Deps, "pool" | "site">,
  { facility, person }: Pick<ReportFilters, "facility" | "person">,
): Promise<{ readonly facilityName: string | null; readonly personName: string | null }> {
  return {
    facilityName: facility === null ? null : await readName(pool, `SELECT l.name FROM ${openmrsTable(site, "location")} l WHERE l.uuid = ?`, facility),
    personName: person === null ? null : await readName(pool, personSql(site), person),
  };
}

function personSql(site: Site): string {
  return `SELECT ${displayNameSql(site)} AS name FROM ${openmrsTable(site, "users")} u WHERE u.uuid = ?`;
}

async function readName(pool: Pool, sql: string, uuid: string): Promise<string | null> {
  const [[row]] = await pool.query<(RowDataPacket & { name: string })[]>(sql, [uuid]);
  return row?.name ?? null;
}
