import type { AddressView, Places } from "./types";

/** What the record says, and the names of the site that it was most likely meant to be; both are to be recorded. */
export interface PlaceOffer {
  readonly field: "lga" | "state";
  readonly recorded: string;
  readonly use: readonly { readonly lga: string | null; readonly state: string }[];
}

/**
 * Names for an LGA or state of an old record that is not spelt as the site spells it: the NDR export finds codes by exact name, so such a
 * patient is lost to it. Null where all is well, or nothing can be offered. Nothing is changed unless a person accepts it.
 */
export function offerPlaces(recorded: AddressView | null, places: Places): PlaceOffer | null {
  if (recorded === null) return null;
  const state = recorded.state === null ? null : findOrOnlyNear(recorded.state, places);
  if (recorded.lga === null) {
    if (recorded.state === null || state === recorded.state) return null;
    const use = state === null ? places.nearStates(recorded.state) : [state];
    return use.length === 0 ? null : { field: "state", recorded: recorded.state, use: use.map((name) => ({ lga: null, state: name })) };
  }
  const found = places.findLgas(recorded.lga, state);
  const use = found.length > 0 ? found : places.nearLgas(recorded.lga, state);
  if (use.length === 0 || use.some((one) => one.lga === recorded.lga && one.state === recorded.state)) return null;
  const lgaIsRight = use.every((one) => one.lga === recorded.lga);
  return lgaIsRight ? { field: "state", recorded: recorded.state ?? "", use } : { field: "lga", recorded: recorded.lga, use };
}

function findOrOnlyNear(state: string, places: Places): string | null {
  const [only = null, second] = places.nearStates(state);
  return places.findState(state) ?? (second === undefined ? only : null);
}
