import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import { FolderOpenRegular } from "@fluentui/react-icons";
import { Suspense, lazy, useEffect, useRef } from "react";
import type { ReactElement } from "react";
import { paneWords } from "../../wording/pane";
import { submitWords } from "../../wording/paneSubmit";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { ResultPanel } from "../result/ResultPanel";
import { useStore } from "../store";
import type { SelectedCell } from "../workbook/port";
import { overviewOf } from "./engine/overview";
import { rowsInScope } from "./engine/scope";
import { ResultsView } from "./parts/ResultsView";
import { SendingPanel } from "./parts/SendingPanel";
import { SetupCard } from "./parts/SetupCard";
import { WorkProgress } from "./parts/WorkProgress";
import { rowsToSend } from "./rowsToSend";
import type { Notice, Setup, SubmitState, Validated } from "./submitState";
import type { SubmitStore } from "./submitStore";
import { focusStart } from "../common/startHere";

const ConfirmDialog = lazy(async () => ({ default: (await import("./parts/ConfirmDialog")).ConfirmDialog }));

const words = submitWords;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", minHeight: 0, flexGrow: 1 },
  scroll: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  bar: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  notice: { padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}` },
  said: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
  why: { width: "100%", color: tokens.colorNeutralForeground3 },
});

interface Props {
  readonly store: SubmitStore;
  readonly personName: string;
  /** The cell that is selected in the sheet now; null where that is not known. */
  readonly cell: SelectedCell | null;
  /** Shows a submission with everything that can be done with it. */
  readonly onOpen?: ((uuid: string) => void) | undefined;
  /** Leads to where a file becomes a sheet. */
  readonly onOpenFile?: (() => void) | undefined;
}

/** The main screen: what was found, validate, look through, submit, result. */
export function SubmitScreen({ store, personName, cell, onOpen, onOpenFile }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(store);
  const main = useRef<HTMLDivElement>(null);
  const { phase, setup, validated } = state;

  useEffect(() => {
    if (store.get().setup === null && store.get().phase.name === "looking") void store.look();
  }, [store]);
  // After a long step the keyboard stands at its result, not somewhere that has gone.
  useEffect(() => {
    if (phase.name === "validated" || phase.name === "sending" || phase.name === "result") {
      focusStart(main.current);
    }
  }, [phase.name]);

  const busy = state.writing ? words.validateWhy.busy : null;
  const isElsewhere = setup !== null && cell !== null && cell.sheetId !== setup.look.sheetId;
  return (
    <div className={styles.screen}>
      <div role="status" className={styles.said}>
        {saidOf(state)}
      </div>
      <div className={styles.scroll} ref={main}>
        {phase.name === "looking" && <Spinner size="small" label={words.looking} />}
        {phase.name === "nothing" && <ProblemBar problem={phase.problem} intent="warning" onRetry={() => void store.look()} />}
        {isElsewhere && (phase.name === "setup" || phase.name === "validated") && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{words.setup.otherSheet(setup.look.sheetName)}</MessageBarBody>
            <MessageBarActions>
              <Button size="small" onClick={() => void store.look()}>
                {words.setup.useThisSheet}
              </Button>
            </MessageBarActions>
          </MessageBar>
        )}
        {setup !== null && (phase.name === "setup" || phase.name === "validated") && <SetupCard setup={setup} store={store} isFolded={phase.name === "validated"} />}
        {onOpenFile !== undefined && (phase.name === "setup" || phase.name === "nothing") && (
          <div>
            <Button size="small" icon={<FolderOpenRegular />} onClick={onOpenFile}>
              {paneWords.shell.openFile}
            </Button>
          </div>
        )}
        {phase.name === "validating" && <WorkProgress work={phase.work} onCancel={store.cancel} />}
        {phase.name === "validated" && validated !== null && <ResultsView validated={validated} cell={cell} store={store} busy={busy} />}
        {phase.name === "sending" && <SendingPanel sending={phase.sending} onTakeBack={() => void store.takeBack()} onCancel={() => void store.cancelSubmission()} onRetry={() => void store.retrySending()} onLeave={() => void store.leaveSending()} />}
        {phase.name === "result" && (
          <ResultPanel
            result={phase.result}
            sheet={phase.result.sheet}
            onWriteAgain={() => void store.writeAgain()}
            onAgain={() => void store.startAgain()}
            onJump={(outcome) => void store.jumpToOutcome(outcome)}
            onOpen={onOpen === undefined ? undefined : () => onOpen(phase.result.uuid)}
          />
        )}
      </div>
      {state.notice !== null && (
        <div className={styles.notice}>
          <NoticeBar notice={state.notice} onDismiss={store.dismissNotice} onUndo={() => void store.undo()} />
        </div>
      )}
      {setup !== null && (phase.name === "setup" || phase.name === "validated") && (
        <ActionBar state={state} setup={setup} validated={phase.name === "validated" ? validated : null} store={store} />
      )}
      {state.confirming !== null && validated !== null && setup !== null && (
        <Suspense>
          <ConfirmDialog
            validated={validated}
            setup={setup}
            personName={personName}
            isChecking={state.confirming === "checking"}
            isSending={state.writing}
            onSubmit={() => void store.submit()}
            onValidate={() => {
              store.closeConfirmation();
              void store.validate();
            }}
            onClose={store.closeConfirmation}
          />
        </Suspense>
      )}
    </div>
  );
}

/** The end of a long step in one sentence, for whoever listens. */
function saidOf({ phase, validated }: SubmitState): string {
  switch (phase.name) {
    case "looking":
      return words.looking;
    case "validating":
      return words.work[phase.work.step];
    case "validated": {
      if (validated === null || validated.record.kind === "asking") return "";
      const { summary, troubled } = overviewOf(validated.rows);
      return words.said.validated(summary.sent, troubled);
    }
    case "result":
      return words.said.result(phase.result.counts.updated, phase.result.outcomes.length - phase.result.counts.updated);
    case "setup":
    case "sending":
    case "nothing":
      return "";
  }
}

interface ActionBarProps {
  readonly state: SubmitState;
  readonly setup: Setup;
  readonly validated: Validated | null;
  readonly store: SubmitStore;
}

/** The next step, always at the same place; where it cannot be taken it says why. */
function ActionBar({ state, setup, validated, store }: ActionBarProps): ReactElement {
  const styles = useStyles();
  const cannotValidate = whyNotValidate(state, setup);
  if (validated === null) {
    return (
      <div className={styles.bar}>
        <ReasonButton appearance="primary" reason={cannotValidate} onClick={() => void store.validate()}>
          {words.validate}
        </ReasonButton>
        <Button appearance="subtle" onClick={() => void store.look()}>
          {words.lookAgain}
        </Button>
        {cannotValidate !== null && (
          <Text size={200} className={styles.why}>
            {cannotValidate}
          </Text>
        )}
      </div>
    );
  }
  const rows = rowsToSend(validated).length;
  const cannotSubmit = whyNotSubmit(state, validated, rows);
  return (
    <div className={styles.bar}>
      <ReasonButton appearance="primary" reason={cannotSubmit} onClick={() => void store.askToSubmit()}>
        {rows === 0 ? words.submitNothing : words.submit(rows)}
      </ReasonButton>
      <ReasonButton reason={cannotValidate} onClick={() => void store.validate()}>
        {words.validateAgain}
      </ReasonButton>
      {cannotSubmit !== null && (
        <Text size={200} className={styles.why}>
          {cannotSubmit}
        </Text>
      )}
    </div>
  );
}

function whyNotValidate({ writing }: SubmitState, setup: Setup): string | null {
  if (writing) return words.validateWhy.busy;
  if (setup.understanding.lacks !== null) return words.validateWhy.lacks;
  if (setup.read === null) return words.validateWhy.reading;
  // Selected rows are looked at anew when Validate is pressed.
  if (setup.scope.rows === "selected") return null;
  return rowsInScope(setup.read, setup.scope, setup.look.selectedRows).chosen.length === 0 ? words.validateWhy.noRows : null;
}

function whyNotSubmit({ writing }: SubmitState, { record }: Validated, rows: number): string | null {
  if (writing) return words.submitWhy.busy;
  if (record.kind === "asking") return words.submitWhy.asking;
  return rows === 0 ? words.submitWhy.none : null;
}

interface NoticeProps {
  readonly notice: Notice;
  readonly onDismiss: () => void;
  readonly onUndo: () => void;
}

function NoticeBar({ notice, onDismiss, onUndo }: NoticeProps): ReactElement {
  if (notice.kind === "problem") return <ProblemBar problem={notice.problem} onDismiss={onDismiss} />;
  return (
    <MessageBar intent="info" politeness="polite">
      <MessageBarBody>{noticeText(notice)}</MessageBarBody>
      <MessageBarActions>
        {notice.kind === "repaired" && notice.written > 0 && (
          <Button size="small" onClick={onUndo}>
            {words.notice.undo}
          </Button>
        )}
        <Button size="small" appearance="transparent" onClick={onDismiss}>
          {words.notice.dismiss}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function noticeText(notice: Exclude<Notice, { kind: "problem" }>): string {
  switch (notice.kind) {
    case "repaired":
      return [words.notice.repaired(notice.written), notice.gone > 0 ? words.notice.repairedGone(notice.gone) : ""].join(" ").trim();
    case "undone":
      return [words.notice.undone(notice.restored), notice.left > 0 ? words.notice.undoneLeft(notice.left) : ""].join(" ").trim();
    case "cancelled":
      return words.work.cancelled;
    case "arrived":
      return [words.notice.arrived(notice.sheet, notice.written), notice.gone > 0 ? words.notice.arrivedGone(notice.gone) : ""].join(" ").trim();
    case "taken-back":
      return words.notice.takenBack;
  }
}
