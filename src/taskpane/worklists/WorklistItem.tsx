import { Badge, Button, Caption1, ProgressBar, Spinner, Text, makeStyles, tokens } from "@fluentui/react-components";
import { TableAddRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import type { Named } from "../../contract/reports";
import type { Worklist } from "../../contract/worklists";
import { formats } from "../../wording/formats";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { ReasonButton } from "../common/ReasonButton";
import { CountsBar } from "./CountsBar";
import { criteriaLines } from "./criteriaText";
import type { WorklistsDesk, WorklistsState } from "./worklistsDesk";

const useStyles = makeStyles({
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingHorizontalS, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, overflowWrap: "anywhere", minWidth: 0 },
  head: { display: "flex", alignItems: "start", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  badge: { flexShrink: 0 },
  summary: { cursor: "pointer", fontSize: tokens.fontSizeBase200 },
  lines: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

const colours = { gathering: "informative", ready: "success", failed: "danger", closed: "subtle" } as const;

interface Props {
  readonly worklist: Worklist;
  readonly desk: WorklistsDesk;
  readonly state: WorklistsState;
  readonly facilities: readonly Named[] | null;
  readonly mayMake: boolean;
}

/** One worklist: what it is, how far it is, and what can be done with it. */
export function WorklistItem({ worklist, desk, state, facilities, mayMake }: Props): ReactElement {
  const styles = useStyles();
  const { name, madeBy, madeAt, looked, lookedOf } = worklist;
  const heading = useRef<HTMLDivElement>(null);
  const isPointed = state.pointed === worklist.uuid;
  useEffect(() => {
    if (!isPointed) return;
    heading.current?.focus();
    desk.pointed();
  }, [isPointed, desk]);
  return (
    <li className={styles.item}>
      <div ref={heading} className={styles.head} tabIndex={-1}>
        <Text as="h2" weight="semibold" style={{ margin: 0 }}>
          {name}
        </Text>
        <Badge className={styles.badge} appearance="tint" color={colours[worklist.state]}>
          {words.states[worklist.state]}
        </Badge>
      </div>
      <Caption1>{words.madeBy(madeBy, formats.moment(madeAt))}</Caption1>
      {worklist.state === "gathering" && (
        <>
          <ProgressBar aria-label={words.of(words.states.gathering, name)} {...(lookedOf > 0 && { value: Math.min(looked, lookedOf), max: lookedOf })} />
          <Caption1>{words.gathering(looked, lookedOf)}</Caption1>
        </>
      )}
      {worklist.state === "failed" && <Text size={200}>{words.failed}</Text>}
      {(worklist.state === "ready" || worklist.state === "closed") && (
        <Counted worklist={worklist} desk={desk} state={state} />
      )}
      <details>
        <summary className={styles.summary} tabIndex={0}>{words.chosen}</summary>
        <ul className={styles.lines}>
          {criteriaLines(worklist.criteria, facilities).map((line) => (
            <li key={line}>
              <Text size={200}>{line}</Text>
            </li>
          ))}
        </ul>
      </details>
      {state.running?.uuid === worklist.uuid && <Making running={state.running} onCancel={desk.cancelSheet} />}
      <Actions worklist={worklist} desk={desk} state={state} mayMake={mayMake} />
    </li>
  );
}

/** How many patients it has, and how far they are; where so many stand on the lists that this one was not counted, a button that does. */
function Counted({ worklist, desk, state }: Pick<Props, "worklist" | "desk" | "state">): ReactElement {
  const styles = useStyles();
  const { name, uuid, counts, matched, most } = worklist;
  if (counts !== null) {
    const { patients } = counts;
    return (
      <>
        <Text size={200}>{patients === 0 ? words.empty : matched > most ? words.cut(patients, matched) : words.patients(patients)}</Text>
        {patients > 0 && <CountsBar counts={counts} />}
      </>
    );
  }
  const { counting } = state;
  return (
    <div className={styles.row}>
      <Text size={200}>{words.notCounted(Math.min(matched, most))}</Text>
      <ReasonButton size="small" aria-label={words.of(words.actions.count, name)} reason={counting === null ? null : words.actions.counting} onClick={() => void desk.count(worklist)}>
        {words.actions.count}
      </ReasonButton>
      {counting === uuid && <Spinner size="tiny" aria-label={words.actions.counting} />}
    </div>
  );
}

function Making({ running, onCancel }: { readonly running: NonNullable<WorklistsState["running"]>; readonly onCancel: () => void }): ReactElement {
  const styles = useStyles();
  const { name, done, total } = running;
  return (
    <>
      <ProgressBar aria-label={words.making.label(name)} value={done} max={Math.max(1, total)} />
      <div className={styles.row}>
        <Caption1>{words.making.of(done, total)}</Caption1>
        <Button size="small" onClick={onCancel}>
          {words.making.cancel}
        </Button>
      </div>
    </>
  );
}

function Actions({ worklist, desk, state, mayMake }: Omit<Props, "facilities">): ReactElement {
  const styles = useStyles();
  const [isAsking, setAsking] = useState(false);
  const { name, uuid } = worklist;
  const sheet = state.sheets.find((one) => one.worklist === uuid);
  const label = (what: string): { readonly "aria-label": string } => ({ "aria-label": words.of(what, name) });
  const { actions } = words;
  const whyNot = whyNoSheet(worklist) ?? (state.running === null ? null : actions.busy);
  if (isAsking) {
    return (
      <div role="group" aria-label={words.of(actions.close, name)}>
        <Text size={200}>{words.closing.question(name)}</Text>
        <div className={styles.row}>
          <Button
            size="small"
            appearance="primary"
            autoFocus
            onClick={() => {
              setAsking(false);
              void desk.close(worklist);
            }}
          >
            {words.closing.confirm}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {words.closing.keep}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.row}>
      {sheet !== undefined && (
        <Button size="small" appearance="primary" {...label(actions.goTo)} title={sheet.sheetName} onClick={() => void desk.showSheet(sheet)}>
          {actions.goTo}
        </Button>
      )}
      <ReasonButton
        size="small"
        icon={<TableAddRegular />}
        appearance={sheet === undefined ? "primary" : "secondary"}
        reason={whyNot}
        {...label(sheet === undefined ? actions.make : actions.again)}
        onClick={() => void desk.makeSheet(worklist)}
      >
        {sheet === undefined ? actions.make : actions.again}
      </ReasonButton>
      {mayMake && worklist.state !== "closed" && (
        <ReasonButton size="small" reason={state.closing === null ? null : actions.closing} {...label(actions.close)} onClick={() => setAsking(true)}>
          {actions.close}
        </ReasonButton>
      )}
      {mayMake && (
        <Button size="small" {...label(actions.like)} onClick={() => desk.openLike(worklist)}>
          {actions.like}
        </Button>
      )}
    </div>
  );
}

/** Why no sheet can be made of it; null where one can. */
function whyNoSheet({ state, counts }: Worklist): string | null {
  const { actions } = words;
  if (state === "gathering") return actions.notReady;
  if (state === "failed") return actions.isFailed;
  if (state === "closed") return actions.isClosed;
  return counts?.patients === 0 ? actions.isEmpty : null;
}
