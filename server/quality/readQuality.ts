import type { Pool, RowDataPacket } from "mysql2/promise";
import type { QualityFigures } from "../../src/contract/qualityFigures";
import { qualityLimits, qualityRules } from "../../src/contract/qualityFigures";
import { openmrsTable } from "../database/names";
import type { Caller, Deps, Site } from "../deps";
import { readPatientIdentities } from "../patients/patientMarks";
import { keyedDigest } from "../submissions/baselineDigest";
import type { Cluster, ClusterMember } from "./clusters";
import { readClusters } from "./keptClusters";

export interface QualityQuery {
  /** Location of the ART ID; null: all within reach. */
  readonly place: number | null;
  /** The site's day. */
  readonly today: string;
  /** Told whose numbers are shown. */
  readonly shown: (personIds: readonly number[]) => void;
}

/** A cluster as somebody may see it. */
interface SeenCluster extends Cluster {
  readonly seen: readonly ClusterMember[];
}

/** Numbers that may be wrong though they read well, with the patients within the caller's reach who have them; the largest clusters first. */
export async function readQuality(deps: Deps, { facilityIds }: Caller, { place, today, shown }: QualityQuery): Promise<QualityFigures> {
  const { pool, site } = deps;
  const { clusters, clinicNumbers, readAt } = await readClusters(deps);
  const isSeen = ({ places }: ClusterMember): boolean => (facilityIds === null || places.some((own) => facilityIds.includes(own))) && (place === null || places.includes(place));
  const seen = clusters
    .map((cluster): SeenCluster => ({ ...cluster, seen: cluster.members.filter(isSeen) }))
    .filter((cluster) => cluster.seen.length > 0)
    .sort(byWeight);
  const listed = seen.slice(0, qualityLimits.clusters);
  const lines = listed.flatMap((cluster, index) => cluster.seen.map((member) => ({ index, member })));
  const fitting = lines.slice(0, qualityLimits.patients);
  const [names, identities] = await Promise.all([
    readPlaceNames(pool, site, listed, facilityIds),
    readPatientIdentities(pool, site, { personIds: fitting.map(({ member }) => member.personId), facilityIds, today }),
  ]);
  const patients = fitting.flatMap(({ index, member }) => {
    const identity = identities.get(member.personId);
    if (identity === undefined) return [];
    const { patient, name, facility, artId } = identity;
    return [{ cluster: index, patient, artId: artId ?? activeArtId(identity.identifiers), name, facility, since: /^[1-9]\d{3}-/.test(member.from) ? member.from.slice(0, 10) : null }];
  });
  shown([...new Set(fitting.map(({ member }) => member.personId))]);
  return {
    kind: "quality",
    readAt: readAt.toISOString(),
    rules: qualityRules.map((rule) => {
      const own = seen.filter((cluster) => cluster.rule === rule);
      return { rule, clusters: own.length, patients: new Set(own.flatMap((cluster) => cluster.seen.map(({ personId }) => personId))).size };
    }),
    clusters: listed.map(({ number, rule, members, seen: own }) => {
      const facilities = [...new Set(own.flatMap(({ places }) => places))].flatMap((id) => names.get(id) ?? []).sort();
      return { key: clusterKey(deps, rule, number), number, rule, patients: own.length, elsewhere: members.length - own.length, facilities: facilities.slice(0, 10), facilityCount: facilities.length };
    }),
    patients,
    leftOut: { clusters: seen.length - listed.length, patients: seen.reduce((sum, cluster) => sum + cluster.seen.length, 0) - patients.length },
    clinicNumbers,
  };
}

/** Rows of sheets are found by it; whoever cleans a sheet of numbers must not leave them in hidden columns. */
function clusterKey({ config }: Pick<Deps, "config">, rule: string, number: string): string {
  return keyedDigest(config.DIGEST_KEY, "number cluster", rule, number).slice(0, 24);
}

/** An ART ID that names several patients is shown all the same: it is how people speak of them. */
function activeArtId(identifiers: readonly { readonly identifier: string; readonly isArtId: boolean; readonly voided: boolean }[]): string | null {
  return identifiers.find(({ isArtId, voided }) => isArtId && !voided)?.identifier ?? null;
}

function byWeight(one: SeenCluster, other: SeenCluster): number {
  return other.seen.length - one.seen.length || qualityRules.indexOf(one.rule) - qualityRules.indexOf(other.rule) || (one.number < other.number ? -1 : 1);
}

async function readPlaceNames(pool: Pool, site: Site, clusters: readonly SeenCluster[], facilityIds: readonly number[] | null): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(clusters.flatMap(({ seen }) => seen.flatMap(({ places }) => places)))].filter((id) => facilityIds === null || facilityIds.includes(id));
  if (ids.length === 0) return new Map();
  const [rows] = await pool.query<(RowDataPacket & { id: number; name: string })[]>(
    `SELECT location_id AS id, name FROM ${openmrsTable(site, "location")} WHERE location_id IN (?)`,
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
