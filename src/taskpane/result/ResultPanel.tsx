import { Button, Caption1, Subtitle1, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { RowOutcome, SubmissionKind } from "../../contract/submissions";
import { contactFields, rowStatuses } from "../../domain/types";
import { formats } from "../../wording/formats";
import { paneWords } from "../../wording/pane";
import { submissionWords } from "../../wording/paneSubmissions";
import { submitWords } from "../../wording/paneSubmit";
import { submissionRef } from "../submit/engine/sentRows";
import type { Result, SheetNote } from "../submit/submitState";
import { OutcomeGroups } from "./OutcomeGroups";
import { SheetNoteBar } from "./SheetNoteBar";
import { startHere } from "../common/startHere";

const words = submitWords.result;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  counts: { margin: 0, display: "grid", gridTemplateColumns: "auto 1fr", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS },
  number: { gridColumn: 1, textAlign: "right", fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  word: { gridColumn: 2, margin: 0 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly result: Pick<Result, "uuid" | "state" | "counts" | "byField" | "outcomes" | "notSent">;
  readonly kind?: SubmissionKind;
  /** What became of writing into the sheet; absent where that is not part of the screen. */
  readonly sheet?: SheetNote | undefined;
  readonly onWriteAgain?: (() => void) | undefined;
  readonly onAgain?: (() => void) | undefined;
  readonly onJump?: ((outcome: RowOutcome) => void) | undefined;
  /** Shows the submission with everything that can be done with it. */
  readonly onOpen?: (() => void) | undefined;
}

/** What became of a submission: the numbers, the rows that were not updated by cause, and what was written in the sheet. */
export function ResultPanel({ result, kind = "update", sheet, onWriteAgain, onAgain, onJump, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const isUndo = kind === "undo";
  const unsettled = result.outcomes.filter(({ status }) => status !== "updated" && status !== "unchanged" && status !== "collapsed");
  const title = titleOf(result, isUndo);
  const countWords = isUndo ? submissionWords.result.undoWords : words.counts;
  const [none, some] = isUndo ? [submissionWords.result.allTakenBack, submissionWords.result.rowsNotTakenBack] : [words.noFailed, words.failedRows];
  return (
    <section className={styles.box} aria-label={title}>
      <Subtitle1 as="h1" {...startHere}>
        {title}
      </Subtitle1>
      <Caption1>
        {paneWords.history.reference} {submissionRef(result.uuid)}
      </Caption1>
      <dl className={styles.counts}>
        {rowStatuses
          .filter((status) => result.counts[status] > 0)
          .map((status) => (
            <Count key={status} number={result.counts[status]} word={countWords[status]} styles={styles} />
          ))}
        {result.notSent > 0 && <Count number={result.notSent} word={words.notSentWord} styles={styles} />}
      </dl>
      <Text size={200}>
        {contactFields
          .filter((field) => result.byField[field] > 0)
          .map((field) => formats.labelled(paneWords.contactFields[field], formats.number(result.byField[field])))
          .join(" · ")}
      </Text>
      {sheet !== undefined && <SheetNoteBar sheet={sheet} onWriteAgain={onWriteAgain} />}
      <Subtitle2 as="h2">{unsettled.length === 0 ? none : some}</Subtitle2>
      {unsettled.length > 0 && <OutcomeGroups outcomes={unsettled} onJump={onJump} />}
      {(onAgain !== undefined || onOpen !== undefined) && (
        <div className={styles.actions}>
          {onAgain !== undefined && (
            <Button appearance="primary" onClick={onAgain}>
              {words.again}
            </Button>
          )}
          {onOpen !== undefined && <Button onClick={onOpen}>{unsettled.length === 0 ? words.open : words.settle}</Button>}
        </div>
      )}
    </section>
  );
}

function titleOf({ state }: Pick<Result, "state">, isUndo: boolean): string {
  if (state === "cancelled") return submissionWords.result.cancelled;
  if (state === "stopped") return submissionWords.result.stopped;
  return isUndo ? submissionWords.result.undone : words.title;
}

function Count({ number, word, styles }: { readonly number: number; readonly word: string; readonly styles: ReturnType<typeof useStyles> }): ReactElement {
  return (
    <>
      <dt className={styles.number}>{formats.number(number)}</dt>
      <dd className={styles.word}>{word}</dd>
    </>
  );
}
