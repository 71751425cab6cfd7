import { hash } from "node:crypto";
import { searchRules } from "../../src/domain/searchKeys";

/** Bytes of a digest in the search table: so few that nobody reads more from it than whether two are the same. */
export const digestBytes = 8;

/**
 * What the search table holds in place of a name or a phone. Under the site's key, so that nobody can find out by trying all numbers whose
 * they are without it.
 */
export function searchDigest(key: string, text: string): Buffer {
  return hash("sha512-256", `${key}\u0000search\u0000${text}`, "buffer").subarray(0, digestBytes);
}

/** Of the rules and of the key: a table that was filled by others is of no use. */
export function rulesDigest(key: string): Buffer {
  return searchDigest(key, `rules ${searchRules}`);
}
