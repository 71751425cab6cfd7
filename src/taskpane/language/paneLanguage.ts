import { languages, speak } from "../../wording/language";
import type { LanguageCode } from "../../wording/language";
import { paneWords } from "../../wording/pane";
import { createStore } from "../store";
import type { Store } from "../store";
import { keepChosenLanguage, readChosenLanguage } from "./chosenLanguage";

export interface LanguageState {
  /** Null where the person leaves it to Excel. */
  readonly chosen: LanguageCode | null;
  /** Ours for the language of Excel's own menus: English where we have not got that one. */
  readonly excels: LanguageCode;
  readonly inForce: LanguageCode;
  readonly isLoading: boolean;
}

const store = createStore<LanguageState>({ chosen: null, excels: "en", inForce: "en", isLoading: false });

/** The language of this pane; there is one, as there is one catalogue in force. */
export const languageState: Pick<Store<LanguageState>, "get" | "subscribe"> = store;

/** At the start of the pane: what was chosen, else Excel's own (`fr-FR`). Rejects where its texts cannot be fetched; the pane is then English. */
export async function startLanguage(excelsTag: string): Promise<void> {
  const excels = languageOf(excelsTag);
  const chosen = readChosenLanguage();
  store.set((state) => ({ ...state, chosen, excels }));
  await putInForce(chosen ?? excels);
}

/** From now on this language, here and at the next start; null follows Excel. Rejects, and keeps what was, where its texts cannot be fetched. */
export async function chooseLanguage(chosen: LanguageCode | null): Promise<void> {
  const wanted = chosen ?? store.get().excels;
  // Another was chosen while this one was being fetched: that one counts.
  if ((await putInForce(wanted)) !== wanted) return;
  keepChosenLanguage(chosen);
  store.set((state) => ({ ...state, chosen }));
}

async function putInForce(code: LanguageCode): Promise<LanguageCode> {
  store.set((state) => ({ ...state, isLoading: true }));
  try {
    const inForce = await speak(code);
    // Screen readers take their voice from here.
    document.documentElement.lang = inForce;
    document.title = paneWords.productName;
    store.set((state) => ({ ...state, inForce }));
    return inForce;
  } finally {
    store.set((state) => ({ ...state, isLoading: false }));
  }
}

function languageOf(tag: string): LanguageCode {
  const [language = ""] = tag.toLowerCase().split("-");
  return languages.find((code) => code === language) ?? "en";
}
