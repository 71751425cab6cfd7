/** A name of the site with the form in which it is compared (placeKey). */
export interface NamedPlace {
  readonly key: string;
  readonly name: string;
}

/** More than so many say nothing. */
const mostOffered = 3;

/** Below this length one letter makes another name: OBI and ODI, EDU and EDE. */
const shortestMisspelt = 5;

/**
 * The names that a name which the site does not have was most likely meant to be: its words in another order (North Kaduna), cut short (Owerri
 * Mun.) or with one letter missing, too many, wrong or changed places with the next. Only ever offered to a person, never put in.
 */
export function nearNames<P extends NamedPlace>(name: string, candidates: readonly P[]): readonly P[] {
  const words = wordsOf(name);
  if (words.length === 0) return [];
  const key = words.join("");
  const rules: readonly ((candidate: P) => boolean)[] = [
    (candidate) => isReordered(words, wordsOf(candidate.name)),
    (candidate) => key.length >= shortestMisspelt && isOneLetterOff(key, candidate.key),
    (candidate) => isCutShort(words, wordsOf(candidate.name)),
  ];
  for (const fits of rules) {
    const found = candidates.filter(fits);
    if (found.length > 0) return found.length > mostOffered ? [] : found;
  }
  return [];
}

function wordsOf(name: string): readonly string[] {
  const plain = name.normalize("NFKD").replace(/[\p{M}'’ʼ`.]+/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

function isReordered(words: readonly string[], other: readonly string[]): boolean {
  return words.length > 1 && words.length === other.length && [...words].sort().join(" ") === [...other].sort().join(" ");
}

/** Every word is the beginning of the one at its place, the first of at least four letters; words at the end may be missing. */
function isCutShort(words: readonly string[], other: readonly string[]): boolean {
  const [first = ""] = words;
  return first.length >= 4 && words.length <= other.length && other.length > 1 && words.every((word, at) => other[at]?.startsWith(word) === true);
}

/** One letter apart: a letter more, a letter less, another letter, or two neighbours exchanged. */
export function isOneLetterOff(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
