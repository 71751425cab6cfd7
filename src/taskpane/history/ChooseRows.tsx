import { Button, Caption1, Checkbox, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import { useState } from "react";
import type { ReactElement } from "react";
import type { RowOutcome, SubmissionStatus } from "../../contract/submissions";
import { submissionWords } from "../../wording/paneSubmissions";
import { Paged } from "../common/Paged";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { ChangeLines } from "../submit/parts/ChangeLines";
import { changeLines } from "../submit/parts/fieldText";
import type { HistoryStore } from "./historyStore";
import { UndoDialog } from "./UndoDialog";
import { undoableOf } from "./undoable";

const words = submissionWords.undo;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  scroll: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  row: { display: "flex", flexDirection: "column", padding: `${tokens.spacingVerticalXS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  lines: { paddingLeft: "36px" },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  bar: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
});

interface Props {
  readonly submission: SubmissionStatus;
  readonly outcomes: readonly RowOutcome[];
  readonly store: HistoryStore;
  readonly onDone: () => void;
}

/** Rows of a submission, each with what it changed, to choose the ones that are taken back. */
export function ChooseRows({ submission, outcomes, store, onDone }: Props): ReactElement {
  const styles = useStyles();
  const rows = undoableOf(outcomes);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [found, setFound] = useState<number | null>(null);
  const [problem, setProblem] = useState<PaneProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const choose = (ordinal: number, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(ordinal);
    else next.delete(ordinal);
    setChosen(next);
  };
  async function chooseSelected(): Promise<void> {
    setProblem(null);
    try {
      const selected = await store.selectedOf(rows);
      setChosen(new Set([...chosen, ...selected]));
      setFound(selected.length);
    } catch (error) {
      setProblem(toProblem(error));
    }
  }
  return (
    <div className={styles.screen}>
      <div className={styles.scroll}>
        <div>
          <Button size="small" icon={<ArrowLeftRegular />} onClick={onDone}>
            {words.done}
          </Button>
        </div>
        <Subtitle1 as="h1">{words.choose}</Subtitle1>
        <div className={styles.buttons}>
          <Button size="small" onClick={() => setChosen(new Set(rows.map(({ ordinal }) => ordinal)))}>
            {words.chooseAll}
          </Button>
          <Button size="small" onClick={() => setChosen(new Set())}>
            {words.chooseNone}
          </Button>
          <Button size="small" onClick={() => void chooseSelected()}>
            {words.selected}
          </Button>
        </div>
        <Caption1 role="status">{found === null ? "" : words.selectedFound(found)}</Caption1>
        {problem !== null && <ProblemBar problem={problem} />}
        <Paged
          items={rows}
          label={words.choose}
          keyOf={({ ordinal }) => ordinal}
          render={(row) => (
            <div className={styles.row}>
              <Checkbox label={words.chooseRow(row.rowNumber)} checked={chosen.has(row.ordinal)} onChange={(_, data) => choose(row.ordinal, data.checked === true)} />
              <div className={styles.lines}>
                <ChangeLines lines={changeLines(row.fields)} />
              </div>
            </div>
          )}
        />
      </div>
      <div className={styles.bar}>
        <ReasonButton appearance="primary" reason={chosen.size === 0 ? submissionWords.why.noneChosen : null} onClick={() => setAsking(true)}>
          {words.confirm(chosen.size)}
        </ReasonButton>
        <Text size={200}>{words.chosen(chosen.size)}</Text>
      </div>
      {asking && (
        <UndoDialog
          submission={submission}
          outcomes={rows.filter(({ ordinal }) => chosen.has(ordinal))}
          onClose={() => setAsking(false)}
          onUndo={(reason) => {
            setAsking(false);
            onDone();
            void store.undo({ ordinals: [...chosen].sort((one, other) => one - other), reason });
          }}
        />
      )}
    </div>
  );
}
