import { openmrsTable } from "../database/names";
import type { Site } from "../deps";

/**
 * SQL of the facility that a patient belongs to: the location of the ART ID, of an unvoided one where there is one, of the preferred one where
 * there are several; 0 where there is none. `person` is SQL of the patient's id, null where the row named nobody. Its value is `site.artTypeId`.
 */
export function placeSql(site: Pick<Site, "openmrsSchema">, person: string): string {
  return `COALESCE((SELECT i.location_id FROM ${openmrsTable(site, "patient_identifier")} i
     WHERE i.patient_id = ${person} AND i.identifier_type = ? ORDER BY i.voided, i.preferred DESC, i.patient_identifier_id LIMIT 1), 0)`;
}
