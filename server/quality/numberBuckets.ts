/** How many rows a bucket's arrays hold at first; they double as they fill. */
const firstSize = 256;
const bucketCount = 256;

/** Numbers recorded now and before, by person: 13 bytes a row, in 256 buckets that are looked through one at a time, so that nobody waits long for it. */
export interface NumberBuckets {
  add(phone: string, personId: number, voided: boolean): void;
  buckets(): Iterable<Bucket>;
}

/** All rows of some numbers. */
export interface Bucket {
  /** By number: who has it now, and who had it. */
  groups(): Iterable<NumberGroup>;
}

export interface NumberGroup {
  readonly phone: string;
  readonly now: ReadonlySet<number>;
  readonly before: ReadonlySet<number>;
}

export function createNumberBuckets(): NumberBuckets {
  const all = Array.from({ length: bucketCount }, createBucket);
  return {
    add: (phone, personId, voided) => {
      // Eleven digits beginning with 0 are a number far below 2^53, and the last ones differ most.
      const number = Number(phone);
      all[number % bucketCount]?.add(number, personId, voided);
    },
    *buckets() {
      for (const bucket of all) yield { groups: () => bucket.groups() };
    },
  };
}

function createBucket(): { readonly add: (number: number, personId: number, voided: boolean) => void; readonly groups: () => Iterable<NumberGroup> } {
  let numbers = new Float64Array(firstSize);
  let persons = new Int32Array(firstSize);
  let voids = new Uint8Array(firstSize);
  let length = 0;
  const grow = (): void => {
    const [oldNumbers, oldPersons, oldVoids] = [numbers, persons, voids];
    numbers = new Float64Array(length * 2);
    persons = new Int32Array(length * 2);
    voids = new Uint8Array(length * 2);
    numbers.set(oldNumbers);
    persons.set(oldPersons);
    voids.set(oldVoids);
  };
  return {
    add: (number, personId, voided) => {
      if (length === numbers.length) grow();
      numbers[length] = number;
      persons[length] = personId;
      voids[length] = voided ? 1 : 0;
      length += 1;
    },
    *groups() {
      const rowsOf = new Map<number, number[]>();
      for (let row = 0; row < length; row += 1) {
        const number = numbers[row] ?? 0;
        const rows = rowsOf.get(number);
        if (rows === undefined) rowsOf.set(number, [row]);
        else rows.push(row);
      }
      for (const [number, rows] of rowsOf) {
        // Nearly every number stands once.
        if (rows.length < 2) continue;
        const of = (wanted: number): ReadonlySet<number> => new Set(rows.filter((row) => voids[row] === wanted).map((row) => persons[row] ?? 0));
        yield { phone: String(number).padStart(11, "0"), now: of(0), before: of(1) };
      }
    },
  };
}
