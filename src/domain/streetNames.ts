import { placeKey } from "./placeNames";
import { homeWords, landmarkStarts, longForms, numberWords, numberedNames, personLinks, personTitles, publicPlaces, relations, streetEndings } from "./streetWords";

/** A street or landmark that an address speaks of, without anything that says which home or whose. */
export interface StreetName {
  /** What is compared and searched: words in small letters, one space between them, nothing shortened. */
  readonly key: string;
  /** As it is offered: Ayangburen Road, Behind Central Mosque, Opposite St. Mary's. */
  readonly name: string;
}

/** What an address says of its place, and the patient's own names: neither is a street. */
export interface StreetSetting {
  readonly places: readonly (string | null)[];
  readonly ownNames: readonly string[];
}

const longest = { name: 60, words: 8 };

/**
 * The streets and landmarks of one address: its parts without house numbers, telephone numbers and persons (care of, titles, whose house it
 * is). What remains is only ever used where several patients share it, so what this rule lets through by mistake stays private as well.
 */
export function readStreetNames(street: string, setting: StreetSetting): readonly StreetName[] {
  const names = new Map<string, StreetName>();
  for (const part of partsOf(street)) {
    const found = readPart(part, setting);
    if (found !== null) names.set(found.key, found);
  }
  return [...names.values()];
}

/** The part of a street that is being typed, and what stands before it: a house number, or parts that are finished. */
export function splitTyped(text: string): { readonly kept: string; readonly typed: string } {
  const words = [...joined(text).matchAll(/[^\s,;]+[,;]?|[,;]/g)];
  let start = 0;
  words.forEach((word, at) => {
    const [said] = word;
    if (/[,;]$/.test(said)) start = at + 1;
    else if (at > start && landmarkStarts.has(wordKey(said))) start = at;
  });
  while (start < words.length && isBeforeName(words, start)) start += 1;
  const from = words[start]?.index ?? text.length;
  return { kept: text.slice(0, from), typed: text.slice(from) };
}

/** What was typed in the form in which names are searched; empty where it names a person or holds a number that is none of a street. */
export function typedKey(typed: string): string {
  const words = joined(typed).split(/\s+/).filter((word) => word !== "");
  if (words.some((word) => personLinks.has(wordKey(word)) || /\d{3}/.test(word))) return "";
  const last = words.length - 1;
  const full = words.map((word, at) => (at === last ? word : longForm(words, at)));
  return keyOf(full.filter((word, at) => at === last || wordKey(word) !== "the"));
}

function partsOf(street: string): readonly (readonly string[])[] {
  const withoutPhones = joined(street).replace(/\+?[\dOo](?:[\s()./-]*\d){6,}/g, " , ");
  const parts: string[][] = [];
  for (const piece of withoutPhones.split(/[,;:\n\r\t]+|\s[-–—]\s/)) {
    let part: string[] = [];
    parts.push(part);
    for (const word of piece.split(/\s+/)) {
      if (word === "") continue;
      if (part.length > 0 && landmarkStarts.has(wordKey(word)) && !hasPersonLink(part)) parts.push((part = []));
      part.push(word);
    }
  }
  return parts.filter((part) => part.length > 0);
}

function readPart(raw: readonly string[], { places, ownNames }: StreetSetting): StreetName | null {
  const part = withoutPlaces(withoutNumbers(raw.map(trimmed).filter((word) => word !== "")), places);
  const words = part.map((_, at) => longForm(part, at)).filter((word) => wordKey(word) !== "the");
  const keys = words.map(wordKey);
  const [first = ""] = keys;
  const core = landmarkStarts.has(first) ? keys.slice(1) : keys;
  if (core.length === 0 || core.length > longest.words || namesPerson(words, core, ownNames)) return null;
  const isStreetLike = core.length > 1 || core !== keys || !streetEndings.has(core[0] ?? "");
  if (!isStreetLike || core.join("").replace(/[^\p{L}]/gu, "").length < 3) return null;
  const [key, name] = [keyOf(words), words.map(shown).join(" ")];
  return name.length > longest.name || places.some((place) => place !== null && placeKey(place) === placeKey(key)) ? null : { key, name };
}

function hasPersonLink(words: readonly string[]): boolean {
  return words.some((word) => personLinks.has(wordKey(word)));
}

