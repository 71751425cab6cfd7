import type { LanguageCode } from "../../wording/language";
import type { HelpPage } from "./helpStore";

export type Manual = Readonly<Record<HelpPage, string>>;

const fetches: Readonly<Record<LanguageCode, () => Promise<Manual>>> = {
  en: async () => (await import("./englishManual")).englishManual,
  fr: async () => (await import("./frenchManual")).frenchManual,
};

/** The manual in one language. It comes with the pane's own files, so once it was fetched it needs no connection. */
export function readManual(code: LanguageCode): Promise<Manual> {
  return fetches[code]();
}
