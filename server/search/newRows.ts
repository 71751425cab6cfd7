import type { Pool, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import type { NewRows } from "./searchState";

interface NewRow extends RowDataPacket {
  id: number;
  personId: number;
  matters: number;
}

type Kind = keyof NewRows;
const kinds: readonly Kind[] = ["names", "attributes", "identifiers"];

/** A transaction may commit a row after others have committed rows with higher numbers: so long the numbers before are looked at again. */
const lateMilliseconds = 60_000;
const rowsAtATime = 10_000;

/** Rows that OpenMRS has added since, by the numbers that they were given. */
export interface NewRowReader {
  /** Whose names, phones or identifiers are new. */
  read(now: number): Promise<readonly number[]>;
  /** Up to where nothing can come any more: for another instance, or another start, to go on from. */
  position(): NewRows;
}

export function readNewRows(pool: Pool, site: Site, from: NewRows): NewRowReader {
  const state = { ...from };
  const handled: Record<Kind, Set<number>> = { names: new Set(), attributes: new Set(), identifiers: new Set() };
  const marks: Record<Kind, { upTo: number; at: number }[]> = { names: [], attributes: [], identifiers: [] };

  async function readKind(kind: Kind, now: number): Promise<readonly number[]> {
    const [rows] = await pool.query<NewRow[]>(statementOf(kind, site), [state[kind], rowsAtATime]);
    const found = rows.filter(({ id }) => !handled[kind].has(id));
    for (const { id } of found) handled[kind].add(id);
    const last = rows.at(-1)?.id ?? state[kind];
    marks[kind].push({ upTo: last, at: now });
    // So many at once are not looked at twice: the sweep finds what came late among them.
    const settled = rows.length === rowsAtATime ? last : (marks[kind].filter(({ at }) => at <= now - lateMilliseconds).at(-1)?.upTo ?? state[kind]);
    if (settled > state[kind]) {
      state[kind] = settled;
      marks[kind] = marks[kind].filter(({ upTo }) => upTo > settled);
      for (const id of handled[kind]) if (id <= settled) handled[kind].delete(id);
    }
    return found.filter(({ matters }) => matters !== 0).map(({ personId }) => personId);
  }

  return {
    async read(now) {
      const all: number[] = [];
      for (const kind of kinds) all.push(...(await readKind(kind, now)));
      return [...new Set(all)];
    },
    position: () => ({ ...state }),
  };
}

function statementOf(kind: Kind, site: Site): string {
  const [table, id, person, matters] = {
    names: ["person_name", "person_name_id", "person_id", "1"] as const,
    attributes: ["person_attribute", "person_attribute_id", "person_id", `(person_attribute_type_id = ${site.phoneTypeId})`] as const,
    identifiers: ["patient_identifier", "patient_identifier_id", "patient_id", `(identifier_type = ${site.artTypeId})`] as const,
  }[kind];
  return `SELECT ${id} AS id, ${person} AS personId, ${matters} AS matters FROM ${openmrsTable(site, table)} WHERE ${id} > ? ORDER BY ${id} LIMIT ?`;
}

/** The highest numbers given so far. */
export async function readLastRows(pool: Pool, site: Site): Promise<NewRows> {
  const [[row]] = await pool.query<(RowDataPacket & { names: number | null; attributes: number | null; identifiers: number | null })[]>(
    `SELECT (SELECT MAX(person_name_id) FROM ${openmrsTable(site, "person_name")}) AS names,
            (SELECT MAX(person_attribute_id) FROM ${openmrsTable(site, "person_attribute")}) AS attributes,
            (SELECT MAX(patient_identifier_id) FROM ${openmrsTable(site, "patient_identifier")}) AS identifiers`,
  );
  return { names: row?.names ?? 0, attributes: row?.attributes ?? 0, identifiers: row?.identifiers ?? 0 };
}