/** Whose home it is. A street or a public place may bear anybody's name; a house, a shop, a family may not. */
function namesPerson(words: readonly string[], core: readonly string[], ownNames: readonly string[]): boolean {
  if (hasPersonLink(words)) return true;
  if (streetEndings.has(core.at(-1)?.replace(/\d+$/, "") ?? "") || core.some((word) => publicPlaces.has(word))) return false;
  const own = new Set(ownNames.flatMap((name) => name.split(/[\s-]+/)).map(placeKey).filter((name) => name.length > 2));
  return (
    core.some((word) => personTitles.has(word) || relations.has(word) || homeWords.has(word) || own.has(placeKey(word))) ||
    words.some((word) => /['’]s$/i.test(word))
  );
}

const numberLike = /^#?(?:\d+[a-z]{0,2}|[a-z]\d+[a-z]?)(?:[/&-]+(?:\d+[a-z]?|[a-z]\d*))*$/i;
const ordinal = /^\d{1,2}(?:st|nd|rd|th)$/i;

/** Without the numbers of homes (14, 14B, No. 5, Plot 12/14, Flat C) and any number that is no part of a name (2nd Avenue, Road 5 are). */
function withoutNumbers(words: readonly string[]): readonly string[] {
  const left: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const next = words[at + 1] ?? "";
    if (numberWords.has(wordKey(word)) && (numberLike.test(next) || /^(?:[a-z]|[ivx]+)$/i.test(next))) at += 1;
    else if (/^(?:nos?|num|plot|flat|hse|blk|rm)[.:#]*\d/i.test(word)) continue;
    else if (ordinal.test(word) || !/\d/.test(word)) left.push(word);
    else if (/^\d{1,2}$/.test(word) && isNumbered(left)) left.push(word);
  }
  return left.length === 1 && numberWords.has(wordKey(left[0] ?? "")) ? [] : left;
}

/** Road 5 is a name, Broad Street 5 a home; Kubwa Phase 2 is a name wherever it stands. */
function isNumbered(before: readonly string[]): boolean {
  const last = wordKey(before.at(-1) ?? "");
  if (!numberedNames.has(last)) return false;
  return !streetEndings.has(last) || ["area", "line", "layout"].includes(last) || before.length === 1;
}

/** Line lists print the LGA behind the street; what is left out at the end must be a whole name. */
function withoutPlaces(words: readonly string[], places: readonly (string | null)[]): readonly string[] {
  const keys = new Set([...places.flatMap((place) => (place === null ? [] : [placeKey(place)])), "nigeria", "state", "lga"]);
  for (let length = Math.min(4, words.length - 1); length > 0; length -= 1) {
    if (keys.has(placeKey(words.slice(-length).join("")))) return withoutPlaces(words.slice(0, -length), places);
  }
  return words;
}

function isBeforeName(words: readonly RegExpExecArray[], at: number): boolean {
  const word = words[at]?.[0] ?? "";
  if (ordinal.test(word)) return false;
  const isCounted = (said: string, what: string): boolean => numberWords.has(wordKey(said)) && (numberLike.test(trimmed(what)) || /^[a-z]$/i.test(what));
  const [before = "", next = ""] = [words[at - 1]?.[0], words[at + 1]?.[0]];
  return numberLike.test(trimmed(word)) || isCounted(before, word) || isCounted(word, next) || /^(?:nos?|plot|flat)[.:#]*\d/i.test(word);
}

/** Landmarks of several words as one, of the same length: "close to" is none of the streets that end in Close. */
function joined(text: string): string {
  return text.replace(/\b(close|next) (to)\b|\b(back|front) (of)\b|\b(in) (front) (of)\b/gi, (said) => said.replaceAll(" ", "-"));
}

function longForm(words: readonly string[], at: number): string {
  const word = words[at] ?? "";
  const key = wordKey(word);
  const before = wordKey(words[at - 1] ?? "");
  const isAtStart = at === 0 || landmarkStarts.has(longForms.get(before) ?? before);
  if (key === "st") return isAtStart ? "saint" : "street";
  if (key === "dr") return at > 0 && at === words.length - 1 ? "drive" : word;
  return longForms.get(key) ?? word;
}

/** `in-front-of` in the list; a front or back of something reads the same. */
function wordKey(word: string): string {
  const key = word.normalize("NFKD").replace(/[\p{M}.'’ʼ`()"[\]]+/gu, "").toLowerCase();
  return /^(?:in-)?front-of$/.test(key) ? "in-front-of" : key.replace(/^in-(?=front$)/, "");
}

function trimmed(word: string): string {
  return word.replace(/^[("'[\]*_\-/]+|[)"[\]*_\-/]+$/g, "");
}

function keyOf(words: readonly string[]): string {
  return words
    .flatMap((word) => word.split("-"))
    .map((word) => placeKey(word))
    .filter((word) => word !== "")
    .join(" ");
}

const capitals: ReadonlySet<string> = new Set(["gra", "nnpc", "nepa", "phcn", "uba", "ecwa", "rccg", "cac", "rcm", "lea", "fct", "ii", "iii", "iv", "vi", "gss", "gdss"]);

function shown(word: string, at: number): string {
  const key = wordKey(word);
  if (key === "saint") return "St.";
  if (capitals.has(key)) return key.toUpperCase();
  const plain = landmarkStarts.has(key) ? key.replaceAll("-", " ") : word.toLowerCase();
  if (at > 0 && ["of", "and", "to"].includes(key)) return plain;
  return plain.replace(/^\p{L}|(?<=[-/])\p{L}/gu, (letter) => letter.toUpperCase());
}
