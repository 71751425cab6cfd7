import type { Places } from "./types";

/**
 * The form in which place names are compared: letters and digits only, without accents, so that case, hyphens, spaces and every kind of
 * apostrophe (Mai'Adua, Mai’adua, MAIADUA) are one name.
 */
export function placeKey(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
}

/** One path of the site's hierarchy; `lga` and `ward` are null for the entries above them. */
export interface PlacePath {
  readonly state: string;
  readonly lga: string | null;
  readonly ward: string | null;
}

/** What people write for the capital territory, which the hierarchy calls FCT. */
const capitalTerritory = new Set(["fct", "abuja", "fctabuja", "abujafct", "federalcapitalterritory", "federalcapitalterritoryabuja"]);

interface IndexedLga {
  readonly lga: string;
  readonly state: string;
  readonly wards: Map<string, string>;
}

/** An index over the site's hierarchy that finds names as people spell them and gives them back as the site spells them (the NDR export compares exactly). */
export function indexPlaces(paths: Iterable<PlacePath>): Places {
  const states = new Map<string, string>();
  const lgas = new Map<string, IndexedLga[]>();
  for (const { state, lga, ward } of paths) {
    states.set(stateKey(state), states.get(stateKey(state)) ?? state);
    if (lga === null) continue;
    const entry = lgaEntry(lgas, lga, state);
    if (ward !== null && !entry.wards.has(placeKey(ward))) entry.wards.set(placeKey(ward), ward);
  }
  const findState = (name: string): string | null => states.get(stateKey(name)) ?? states.get(stateKey(withoutWord(name, /\s+state$/i))) ?? null;
  const findEntries = (name: string, state: string | null): readonly IndexedLga[] => {
    const entries = lgas.get(placeKey(name)) ?? lgas.get(placeKey(withoutWord(name, /\s+(?:l\.?g\.?a\.?|local government(?: area)?)$/i))) ?? [];
    if (state === null) return entries;
    const key = stateKey(state);
    return entries.filter((entry) => stateKey(entry.state) === key);
  };
  return {
    findState,
    findLgas: (name, state) => findEntries(name, state).map((entry) => ({ lga: entry.lga, state: entry.state })),
    findWard: (name, lga, state) => {
      for (const entry of findEntries(lga, state === null ? null : (findState(state) ?? state))) {
        const ward = entry.wards.get(placeKey(name)) ?? entry.wards.get(placeKey(withoutWord(name, /\s+ward$/i)));
        if (ward !== undefined) return ward;
      }
      return null;
    },
  };
}

function lgaEntry(lgas: Map<string, IndexedLga[]>, lga: string, state: string): IndexedLga {
  const key = placeKey(lga);
  const entries = lgas.get(key) ?? [];
  lgas.set(key, entries);
  const known = entries.find((entry) => stateKey(entry.state) === stateKey(state));
  if (known) return known;
  const entry: IndexedLga = { lga, state, wards: new Map() };
  entries.push(entry);
  return entry;
}

function stateKey(name: string): string {
  const key = placeKey(name);
  return capitalTerritory.has(key) ? "fct" : key;
}

function withoutWord(name: string, word: RegExp): string {
  return name.trim().replace(word, "");
}
