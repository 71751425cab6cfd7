import { Button, Caption1, MessageBar, MessageBarBody, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { contactFields } from "../../domain/types";
import type { IssueCode } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import { updateWords } from "../../wording/paneUpdate";
import { sentenceLine } from "../../wording/sentence";
import { ProblemBar } from "../common/ProblemBar";
import { startHere } from "../common/startHere";
import type { PaneProblem } from "../problem";
import { SheetNoteBar } from "../result/SheetNoteBar";
import { submissionRef } from "../submit/engine/sentRows";
import { ChangeLines } from "../submit/parts/ChangeLines";
import { changeLines } from "../submit/parts/fieldText";
import type { FormResult } from "./formState";
import { SettleRow } from "./SettleRow";
import { isLeftOver } from "./settling";

const words = updateWords.result;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** What these lead to elsewhere, the person decides right here. */
const askedBelow: ReadonlySet<IssueCode> = new Set(["conflict", "not-previewed"]);

interface Props {
  readonly result: FormResult;
  readonly problem: PaneProblem | null;
  /** The values of the record may be shown. */
  readonly isShown: boolean;
  readonly onSettle: () => void;
  readonly onWriteAgain: () => void;
  readonly onAgain: () => void;
  readonly onOpen: (uuid: string) => void;
}

/** What became of the update, told where it was typed. */
export function FormResultPanel({ result, problem, isShown, onSettle, onWriteAgain, onAgain, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const { uuid, outcome, kept, sheet, settling, isLeft, kind } = result;
  const lines = outcome === null || !isShown ? [] : changeLines(outcome.fields).filter((line) => line.before !== line.after);
  const isDone = outcome?.status === "updated" || outcome?.status === "unchanged" || outcome?.status === "collapsed" || (uuid === null && kept.length > 0);
  const told = outcome === null || isLeft ? [] : outcome.issues.filter(({ severity, code }) => severity === "error" || (severity === "warning" && outcome.status !== "updated" && !askedBelow.has(code)));
  return (
    <div className={styles.box}>
      <Subtitle2 as="h3" {...startHere}>
        {titleOf(result)}
      </Subtitle2>
      <div role="status" className={styles.box}>
        {outcome !== null && isDone && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>
              {contactFields
                .filter((field) => outcome.fields[field]?.status === "changed")
                .map((field) => paneWords.contactFields[field])
                .join(", ") || words.unchanged}
              {kind === "follow-up" && ` ${words.carriedOn}`}
            </MessageBarBody>
          </MessageBar>
        )}
        {kept.map(({ phone, isWaiting }) => (
          <MessageBar key={phone} intent={isWaiting ? "info" : "success"} layout="multiline">
            <MessageBarBody>{isWaiting ? words.keptHere(phone) : words.keptNumber(phone)}</MessageBarBody>
          </MessageBar>
        ))}
      </div>
      {lines.length > 0 && outcome?.status !== "conflict" && outcome?.status !== "waiting" && <ChangeLines lines={lines} />}
      {told.map((issue) => (
        <Text key={`${issue.code}/${issue.field ?? ""}`} size={200}>
          {sentenceLine(issue)}
        </Text>
      ))}
      {isLeftOver(outcome) && !isLeft && (
        <>
          <Text size={200}>{words.ask}</Text>
          {settling === null ? (
            <div>
              <Button size="small" appearance="primary" onClick={onSettle}>
                {words.settle}
              </Button>
            </div>
          ) : (
            <SettleRow store={settling} />
          )}
        </>
      )}
      {problem !== null && <ProblemBar problem={problem} onRetry={isLeftOver(outcome) ? onSettle : undefined} />}
      {sheet !== null && <SheetNoteBar sheet={sheet} onWriteAgain={onWriteAgain} />}
      {uuid !== null && (
        <Caption1>
          {paneWords.history.reference} {submissionRef(uuid)}. {outcome?.status === "updated" && words.undo}
        </Caption1>
      )}
      <div className={styles.actions}>
        <Button size="small" onClick={onAgain}>
          {words.again}
        </Button>
        {uuid !== null && (
          <Button size="small" onClick={() => onOpen(uuid)}>
            {words.open}
          </Button>
        )}
      </div>
    </div>
  );
}

function titleOf({ state, outcome, kept, isLeft, uuid }: FormResult): string {
  if (isLeft) return words.left;
  if (uuid === null && kept.length > 0) return words.kept;
  if (outcome === null) return words.stopped;
  return state === "done" || outcome.status !== "withdrawn" ? words[outcome.status] : words.stopped;
}
