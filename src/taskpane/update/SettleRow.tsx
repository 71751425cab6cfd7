import { Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { leftOverWords } from "../../wording/paneLeftOver";
import { updateWords } from "../../wording/paneUpdate";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { firstDecision, stateOf } from "../leftOver/decisions";
import type { LeftOverStore } from "../leftOver/leftOverStore";
import { RowToSettle } from "../leftOver/RowToSettle";
import { useStore } from "../store";

const words = updateWords.result;
const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
});

/** The one row as a list's rows are settled: what was seen, what is there now, what is wanted; keep theirs or take mine. */
export function SettleRow({ store }: { readonly store: LeftOverStore }): ReactElement {
  const styles = useStyles();
  const { rows, isLoading, problem, refused, decisions, reason, isSending } = useStore(store);
  const [row] = rows;
  if (isLoading) return <Spinner size="small" label={leftOverWords.loading} />;
  if (problem !== null) return <ProblemBar problem={problem} onRetry={() => void store.load()} />;
  if (row === undefined) return <Text size={200}>{leftOverWords.empty}</Text>;
  const decision = decisions.get(row.ordinal) ?? firstDecision(row);
  const state = stateOf(row, decision, reason);
  return (
    <div className={styles.box}>
      <RowToSettle row={row} decision={decision} reason={reason} isMine store={store} />
      {refused !== null && <ProblemBar problem={refused} onRetry={() => void store.load()} />}
      <div>
        <ReasonButton appearance="primary" size="small" reason={isSending ? leftOverWords.sending : state === "undecided" ? words.undecided : null} onClick={() => void store.sendDecided()}>
          {state === "leave" ? words.settleLeave : words.settleSend}
        </ReasonButton>
      </div>
    </div>
  );
}
