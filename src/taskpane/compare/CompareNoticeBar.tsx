import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { formats } from "../../wording/formats";
import { compareWords } from "../../wording/paneCompare";
import { ProblemBar } from "../common/ProblemBar";
import { problemText } from "../problemText";
import type { CompareNotice } from "./compareState";

const words = compareWords.notice;
const namedRows = 20;

interface Props {
  readonly notice: CompareNotice;
  readonly onDismiss: () => void;
  readonly onUndo: () => void;
}

/** A word about what was just done or refused. */
export function CompareNoticeBar({ notice, onDismiss, onUndo }: Props): ReactElement {
  if (notice.kind === "problem") return <ProblemBar problem={notice.problem} onDismiss={onDismiss} />;
  const isTroubled = notice.kind === "marks-failed" || (notice.kind === "taken" && notice.left.length > 0);
  return (
    <MessageBar intent={isTroubled ? "warning" : "info"} layout="multiline" politeness="polite">
      <MessageBarBody>{textOf(notice)}</MessageBarBody>
      <MessageBarActions>
        {notice.kind === "taken" && notice.cells > 0 && (
          <Button size="small" onClick={onUndo}>
            {words.undo}
          </Button>
        )}
        <Button size="small" appearance="transparent" onClick={onDismiss}>
          {words.close}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function textOf(notice: Exclude<CompareNotice, { kind: "problem" }>): string {
  switch (notice.kind) {
    case "taken":
      return [words.taken(notice.cells), notice.left.length === 0 ? "" : words.left(rowsText(notice.left))].join(" ").trim();
    case "undone":
      return [words.undone(notice.restored), notice.left === 0 ? "" : words.undoneLeft(notice.left)].join(" ").trim();
    case "marks-failed":
      return `${words.marksFailed} ${problemText(notice.problem).sentence}`;
    case "marks-removed":
      return words.marksRemoved;
    case "cancelled":
      return words.cancelled;
  }
}

function rowsText(rows: readonly number[]): string {
  const named = rows.slice(0, namedRows).map((row) => compareWords.row(row));
  return rows.length > namedRows ? `${named.join(", ")} … (${formats.number(rows.length)})` : named.join(", ");
}
