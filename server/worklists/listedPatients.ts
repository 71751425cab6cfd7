import { openmrsTable } from "../database/names";
import type { Site } from "../deps";

/**
 * Whether a patient of a list (`i` is `worklist_item`) is still one to work on: alive, not voided (merging voids one of the two), with an ART ID at one
 * of these facilities as the record is now; null means any. Rows, totals and counts of a list all ask this, so that they agree.
 * As a value and not as EXISTS: optimisers would turn that into a join that begins with every ART ID of the site.
 */
export function stillListedSql(site: Site, facilityIds: readonly number[] | null): { readonly sql: string; readonly values: readonly unknown[] } {
  if (facilityIds?.length === 0) return { sql: "0", values: [] };
  const table = (name: "patient" | "person" | "patient_identifier"): string => openmrsTable(site, name);
  const reach = facilityIds === null ? { sql: "", values: [] } : { sql: " AND x.location_id IN (?)", values: [facilityIds] };
  return {
    sql: `(SELECT 1 FROM ${table("patient_identifier")} x
            JOIN ${table("patient")} p ON p.patient_id = x.patient_id AND p.voided = 0
            JOIN ${table("person")} n ON n.person_id = x.patient_id AND n.voided = 0 AND n.dead = 0
           WHERE x.patient_id = i.person_id AND x.identifier_type = ? AND x.voided = 0${reach.sql} LIMIT 1) IS NOT NULL`,
    values: [site.artTypeId, ...reach.values],
  };
}
