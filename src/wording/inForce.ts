import type { Topics } from "./topics";
import type { Wording } from "./wording";

/** A whole language: its wording of every topic. */
export type Language = { readonly [Topic in keyof Topics]: Wording<Topics[Topic]> };

interface Words {
  [key: string]: unknown;
}

const spoken = new Map<string, { readonly words: Words; readonly english: Words }>();
let foreign: Language | null = null;

/**
 * The words of a topic in the language that is in force: English, until another one is put in force. It is one object for good, whose texts
 * are replaced in place, so that components may hold a part of it. A single text must not be kept: it would stay in its language.
 */
export function inForce<Topic extends keyof Topics>(topic: Topic, english: Topics[Topic]): Wording<Topics[Topic]> {
  const words: Words = {};
  spoken.set(topic, { words, english: asWords(english) });
  put(words, asWords(foreign?.[topic] ?? english));
  // The object was filled from one of that very shape.
  return words as Wording<Topics[Topic]>;
}

/** Puts a language in force, also for topics that are loaded later; `null` is English. */
export function putInForce(language: Language | null): void {
  foreign = language;
  const all = asWords(language ?? {});
  for (const [topic, { words, english }] of spoken) put(words, asWords(all[topic] ?? english));
}

function put(target: Words, source: Words): void {
  for (const key of Object.keys(target)) if (!(key in source)) Reflect.deleteProperty(target, key);
  for (const [key, said] of Object.entries(source)) {
    const held = target[key];
    if (!isWords(said)) target[key] = said;
    else if (isWords(held)) put(held, said);
    else put((target[key] = Array.isArray(said) ? asWords([]) : {}), said);
  }
}

function isWords(value: unknown): value is Words {
  return typeof value === "object" && value !== null;
}

function asWords(value: unknown): Words {
  if (!isWords(value)) throw new TypeError("A topic of a catalogue is an object of words.");
  return value;
}
