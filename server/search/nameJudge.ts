import { rankName } from "../../src/domain/nameSearch";
import type { NameColumns, NameRank } from "../../src/domain/nameSearch";
import type { StreamDeps } from "./candidates";
import { readNames } from "./personKeys";

/** How somebody's active names answer what was typed. */
export interface JudgedPerson {
  readonly rank: NameRank;
  /** The names that answer. */
  readonly answering: readonly NameColumns[];
}

/** Judges names for one search. */
export interface NameJudge {
  rank(columns: NameColumns): NameRank | null;
  /** As the record has them now; who does not answer is absent. Each person is read once a search, however many streams give them. */
  judge(personIds: readonly number[]): Promise<ReadonlyMap<number, JudgedPerson>>;
}

const worth: Readonly<Record<NameRank, number>> = { exact: 0, prefix: 1, misspelt: 2 };

/** Thousands are called the same: a name is compared once for all of them. */
export function createNameJudge(deps: StreamDeps, words: readonly string[]): NameJudge {
  const ranks = new Map<string, NameRank | null>();
  const persons = new Map<number, JudgedPerson | null>();

  const rank = (columns: NameColumns): NameRank | null => {
    const key = columns.map((column) => column ?? "").join("\u0000");
    const known = ranks.get(key);
    if (known !== undefined) return known;
    const own = rankName(words, columns);
    ranks.set(key, own);
    return own;
  };

  return {
    rank,
    async judge(personIds) {
      const unknown = personIds.filter((personId) => !persons.has(personId));
      for (const personId of unknown) persons.set(personId, null);
      const rows = unknown.length === 0 ? [] : await readNames(deps.pool, deps.site, unknown);
      for (const { personId, given, middle, family, family2 } of rows) {
        const columns = [given, middle, family, family2];
        const own = rank(columns);
        if (own === null) continue;
        const before = persons.get(personId) ?? null;
        const best = before !== null && worth[before.rank] <= worth[own] ? before.rank : own;
        persons.set(personId, { rank: best, answering: [...(before?.answering ?? []), columns] });
      }
      return new Map(
        personIds.flatMap((personId) => {
          const judged = persons.get(personId) ?? null;
          return judged === null ? [] : [[personId, judged] as const];
        }),
      );
    },
  };
}
