import { putInForce } from "./inForce";
import type { Language } from "./inForce";

/** The languages that are whole. */
export const languages = ["en", "fr"] as const;
export type LanguageCode = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: "English", fr: "Français" };

/** English is always there; every other language is a file of its own, loaded when it is asked for. */
const loaders: Readonly<Record<Exclude<LanguageCode, "en">, () => Promise<Language>>> = {
  fr: () => import("./fr/language").then(({ french }) => french),
};

let inForceNow: LanguageCode = "en";
const listeners = new Set<() => void>();

export function languageInForce(): LanguageCode {
  return inForceNow;
}

/** Calls back after every change; gives the way to stop. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Fetches a language and puts it in force. Rejects, and changes nothing, where its file cannot be fetched. */
export async function speak(code: LanguageCode): Promise<void> {
  const language = code === "en" ? null : await loaders[code]();
  putInForce(language);
  inForceNow = code;
  for (const listener of listeners) listener();
}
