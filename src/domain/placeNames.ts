import { nearNames } from "./nearNames";
import type { Places } from "./types";

/** One path of the site's hierarchy; `lga` and `ward` are null for the entries above them. */
export interface PlacePath {
  readonly state: string;
  readonly lga: string | null;
  readonly ward: string | null;
}

interface IndexedLga {
  readonly lga: string;
  readonly state: string;
  readonly stateKey: string;
  /** Names of its wards by key. */
  readonly wards: Map<string, string>;
}

const plainAscii = /^[\x20-\x7e]*$/;

/**
 * The form in which place names are compared: letters and digits only, without accents, so that case, hyphens, spaces and every kind of
 * apostrophe (Mai'Adua, Mai’adua, MAIADUA) are one name.
 */
export function placeKey(name: string): string {
  if (plainAscii.test(name)) return name.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return name
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
}

/** What people write, and hierarchies hold, for the capital territory. */
const capitalTerritory = new Set(["fct", "abuja", "fctabuja", "abujafct", "federalcapitalterritory", "federalcapitalterritoryabuja"]);

function stateKey(name: string): string {
  return oneCapital(placeKey(name));
}

function oneCapital(key: string): string {
  return capitalTerritory.has(key) ? "fct" : key;
}

/** An index over the site's hierarchy that finds names as people spell them and gives them back as the site spells them (the NDR export compares exactly). */
export function indexPlaces(paths: Iterable<PlacePath>): Places {
  const { states, lgas } = readPaths(paths);
  const keyOfState = remember((name): string => {
    const key = stateKey(name);
    return states.has(key) ? key : oneCapital(key.replace(/state$/, ""));
  });
  const namesakes = remember((name): readonly IndexedLga[] => {
    const key = placeKey(name);
    return lgas.get(key) ?? lgas.get(key.replace(/(?:lga|localgovernment(?:area)?)$/, "")) ?? [];
  });
  const findEntries = (name: string, state: string | null): readonly IndexedLga[] => {
    const entries = namesakes(name);
    return state === null ? entries : entries.filter((entry) => entry.stateKey === keyOfState(state));
  };
  const allStates = [...states].map(([key, name]) => ({ key, name }));
  const allLgas = [...lgas].flatMap(([key, entries]) => entries.map((entry) => ({ key, name: entry.lga, entry })));
  const nearStates = remember((name) => nearNames(name.trim().replace(stateWord, ""), allStates).map((state) => state.name));
  const findNearLgas = (name: string, state: string | null): readonly { lga: string; state: string }[] => {
    const said = apart(name.trim().replace(lgaWords, ""));
    const wanted = state ?? said.state;
    const here = wanted === null ? null : keyOfState(wanted);
    const same = findEntries(said.place, wanted);
    if (same.length > 0) return same.map((entry) => ({ lga: entry.lga, state: entry.state }));
    const near = nearNames(said.place, here === null ? allLgas : allLgas.filter(({ entry }) => entry.stateKey === here));
    return near.map(({ entry }) => ({ lga: entry.lga, state: entry.state }));
  };
  const nearLgasAnywhere = remember((name) => findNearLgas(name, null));
  return {
    nearStates,
    // Lists repeat the same misspelling in every row, mostly without a state beside it.
    nearLgas: (name, state) => (state === null ? nearLgasAnywhere(name) : findNearLgas(name, state)),
    nearWards: (name, lga, state) => {
      const wards = findEntries(lga, state).flatMap((entry) => [...entry.wards].map(([key, ward]) => ({ key, name: ward })));
      return [...new Set(nearNames(withoutWardWord(name), wards).map((ward) => ward.name))];
    },
    findState: (name) => states.get(keyOfState(name)) ?? null,
    findLgas: (name, state) => findEntries(name, state).map((entry) => ({ lga: entry.lga, state: entry.state })),
    findWard: (name, lga, state) => {
      const entries = findEntries(lga, state);
      return entries.length === 0 ? null : (findOneWard(placeKey(name), entries) ?? findOneWard(placeKey(withoutWardWord(name)), entries));
    },
  };
}

function readPaths(paths: Iterable<PlacePath>): { states: ReadonlyMap<string, string>; lgas: ReadonlyMap<string, readonly IndexedLga[]> } {
  const states = new Map<string, string>();
  const lgas = new Map<string, IndexedLga[]>();
  const [keyOfState, keyOfLga] = [remember(stateKey), remember(placeKey)];
  for (const path of paths) {
    const state = { name: path.state, key: keyOfState(path.state) };
    // A key of nothing ("'") would be found by everything that has no letter.
    if (state.key === "") continue;
    if (!states.has(state.key)) states.set(state.key, state.name);
    if (path.lga === null || keyOfLga(path.lga) === "") continue;
    const { wards } = lgaEntry(lgas, { name: path.lga, key: keyOfLga(path.lga) }, state);
    const wardKey = path.ward === null ? "" : placeKey(path.ward);
    if (path.ward !== null && wardKey !== "" && !wards.has(wardKey)) wards.set(wardKey, path.ward);
  }
  return { states, lgas };
}

interface KeyedName {
  readonly name: string;
  readonly key: string;
}

function lgaEntry(lgas: Map<string, IndexedLga[]>, lga: KeyedName, state: KeyedName): IndexedLga {
  const entries = lgas.get(lga.key) ?? [];
  lgas.set(lga.key, entries);
  const known = entries.find((entry) => entry.stateKey === state.key);
  if (known) return known;
  const entry: IndexedLga = { lga: lga.name, state: state.name, stateKey: state.key, wards: new Map() };
  entries.push(entry);
  return entry;
}

/** The ward of this key; where LGAs of one name in two states spell it differently, neither is guessed at. */
function findOneWard(key: string, entries: readonly IndexedLga[]): string | null {
  let found: string | null = null;
  for (const { wards } of entries) {
    const ward = wards.get(key);
    if (ward === undefined || ward === found) continue;
    if (found !== null) return null;
    found = ward;
  }
  return found;
}

const stateWord = /[\s,]+state$/i;
const lgaWords = /[\s,]+(?:l\.?\s?g\.?\s?a\.?|l\.?\s?g\.?|local\s+gov(?:ernmen)?t\.?(?:\s+area)?|council)$/i;

/** An LGA with its state behind it, as old records have it: Surulere (Oyo), Surulere, Oyo State. */
function apart(name: string): { place: string; state: string | null } {
  const [, place = name, state = null] = /^(.+?)\s*[,(]\s*([^,()]+)\)?$/.exec(name) ?? [];
  return { place, state };
}

/** Only a word of its own is left out: Edward is not the ward Ed. */
function withoutWardWord(name: string): string {
  return name.trim().replace(/\s+ward$/i, "");
}

const mostRemembered = 5_000;

/**
 * Lists name the same few states and LGAs in every row, so what was found for a name is kept, up to a number that no site reaches but
 * that what people type could. Wards are not kept: they are asked for with streets, which are patients' addresses.
 */
function remember<Answer extends object | string>(find: (name: string) => Answer): (name: string) => Answer {
  const answers = new Map<string, Answer>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = find(name);
    if (answers.size >= mostRemembered) answers.clear();
    answers.set(name, answer);
    return answer;
  };
}
