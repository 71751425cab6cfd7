import type { PlacePath } from "./placeNames";

/** The site's hierarchy as it travels: every name once, under the one that it belongs to, as the site spells it and in the site's order. */
export type PlaceTree = readonly {
  readonly state: string;
  readonly lgas: readonly { readonly lga: string; readonly wards: readonly string[] }[];
}[];

/** The hierarchy as a tree; a name that comes twice in one place is kept once. */
export function treeOfPlaces(paths: Iterable<PlacePath>): PlaceTree {
  const states = new Map<string, Map<string, Set<string>>>();
  for (const { state, lga, ward } of paths) {
    const lgas = states.get(state) ?? new Map<string, Set<string>>();
    states.set(state, lgas);
    if (lga === null) continue;
    const wards = lgas.get(lga) ?? new Set<string>();
    lgas.set(lga, wards);
    if (ward !== null) wards.add(ward);
  }
  return [...states].map(([state, lgas]) => ({ state, lgas: [...lgas].map(([lga, wards]) => ({ lga, wards: [...wards] })) }));
}

/** Every path of a tree, those above before those below. */
export function* pathsOfTree(tree: PlaceTree): Generator<PlacePath> {
  for (const { state, lgas } of tree) {
    yield { state, lga: null, ward: null };
    for (const { lga, wards } of lgas) {
      yield { state, lga, ward: null };
      for (const ward of wards) yield { state, lga, ward };
    }
  }
}
