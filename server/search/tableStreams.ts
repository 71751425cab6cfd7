import type { RowDataPacket } from "mysql2/promise";
import type { NameColumns, NameRank } from "../../src/domain/nameSearch";
import { phoneAnswers } from "../../src/domain/searchKeys";
import type { TypedPhone } from "../../src/domain/searchKeys";
import { openmrsTable } from "../database/names";
import type { Candidate, Stream, StreamDeps } from "./candidates";
import type { NameJudge } from "./nameJudge";
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
  readonly judge: NameJudge;
  /** Which ranks this stream gives; the others are another stream's. */
  readonly ranks: readonly NameRank[];
  /** Of the names that answer, those that a stream over the record's own index has given already. */
  readonly isGivenBefore?: ((columns: NameColumns) => boolean) | undefined;
}

/** Names under a key, judged as the record has them now. */
export function nameStream(deps: StreamDeps, key: string, { judge, ranks, isGivenBefore }: NameQuery): Stream {
  return {
    usesTable: true,
    read: readKey(deps, key),
    async judge(candidates) {
      const judged = await judge.judge(personIdsOf(candidates));
      return new Map(
        [...judged]
          .filter(([, { rank, answering }]) => ranks.includes(rank) && !(isGivenBefore !== undefined && answering.some(isGivenBefore)))
          .map(([personId, { rank }]) => [personId, rank === "misspelt" ? "misspelt" : "name"]),
      );
    },
  };
}

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
