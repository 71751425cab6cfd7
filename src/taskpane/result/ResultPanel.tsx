import { Button, Caption1, MessageBar, MessageBarBody, Spinner, Subtitle1, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { RowOutcome } from "../../contract/submissions";
import { contactFields, rowStatuses } from "../../domain/types";
import { paneWords } from "../../wording/pane.en";
import { submitWords } from "../../wording/paneSubmit.en";
import { ProblemBar } from "../common/ProblemBar";
import { submissionRef } from "../submit/engine/sentRows";
import type { Result } from "../submit/submitState";
import { OutcomeGroups } from "./OutcomeGroups";

const words = submitWords.result;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  counts: { margin: 0, display: "grid", gridTemplateColumns: "auto 1fr", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS },
  number: { gridColumn: 1, textAlign: "right", fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  word: { gridColumn: 2, margin: 0 },
});

interface Props {
  readonly result: Pick<Result, "uuid" | "counts" | "byField" | "outcomes" | "notSent">;
  /** What became of writing into the sheet; absent where that is not part of the screen. */
  readonly sheet?: Result["sheet"] | undefined;
  readonly onWriteAgain?: (() => void) | undefined;
  readonly onAgain?: (() => void) | undefined;
  readonly onJump?: ((outcome: RowOutcome) => void) | undefined;
}

/** What became of a submission: the numbers, the rows that were not updated by cause, and what was written in the sheet. */
export function ResultPanel({ result, sheet, onWriteAgain, onAgain, onJump }: Props): ReactElement {
  const styles = useStyles();
  const unsettled = result.outcomes.filter(({ status }) => status === "failed" || status === "partly" || status === "conflict" || status === "waiting");
  return (
    <section className={styles.box} aria-label={words.title}>
      <Subtitle1 as="h1" tabIndex={-1}>
        {words.title}
      </Subtitle1>
      <Caption1>
        {paneWords.history.reference} {submissionRef(result.uuid)}
      </Caption1>
      <dl className={styles.counts}>
        {rowStatuses
          .filter((status) => result.counts[status] > 0)
          .map((status) => (
            <Count key={status} number={result.counts[status]} word={words.counts[status]} styles={styles} />
          ))}
        {result.notSent > 0 && <Count number={result.notSent} word={words.notSentWord} styles={styles} />}
      </dl>
      <Text size={200}>
        {contactFields
          .filter((field) => result.byField[field] > 0)
          .map((field) => `${paneWords.contactFields[field]}: ${result.byField[field].toLocaleString("en-GB")}`)
          .join(" · ")}
      </Text>
      {sheet !== undefined && <SheetNote sheet={sheet} onWriteAgain={onWriteAgain} />}
      <Subtitle2 as="h2">{unsettled.length === 0 ? words.noFailed : words.failedRows}</Subtitle2>
      {unsettled.length > 0 && <OutcomeGroups outcomes={unsettled} onJump={onJump} />}
      {onAgain !== undefined && (
        <div>
          <Button appearance="primary" onClick={onAgain}>
            {words.again}
          </Button>
        </div>
      )}
    </section>
  );
}

function Count({ number, word, styles }: { readonly number: number; readonly word: string; readonly styles: ReturnType<typeof useStyles> }): ReactElement {
  return (
    <>
      <dt className={styles.number}>{number.toLocaleString("en-GB")}</dt>
      <dd className={styles.word}>{word}</dd>
    </>
  );
}

function SheetNote({ sheet, onWriteAgain }: { readonly sheet: Result["sheet"]; readonly onWriteAgain: (() => void) | undefined }): ReactElement {
  if (sheet.kind === "writing") return <Spinner size="tiny" label={words.writing} labelPosition="after" />;
  if (sheet.kind === "failed") {
    return (
      <>
        <Text>{words.notWritten}</Text>
        <ProblemBar problem={sheet.problem} onRetry={onWriteAgain} />
      </>
    );
  }
  const { written, gone } = sheet.result;
  return (
    <MessageBar intent={gone.length > 0 ? "warning" : "success"} layout="multiline">
      <MessageBarBody>
        {words.written(written)} {gone.length > 0 && words.gone(gone.length)} {words.ctrlZ}
      </MessageBarBody>
    </MessageBar>
  );
}
