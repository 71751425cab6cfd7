import type { PreviewAnswer, PreviewRequest, PreviewRow } from "../../../contract/submissions";
import type { ReadingContext } from "../../../domain/types";
import { withDuplicates } from "./checkList";
import type { PaneRow } from "./paneRow";
import { nextTurn, requireNotCancelled } from "./slices";
import { inParts, previewInput, readingOf } from "./wire";

/** Rows of one question: small enough to show progress and to be cancelled soon, large enough to cost few round trips. */
export const rowsPerQuestion = 2_000;

export interface Questions {
  readonly ask: (request: PreviewRequest, signal: AbortSignal) => Promise<PreviewAnswer>;
  readonly context: ReadingContext;
  /** The reason that the submission will give. */
  readonly reason?: string | null;
  readonly signal: AbortSignal;
  /** Told after each answer, with what the server said of these very rows. */
  readonly onAnswer: (answered: ReadonlyMap<PaneRow, PreviewRow>, done: number, total: number) => void;
}

/** Asks the server what would happen to the rows, part by part. Throws what `ask` throws; answers that came before stand. */
export async function askAbout(rows: readonly PaneRow[], { ask, context, reason = null, signal, onAnswer }: Questions): Promise<void> {
  let done = 0;
  for (const part of inParts(rows, rowsPerQuestion)) {
    requireNotCancelled(signal);
    const { rows: answers } = await ask({ reading: readingOf(context), rows: part.map((row) => previewInput(row)), reason }, signal);
    // Reading a long answer has used up this turn.
    await nextTurn();
    requireNotCancelled(signal);
    const answered = new Map<PaneRow, PreviewRow>();
    part.forEach((row, at) => {
      const answer = answers[at];
      if (answer !== undefined) answered.set(row, answer);
    });
    done += part.length;
    onAnswer(answered, done, rows.length);
  }
}

/** Puts answers to the rows they are about. A row that the person has decided on meanwhile is another one: its answer is out of date. */
export function withAnswers(rows: readonly PaneRow[], answered: ReadonlyMap<PaneRow, PreviewRow>): readonly PaneRow[] {
  return rows.map((row) => {
    const preview = answered.get(row);
    return preview === undefined ? row : { ...row, preview };
  });
}

/** After the last answer: the same patient may stand in rows that were asked about apart. */
export function withAllAnswers(rows: readonly PaneRow[]): readonly PaneRow[] {
  return withDuplicates(rows);
}
