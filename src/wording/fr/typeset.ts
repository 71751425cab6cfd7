/**
 * French typography, so that it can be written with the keys of any keyboard: a narrow space that does not break before `; : ! ?` and
 * inside « », and the curved apostrophe.
 */
export function typeset(text: string): string {
  return text
    .replace(/ ([;:!?»])/g, "\u202f$1")
    .replace(/« /g, "«\u202f")
    .replace(/(\p{L})'/gu, "$1’");
}

/** A sentence with values in it: the sentence is typeset, the values (names of sheets, what somebody typed) stay as they are. */
export function fr(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.map((part, at) => `${typeset(part)}${values[at] ?? ""}`).join("");
}

/** Typesets every plain text of a catalogue. Sentences that take values are typeset as they are said, by `fr`. */
export function typesetAll<T>(words: T): T {
  if (typeof words === "string") return typeset(words) as T & string;
  if (typeof words !== "object" || words === null) return words;
  const entries = Object.entries(words).map(([key, said]: [string, unknown]) => [key, typesetAll(said)]);
  // The same keys and the same kinds of words as before.
  return Object.fromEntries(entries) as T;
}
