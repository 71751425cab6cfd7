import type { RowDataPacket } from "mysql2/promise";
import type { NameRank } from "../../src/domain/nameSearch";
import { rankName } from "../../src/domain/nameSearch";
import { phoneAnswers } from "../../src/domain/searchKeys";
import type { TypedPhone } from "../../src/domain/searchKeys";
import { openmrsTable } from "../database/names";
import type { Candidate, Stream, StreamDeps } from "./candidates";
import { readNames } from "./personKeys";
import { searchDigest } from "./searchDigest";

interface KeyRow extends RowDataPacket {
  place: number;
  personId: number;
}

/** Everybody whom the search table has under one key, facility by facility. */
function readKey({ pool, config, facilityIds }: StreamDeps, key: string): Stream["read"] {
  const digest = searchDigest(config.DIGEST_KEY, key);
  return async (after, count) => {
    if (facilityIds?.length === 0) return [];
    const [place = 0, personId = 0] = (after ?? "").split(".").map(Number);
    const from = after === null ? { sql: "1 = 1", values: [] } : { sql: "(place > ? OR (place = ? AND person_id > ?))", values: [place, place, personId] };
    const within = facilityIds === null ? { sql: "1 = 1", values: [] } : { sql: "place IN (?)", values: [facilityIds] };
    const [rows] = await pool.query<KeyRow[]>(
      `SELECT place, person_id AS personId FROM search_key WHERE key_digest = ? AND ${within.sql} AND ${from.sql} ORDER BY place, person_id LIMIT ?`,
      [digest, ...within.values, ...from.values, count],
    );
    return rows.map((row) => ({ personId: row.personId, at: `${row.place}.${row.personId}` }));
  };
}

export interface NameQuery {
  readonly words: readonly string[];
  /** Which ranks this stream gives; the others are another stream's. */
  readonly ranks: readonly NameRank[];
  /** Of the names that count, those whom a stream over the record's own index has given already. */
  readonly isGivenBefore?: ((columns: readonly (string | null)[]) => boolean) | undefined;
}

/** Names under a key, judged as the record has them now. */
export function nameStream(deps: StreamDeps, key: string, { words, ranks, isGivenBefore }: NameQuery): Stream {
  return {
    usesTable: true,
    read: readKey(deps, key),
    async judge(candidates) {
      const rows = await readNames(deps.pool, deps.site, personIdsOf(candidates));
      const best = new Map<number, NameRank>();
      const before = new Set<number>();
      for (const { personId, given, middle, family, family2 } of rows) {
        const columns = [given, middle, family, family2];
        const rank = rankName(words, columns);
        if (rank === null) continue;
        if (isGivenBefore?.(columns) === true) before.add(personId);
        const known = best.get(personId);
        if (known === undefined || worth[rank] < worth[known]) best.set(personId, rank);
      }
      return new Map(
        [...best].filter(([personId, rank]) => ranks.includes(rank) && !before.has(personId)).map(([personId, rank]) => [personId, rank === "misspelt" ? "misspelt" : "name"]),
      );
    },
  };
}

const worth: Readonly<Record<NameRank, number>> = { exact: 0, prefix: 1, misspelt: 2 };

interface PhoneRow extends RowDataPacket {
  personId: number;
  value: string;
  voided: number;
}

/** Phones under a key; `current` gives whose number it is, otherwise whose it was. */
export function phoneStream(deps: StreamDeps, key: string, { typed, current }: { readonly typed: TypedPhone; readonly current: boolean }): Stream {
  return {
    usesTable: true,
    read: readKey(deps, key),
    async judge(candidates) {
      const [rows] = await deps.pool.query<PhoneRow[]>(
        `SELECT person_id AS personId, value, voided FROM ${openmrsTable(deps.site, "person_attribute")}
          WHERE person_id IN (?) AND person_attribute_type_id = ?`,
        [personIdsOf(candidates), deps.site.phoneTypeId],
      );
      const answering = rows.filter(({ value }) => phoneAnswers(typed, value));
      const active = new Set(answering.filter(({ voided }) => voided === 0).map(({ personId }) => personId));
      if (current) return new Map([...active].map((personId) => [personId, "phone"]));
      return new Map(answering.filter(({ personId }) => !active.has(personId)).map(({ personId }) => [personId, "formerPhone"]));
    },
  };
}

function personIdsOf(candidates: readonly Candidate[]): readonly number[] {
  return [...new Set(candidates.map(({ personId }) => personId))];
}
