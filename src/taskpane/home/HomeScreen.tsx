import { Button, Caption1, Spinner, Subtitle1, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular, BranchCompareRegular, DataBarVerticalRegular, QuestionCircleRegular, SettingsRegular, TableCellEditRegular, TableRegular, TaskListLtrRegular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactElement, ReactNode } from "react";
import type { OutboxItem } from "../../client/outbox";
import type { Need } from "../../contract/dashboard";
import type { PatientUuid } from "../../contract/patientSearch";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { formats } from "../../wording/formats";
import { homeWords as words } from "../../wording/paneHome";
import { ProblemBar } from "../common/ProblemBar";
import { startHere } from "../common/startHere";
import type { HistoryStore } from "../history/historyStore";
import { numbersOf } from "../history/needs";
import { isWaiting } from "../shell/outboxStore";
import type { Route } from "../shell/routes";
import { useStore } from "../store";
import type { SubmitStore } from "../submit/submitStore";
import { DaysChart } from "./DaysChart";
import { FiguresTable } from "./FiguresTable";
import type { HomeStore } from "./homeStore";
import { RecentList } from "./RecentList";

const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  line: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly store: HomeStore;
  readonly history: HistoryStore;
  readonly submit: SubmitStore;
  readonly items: readonly OutboxItem[];
  /** Calls and numbers on this computer that are not sent yet. */
  readonly waitingNotes: number;
  readonly role: Role;
  readonly onRoute: (route: Route) => void;
  /** The list on the active sheet. */
  readonly onBatch: () => void;
  readonly onHelp: () => void;
  readonly onNeeds: (need: Need) => void;
  readonly onPatient: (patient: PatientUuid) => void;
  readonly onSubmission: (uuid: string) => void;
}

