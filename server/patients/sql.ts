/** The most ids in one `IN (…)`: above it MySQL 5.7's range optimiser may fall back to reading the whole table. */
const idsPerQuery = 2_000;

/** Cuts a list into pieces of at most `size`. */
export function sliced<T>(items: readonly T[], size: number = idsPerQuery): readonly (readonly T[])[] {
  const slices: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) slices.push(items.slice(start, start + size));
  return slices;
}

/** Rows by the person they belong to, in the order read. */
export function grouped<T extends { readonly personId: number }>(rows: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.personId);
    if (group === undefined) groups.set(row.personId, [row]);
    else group.push(row);
  }
  return groups;
}

/** Which lock a read takes; `update` and `share` only mean something inside a transaction. */
export type Lock = "none" | "share" | "update";

/** The clause for the end of a SELECT. */
export const lockClause: Readonly<Record<Lock, string>> = { none: "", share: " LOCK IN SHARE MODE", update: " FOR UPDATE" };
