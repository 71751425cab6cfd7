import { Button, Caption1, Field, Input, MessageBar, MessageBarBody, Spinner, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { LeftOverReason, LeftOverRow } from "../../contract/followUps";
import { leftOverWords } from "../../wording/paneLeftOver";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import type { PaneProblem } from "../problem";
import { useStore } from "../store";
import { questionsOf, sortOut } from "./decisions";
import type { Decided } from "./decisions";
import { LeftOverSection } from "./LeftOverSection";
import type { LeftOverStore } from "./leftOverStore";
import { focusStart, startHere } from "../common/startHere";
import { sourceText } from "../common/sourceText";

const words = leftOverWords;
/** What one press settles comes first. */
const order: readonly LeftOverReason[] = ["reverted", "conflict", "waiting", "failed", "not-carried-out"];
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  scroll: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  bar: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  sum: { width: "100%" },
});

interface Props {
  readonly store: LeftOverStore;
  readonly onBack: () => void;
  readonly onJump: (row: LeftOverRow) => void;
}

/** Rows that somebody must still decide about, by the reason for which they were left over. */
export function LeftOverScreen({ store, onBack, onJump }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(store);
  const { submission, rows, isLoading, problem, refused, left, after, reason } = state;
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isLoading) focusStart(head.current);
  }, [isLoading]);
  const decided = sortOut(rows, store.decisionOf, reason);
  return (
    <div className={styles.screen}>
      <div className={styles.scroll}>
        <div>
          <Button size="small" icon={<ArrowLeftRegular />} onClick={onBack}>
            {words.back}
          </Button>
        </div>
        <div ref={head}>
          <Subtitle1 as="h1" {...startHere}>
            {words.title}
          </Subtitle1>
          <div>
            <Caption1>{submission.source.kind === "form" ? sourceText(submission.source) : words.of(submission.source.sheet, submission.source.workbook)}</Caption1>
          </div>
        </div>
        {left > 0 && (
          <MessageBar intent="success" politeness="polite">
            <MessageBarBody>{words.left(left)}</MessageBarBody>
          </MessageBar>
        )}
        {isLoading && <Spinner size="small" label={words.loading} />}
        {problem !== null && <ProblemBar problem={problem} onRetry={() => void store.load()} />}
        {!isLoading && problem === null && rows.length === 0 && <Text>{words.empty}</Text>}
        {order.map((why) => {
          const ofKind = rows.filter((row) => row.why === why);
          return ofKind.length === 0 ? null : <LeftOverSection key={why} why={why} rows={ofKind} state={state} store={store} onJump={onJump} />;
        })}
        {after > 0 && <Caption1>{words.more(after)}</Caption1>}
        {refused !== null && <ProblemBar problem={refused} onRetry={() => void (isSettled(refused) ? store.load() : store.sendDecided())} />}
      </div>
      {rows.length > 0 && <SendBar decided={decided} rows={rows} store={store} reason={reason} isSending={state.isSending} />}
    </div>
  );
}

/** Somebody else has dealt with one of the rows meanwhile: what is left must be looked at anew. */
function isSettled(problem: PaneProblem): boolean {
  return problem.kind === "server" && problem.code === "rows-settled";
}

interface SendBarProps {
  readonly decided: Decided;
  readonly rows: readonly LeftOverRow[];
  readonly store: LeftOverStore;
  readonly reason: string;
  readonly isSending: boolean;
}

/** What will happen to the rows on the page, and the button that does it. */
function SendBar({ decided, rows, store, reason, isSending }: SendBarProps): ReactElement {
  const styles = useStyles();
  const { send, leave, undecided } = decided;
  const asksReason = rows.some((row) => row.open.some((field) => questionsOf(row, field).some(({ params }) => params?.needsReason !== undefined)));
  const parts = [
    send.length > 0 ? words.sum.send(send.length) : "",
    leave.length > 0 ? words.sum.leave(leave.length) : "",
    undecided > 0 ? words.sum.undecided(undecided) : "",
  ];
  return (
    <div className={styles.bar}>
      {asksReason && (
        <Field label={words.reason} hint={words.reasonHint} className={styles.sum}>
          <Input size="small" value={reason} maxLength={255} onChange={(_, data) => store.setReason(data.value)} />
        </Field>
      )}
      <Text size={200} role="status" className={styles.sum}>
        {parts.filter((part) => part !== "").join(" · ")}
      </Text>
      <ReasonButton appearance="primary" reason={isSending ? words.sending : send.length + leave.length === 0 ? words.cannotSend : null} onClick={() => void store.sendDecided()}>
        {sendLabel(send.length, leave.length)}
      </ReasonButton>
    </div>
  );
}

function sendLabel(send: number, leave: number): string {
  if (leave === 0) return words.sendRows(send);
  return send === 0 ? words.leaveRows(leave) : words.sendAndLeave(send, leave);
}
