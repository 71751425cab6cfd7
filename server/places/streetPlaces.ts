import { placeKey } from "../../src/domain/placeNames";
import type { Places } from "../../src/domain/types";
import type { Deps } from "../deps";
import { keyedDigest } from "../submissions/baselineDigest";

/** An LGA of the site, as the site spells it, and the ward in it where that is known. */
export interface StreetPlace {
  readonly state: string;
  readonly lga: string;
  readonly ward: string | null;
}

/** The LGA that somebody means, with its ward; null where the site has none of that name, or two. */
export function findStreetPlace(places: Places, given: { readonly state: string | null; readonly lga: string; readonly ward: string | null }): StreetPlace | null {
  const state = given.state === null ? null : places.findState(given.state);
  const [only, second] = places.findLgas(given.lga, state);
  if (only === undefined || second !== undefined) return null;
  return { ...only, ward: given.ward === null ? null : places.findWard(given.ward, only.lga, only.state) };
}

/** Under what the names of an LGA (ward null) or of one of its wards are kept, as hex. */
export function placeDigest({ config }: Pick<Deps, "config">, { state, lga, ward }: StreetPlace): string {
  return keyedDigest(config.DIGEST_KEY, "street place", placeKey(state), placeKey(lga), ward === null ? "" : placeKey(ward));
}
