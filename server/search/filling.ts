import type { Pool, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import type { SearchState } from "./searchState";

/** Which share of the patients the first filling of the search table has come to: from 0 to below 1. */
export async function readFilling(pool: Pool, site: Site, { sweptTo }: Pick<SearchState, "sweptTo">): Promise<number> {
  const [[row]] = await pool.query<(RowDataPacket & { first: number | null; last: number | null })[]>(
    `SELECT (SELECT MIN(patient_id) FROM ${openmrsTable(site, "patient")}) AS first, (SELECT MAX(patient_id) FROM ${openmrsTable(site, "patient")}) AS last`,
  );
  const [first, last] = [row?.first ?? 0, row?.last ?? 0];
  if (last <= first || sweptTo < first) return 0;
  return Math.min(0.99, Math.floor(((sweptTo - first) / (last - first)) * 100) / 100);
}
