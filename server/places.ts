import type { Pool, RowDataPacket } from "mysql2/promise";
import type { Places } from "../src/domain/types";
import { openmrsTable } from "./database/names";
import type { Clock, Site } from "./deps";

/** An entry of the site's hierarchy with the address column that its level stands for. */
export interface PlaceEntry {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly field: string;
}

/** Letters and digits only: case, apostrophes, hyphens and spaces are written in many ways (MAI'ADUA, Mai Adua, AKWA-IBOM). */
function placeKey(name: string): string {
  return name
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

const federalCapital = ["FEDERALCAPITALTERRITORY", "FCTABUJA", "ABUJAFCT", "ABUJA"];

/** Keys under which a state may be asked for: also with the word State, and the capital's territory by its names. */
function stateKeys(name: string): string[] {
  const key = placeKey(name);
  const plain = key.replace(/STATE$/, "");
  return [key, plain, ...(federalCapital.includes(plain) ? ["FCT", ...federalCapital] : [])];
}

function lgaKeys(name: string): string[] {
  const key = placeKey(name);
  return [key, key.replace(/(LGA|LOCALGOVERNMENT(AREA)?)$/, "")];
}

interface Lga {
  readonly lga: string;
  readonly state: string;
  readonly wards: Map<string, string>;
}

/** The hierarchy as the domain asks for it. Names come back as the site spells them. */
export function makePlaces(entries: readonly PlaceEntry[]): Places {
  const states = new Map<string, string>();
  const lgas = new Map<string, Lga[]>();
  const stateById = new Map<number, string>();
  const lgaById = new Map<number, Lga>();
  for (const { id, name, field } of entries) {
    if (field !== "STATE_PROVINCE") continue;
    stateById.set(id, name);
    states.set(placeKey(name), name);
  }
  for (const { id, parentId, name, field } of entries) {
    const state = parentId === null ? undefined : stateById.get(parentId);
    if (field !== "CITY_VILLAGE" || state === undefined) continue;
    const lga: Lga = { lga: name, state, wards: new Map() };
    lgaById.set(id, lga);
    lgas.set(placeKey(name), [...(lgas.get(placeKey(name)) ?? []), lga]);
  }
  for (const { parentId, name, field } of entries) {
    if (field === "ADDRESS_2" && parentId !== null) lgaById.get(parentId)?.wards.set(placeKey(name), name);
  }

  const findState = (name: string) => firstOf(stateKeys(name), (key) => states.get(key)) ?? null;
  const lgasOf = (name: string, state: string | null) => {
    const all = firstOf(lgaKeys(name), (key) => lgas.get(key)) ?? [];
    return state === null ? all : all.filter((lga) => lga.state === findState(state));
  };
  return {
    findState,
    findLgas: (name, state) => lgasOf(name, state).map(({ lga, state: of }) => ({ lga, state: of })),
    findWard: (name, lga, state) => {
      const found = lgasOf(lga, state).map(({ wards }) => wards.get(placeKey(name)));
      const names = new Set(found.filter((ward) => ward !== undefined));
      return names.size === 1 ? ([...names][0] ?? null) : null;
    },
  };
}

function firstOf<T>(keys: readonly string[], find: (key: string) => T | undefined): T | undefined {
  for (const key of keys) {
    const found = key === "" ? undefined : find(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Rows that came with the module or with a broken spreadsheet and are no places. */
function isTemplateRow(row: RowDataPacket): boolean {
  const key = placeKey(String(row.name));
  return key === "" || String(row.name).startsWith("#") || ["STATE", "LGA", "WARD", "COUNTRY", placeKey(String(row.level_name ?? ""))].includes(key);
}

/** Reads the site's hierarchy; a level is known by its address field, because its number differs between sites. */
export async function readPlaces(pool: Pool, site: Pick<Site, "openmrsSchema">): Promise<Places> {
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
  return makePlaces(entries);
}

const refreshMilliseconds = 10 * 60_000;
const retryMilliseconds = 60_000;

/** The places, read again when they are ten minutes old; while that fails, which is reported, the old ones stay in use. */
export function cachePlaces(read: () => Promise<Places>, clock: Clock, report: (error: unknown) => void): () => Promise<Places> {
  let places: Places | null = null;
  let dueAt = 0;
  let reading: Promise<Places> | null = null;
  const refresh = async (): Promise<Places> => {
    try {
      places = await read();
      dueAt = clock.now().getTime() + refreshMilliseconds;
      return places;
    } catch (error) {
      if (places === null) throw error;
      report(error);
      dueAt = clock.now().getTime() + retryMilliseconds;
      return places;
    } finally {
      reading = null;
    }
  };
  return async () => {
    if (places !== null && clock.now().getTime() < dueAt) return places;
    reading ??= refresh();
    return await reading;
  };
}
