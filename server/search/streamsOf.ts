import type { SearchKind } from "../../src/contract/patientSearch";
import type { NameRank } from "../../src/domain/nameSearch";
import { searchWords } from "../../src/domain/nameSearch";
import { headKey, headLetters, headPairKey, readTypedPhone, soundKey, soundPairKey, tailKey, wholeKey } from "../../src/domain/searchKeys";
import type { Stream, StreamDeps } from "./candidates";
import { createNameJudge } from "./nameJudge";
import type { RecordIndexes } from "./recordIndexes";
import { beginNames, identifierStream, indexedNameStreams, isIndexed } from "./recordStreams";
import { createPhoneJudge, nameStream, phoneStream } from "./tableStreams";

export interface StreamQuery {
  /** Trimmed, not empty. */
  readonly text: string;
  readonly kind: SearchKind;
  /** The search table holds everybody. */
  readonly isFilled: boolean;
  readonly indexes: RecordIndexes;
}

/** Whoever may be meant by what was typed: the streams in the order of the list, best first. */
export async function streamsOf(deps: StreamDeps, query: StreamQuery): Promise<readonly Stream[]> {
  switch (query.kind) {
    case "artId":
      return (["exact", "prefix"] as const).map((match) => identifierStream(deps, { ...query, match, types: "art" }));
    case "identifier":
      return (["exact", "prefix"] as const).map((match) => identifierStream(deps, { ...query, match, types: "all" }));
    case "name":
      return nameStreams(deps, query);
    case "phone":
      return phoneStreams(deps, query.text);
    case "any":
      return anyStreams(deps, query);
  }
}

/** By the form of what was typed: who types letters means a name, but OWERRI may be somebody's number too. */
async function anyStreams(deps: StreamDeps, query: StreamQuery): Promise<readonly Stream[]> {
  const exact = (["art", "other"] as const).map((types) => identifierStream(deps, { ...query, match: "exact", types }));
  if (!/\d/.test(query.text)) return [...exact, ...(await nameStreams(deps, query))];
  return [...exact, ...phoneStreams(deps, query.text), identifierStream(deps, { ...query, match: "prefix", types: "all" })];
}

function phoneStreams(deps: StreamDeps, text: string): readonly Stream[] {
  const typed = readTypedPhone(text);
  if (typed === null) return [];
  const key = "whole" in typed ? wholeKey(typed.whole) : tailKey(typed.tail);
  const judge = createPhoneJudge(deps, typed);
  return key === null ? [] : (["phone", "formerPhone"] as const).map((gives) => phoneStream(deps, key, { judge, gives }));
}

/**
 * One word for somebody who sees the whole site is found in the record's own indexes, up to the moment. Two words, or the patients of one facility
 * among many, would have to be picked out of thousands there: for them the search table has keys of its own, once it is filled.
 */
async function nameStreams(deps: StreamDeps, { text, isFilled, indexes }: StreamQuery): Promise<readonly Stream[]> {
  const words = searchWords(text);
  const typed = text.split(/\s+/u);
  const [first] = words;
  if (first === undefined) return [];
  const longest = [...words].sort((a, b) => b.length - a.length);
  const [one = first, other] = longest;
  const areLong = words.every((word) => word.length >= headLetters);
  const bySounds = other === undefined ? soundKey(one) : (soundPairKey(one, other) ?? soundKey(one));

  const judge = createNameJudge(deps, words);
  if (!isFilled || !areLong || (other === undefined && deps.facilityIds === null)) {
    // As typed, because the index knows apostrophes and hyphens.
    const word = [...typed].sort((a, b) => b.length - a.length)[0] ?? text;
    const isGivenBefore = isIndexed(word);
    const misspelt = bySounds === null ? [] : [nameStream(deps, bySounds, { judge, ranks: ["exact", "prefix", "misspelt"], isGivenBefore: (columns) => isGivenBefore(columns) && judge.rank(columns) !== "misspelt" })];
    return [...indexedNameStreams(deps, { judge, word, indexes }), ...misspelt];
  }
  const stream = (key: string | null, ...ranks: readonly NameRank[]): readonly Stream[] => (key === null ? [] : [nameStream(deps, key, { judge, ranks })]);
  // Abdul Rahman is also written Abdulrahman.
  const joined = words.length === 2 ? soundKey(words.join("")) : null;
  // Where nobody at all has a name that begins so, the many who sound so need not be looked through for somebody better.
  if (!(await beginNames(deps, words, indexes))) return [...stream(bySounds, "exact", "prefix", "misspelt"), ...stream(joined, "misspelt")];
  // Who is called exactly so sounds exactly so, and is found among fewer than those who only begin so.
  if (other === undefined) return [...stream(soundKey(one), "exact"), ...stream(headKey(one), "prefix"), ...stream(soundKey(one), "misspelt")];
  const sounds = soundPairKey(one, other);
  return [...stream(sounds, "exact"), ...stream(headPairKey(one, other), "prefix"), ...stream(sounds, "misspelt"), ...stream(joined, "misspelt")];
}
