import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import type { CompletenessCounts, CompletenessFigures, Named, ReportFilters } from "../../../src/contract/reports";
import { openmrsTable } from "../../database/names";
import { inSnapshot } from "../../database/snapshot";
import type { Caller, Deps, Site } from "../../deps";
import { ApiError } from "../../http/apiError";

interface CountsRecord extends RowDataPacket {
  patients: number | string;
  validPhone: number | string;
  verifiedPhone: number | string;
  canonicalLga: number | string;
}

interface DayRecord extends CountsRecord {
  day: string;
}

interface FacilityRecord extends CountsRecord {
  place: number;
  uuid: string | null;
  name: string | null;
}

/**
 * How complete contacts were on the days of the period on which the record was counted, of the facilities within the caller's reach: all of
 * them and patients of none for who sees the whole site, else the caller's own. Only the facility filters it. An unknown one is 422 `unknown-filter`.
 */
export async function readCompleteness(deps: Deps, caller: Caller, filters: ReportFilters): Promise<CompletenessFigures> {
  const places = await placesOf(deps, caller, filters.facility);
  return await inSnapshot(deps, async (connection) => {
    const days = await readDays(connection, filters, places);
    const last = days.at(-1);
    return { kind: "completeness", days, facilities: last === undefined ? [] : await readFacilities(connection, deps.site, { day: last.day, places }) };
  });
}

/** Locations whose patients count; null means all, and those of no facility. */
async function placesOf({ pool, site }: Deps, { facilityIds }: Caller, facility: string | null): Promise<readonly number[] | null> {
  if (facility === null) return facilityIds;
  const place = await findPlace(pool, site, facility);
  if (place === null || (facilityIds !== null && !facilityIds.includes(place))) throw new ApiError(422, "unknown-filter");
  return [place];
}

async function findPlace(pool: Pool, site: Site, uuid: string): Promise<number | null> {
  const [[found]] = await pool.query<(RowDataPacket & { place: number })[]>(`SELECT location_id AS place FROM ${openmrsTable(site, "location")} WHERE uuid = ?`, [uuid]);
  return found?.place ?? null;
}

/** A day without patients in these places is a day of noughts: it was counted. */
async function readDays(connection: PoolConnection, { from, to }: ReportFilters, places: readonly number[] | null): Promise<CompletenessFigures["days"]> {
  const [rows] =
    places === null
      ? await connection.query<DayRecord[]>(
          `SELECT day, patients, valid_phone AS validPhone, verified_phone AS verifiedPhone, canonical_lga AS canonicalLga
             FROM completeness_day WHERE day BETWEEN ? AND ? ORDER BY day`,
          [from, to],
        )
      : await connection.query<DayRecord[]>(
          `SELECT d.day, COALESCE(SUM(t.patients), 0) AS patients, COALESCE(SUM(t.valid_phone), 0) AS validPhone,
                  COALESCE(SUM(t.verified_phone), 0) AS verifiedPhone, COALESCE(SUM(t.canonical_lga), 0) AS canonicalLga
             FROM completeness_day d LEFT JOIN completeness_tally t ON t.day = d.day AND t.place IN (?)
            WHERE d.day BETWEEN ? AND ? GROUP BY d.day ORDER BY d.day`,
          // No facility at all is nobody's.
          [places.length === 0 ? [nowhere] : places, from, to],
        );
  return rows.map((row) => ({ day: row.day, ...countsOf(row) }));
}

/** The number of no location; patients without one stand under 0, which facilities' people may not see. */
const nowhere = -1;

async function readFacilities(
  connection: PoolConnection,
  site: Site,
  { day, places }: { readonly day: string; readonly places: readonly number[] | null },
): Promise<CompletenessFigures["facilities"]> {
  const [rows] = await connection.query<FacilityRecord[]>(
    `SELECT t.place, l.uuid, l.name, t.patients, t.valid_phone AS validPhone, t.verified_phone AS verifiedPhone, t.canonical_lga AS canonicalLga
       FROM completeness_tally t LEFT JOIN ${openmrsTable(site, "location")} l ON l.location_id = t.place
      WHERE t.day = ?${places === null ? "" : " AND t.place IN (?)"}`,
    [day, ...(places === null ? [] : [places.length === 0 ? [nowhere] : places])],
  );
  return rows
    .map((row) => ({ facility: facilityOf(row), ...countsOf(row) }))
    .sort((one, other) => byName(one.facility, other.facility));
}

/** A location that OpenMRS does not know any more is named by number. */
function facilityOf({ place, uuid, name }: FacilityRecord): Named | null {
  return place === 0 ? null : { uuid: uuid ?? `location-${place}`, name: name ?? `Location ${place}` };
}

function byName(one: Named | null, other: Named | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return one.name.localeCompare(other.name, "en") || (one.uuid < other.uuid ? -1 : 1);
}

/** Sums come as text. */
function countsOf({ patients, validPhone, verifiedPhone, canonicalLga }: CountsRecord): CompletenessCounts {
  return { patients: Number(patients), validPhone: Number(validPhone), verifiedPhone: Number(verifiedPhone), canonicalLga: Number(canonicalLga) };
}
