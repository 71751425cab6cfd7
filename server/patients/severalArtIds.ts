import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { grouped, sliced } from "./sql";

interface ArtIdRow extends RowDataPacket {
  readonly personId: number;
  readonly identifier: string;
}

interface Query {
  readonly personIds: readonly number[];
  /** Locations of the ART identifier that the asker may see; null means all. */
  readonly facilityIds: readonly number[] | null;
}

/** Unvoided ART IDs of the persons who have more than one that the asker may see; nearly everybody has one. */
export async function readSeveralArtIds(connection: Pool | PoolConnection, site: Site, { personIds, facilityIds }: Query): Promise<ReadonlyMap<number, readonly string[]>> {
  const several = new Map<number, readonly string[]>();
  if (facilityIds?.length === 0) return several;
  for (const slice of sliced([...new Set(personIds)])) {
    const [rows] = await connection.query<ArtIdRow[]>(
      `SELECT patient_id AS personId, identifier FROM ${openmrsTable(site, "patient_identifier")}
        WHERE patient_id IN (?) AND identifier_type = ? AND voided = 0${facilityIds === null ? "" : " AND location_id IN (?)"}
        ORDER BY patient_id, patient_identifier_id`,
      [slice, site.artTypeId, ...(facilityIds === null ? [] : [facilityIds])],
    );
    for (const [personId, identifiers] of grouped(rows)) {
      if (identifiers.length > 1) several.set(personId, identifiers.map(({ identifier }) => identifier));
    }
  }
  return several;
}
