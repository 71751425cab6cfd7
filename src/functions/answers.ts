import { sharedClient } from "../client/client";
import type { LookupOutcome } from "../client/lookup";
import type { LookupField, LookupResult } from "../contract/patients";
import { parseArtId } from "../domain/artId";
import { type FunctionSentence, functionSentences } from "../wording/functions";
import { functionTexts } from "../wording/functionTexts";
import { dayWords } from "../wording/sentence";
import { noteCell } from "./cellMessages";
import { dayOf } from "./dayOf";
import { isEmptyCell } from "./isEmptyCell";

/** What a formula's cell is to show: a text, or a reason why there is none. `note` is told beside a text, in the pane. */
export type Answer =
  | { readonly text: string; readonly note?: FunctionSentence | undefined }
  | { readonly reason: FunctionSentence };

/** The record's own part of a look-up that succeeded. */
export type FoundContact = Extract<LookupResult, { found: true }>;

/** The ART ID in a cell as Excel passes it to a function: text, number, empty, or an error of that cell. */
export function readArtId(value: unknown): { readonly artId: string } | Answer {
  if (isEmptyCell(value)) return { text: "" };
  if (typeof value === "boolean" || typeof value === "string" || typeof value === "number") {
    const reading = parseArtId({ value });
    if (reading.value !== null) return { artId: reading.value };
    return reading.issues.some((issue) => issue.code === "art-id-missing") ? { text: "" } : { reason: "art-id-damaged" };
  }
  return { reason: "art-id-error" };
}

/** What the look-up came to, for one formula. */
export function answerOf(outcome: LookupOutcome, give: (found: FoundContact) => Answer): Answer {
  if (!outcome.ok) return { reason: sentenceOf(outcome.code) };
  return outcome.result.found ? give(outcome.result) : { reason: outcome.result.reason };
}

interface SingleCell {
  readonly value: unknown;
  readonly field: LookupField;
  readonly invocation: CustomFunctions.CancelableInvocation;
  readonly give: (found: FoundContact) => Answer;
}

/** Looks one cell's ART ID up; throws Excel's own error with the sentence where there is no value. */
export async function answerCell({ value, field, invocation, give }: SingleCell): Promise<string> {
  const read = readArtId(value);
  if (!("artId" in read)) return show(read, invocation.address);
  const outcome = await sharedClient().lookup.lookup(read.artId, [field], (callOff) => {
    invocation.onCanceled = callOff;
  });
  return show(answerOf(outcome, give), invocation.address);
}

/** The text for the cell; what is to be said about it is noted for the pane. */
function show(answer: Answer, address: string | undefined): string {
  if ("reason" in answer) {
    noteReason(address, answer.reason);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- Excel's own class; it is an Error at run time, its types do not say so.
    throw notAvailable(answer.reason);
  }
  noteCell(address, answer.note === undefined ? null : functionSentences[answer.note], true);
  return answer.text;
}

/** For the pane. A call that Excel has taken back says nothing of its cell: another call may have answered it, or the formula is gone. */
export function noteReason(address: string | undefined, reason: FunctionSentence): void {
  if (reason !== "cancelled") noteCell(address, functionSentences[reason]);
}

/** `#N/A` with its sentence. */
export function notAvailable(reason: FunctionSentence): CustomFunctions.Error {
  return new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, functionSentences[reason]);
}

/** What is said of a failure. */
export function sentenceOf(code: string): FunctionSentence {
  return isSentence(code) ? code : "look-up-failed";
}

function isSentence(code: string): code is FunctionSentence {
  return code in functionSentences;
}

/** When the record was last changed from here, when the number was last verified, since when nobody could reach the patient, whether the patient died. */
export function giveStatus({ status }: FoundContact): Answer {
  const words = functionTexts.status;
  if (status === undefined) return { text: "" };
  const { lastChanged, lastVerified, unreachableSince, dead } = status;
  const parts = [
    lastChanged === null ? words.neverChanged : words.changed(dayWords(dayOf(lastChanged))),
    lastVerified === null ? words.neverVerified : words.verified(dayWords(lastVerified)),
    ...(unreachableSince === null ? [] : [words.unreachable(dayWords(unreachableSince))]),
    ...(dead ? [words.dead] : []),
  ];
  return { text: parts.join("; ") };
}

/** The day of the last change made from here, as text; empty where there was none. */
export function giveLastUpdate({ status }: FoundContact): Answer {
  return { text: dayOf(status?.lastChanged ?? null) };
}

/** The day when somebody last reached the patient by the number recorded now, as text; empty where nobody did. */
export function giveLastVerified({ status }: FoundContact): Answer {
  return { text: status?.lastVerified ?? "" };
}

export function givePhone(found: FoundContact): Answer {
  return { text: found.phone ?? "" };
}

export function giveName(found: FoundContact): Answer {
  return { text: found.name ?? "" };
}

export function giveBirthdate(found: FoundContact): Answer {
  const { birthdate = null, estimated = false } = found.birthdate ?? {};
  return { text: birthdate ?? "", note: estimated && birthdate !== null ? "birthdate-estimated" : undefined };
}

/** Street, ward, LGA and state, as far as the record has them. */
export function giveAddress(found: FoundContact): Answer {
  const { street, ward, lga, state } = found.address ?? {};
  return { text: [street, ward, lga, state].filter((part) => part !== null && part !== undefined && part !== "").join(", ") };
}

export function giveAddressPart(part: "street" | "ward" | "lga" | "state"): (found: FoundContact) => Answer {
  return (found) => ({ text: found.address?.[part] ?? "" });
}
