import { Caption1, Spinner, Subtitle1, Tab, TabList, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactElement } from "react";
import type { OutboxItem } from "../../client/outbox";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import { submissionWords } from "../../wording/paneSubmissions";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import { startHere } from "../common/startHere";
import { LeftOverScreen } from "../leftOver/LeftOverScreen";
import type { OutboxPort } from "../ports";
import { useStore } from "../store";
import type { HistoryStore } from "./historyStore";
import type { HistoryFilter, HistoryState } from "./historyState";
import { needyOf, numbersOf } from "./needs";
import { OpenSubmissionScreen } from "./OpenSubmissionScreen";
import { OutboxList } from "./OutboxList";
import { SubmissionList } from "./SubmissionList";

const words = submissionWords.list;
const useStyles = makeStyles({
  screen: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM, overflowY: "auto", flexGrow: 1, "> *": { flexShrink: 0 } },
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly store: HistoryStore;
  readonly items: readonly OutboxItem[];
  readonly outbox: Pick<OutboxPort, "discard" | "retry" | "drain" | "unlockEarlier">;
  readonly role: Role;
  /** Back to the patient from whose card a submission was opened; null where it was not. */
  readonly onPatient?: (() => void) | null;
}

/** Everything that was submitted: what still waits here, what the server has, and each submission with what can be done with it. */
export function HistoryScreen({ store, items, outbox, role, onPatient = null }: Props): ReactElement {
  const { open, settling } = useStore(store);
  useEffect(() => {
    // Where one is being looked at already, the list is behind it.
    if (store.get().open === null) void store.load();
    return store.watchList();
  }, [store]);
  if (settling !== null) return <LeftOverScreen store={settling} onBack={store.leaveSettling} onJump={(row) => void store.jump(row)} />;
  if (open !== null) return <OpenSubmissionScreen key={open.submission.uuid} open={open} store={store} role={role} onPatient={onPatient} />;
  return <ListScreen store={store} items={items} outbox={outbox} role={role} />;
}

function ListScreen({ store, items, outbox, role }: Props): ReactElement {
  const styles = useStyles();
  const state = useStore(store);
  const { list, isLoading, problem, hasMore } = state;
  const onServer = new Set(list?.map(({ uuid }) => uuid));
  const here = items.filter((item) => item.state !== "done" && !(item.state === "accepted" && onServer.has(item.uuid)));
  const seesAll = can(role, "read-all-submissions");
  const needy = needyOf(state);
  const toApprove = needy.filter(({ approvals }) => approvals > 0);
  const numbers = numbersOf(state);
  const asksApproval = numbers !== null && numbers.mayApprove && toApprove.length > 0;
  // The last one may have been settled meanwhile.
  const filter: HistoryFilter = state.filter === "approval" && !asksApproval ? "needs" : state.filter;
  const shown = { all: list ?? [], needs: needy, approval: toApprove }[filter];
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <Subtitle1 as="h1" {...startHere}>
          {seesAll ? words.everyones : words.mine}
        </Subtitle1>
        <ReasonButton size="small" icon={<ArrowClockwiseRegular />} reason={isLoading ? paneWords.shell.loading : null} onClick={() => void store.load()}>
          {paneWords.history.refresh}
        </ReasonButton>
      </div>
      {here.length > 0 && <OutboxList items={here} outbox={outbox} />}
      {problem !== null && <ProblemBar problem={problem} intent="warning" onRetry={() => void store.load()} />}
      {problem !== null && list === null && <Caption1>{paneWords.history.offline}</Caption1>}
      {isLoading && list === null && <Spinner size="small" label={paneWords.shell.loading} />}
      {list?.length === 0 && here.length === 0 && <Text>{paneWords.history.empty}</Text>}
      {list !== null && list.length > 0 && (
        <>
          <TabList size="small" aria-label={words.show} selectedValue={filter} onTabSelect={(_, data) => store.setFilter(data.value === "needs" || data.value === "approval" ? data.value : "all")}>
            <Tab value="all">{words.all}</Tab>
            <Tab value="needs">{`${seesAll ? words.needsSomebody : words.needsYou} (${needy.length})`}</Tab>
            {asksApproval && <Tab value="approval">{`${words.toApprove} (${toApprove.length})`}</Tab>}
          </TabList>
          {filter === "needs" && needy.length === 0 && <Text>{seesAll ? words.noneNeedsSomebody : words.noneNeeds}</Text>}
          {filter === "approval" && <Caption1>{words.howToApprove}</Caption1>}
          <SubmissionList
            submissions={shown}
            seesAll={seesAll}
            mayApprove={numbers?.mayApprove === true}
            hasMore={filter === "all" && hasMore}
            store={store}
            onOpen={(submission) => void (filter === "approval" ? store.openToSettle(submission.uuid) : store.open(submission))}
          />
          {filter !== "all" && hasUnnamed(state) && <Caption1>{words.onlyNewest}</Caption1>}
        </>
      )}
    </div>
  );
}

/** Whether the server knows of more than it named. */
function hasUnnamed({ needs }: HistoryState): boolean {
  return needs !== null && Object.values(needs.told.counts).some(({ submissions, newest }) => submissions > newest.length);
}
