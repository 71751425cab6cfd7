import { Button, Caption1, Checkbox, Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import { useId } from "react";
import type { ReactElement } from "react";
import type { LeftOverReason, LeftOverRow } from "../../contract/followUps";
import type { IssueCode } from "../../domain/types";
import { formats } from "../../wording/formats";
import { leftOverWords } from "../../wording/paneLeftOver";
import { groupLabel } from "../../wording/sentence";
import { Paged } from "../common/Paged";
import { ReasonButton } from "../common/ReasonButton";
import { canTake, firstDecision, isAnswered, questionsOf, sortOut } from "./decisions";
import type { LeftOverState, LeftOverStore } from "./leftOverStore";
import { RowToSettle } from "./RowToSettle";

const words = leftOverWords;
const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  all: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

interface Props {
  readonly why: LeftOverReason;
  readonly rows: readonly LeftOverRow[];
  readonly state: LeftOverState;
  readonly store: LeftOverStore;
  readonly onJump: (row: LeftOverRow) => void;
}

/** Rows that were left over for one reason, with what can be decided for all of them at once. */
export function LeftOverSection({ why, rows, state, store, onJump }: Props): ReactElement {
  const styles = useStyles();
  const titleId = useId();
  const takable = rows.filter((row) => row.open.some((field) => canTake(row, field)));
  const asked = questionsByCode(takable);
  const ready = sortOut(rows, store.decisionOf, state.reason).send.length;
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <Subtitle2 as="h2" id={titleId}>
        {words.why[why]} ({formats.number(rows.length)})
      </Subtitle2>
      <Caption1>{words.meaning[why]}</Caption1>
      <div className={styles.all}>
        {why === "reverted" && takable.length > 0 && (
          <ReasonButton
            size="small"
            appearance="primary"
            reason={state.isSending ? words.sending : ready === 0 ? words.cannotSend : null}
            onClick={() => void store.sendAll("reverted")}
          >
            {words.applyAll(ready)}
          </ReasonButton>
        )}
        {takable.length > 0 && why !== "reverted" && (
          <Button size="small" onClick={() => store.chooseAll(why, "mine")}>
            {words.takeAll}
          </Button>
        )}
        <Button size="small" onClick={() => store.chooseAll(why, "theirs")}>
          {takable.length === 0 ? words.leaveAll : words.keepAll}
        </Button>
      </div>
      {asked.map(({ code, isRepair, concerned }) => {
        const decisions = concerned.map((row) => [row, state.decisions.get(row.ordinal) ?? firstDecision(row)] as const);
        const isDone = decisions.every(([row, decision]) => row.issues.every((issue) => issue.code !== code || isAnswered(issue, decision)));
        return concerned.length < 2 ? null : (
          <Checkbox
            key={code}
            label={words.confirmAll(groupLabel(code, concerned.length))}
            checked={isDone}
            disabled={isRepair && isDone}
            onChange={(_, data) => (isRepair ? store.acceptAll(concerned, code) : store.confirm(concerned, code, data.checked === true))}
          />
        );
      })}
      <Paged
        items={rows}
        label={words.why[why]}
        keyOf={({ ordinal }) => ordinal}
        render={(row) => (
          <RowToSettle
            row={row}
            decision={state.decisions.get(row.ordinal) ?? firstDecision(row)}
            reason={state.reason}
            isMine={state.submission.isOwn}
            store={store}
            onJump={() => onJump(row)}
          />
        )}
      />
    </section>
  );
}

interface Asked {
  readonly code: IssueCode;
  readonly isRepair: boolean;
  readonly concerned: readonly LeftOverRow[];
}

/** What several rows ask in the same way. Numbers to choose between are chosen one by one. */
function questionsByCode(rows: readonly LeftOverRow[]): readonly Asked[] {
  const found = new Map<IssueCode, { isRepair: boolean; concerned: Set<LeftOverRow> }>();
  for (const row of rows) {
    for (const issue of row.open.flatMap((field) => questionsOf(row, field))) {
      if ((issue.repair?.choices?.length ?? 0) > 1) continue;
      const group = found.get(issue.code) ?? { isRepair: issue.severity === "repair", concerned: new Set() };
      group.concerned.add(row);
      found.set(issue.code, group);
    }
  }
  return [...found].map(([code, { isRepair, concerned }]) => ({ code, isRepair, concerned: [...concerned] }));
}
