import type { Pool, RowDataPacket } from "mysql2/promise";
import { phoneKey } from "../../src/domain/phone";
import { judgeNumber } from "../../src/domain/phoneQuality";
import { openmrsTable } from "../database/names";
import type { Site } from "../deps";
import { createNumberBuckets } from "./numberBuckets";

interface ScanDeps {
  readonly pool: Pool;
  readonly site: Site;
}

/** Whom a rule may concern, by number; the record as it is then has the last word. */
export interface ScannedNumbers {
  /** Persons of each number that at least two have now. */
  readonly shared: ReadonlyMap<string, readonly number[]>;
  /** Persons who have a number now that is made up, and those who have one of these numbers (`wanted`). */
  readonly madeUp: readonly number[];
  readonly wanted: readonly number[];
  /** Persons who have a number now that they also had before and that was voided. */
  readonly hadBefore: readonly number[];
}

/** Rows of one statement: some ten milliseconds of this server's time, then others have their turn. */
const rowsPerSlice = 5_000;
const wellFormed = /^0\d{10}$/;

/** Reads every telephone number of the record once, slice by slice. Two who ask at the same time wait for the same reading. */
export function scanNumbers(deps: ScanDeps, wanted: readonly string[]): Promise<ScannedNumbers> {
  const key = wanted.join();
  const running = scans.get(deps.pool);
  if (running?.key === key) return running.scan;
  const scan = readAll(deps, new Set(wanted)).finally(() => {
    if (scans.get(deps.pool)?.scan === scan) scans.delete(deps.pool);
  });
  scans.set(deps.pool, { key, scan });
  return scan;
}

const scans = new WeakMap<Pool, { readonly key: string; readonly scan: Promise<ScannedNumbers> }>();

/** `person_attribute_id`, `person_id`, `value`, `voided`. */
interface Row extends RowDataPacket {
  0: number;
  1: number;
  2: string;
  3: number;
}

async function readAll(deps: ScanDeps, wanted: ReadonlySet<string>): Promise<ScannedNumbers> {
  const numbers = createNumberBuckets();
  const madeUp = new Set<number>();
  const ofWanted = new Set<number>();
  for (let after = 0, length = rowsPerSlice; length === rowsPerSlice; ) {
    const rows = await readSlice(deps, after);
    for (const { 1: personId, 2: value, 3: voided } of rows) {
      const phone = wellFormed.test(value) ? value : phoneKey(value);
      if (phone !== null) numbers.add(phone, personId, voided !== 0);
      if (voided !== 0) continue;
      if (phone !== null && wanted.has(phone)) ofWanted.add(personId);
      if (judgeNumber(value) !== null) madeUp.add(personId);
    }
    length = rows.length;
    after = rows.at(-1)?.[0] ?? after;
  }
  const shared = new Map<string, readonly number[]>();
  const hadBefore = new Set<number>();
  for (const bucket of numbers.buckets()) {
    for (const { phone, now, before } of bucket.groups()) {
      if (now.size > 1) shared.set(phone, [...now]);
      for (const personId of now) if (before.has(personId)) hadBefore.add(personId);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { shared, madeUp: [...madeUp], wanted: [...ofWanted], hadBefore: [...hadBefore] };
}

/** As arrays: a million objects cost more than the reading. */
async function readSlice({ pool, site }: ScanDeps, after: number): Promise<readonly Row[]> {
  const [rows] = await pool.query<Row[]>({
    // By the rows as they lie: over the index of types MariaDB would begin anew with each slice.
    sql: `SELECT person_attribute_id, person_id, value, voided FROM ${openmrsTable(site, "person_attribute")} FORCE INDEX (PRIMARY)
           WHERE person_attribute_type_id = ? AND person_attribute_id > ? ORDER BY person_attribute_id LIMIT ?`,
    values: [site.phoneTypeId, after, rowsPerSlice],
    rowsAsArray: true,
  });
  return rows;
}
