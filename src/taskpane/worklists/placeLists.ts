import type { KnownPlaces } from "../../client/placesCache";

/** Names to choose from in the cells of a sheet; empty where none are known. */
export interface PlaceLists {
  readonly states: readonly string[];
  readonly lgas: readonly string[];
  readonly wards: readonly string[];
}

/** Where a patient of the list lives, as the record says. */
export interface RecordedPlace {
  readonly state: string | null;
  readonly lga: string | null;
}

/** More than any hierarchy has. */
const all = 100_000;
/** A longer list of wards is no help to choose from. */
const mostWards = 1_000;

/**
 * All states; the LGAs of the states in which the patients of the list live, and the wards of their LGAs: who moves mostly moves near. Where no
 * state is known, the LGAs of all. Other names can be typed: Validate knows them too.
 */
export function placeLists(known: KnownPlaces | null, recorded: readonly RecordedPlace[]): PlaceLists {
  if (known === null) return { states: [], lgas: [], wards: [] };
  const { completion, places } = known;
  const states = completion.states("", all).options.map(({ name }) => name);
  const here = distinct(recorded.map(({ state }) => (state === null ? null : places.findState(state))));
  const lgas = here.length === 0 ? completion.lgas("", null, all).options : here.flatMap((state) => completion.lgas("", state, all).options);
  const at = distinct(recorded.map(({ state, lga }) => (lga === null ? null : JSON.stringify([lga, state]))));
  const wards = at.flatMap((key) => {
    const [lga, state] = JSON.parse(key) as [string, string | null];
    return completion.wards("", { lga, state }, all).options;
  });
  const wardNames = sorted(wards.map(({ name }) => name));
  return { states: sorted(states), lgas: sorted(lgas.map(({ name }) => name)), wards: wardNames.length > mostWards ? [] : wardNames };
}

function distinct(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== null))];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, "en"));
}
