/**
 * Finding people by their name as it is remembered or heard: in any order, in part, without accents, apostrophes and hyphens, and spelt
 * another way. Written for Nigerian names: Arabic names come in a dozen spellings (Mohammed, Muhammad), Igbo and Yoruba ones with and without
 * their marks (Ọláwùmí, Ṣówándé written Showande).
 */

/** How a person's name answers what was typed; the order is that of a list of results. */
export type NameRank = "exact" | "prefix" | "misspelt";

/** A person's names as the record has them, column by column. */
export type NameColumns = readonly (string | null)[];

/** The words of what was typed, folded; titles stay, because the record may hold them as names. */
export function searchWords(text: string): readonly string[] {
  return text
    .split(/\s+/u)
    .map(foldName)
    .filter((word) => word !== "");
}

/**
 * Every part of a name that it can be found by; a name that stands there twice is there twice. First the words, then what hyphens join and two
 * words written as one.
 */
export function nameParts(columns: NameColumns): readonly string[] {
  const words: string[] = [];
  const others: string[] = [];
  for (const column of columns) {
    const ofColumn = (column ?? "").split(/\s+/u).filter((word) => word !== "");
    words.push(...ofColumn.map(foldName));
    for (const word of ofColumn) if (hyphens.test(word)) others.push(...word.split(hyphens).map(foldName));
    for (const [index, word] of ofColumn.entries()) if (index > 0) others.push(foldName(`${ofColumn[index - 1] ?? ""}${word}`));
  }
  return [...words, ...others].filter((part) => part !== "");
}

const hyphens = /[-‐‑–]/u;

/** How well a name answers the words, each by a part of its own; null where it does not. */
export function rankName(words: readonly string[], columns: NameColumns): NameRank | null {
  const parts = nameParts(columns);
  const rank = rankWords(words, parts);
  if (rank !== null || words.length < 2) return rank;
  // Abdul Rahman typed, Abdulrahman recorded.
  const joined = words.slice(1).some((word, at) => rankWords([...words.slice(0, at), `${words[at] ?? ""}${word}`, ...words.slice(at + 2)], parts) !== null);
  return joined ? "misspelt" : null;
}

const order: readonly NameRank[] = ["exact", "prefix", "misspelt"];

function rankWords(words: readonly string[], parts: readonly string[]): NameRank | null {
  const [word, ...others] = words;
  if (word === undefined) return "exact";
  let best: NameRank | null = null;
  for (const [at, part] of parts.entries()) {
    const own = rankWord(word, part);
    if (own === null) continue;
    const rest = rankWords(others, parts.filter((_, other) => other !== at));
    if (rest === null) continue;
    const both = worse(own, rest);
    if (best === null || order.indexOf(both) < order.indexOf(best)) best = both;
  }
  return best;
}

function rankWord(word: string, part: string): NameRank | null {
  if (word === part) return "exact";
  if (part.startsWith(word)) return "prefix";
  const sound = soundOf(word);
  return sound !== null && sound === soundOf(part) ? "misspelt" : null;
}

function worse(one: NameRank, other: NameRank): NameRank {
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}

/** Small letters without marks, apostrophes, hyphens and everything else that is no letter. */
export function foldName(word: string): string {
  return word.normalize("NFKD").toLowerCase().replace(/[^\p{L}]/gu, "");
}

/** Letters of a word that are too few say nothing of its sound. */
const leastLetters = 3;

/**
 * What is left of a name when everything is taken away that is spelt now so, now otherwise: which of a, e, i stands between consonants,
 * how many letters there are of a kind, a closing h or t (Fatimah, Aishat), sh for s, kw for k. Null for words that are too short.
 */
export function soundOf(word: string): string | null {
  if (word.length < leastLetters) return null;
  const consonants = word
    .replace(/(?<=..a)t$/, "")
    .replace(/ph/g, "f")
    .replace(/ch/g, "C")
    .replace(/kw(?=[aeiou])/g, "k")
    .replace(/[cq]/g, "k")
    .replace(/v/g, "f")
    .replace(/x/g, "ks")
    // After another consonant an h is only a way of writing it; so it is at the end.
    .replace(/(?<=[bdfgkpst])h/g, "")
    .replace(/h$/, "");
  const first = consonants[0] ?? "";
  const start = /[aeiou]/.test(first) ? initialVowels[first] ?? "" : first;
  const vowelsAtStart = /^[aeiou][aeiouy]*/.exec(consonants)?.[0].length ?? 1;
  const rest = consonants
    .slice(vowelsAtStart)
    .replace(/[aeiou][aeiouy]*|y(?![aeiou])|(?<=[^aeiouy])y/g, (run) => (/^[ou]/.test(run) ? "u" : "a"));
  return `${start}${rest}`.replace(/(.)\1+/gu, "$1");
}

/** At its beginning a vowel is heard clearly: Umar is no Amar, though Ibrahim is Ebrahim and Umar is Omar. */
const initialVowels: Readonly<Record<string, string>> = { a: "A", e: "E", i: "E", o: "U", u: "U" };
