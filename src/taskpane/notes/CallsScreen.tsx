import { Button, Caption1, Checkbox, Field, MessageBar, MessageBarActions, MessageBarBody, Select, Spinner, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import { noteWords } from "../../wording/paneNotes";
import { dayWords } from "../../wording/sentence";
import { Paged } from "../common/Paged";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { focusStart, startHere } from "../common/startHere";
import { useStore } from "../store";
import type { CallsDone, CallsState, CallsStore } from "./callsStore";
import type { CallFault } from "./readCalls";

const words = noteWords.sheet;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  counts: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, overflowWrap: "anywhere" },
  action: { alignSelf: "flex-start" },
});

interface Props {
  readonly store: CallsStore;
  readonly today: string;
  readonly onBack: () => void;
}

/** Notes what came of many calls at once, from a column of the list. */
export function CallsScreen({ store, today, onBack }: Props): ReactElement {
  const styles = useStyles();
  const room = useRef<HTMLDivElement>(null);
  const state = useStore(store);
  const { phase, list, calls, problem, done } = state;
  useEffect(() => {
    focusStart(room.current);
    if (store.get().phase === "idle") void store.look();
  }, [store]);
  const isBusy = phase === "looking" || phase === "sending";
  const amount = calls?.rows.length ?? 0;
  return (
    <div className={styles.screen} ref={room}>
      <div>
        <Button size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
          {words.back}
        </Button>
      </div>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      <Text>{words.lead}</Text>
      {problem !== null && <ProblemBar problem={problem} onRetry={() => void (phase === "idle" ? store.look() : phase === "done" ? store.noteAgain() : store.send())} />}
      {list !== null && phase !== "looking" && phase !== "done" && <Columns store={store} state={state} today={today} />}
      {calls !== null && phase !== "done" && <Found store={store} state={state} />}
      {phase === "looking" && <Spinner size="small" label={words.looking} />}
      {phase === "sending" && <Spinner size="small" label={words.sending} />}
      {done !== null && <Done store={store} done={done} isBusy={isBusy} />}
      {phase !== "done" && calls !== null && (
        <ReasonButton className={styles.action} appearance="primary" reason={isBusy ? words.sending : amount === 0 ? words.nothing : null} onClick={() => void store.send()}>
          {words.send(amount)}
        </ReasonButton>
      )}
      <ReasonButton className={styles.action} reason={isBusy ? words.looking : null} onClick={() => void store.look()}>
        {words.look}
      </ReasonButton>
    </div>
  );
}

function Columns({ store, state: { list }, today }: { readonly store: CallsStore; readonly state: CallsState; readonly today: string }): ReactElement | null {
  const styles = useStyles();
  if (list === null) return null;
  const { columns, headings, artId } = list;
  return (
    <div className={styles.part}>
      {artId === null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words.noArtId}</MessageBarBody>
        </MessageBar>
      )}
      <Field label={words.column} {...(columns.outcome === undefined && { validationState: "warning" as const, validationMessage: words.noColumn })}>
        <Select value={columns.outcome?.column ?? ""} onChange={(_, data) => void store.chooseColumn(data.value === "" ? null : Number(data.value))}>
          {columns.outcome === undefined && <option value="">{words.choose}</option>}
          {headings.map(({ column, header }) => (
            <option key={column} value={column}>
              {header}
            </option>
          ))}
        </Select>
      </Field>
      <Caption1>{columns.day === undefined ? words.today(dayWords(today)) : words.dayColumn(columns.day.header)}</Caption1>
      {columns.note !== undefined && <Caption1>{words.noteColumn(columns.note.header)}</Caption1>}
    </div>
  );
}

function Found({ store, state: { calls, list, selectedOnly } }: { readonly store: CallsStore; readonly state: CallsState }): ReactElement | null {
  const styles = useStyles();
  if (calls === null || list === null) return null;
  return (
    <div className={styles.part}>
      {list.look.selectedRows.length > 0 && <Checkbox label={words.selectedOnly} checked={selectedOnly} onChange={(_, data) => store.setSelectedOnly(data.checked === true)} />}
      <ul aria-label={words.counts} className={styles.counts}>
        {calls.counts.map(({ outcome, count }) => (
          <li key={outcome}>{words.count(count, noteWords.outcomes[outcome])}</li>
        ))}
      </ul>
      {calls.hidden > 0 && <Caption1>{words.hiddenRows(calls.hidden)}</Caption1>}
      {calls.faults.length > 0 && (
        <>
          <Text weight="semibold">{words.unread(calls.faults.length)}</Text>
          <Caption1>{words.words}</Caption1>
          <Paged items={calls.faults} label={words.unread(calls.faults.length)} pageSize={10} keyOf={({ rowNumber }) => rowNumber} render={(fault) => <Text>{faultText(fault)}</Text>} />
        </>
      )}
    </div>
  );
}

function faultText(fault: CallFault): string {
  switch (fault.kind) {
    case "outcome":
      return words.unreadRow(fault.rowNumber, fault.text);
    case "day":
      return words.unreadDay(fault.rowNumber, fault.text);
    case "art-id":
      return words.unreadArtId(fault.rowNumber);
    case "fault":
      return words.unreadOther(fault.rowNumber, noteWords.faults[fault.code]);
  }
}

function Done({ store, done, isBusy }: { readonly store: CallsStore; readonly done: CallsDone; readonly isBusy: boolean }): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.part} role="status">
      <Text weight="semibold">{words.done(done.noted)}</Text>
      {done.before.length > 0 && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.doneBefore(done.before.length)}</MessageBarBody>
          <MessageBarActions>
            <ReasonButton size="small" reason={isBusy ? words.sending : null} onClick={() => void store.noteAgain()}>
              {words.again}
            </ReasonButton>
          </MessageBarActions>
        </MessageBar>
      )}
      {done.refused > 0 && <Text>{words.doneRefused(done.refused)}</Text>}
      {done.isWritten === false && <Text>{words.notWritten}</Text>}
    </div>
  );
}
