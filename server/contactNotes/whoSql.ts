import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { displayNameSql } from "../staff/people";

/** SQL of the name of who wrote a row of ours with the given alias; who is no longer known is called by the number. */
export function writtenBySql(site: Site, alias: string): string {
  return nameSql(site, `${alias}.created_by`);
}

/** The same of who voided it; null where nobody did. */
export function voidedBySql(site: Site, alias: string): string {
  return nameSql(site, `${alias}.voided_by`);
}

function nameSql(site: Site, column: string): string {
  return `COALESCE((SELECT ${displayNameSql(site)} FROM ${openmrsTable(site, "users")} u WHERE u.user_id = ${column}), CAST(${column} AS CHAR))`;
}
