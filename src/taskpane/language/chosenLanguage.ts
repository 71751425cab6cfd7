import { languages } from "../../wording/language";
import type { LanguageCode } from "../../wording/language";

/*
 * The language that a person has chosen, for this computer. It says nothing about anybody, so it may stay in the browser's storage; this is
 * the only place that says localStorage.
 */

const key = "patient-contacts-language";

/** Null where none was chosen, or where the browser refuses storage to a page in a frame. */
export function readChosenLanguage(): LanguageCode | null {
  const kept = storage()?.getItem(key) ?? null;
  return languages.find((code) => code === kept) ?? null;
}

/** Null forgets the choice. Where nothing can be kept, the choice holds until the pane is closed. */
export function keepChosenLanguage(chosen: LanguageCode | null): void {
  try {
    if (chosen === null) storage()?.removeItem(key);
    else storage()?.setItem(key, chosen);
  } catch {
    // A full or closed storage: the pane asks again at its next start.
  }
}

function storage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
