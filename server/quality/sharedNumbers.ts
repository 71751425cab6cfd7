import type { RowDataPacket } from "mysql2/promise";
import { phoneKey } from "../../src/domain/phone";
import { wholeKey } from "../../src/domain/searchKeys";
import { readRecordedNumbers } from "../contactNotes/recordedNumbers";
import type { Deps } from "../deps";
import { sliced } from "../patients/sql";
import { rulesDigest, searchDigest } from "../search/searchDigest";
import { readSearchState } from "../search/searchState";
import { readLivingPatients } from "./livingPatients";
import { scanNumbers } from "./scanNumbers";

type SharingDeps = Pick<Deps, "pool" | "site" | "config">;

/** So many of one number are looked at: whether a number stands for a hundred thousand or for a thousand makes no difference to anybody. */
const mostLooked = 1_000;

/**
 * With how many living patients of the whole site each of these persons shares a number recorded now: themselves included, the largest where they
 * have several numbers, at most about 1,000; only persons with 2 or more. Judged by the record as it is; whom to look at is what the search
 * knows, or while that is being filled, a reading of all numbers.
 */
export async function readSharing(deps: SharingDeps, personIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const numbersOf = await readWholeNumbers(deps, personIds);
  const wanted = new Set([...numbersOf.values()].flat());
  if (wanted.size === 0) return new Map();
  const candidates = (await isSearchFilled(deps)) ? await readFromSearch(deps, [...wanted]) : await readFromScan(deps, wanted);
  const holders = await countHolders(deps, candidates, wanted);
  const sharing = new Map<number, number>();
  for (const [personId, numbers] of numbersOf) {
    const most = Math.max(...numbers.map((number) => holders.get(number) ?? 0));
    if (most > 1) sharing.set(personId, most);
  }
  return sharing;
}

async function readWholeNumbers({ pool, site }: SharingDeps, personIds: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const recorded = await readRecordedNumbers(pool, site, personIds);
  return new Map([...recorded].flatMap(([personId, stored]) => {
    const numbers = [...new Set(stored.flatMap((value) => phoneKey(value) ?? []))];
    return numbers.length === 0 ? [] : [[personId, numbers] as const];
  }));
}

async function isSearchFilled({ pool, config }: SharingDeps): Promise<boolean> {
  const { knownUntil, rulesDigest: rules } = await readSearchState(pool);
  return knownUntil !== null && rules.equals(rulesDigest(config.DIGEST_KEY));
}

interface CountedKey extends RowDataPacket {
  digest: string;
  persons: number;
}

/** Persons who have or had one of these numbers, where at least two did. */
async function readFromSearch({ pool, config }: SharingDeps, numbers: readonly string[]): Promise<readonly number[]> {
  const digests = numbers.map((number) => searchDigest(config.DIGEST_KEY, wholeKey(number)));
  const found = new Set<number>();
  for (const slice of sliced(digests, 500)) {
    const [keys] = await pool.query<CountedKey[]>(
      "SELECT LOWER(HEX(key_digest)) AS digest, COUNT(*) AS persons FROM search_key WHERE key_digest IN (?) GROUP BY key_digest HAVING COUNT(*) > 1",
      [slice],
    );
    const few = keys.filter(({ persons }) => persons <= mostLooked);
    const many = keys.filter(({ persons }) => persons > mostLooked);
    const reads = [...sliced(few, 100), ...many.map((key) => [key])].map((own) =>
      pool.query<(RowDataPacket & { personId: number })[]>("SELECT person_id AS personId FROM search_key WHERE key_digest IN (?) LIMIT ?", [
        own.map(({ digest }) => Buffer.from(digest, "hex")),
        Math.max(own.reduce((sum, { persons }) => sum + Math.min(persons, mostLooked), 0), 1),
      ]),
    );
    for (const [rows] of await Promise.all(reads)) for (const { personId } of rows) found.add(personId);
  }
  return [...found];
}

async function readFromScan(deps: SharingDeps, numbers: ReadonlySet<string>): Promise<readonly number[]> {
  const { shared } = await scanNumbers(deps, []);
  return [...new Set([...numbers].flatMap((number) => shared.get(number)?.slice(0, mostLooked) ?? []))];
}

/** How many living patients among these have each number now. */
async function countHolders(deps: SharingDeps, personIds: readonly number[], wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const living = await readLivingPatients(deps, personIds);
  const holders = new Map<string, number>();
  for (const numbers of (await readWholeNumbers(deps, [...living.keys()])).values()) {
    for (const number of numbers) if (wanted.has(number)) holders.set(number, (holders.get(number) ?? 0) + 1);
  }
  return holders;
}
