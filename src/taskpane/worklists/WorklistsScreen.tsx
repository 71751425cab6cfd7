import { Button, Caption1, MessageBar, MessageBarActions, MessageBarBody, Spinner, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular, ArrowSyncRegular } from "@fluentui/react-icons";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { ReactElement } from "react";
import { formats } from "../../wording/formats";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { ProblemBar } from "../common/ProblemBar";
import { focusStart, startHere } from "../common/startHere";
import type { PanePorts } from "../ports";
import { useStore } from "../store";
import { NewWorklist } from "./NewWorklist";
import { WorklistItem } from "./WorklistItem";
import type { Told, WorklistsDesk } from "./worklistsDesk";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, minWidth: 0, "> *": { flexShrink: 0 } },
  row: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

interface Props {
  readonly desk: WorklistsDesk;
  readonly places: PanePorts["places"];
  readonly today: () => string;
  /** Makes and closes worklists. */
  readonly mayMake: boolean;
  readonly onProgress: () => void;
  readonly onSubmit: () => void;
  readonly onCalls: () => void;
}

/** The worklists within reach; supervisors make them here, everybody makes sheets of them. */
export function WorklistsScreen({ desk, places, today, mayMake: isMaker, onProgress, onSubmit, onCalls }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(desk);
  const { list, readAt, isReading, problem, told, form } = state;
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => desk.watch(), [desk]);
  useFocusKept(room);
  const wasOpen = useRef(form !== null);
  useLayoutEffect(() => {
    // The keyboard goes on where the form was opened.
    if (wasOpen.current && form === null) room.current?.querySelector<HTMLElement>("[data-opener]")?.focus();
    wasOpen.current = form !== null;
  }, [form]);
  const mayMake = isMaker && list?.mayMake === true;
  return (
    <div className={styles.screen} ref={room}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      <Text size={200}>{words.intro}</Text>
      <div className={styles.row}>
        {mayMake && (
          <Button data-opener="" appearance="primary" icon={<AddRegular />} aria-expanded={form !== null} onClick={() => (form === null ? desk.openForm() : desk.closeForm())}>
            {words.form.open}
          </Button>
        )}
        <Button icon={<ArrowSyncRegular />} onClick={() => void desk.refresh()}>
          {words.refresh}
        </Button>
        {mayMake && <Button onClick={onProgress}>{words.actions.progress}</Button>}
        {isReading && list !== null && <Spinner size="tiny" aria-label={words.loading} />}
      </div>
      {problem !== null && <ProblemBar problem={problem} onRetry={() => void desk.refresh()} onDismiss={desk.dismiss} />}
      {told !== null && <ToldBar told={told} onSubmit={onSubmit} onCalls={onCalls} />}
      {form !== null && list !== null && <NewWorklist desk={desk} state={state} form={form} places={places} today={today} hasEncounters={list.hasEncounters} />}
      {list === null && isReading && <Spinner size="tiny" label={words.loading} />}
      {list !== null && list.worklists.length === 0 && <Text>{mayMake ? words.noneMayMake : `${words.none} ${words.noneClerk}`}</Text>}
      {list !== null && list.worklists.length > 0 && (
        <ul className={styles.list} aria-label={words.list}>
          {list.worklists.map((worklist) => (
            <WorklistItem key={worklist.uuid} worklist={worklist} desk={desk} state={state} facilities={state.facilities} mayMake={mayMake} />
          ))}
        </ul>
      )}
      {readAt !== null && <Caption1>{words.asOf(formats.moment(readAt))}</Caption1>}
    </div>
  );
}

function ToldBar({ told, onSubmit, onCalls }: { readonly told: Told } & Pick<Props, "onSubmit" | "onCalls">): ReactElement {
  return (
    <MessageBar intent={told.kind === "cancelled" ? "info" : "success"} layout="multiline" politeness="polite">
      <MessageBarBody>{toldText(told)}</MessageBarBody>
      {told.kind === "made" && (
        <MessageBarActions>
          <Button size="small" onClick={onSubmit}>
            {words.told.toSubmit}
          </Button>
          <Button size="small" onClick={onCalls}>
            {words.told.toCalls}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function toldText(told: Told): string {
  if (told.kind === "made") return words.told.made(told.sheetName);
  return told.kind === "cancelled" ? words.told.cancelled : words.told[told.kind](told.name);
}

/** What had the keyboard may go away by being pressed; the keyboard then goes on at the start of the screen, not nowhere. */
function useFocusKept(room: { readonly current: HTMLElement | null }): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (before.current !== null && !before.current.isConnected && (activeElement === null || activeElement === body)) focusStart(room.current);
    const now = document.activeElement;
    before.current = now !== null && room.current?.contains(now) === true ? now : null;
  });
  useEffect(() => {
    const element = room.current;
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof Element) before.current = target;
    };
    element?.addEventListener("focusin", note);
    return () => element?.removeEventListener("focusin", note);
  }, [room]);
}
