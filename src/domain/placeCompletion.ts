import { placeKey } from "./placeNames";
import { pathsOfTree } from "./placeTree";
import type { PlaceTree } from "./placeTree";
import type { Places } from "./types";

export interface PlaceOption {
  readonly name: string;
  readonly state: string;
  /** The LGA of a ward; null for states and LGAs themselves. */
  readonly lga: string | null;
}

/** The best of what fits, and how many fit in all. */
export interface Completion {
  readonly options: readonly PlaceOption[];
  readonly total: number;
}

/** Names of places that fit what has been typed so far: those that begin so first, then those with a word that does, then the others. */
export interface PlaceCompletion {
  states(text: string, most: number): Completion;
  /** In the given state, or in all where it is null or unknown. */
  lgas(text: string, state: string | null, most: number): Completion;
  /** In the given LGA; without one, in all, from two letters on. */
  wards(text: string, where: { readonly lga: string | null; readonly state: string | null }, most: number): Completion;
}

interface Entry extends PlaceOption {
  readonly key: string;
  /** The key from the beginning of each word after the first. */
  readonly words: readonly string[];
}

const nothing: Completion = { options: [], total: 0 };

/** An index for completing at a keystroke; `places` reads what stands in the other fields, however it is spelt. */
export function indexCompletion(tree: PlaceTree, places: Places): PlaceCompletion {
  const states: Entry[] = [];
  const lgas: Entry[] = [];
  const wards: Entry[] = [];
  const lgasOfState = new Map<string, Entry[]>();
  const wardsOfLga = new Map<string, Entry[]>();
  for (const { state, lga, ward } of pathsOfTree(tree)) {
    if (ward !== null) place(ward, { state, lga }, [wards, listOf(wardsOfLga, `${state}\n${lga ?? ""}`)]);
    else if (lga !== null) place(lga, { state, lga: null }, [lgas, listOf(lgasOfState, state)]);
    else place(state, { state, lga: null }, [states]);
  }
  for (const list of [states, lgas, wards, ...lgasOfState.values(), ...wardsOfLga.values()]) list.sort(byName);
  return {
    states: (text, most) => best(states, text, most),
    lgas: (text, state, most) => {
      const known = state === null ? null : places.findState(state);
      return best(known === null ? lgas : (lgasOfState.get(known) ?? []), text, most);
    },
    wards: (text, where, most) => {
      if (where.lga === null) return placeKey(text).length < 2 ? nothing : best(wards, text, most);
      const found = places.findLgas(where.lga, where.state);
      return best(found.flatMap(({ lga, state }) => wardsOfLga.get(`${state}\n${lga}`) ?? []), text, most);
    },
  };
}

function place(name: string, where: Pick<PlaceOption, "state" | "lga">, lists: readonly Entry[][]): void {
  const key = placeKey(name);
  if (key === "") return;
  const words = name.split(/[^\p{L}\p{N}'’]+/u).map(placeKey);
  const entry = { name, ...where, key, words: words.slice(1).map((_, at) => words.slice(at + 1).join("")) };
  for (const list of lists) list.push(entry);
}

function listOf(lists: Map<string, Entry[]>, key: string): Entry[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Compared by key, which is quick and the same in every language of the browser. */
function byName(one: Entry, other: Entry): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  return one.state < other.state ? -1 : 1;
}

/** No more is gathered of each rank than can be shown: a single letter fits thousands. */
function best(list: readonly Entry[], text: string, most: number): Completion {
  const typed = placeKey(text);
  const ranks: readonly Entry[][] = [[], [], [], []];
  let total = 0;
  for (const entry of list) {
    const at = entry.key.indexOf(typed);
    if (at === -1) continue;
    total += 1;
    const rank = ranks[rankOf(entry, typed, at)];
    if (rank !== undefined && rank.length < most) rank.push(entry);
  }
  const options = ranks.flat().slice(0, most);
  return { options: options.map(({ name, state, lga }) => ({ name, state, lga })), total };
}

function rankOf({ key, words }: Entry, typed: string, at: number): number {
  if (at > 0) return words.some((word) => word.startsWith(typed)) ? 2 : 3;
  return key.length === typed.length ? 0 : 1;
}
