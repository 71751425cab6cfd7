import { Badge, Button, Caption1, ProgressBar, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { SubmissionStatus } from "../../contract/submissions";
import { formats } from "../../wording/formats";
import { paneWords } from "../../wording/pane";
import { submissionWords } from "../../wording/paneSubmissions";
import type { HistoryStore } from "./historyStore";
import { momentText } from "./momentText";
import { isUnderWay } from "./needs";
import { hasSheet, sourceText } from "../common/sourceText";

const words = submissionWords.list;
const { history } = paneWords;
const useStyles = makeStyles({
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingHorizontalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  badges: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  end: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly submissions: readonly SubmissionStatus[];
  readonly seesAll: boolean;
  /** Rows that wait for a supervisor wait for this person. */
  readonly mayApprove: boolean;
  readonly hasMore: boolean;
  readonly store: HistoryStore;
  readonly onOpen: (submission: SubmissionStatus) => void;
}

/** Submissions on the server, newest first, with their numbers and what they still need. */
export function SubmissionList({ submissions, seesAll, mayApprove, hasMore, store, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const { list } = store.get();
  return (
    <>
      <ul className={styles.list} aria-label={history.onServer}>
        {submissions.map((submission) => (
          <li key={submission.uuid} className={styles.item}>
            <Item submission={submission} seesAll={seesAll} mayApprove={mayApprove} onOpen={() => onOpen(submission)} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <div className={styles.end}>
          <Button size="small" onClick={() => void store.more()}>
            {words.more}
          </Button>
          <Caption1>{words.shown(list?.length ?? 0)}</Caption1>
        </div>
      )}
    </>
  );
}

interface ItemProps extends Pick<Props, "seesAll" | "mayApprove"> {
  readonly submission: SubmissionStatus;
  readonly onOpen: () => void;
}

function Item({ submission, seesAll, mayApprove, onOpen }: ItemProps): ReactElement {
  const styles = useStyles();
  const { source, kind, state, openedAt, rowCount, rowsDone, leftOver, approvals, reverted, undoneBy } = submission;
  const moment = momentText(openedAt);
  return (
    <>
      <Text weight="semibold">{sourceText(source)}</Text>
      <Caption1>
        {moment} · {history.rows(rowCount)}
        {seesAll && ` · ${history.by(submission.sentBy)}`}
      </Caption1>
      <Caption1>
        {history.state[state]}
        {countsText(submission)}
      </Caption1>
      {isUnderWay(submission) && <ProgressBar aria-label={submissionWords.progress.of(rowsDone, rowCount)} value={rowsDone} max={Math.max(rowCount, 1)} />}
      <div className={styles.badges}>
        {kind !== "update" && <Badge appearance="outline">{words.kind[kind]}</Badge>}
        {undoneBy.length > 0 && <Badge appearance="outline">{words.takenBack}</Badge>}
        {state === "stopped" && <Badge appearance="tint" color="danger">{words.stopped}</Badge>}
        {!isUnderWay(submission) && leftOver > approvals && <Badge appearance="tint" color="warning">{words.leftOver(leftOver - approvals)}</Badge>}
        {!isUnderWay(submission) && approvals > 0 && <Badge appearance="tint" color="warning">{mayApprove ? words.approvals(approvals) : words.waitsForSupervisor(approvals)}</Badge>}
        {reverted > 0 && <Badge appearance="tint" color="warning">{words.reverted(reverted)}</Badge>}
      </div>
      <div>
        <Button size="small" aria-label={formats.labelled(words.open, `${hasSheet(source) ? source.sheet : sourceText(source)}, ${moment}`)} onClick={onOpen}>
          {words.open}
        </Button>
      </div>
    </>
  );
}

function countsText({ counts, kind }: SubmissionStatus): string {
  const wording = kind === "undo" ? submissionWords.result.undoWords : history.counts;
  const told = (["updated", "partly", "unchanged", "failed", "conflict", "waiting", "withdrawn"] as const).filter((status) => counts[status] > 0);
  const text = told.map((status) => `${formats.number(counts[status])} ${wording[status]}`).join(", ");
  return text === "" ? "" : ` · ${text}`;
}
