import type { RowDataPacket } from "mysql2/promise";
import type { StreetRequest } from "../../src/contract/places";
import { typedKey } from "../../src/domain/streetNames";
import type { Deps } from "../deps";
import { findStreetPlace, placeDigest } from "./streetPlaces";

const mostNames = 8;

/** Fewer letters fit nearly everything. */
const fewestLetters = 2;

/** Streets and landmarks that fit what is being typed: those of the ward first, those that begin so before those with a word that does. */
export async function findStreets(deps: Deps, { text, ...given }: StreetRequest): Promise<string[]> {
  const key = typedKey(text);
  const place = key.length < fewestLetters ? null : findStreetPlace(await deps.site.places(), given);
  if (place === null) return [];
  const digests = [{ ...place, ward: null }, ...(place.ward === null ? [] : [place])].map((one) => Buffer.from(placeDigest(deps, one), "hex"));
  // A key has letters, digits and single spaces only: nothing in it means anything to LIKE.
  const [beginning, word] = [`${key}%`, `% ${key}%`];
  const [rows] = await deps.pool.query<RowDataPacket[]>(
    `SELECT MIN(name) AS name FROM place_street
      WHERE generation = (SELECT live_generation FROM street_sweep WHERE id = 1) AND place IN (?) AND (name_key LIKE ? OR name_key LIKE ?)
      GROUP BY name_key ORDER BY COUNT(*) DESC, MAX(name_key LIKE ?) DESC, MAX(patients) DESC, name_key LIMIT ?`,
    [digests, beginning, word, beginning, mostNames],
  );
  return rows.map((row) => String(row.name));
}
