import { Button, Caption1, Link, MessageBar, MessageBarBody, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import type { PatientUuid } from "../../contract/patientSearch";
import { updateWords } from "../../wording/paneUpdate";
import { sentenceLine } from "../../wording/sentence";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { focusStart, startHere } from "../common/startHere";
import { useStore } from "../store";
import type { UpdateStore } from "./updateStore";
import type { Walk } from "./walkState";

const words = updateWords.walk;
const useStyles = makeStyles({
  bar: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, padding: tokens.spacingHorizontalS, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground3 },
  head: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalS, flexWrap: "wrap" },
  title: { flexGrow: 1 },
  buttons: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS },
});

interface Props {
  readonly store: UpdateStore;
  /** Whose card is in front; null where none is. */
  readonly patient: PatientUuid | null;
}

/** Which of the selected rows the person is at, and the way to the next; before that, how to begin. */
export function RowWalkBar({ store, patient }: Props): ReactElement {
  const styles = useStyles();
  const { walk, walkProblem, isStarting } = useStore(store);
  if (walk !== null) return <Bar store={store} walk={walk} patient={patient} />;
  return (
    <div className={styles.buttons}>
      <ReasonButton size="small" reason={isStarting ? words.starting : null} onClick={() => void store.startWalk()}>
        {words.start}
      </ReasonButton>
      {walkProblem !== null &&
        (typeof walkProblem === "string" ? (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{walkProblem === "no-list" ? words.noList : words.noRows}</MessageBarBody>
          </MessageBar>
        ) : (
          <ProblemBar problem={walkProblem} intent="warning" onRetry={() => void store.startWalk()} />
        ))}
    </div>
  );
}

function Bar({ store, walk, patient }: { readonly store: UpdateStore; readonly walk: Walk; readonly patient: PatientUuid | null }): ReactElement {
  const styles = useStyles();
  const bar = useRef<HTMLElement>(null);
  const { row, at, rows, of, isOpening, problem, isNew } = walk;
  const isHere = walk.patient !== null && walk.patient === patient;
  // The screen of the next patient is another one: the keyboard goes on at its row.
  useEffect(() => {
    if (!isNew || !isHere) return;
    focusStart(bar.current);
    store.rowSeen();
  }, [isNew, isHere, store]);
  const rowNumber = row?.sheet.rowNumber ?? 0;
  return (
    <section className={styles.bar} aria-label={words.title} ref={bar}>
      <div className={styles.head}>
        <Text weight="semibold" className={styles.title} {...startHere}>
          {row === null ? words.title : words[of](rowNumber, at + 1, rows.length)}
        </Text>
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={store.endWalk}>
          {words.end}
        </Button>
      </div>
      <div className={styles.head}>
        <Caption1>{words.sheet(walk.sheetName)}</Caption1>
        {row !== null && (
          <Link as="button" onClick={() => void store.jumpToRow()}>
            {words.goTo(rowNumber)}
          </Link>
        )}
      </div>
      {isOpening && <Spinner size="tiny" labelPosition="after" label={words.opening} />}
      {problem !== null && <Problem problem={problem} store={store} />}
      {!isOpening && patient !== null && !isHere && <Text size={200}>{words.other}</Text>}
      <div className={styles.buttons}>
        {!isOpening && walk.patient !== null && !isHere && (
          <Button size="small" onClick={store.returnToRow}>
            {words.back(rowNumber)}
          </Button>
        )}
        <ReasonButton size="small" reason={isOpening ? words.opening : at <= 0 ? words.noMore : null} onClick={() => void store.previousRow()}>
          {words.previous}
        </ReasonButton>
        <ReasonButton size="small" appearance="primary" reason={isOpening ? words.opening : at >= rows.length - 1 ? words.noMore : null} onClick={() => void store.nextRow()}>
          {words.next}
        </ReasonButton>
      </div>
    </section>
  );
}

function Problem({ problem, store }: { readonly problem: NonNullable<Walk["problem"]>; readonly store: UpdateStore }): ReactElement {
  if (problem.kind === "problem") return <ProblemBar problem={problem.problem} intent="warning" onRetry={() => void store.retryRow()} />;
  return (
    <MessageBar intent={problem.kind === "end" ? "info" : "warning"} layout="multiline" politeness="polite">
      <MessageBarBody>{problem.kind === "end" ? words.noMore : `${words.cannot} ${sentenceLine(problem.issue)}`}</MessageBarBody>
    </MessageBar>
  );
}
