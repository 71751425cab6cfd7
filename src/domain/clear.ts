import { visibleText } from "./cell";

/** The word that erases. It is typed, never implied: a blank cell means no change (design: REDCap's and CommCare's habit). */
export const clearWord = "CLEAR";

export function isClearWord(text: string): boolean {
  return visibleText(text).toUpperCase() === clearWord;
}
