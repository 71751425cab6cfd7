import type { Site } from "../deps";

/** `` `schema`.`table` `` of a table of OpenMRS, to stand in SQL text. */
export function openmrsTable(site: Pick<Site, "openmrsSchema">, table: string): string {
  return `${quoteName(site.openmrsSchema)}.${quoteName(table)}`;
}

/** A name of a schema, table or column in backticks. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
