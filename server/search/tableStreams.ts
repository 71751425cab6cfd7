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

/** How somebody's numbers answer what was typed; each person is read once a search. */
export type PhoneJudge = (personIds: readonly number[]) => Promise<ReadonlyMap<number, "phone" | "formerPhone">>;

export function createPhoneJudge(deps: StreamDeps, typed: TypedPhone): PhoneJudge {
  const known = new Map<number, "phone" | "formerPhone" | null>();
  return async (personIds) => {
    const unknown = personIds.filter((personId) => !known.has(personId));
    for (const personId of unknown) known.set(personId, null);
    const [rows] =
      unknown.length === 0
        ? [[]]
        : await deps.pool.query<PhoneRow[]>(
            `SELECT person_id AS personId, value, voided FROM ${openmrsTable(deps.site, "person_attribute")}
              WHERE person_id IN (?) AND person_attribute_type_id = ?`,
            [unknown, deps.site.phoneTypeId],
          );
    for (const { personId, value, voided } of rows) {
      if (!phoneAnswers(typed, value)) continue;
      if (voided === 0) known.set(personId, "phone");
      else known.set(personId, known.get(personId) ?? "formerPhone");
    }
    return new Map(
      personIds.flatMap((personId) => {
        const own = known.get(personId) ?? null;
        return own === null ? [] : [[personId, own] as const];
      }),
    );
  };
}

/** Phones under a key: whose number it is, or whose it was. */
export function phoneStream(deps: StreamDeps, key: string, { judge, gives }: { readonly judge: PhoneJudge; readonly gives: "phone" | "formerPhone" }): Stream {
  return {
    usesTable: true,
    read: readKey(deps, key),
    async judge(candidates) {
      return new Map([...(await judge(personIdsOf(candidates)))].filter(([, foundBy]) => foundBy === gives));
    },
  };
}

function personIdsOf(candidates: readonly Candidate[]): readonly number[] {
  return [...new Set(candidates.map(({ personId }) => personId))];
}
