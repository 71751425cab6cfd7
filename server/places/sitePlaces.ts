import { createHash } from "node:crypto";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { indexPlaces, placeKey } from "../../src/domain/placeNames";
import type { PlacePath } from "../../src/domain/placeNames";
import { pathsOfTree, treeOfPlaces } from "../../src/domain/placeTree";
import { openmrsTable } from "../database/names";
import type { Clock, Site } from "../deps";
import type { Hierarchy } from "./hierarchy";

/** An entry of the site's hierarchy with the address column that its level stands for. */
export interface PlaceEntry {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly field: string;
}

/** The site's hierarchy, as its tables hold it, in the form that the domain indexes; entries without their parents are left out. */
export function makeHierarchy(entries: readonly PlaceEntry[]): Hierarchy {
  const tree = treeOfPlaces(pathsOf(entries)).map(({ state, lgas }) => ({ state, lgas: lgas.map(({ lga, wards }) => ({ lga, wards: [...wards] })) }));
  const version = createHash("sha256").update(JSON.stringify(tree)).digest("hex");
  return { version, tree, places: indexPlaces(pathsOfTree(tree)) };
}

function pathsOf(entries: readonly PlaceEntry[]): readonly PlacePath[] {
  const paths = new Map<number, PlacePath>();
  // From the top down, because an entry may have been entered before its parent.
  for (const level of ["STATE_PROVINCE", "CITY_VILLAGE", "ADDRESS_2"]) {
    for (const { id, parentId, name, field } of entries) {
      if (field !== level) continue;
      const above = parentId === null ? undefined : paths.get(parentId);
      if (field === "STATE_PROVINCE") paths.set(id, { state: name, lga: null, ward: null });
      else if (field === "CITY_VILLAGE" && above?.lga === null) paths.set(id, { ...above, lga: name });
      else if (field === "ADDRESS_2" && above?.ward === null) paths.set(id, { ...above, ward: name });
    }
  }
  return [...paths.values()];
}

/** Rows that came with the module or with a broken spreadsheet and are no places. */
function isTemplateRow(row: RowDataPacket): boolean {
  const key = placeKey(String(row.name));
  return key === "" || String(row.name).startsWith("#") || ["state", "lga", "ward", "country", placeKey(String(row.level_name ?? ""))].includes(key);
}

/** Reads the site's hierarchy; a level is known by its address field, because its number differs between sites. */
export async function readHierarchy(pool: Pool, site: Pick<Site, "openmrsSchema">): Promise<Hierarchy> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT e.address_hierarchy_entry_id AS id, e.parent_id, e.name, l.address_field, l.name AS level_name
     FROM ${openmrsTable(site, "address_hierarchy_entry")} e
     JOIN ${openmrsTable(site, "address_hierarchy_level")} l ON l.address_hierarchy_level_id = e.level_id
     WHERE l.address_field IN ('STATE_PROVINCE', 'CITY_VILLAGE', 'ADDRESS_2') AND e.name IS NOT NULL ORDER BY e.address_hierarchy_entry_id`,
  );
  const entries = rows
    .filter((row) => !isTemplateRow(row))
    .map((row) => ({
      id: Number(row.id),
      parentId: row.parent_id === null ? null : Number(row.parent_id),
      name: String(row.name).trim(),
      field: String(row.address_field),
    }));
  return makeHierarchy(entries);
}

const refreshMilliseconds = 10 * 60_000;
const retryMilliseconds = 60_000;

/** What was read of the site, read again when it is ten minutes old; while that fails, which is reported, the old one stays in use. */
export function cachePlaces<Read>(read: () => Promise<Read>, clock: Clock, report: (error: unknown) => void): () => Promise<Read> {
  let kept: { readonly read: Read } | null = null;
  let dueAt = 0;
  let reading: Promise<Read> | null = null;
  const refresh = async (): Promise<Read> => {
    try {
      kept = { read: await read() };
      dueAt = clock.now().getTime() + refreshMilliseconds;
      return kept.read;
    } catch (error) {
      if (kept === null) throw error;
      report(error);
      dueAt = clock.now().getTime() + retryMilliseconds;
      return kept.read;
    } finally {
      reading = null;
    }
  };
  return async () => {
    if (kept !== null && clock.now().getTime() < dueAt) return kept.read;
    reading ??= refresh();
    return await reading;
  };
}
