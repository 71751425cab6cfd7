import { Button, Caption1, Spinner, Subtitle1, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular, ArrowLeftRegular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactElement } from "react";
import type { OutboxItem } from "../../client/outbox";
import type { SubmissionStatus } from "../../contract/submissions";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { paneWords } from "../../wording/pane.en";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import type { OutboxPort } from "../ports";
import { ResultPanel } from "../result/ResultPanel";
import { useStore } from "../store";
import { changesByField } from "../submit/sending";
import type { HistoryStore, OpenResult } from "./historyStore";
import { OutboxList } from "./OutboxList";
import { momentText } from "./momentText";

const words = paneWords.history;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, padding: tokens.spacingHorizontalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
});

interface Props {
  readonly store: HistoryStore;
  readonly items: readonly OutboxItem[];
  readonly outbox: Pick<OutboxPort, "discard" | "retry" | "drain" | "unlockEarlier">;
  readonly role: Role;
}

/** Everything that was submitted: what still waits here, and what the server has with its results. */
export function HistoryScreen({ store, items, outbox, role }: Props): ReactElement {
  const styles = useStyles();
  const { list, isLoading, problem, open } = useStore(store);
  useEffect(() => {
    void store.load();
  }, [store]);
  if (open !== null) return <OpenSubmission open={open} store={store} />;

  const here = items.filter((item) => item.state !== "done");
  const seesAll = can(role, "read-all-submissions");
  const title = seesAll ? words.everyones : words.title;
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <Subtitle1 as="h1">{title}</Subtitle1>
        <ReasonButton size="small" icon={<ArrowClockwiseRegular />} reason={isLoading ? paneWords.shell.loading : null} onClick={() => void store.load()}>
          {words.refresh}
        </ReasonButton>
      </div>
      {here.length > 0 && <OutboxList items={here} outbox={outbox} />}
      {problem !== null && <ProblemBar problem={problem} intent="warning" onRetry={() => void store.load()} />}
      {problem !== null && list === null && <Caption1>{words.offline}</Caption1>}
      {isLoading && list === null && <Spinner size="small" label={paneWords.shell.loading} />}
      {list?.length === 0 && here.length === 0 && <Text>{words.empty}</Text>}
      {list !== null && list.length > 0 && (
        <>
          <Subtitle2 as="h2">{words.onServer}</Subtitle2>
          <ul className={styles.list} aria-label={words.onServer}>
            {list.map((submission) => (
              <li key={submission.uuid} className={styles.item}>
                <Text weight="semibold">{words.from(submission.source.sheet, submission.source.workbook)}</Text>
                <Caption1>
                  {momentText(submission.openedAt)} · {words.rows(submission.rowCount)}
                  {seesAll && ` · ${words.by(submission.sentBy)}`}
                </Caption1>
                <Caption1>
                  {words.state[submission.state]}
                  {countsText(submission)}
                </Caption1>
                <div>
                  <Button size="small" aria-label={`${words.open}: ${submission.source.sheet}, ${momentText(submission.openedAt)}`} onClick={() => void store.open(submission)}>
                    {words.open}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function OpenSubmission({ open, store }: { readonly open: OpenResult; readonly store: HistoryStore }): ReactElement {
  const styles = useStyles();
  const { submission, outcomes, problem, sheet } = open;
  return (
    <div className={styles.screen}>
      <div>
        <Button size="small" icon={<ArrowLeftRegular />} onClick={store.close}>
          {words.back}
        </Button>
      </div>
      <Text weight="semibold">{words.from(submission.source.sheet, submission.source.workbook)}</Text>
      <Caption1>
        {momentText(submission.openedAt)} · {words.state[submission.state]} · {words.by(submission.sentBy)}
      </Caption1>
      {outcomes === null && <Spinner size="small" label={paneWords.shell.loading} />}
      {problem !== null && <ProblemBar problem={problem} onRetry={() => void store.open(submission)} />}
      {outcomes?.length === 0 && problem === null && <Text>{words.noResults}</Text>}
      {outcomes !== null && outcomes.length > 0 && (
        <>
          <ResultPanel
            result={{ uuid: submission.uuid, counts: submission.counts, byField: changesByField(outcomes), outcomes, notSent: 0 }}
            sheet={sheet ?? undefined}
            onWriteAgain={() => void store.writeToSheet()}
          />
          {sheet === null && (
            <div>
              <Button onClick={() => void store.writeToSheet()}>{words.writeToSheet}</Button>
              <div>
                <Caption1>{words.writeToSheetOf(submission.source.sheet)}</Caption1>
              </div>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function countsText({ counts }: SubmissionStatus): string {
  const told = (["updated", "partly", "unchanged", "failed", "conflict", "waiting"] as const).filter((status) => counts[status] > 0);
  const text = told.map((status) => `${counts[status].toLocaleString("en-GB")} ${words.counts[status]}`).join(", ");
  return text === "" ? "" : ` · ${text}`;
}