/** What is going on, what needs the person, and the ways on. */
export function HomeScreen({ store, history, submit, items, waitingNotes, role, onRoute, onBatch, onHelp, onNeeds, onPatient, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  const { figures, readAt, recent, isLoading, problem } = useStore(store);
  useEffect(() => store.watch(), [store]);
  const isEveryones = can(role, "read-all-submissions");
  const figuresTitle = isEveryones ? words.figures.titleEveryones : words.figures.titleOwn;
  const recentTitle = isEveryones ? words.recent.titleEveryones : words.recent.titleOwn;
  return (
    <div className={styles.screen}>
      <Subtitle1 as="h1" {...startHere}>
        {words.title}
      </Subtitle1>
      <div role="group" aria-label={words.actions} className={styles.actions}>
        <Button appearance="primary" icon={<AddRegular />} title={words.newHint} onClick={() => onRoute("patients")}>
          {words.newUpdate}
        </Button>
        <Button icon={<TableRegular />} title={words.batchHint} onClick={onBatch}>
          {words.batch}
        </Button>
        <Button icon={<TableCellEditRegular />} title={words.fillHint} onClick={() => onRoute("fill")}>
          {words.fill}
        </Button>
        <Button icon={<BranchCompareRegular />} title={words.compareHint} onClick={() => onRoute("compare")}>
          {words.compare}
        </Button>
        <Button icon={<TaskListLtrRegular />} title={words.worklistsHint} onClick={() => onRoute("worklists")}>
          {words.worklists}
        </Button>
        {can(role, "report") && (
          <Button icon={<DataBarVerticalRegular />} title={words.reportsHint} onClick={() => onRoute("reports")}>
            {words.reports}
          </Button>
        )}
        <Button icon={<SettingsRegular />} onClick={() => onRoute("settings")}>
          {words.settings}
        </Button>
        <Button icon={<QuestionCircleRegular />} onClick={onHelp}>
          {words.help}
        </Button>
      </div>
      <NeedsPart history={history} title={isEveryones ? words.needs.titleEveryones : words.needs.title} onNeeds={onNeeds} />
      <UnsentPart submit={submit} items={items} waitingNotes={waitingNotes} onRoute={onRoute} />
      <Part title={figuresTitle}>
        {problem !== null && <ProblemBar problem={problem} intent="warning" onRetry={() => void store.load()} />}
        {figures === null && problem === null && <Spinner size="tiny" label={words.figures.loading} />}
        {figures !== null && (
          <>
            <FiguresTable figures={figures} label={figuresTitle} />
            <Text size={200} weight="semibold">
              {words.chart.title}
            </Text>
            <DaysChart days={figures.days} />
            {readAt !== null && <Caption1 aria-live="off">{words.figures.asOf(formats.moment(readAt))}</Caption1>}
          </>
        )}
      </Part>
      {(recent !== null || isLoading) && (
        <Part title={recentTitle}>
          {recent === null ? <Spinner size="tiny" label={words.figures.loading} /> : <RecentList events={recent} label={recentTitle} onPatient={onPatient} onSubmission={onSubmission} />}
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  const styles = useStyles();
  return (
    <section className={styles.part} aria-label={title}>
      <Subtitle2 as="h2">{title}</Subtitle2>
      {children}
    </section>
  );
}

interface Line {
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

function Lines({ lines, nothing }: { readonly lines: readonly Line[]; readonly nothing: string }): ReactElement {
  const styles = useStyles();
  if (lines.length === 0) return <Caption1>{nothing}</Caption1>;
  return (
    <>
      {lines.map(({ text, action, onAction }) => (
        <div key={text} className={styles.line}>
          <Text size={200}>{text}</Text>
          <Button size="small" aria-label={formats.labelled(action, text)} onClick={onAction}>
            {action}
          </Button>
        </div>
      ))}
    </>
  );
}

function NeedsPart({ history, title, onNeeds }: { readonly history: HistoryStore; readonly title: string; readonly onNeeds: (need: Need) => void }): ReactElement {
  const numbers = numbersOf(useStore(history));
  // Before anything is known, nothing is said.
  if (numbers === null) return <Part title={title}>{null}</Part>;
  const { leftOver, approvals, mayApprove, reverted, stopped, asOf } = numbers;
  const line = (count: number, text: string, need: Need): readonly Line[] => (count > 0 ? [{ text, action: words.needs.look, onAction: () => onNeeds(need) }] : []);
  return (
    <Part title={title}>
      <Lines
        lines={[
          ...line(stopped, words.needs.stopped(stopped), "stopped"),
          ...line(reverted, words.needs.reverted(reverted), "reverted"),
          ...line(approvals, mayApprove ? words.needs.approvals(approvals) : words.needs.waitsForSupervisor(approvals), "approval"),
          ...line(leftOver, words.needs.leftOver(leftOver), "left-over"),
        ]}
        nothing={words.needs.nothing}
      />
      {asOf !== null && <Caption1>{words.needs.asOf(formats.moment(asOf))}</Caption1>}
    </Part>
  );
}

function UnsentPart({ submit, items, waitingNotes, onRoute }: Pick<Props, "waitingNotes"> & { readonly submit: SubmitStore; readonly items: readonly OutboxItem[]; readonly onRoute: (route: Route) => void }): ReactElement {
  const { phase, validated, setup } = useStore(submit);
  const waiting = items.filter(isWaiting).length;
  const refused = items.filter(({ state }) => state === "refused").length;
  const lines: Line[] = [];
  if (phase.name === "validated" && validated !== null) {
    const rows = validated.rows.length;
    lines.push({ text: words.unsent.validated(setup?.look.sheetName ?? "", rows), action: words.unsent.goToList, onAction: () => onRoute("submit") });
  }
  if (waiting > 0) lines.push({ text: words.unsent.outbox(waiting), action: words.unsent.show, onAction: () => onRoute("submissions") });
  if (refused > 0) lines.push({ text: words.unsent.refused(refused), action: words.unsent.show, onAction: () => onRoute("submissions") });
  return (
    <Part title={words.unsent.title}>
      {(lines.length > 0 || waitingNotes === 0) && <Lines lines={lines} nothing={words.unsent.nothing} />}
      {waitingNotes > 0 && <Text size={200}>{words.unsent.notes(waitingNotes)}</Text>}
    </Part>
  );
}
