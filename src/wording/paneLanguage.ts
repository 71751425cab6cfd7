import { languageWords as english } from "./en/paneLanguage";
import { inForce } from "./inForce";

/** The words about the language of the pane. */
export const languageWords = inForce("paneLanguage", english);
