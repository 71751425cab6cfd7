import type { WaitingNote } from "../../client/notesQueue";
import type { ContactAttempt, ContactNote, OtherNumber } from "../../contract/contactNotes";
import type { NoteFault, NoteField } from "../../domain/contactNotes";
import { formats } from "../../wording/formats";
import { noteWords } from "../../wording/paneNotes";
import { dayWords } from "../../wording/sentence";
import { problemText } from "../problemText";
import { refusalProblem } from "./notesDesk";

/** `Somebody else: pastor`. */
export function relationText({ relation, relationWord }: Pick<OtherNumber, "relation" | "relationWord">): string {
  const name = noteWords.relations[relation];
  return relationWord === null ? name : formats.labelled(name, relationWord);
}

/** Which number was called, as far as it is kept. */
export function numberText({ kind, masked, relation, holds }: ContactAttempt["number"]): string {
  const words = noteWords.calls;
  if (kind === "unknown" || masked === null) return words.unknownNumber;
  const number = relation === null ? masked : words.kept(masked, noteWords.relations[relation]);
  return holds ? number : words.formerNumber(number);
}

export function faultText(faults: readonly NoteFault[], field: NoteField): string | null {
  const fault = faults.find((one) => one.field === field);
  return fault === undefined ? null : noteWords.faults[fault.code];
}

/** What was noted, in a few words, as it waits or was refused. */
export function noteText(note: ContactNote): string {
  switch (note.kind) {
    case "add-number":
      return `${note.phone}, ${noteWords.relations[note.relation]}`;
    case "add-attempt":
      return `${noteWords.outcomes[note.outcome]}, ${dayWords(note.day)}`;
    case "void-number":
    case "void-attempt":
      return formats.labelled(noteWords.voiding.confirm, note.reason);
  }
}

/** Why something waits, or was not taken. */
export function waitingText({ note, refusal }: WaitingNote): string {
  if (note === null) return noteWords.unreadable;
  if (refusal === null) return note.kind === "void-number" || note.kind === "void-attempt" ? noteWords.waitsVoid : noteWords.waits;
  const problem = refusalProblem(refusal);
  const why = problem === null ? refusal.faults.map(({ code }) => noteWords.faults[code]).join(" ") : problemText(problem).sentence;
  return noteWords.notTaken(why);
}
