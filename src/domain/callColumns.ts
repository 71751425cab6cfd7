import { isRealDate, serialToIso, toIso } from "./calendar";
import { readCell } from "./cell";
import type { AttemptOutcome } from "./contactNotes";
import { parseDateText } from "./dateText";
import type { CellContent, DateOrder } from "./types";

/** Words with which clerks write down what came of a call, compared without case, spaces and punctuation. */
const outcomeWords: Readonly<Record<AttemptOutcome, readonly string[]>> = {
  reached: ["reached", "patient reached", "reached patient", "spoke", "spoke with patient", "spoke to patient", "answered", "picked", "picked up", "picked call", "contacted", "successful", "joint", "joignable"],
  "wrong-number": ["wrong number", "wrong no", "wrong", "wn", "not the patient", "not patients number", "mauvais numero", "faux numero"],
  "switched-off": ["switched off", "switch off", "off", "phone off", "phone switched off", "not reachable", "unreachable", "number not reachable", "not going", "not going through", "eteint", "telephone eteint", "injoignable"],
  "no-answer": ["no answer", "not answered", "no response", "not picking", "not picked", "did not pick", "didnt pick", "ringing", "rang", "rang out", "na answer", "pas de reponse", "sans reponse"],
  relative: ["relative", "relative answered", "relation", "family", "family member", "next of kin", "nok", "spouse", "treatment supporter", "proche", "un proche a repondu", "parent"],
};

const headings = {
  outcome: ["call result", "result of call", "results of call", "call outcome", "outcome of call", "outcome of the call", "contact outcome", "contact result", "call status", "tracking outcome", "call feedback", "resultat de l appel", "resultat appel"],
  day: ["call date", "date of call", "date called", "day of call", "date of contact", "contact date", "tracking date", "date de l appel", "date appel"],
  note: ["call note", "call notes", "call comment", "call comments", "call remark", "call remarks", "remarque sur l appel", "remarque appel"],
} as const;
export type CallColumn = keyof typeof headings;
export const callColumns: readonly CallColumn[] = ["outcome", "day", "note"];

/** Compared so: letters and digits in lower case, accents and everything else dropped. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "");
}

const outcomesByWord = new Map(Object.entries(outcomeWords).flatMap(([outcome, words]) => words.map((word) => [folded(word), outcome as AttemptOutcome] as const)));
const columnsByHeading = new Map(callColumns.flatMap((column) => headings[column].map((heading) => [folded(heading), column] as const)));

/** Which column of a list of calls bears this heading; null where it is none of them. */
export function callColumnOf(heading: string): CallColumn | null {
  return columnsByHeading.get(folded(heading)) ?? null;
}

/** What came of a call, in whatever words; null where they are not known. Nothing is guessed. */
export function readOutcome(text: string): AttemptOutcome | null {
  return outcomesByWord.get(folded(text)) ?? null;
}

/** The day of a call from a date cell or a typed date, as `YYYY-MM-DD`; null where it is none. `order`: which of two numbers is the day. */
export function readCallDay(cell: CellContent, { order, date1904 }: { readonly order: DateOrder; readonly date1904: boolean }): string | null {
  const reading = readCell(cell);
  if (reading.kind === "number") return cell.isDate === true ? serialToIso(reading.value, date1904) : null;
  if (reading.kind !== "text" || cell.isFormula === true) return null;
  const typed = parseDateText(reading.text);
  if (typed === null) return null;
  const year = typed.shortYear ? 2000 + typed.year : typed.year;
  if (typed.form === "complete") return dayOf(year, typed.month, typed.day);
  const [day, month] = order === "mdy" ? [typed.second, typed.first] : [typed.first, typed.second];
  // A month that there is not settles it the other way round.
  return dayOf(year, month, day) ?? dayOf(year, day, month);
}

function dayOf(year: number, month: number, day: number): string | null {
  return isRealDate(year, month, day) ? toIso(year, month, day) : null;
}
