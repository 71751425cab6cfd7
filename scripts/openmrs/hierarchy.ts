import { createHash } from "node:crypto";
import type { Connection } from "mysql2/promise";
import { states } from "./places";
import { insertRows, uuidOf, type TableRow } from "./rows";

const wardsPerLga = 12;

/** How the module calls the field of person_address that a level fills; the sixth level of NMRS fills none. */
const levels: readonly (readonly [name: string, field: string | null])[] = [
  ["Country", "COUNTRY"],
  ["State", "STATE_PROVINCE"],
  ["LGA", "CITY_VILLAGE"],
  ["Ward", "ADDRESS_2"],
  ["Street", "ADDRESS_1"],
  ["Landmark", null],
];

export interface HierarchyEntry {
  id: number;
  name: string;
  levelId: number;
  parentId: number | null;
  code: string | null;
}

/** Country, 37 states, 774 LGAs and a dozen wards each, with what NMRS's own table carries along: four template rows and a stray "#REF!". */
export function hierarchyEntries(): HierarchyEntry[] {
  const entries: HierarchyEntry[] = ["Country", "State", "LGA", "Ward"].map((name, index) => ({
    id: index + 1,
    name,
    levelId: index + 1,
    parentId: index === 0 ? null : index,
    code: null,
  }));
  const add = (name: string, levelId: number, parentId: number | null, code: string | null) => {
    const id = entries.length + 1;
    entries.push({ id, name, levelId, parentId, code });
    return id;
  };
  const country = add("NIGERIA", 1, null, "NGA");
  const stateIds = states.map((state, index) => add(state.name, 2, country, String(index + 1)));
  // One name in two states has one code in NMRS's table, which is why an LGA is known by its state as well.
  const codes = new Map<string, string>();
  const lgas = states.flatMap((state, index) =>
    state.lgas.map((name) => {
      const code = codes.get(name) ?? String(codes.size + 1);
      codes.set(name, code);
      return { state: state.name, name, id: add(name, 3, stateIds[index] ?? country, code) };
    }),
  );
  for (const lga of lgas) for (const ward of wardsOf(lga.state, lga.name)) add(ward, 4, lga.id, null);
  add("#REF!", 4, 3, null);
  return entries;
}

const north = { before: ["UNGUWAR ", "GIDAN ", "TUDUN ", "SABON ", "KOFAR "], roots: ["DAWA", "RIMI", "KUKA", "GABAS", "YAMMA", "LIMAN", "SARKI", "MALAM", "DOYA", "KWARI", "JAJI", "TSAMIYA", "MAGAJI", "WADA"] };
const west = { before: ["OKE ", "ISALE ", "AGBO ", "IDI ", "ILE "], roots: ["ODO", "ABA", "OJA", "IROKO", "ARABA", "OLA", "EKO", "ORUN", "AYE", "OSUN", "AGBA", "IPO", "OGBON", "ELU"] };
const east = { before: ["UMU", "AMA", "EZI", "OBI", "NDI"], roots: ["OKA", "AZU", "EZE", "NZE", "KWE", "OHA", "AGWU", "DIKE", "CHIME", "ORJI", "OKPARA", "UGO", "NGWA", "AKU"] };

const western = new Set(["LAGOS", "OGUN", "OYO", "OSUN", "ONDO", "EKITI", "KWARA"]);
const eastern = new Set(["ABIA", "ANAMBRA", "EBONYI", "ENUGU", "IMO", "AKWA-IBOM", "BAYELSA", "CROSS RIVER", "DELTA", "EDO", "RIVERS"]);

/** The part of the country, for names that belong together: 0 north, 1 west, 2 east and south. */
export function regionOf(state: string): 0 | 1 | 2 {
  if (western.has(state)) return 1;
  return eastern.has(state) ? 2 : 0;
}

/** The wards of an LGA: invented names of the region's form, all different; the first is the LGA's own name, as is common. */
export function wardsOf(state: string, lga: string): string[] {
  const { before, roots } = [north, west, east][regionOf(state)] ?? north;
  const names = new Set([lga]);
  for (let attempt = 0; names.size < wardsPerLga; attempt += 1) {
    const digest = createHash("md5").update(`${state}/${lga}/${attempt}`).digest();
    const [first = 0, second = 0, third = 0] = digest;
    const stem = `${before[first % before.length] ?? ""}${roots[second % roots.length] ?? ""}`;
    names.add(third % 5 === 0 ? `${stem} II` : stem);
  }
  return [...names];
}

export async function insertHierarchy(connection: Connection): Promise<void> {
  await insertRows(
    connection,
    "address_hierarchy_level",
    levels.map(([name, field], index) => ({
      address_hierarchy_level_id: index + 1,
      name,
      parent_level_id: index === 0 ? null : index,
      address_field: field,
      uuid: uuidOf(`hierarchy level ${index + 1}`),
      required: index < 3 ? 1 : 0,
    })),
  );
  const rows: TableRow[] = hierarchyEntries().map((entry) => ({
    address_hierarchy_entry_id: entry.id,
    name: entry.name,
    level_id: entry.levelId,
    parent_id: entry.parentId,
    user_generated_id: entry.code,
    uuid: uuidOf(`hierarchy entry ${entry.id}`),
  }));
  await insertRows(connection, "address_hierarchy_entry", rows);
}
