import { putInForce } from "./inForce";
import type { Language } from "./inForce";

/** The languages that are whole. */
export const languages = ["en", "fr"] as const;
export type LanguageCode = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: "English", fr: "Français" };

/** English is always there; every other language is a file of its own, fetched when it is asked for. */
const fetches: Readonly<Record<Exclude<LanguageCode, "en">, () => Promise<Language>>> = {
  fr: async () => (await import("./fr/language")).french,
};

let inForceNow: LanguageCode = "en";
let asked = 0;

/**
 * Fetches a language, puts it in force, and gives the one that is in force then: another, where another was asked for meanwhile. Rejects, and
 * changes nothing, where its texts cannot be fetched. Only the browser side may call this: the server speaks to everybody, in English.
 */
export async function speak(code: LanguageCode): Promise<LanguageCode> {
  const turn = ++asked;
  const language = code === "en" ? null : await fetches[code]();
  if (turn !== asked) return inForceNow;
  putInForce(language);
  inForceNow = code;
  return code;
}
