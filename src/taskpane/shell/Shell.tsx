import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner, makeStyles, tokens } from "@fluentui/react-components";
import { Suspense, lazy, useRef, useSyncExternalStore } from "react";
import type { ReactElement } from "react";
import type { SystemInfo } from "../../contract/system";
import { paneWords } from "../../wording/pane";
import { helpWords } from "../../wording/paneHelp";
import { languageWords } from "../../wording/paneLanguage";
import { submissionWords } from "../../wording/paneSubmissions";
import { ProblemBar } from "../common/ProblemBar";
import type { TourStore } from "../help/tour";
import { languageState } from "../language/paneLanguage";
import type { PanePorts } from "../ports";
import { SignInScreen } from "../signIn/SignInScreen";
import { useStore } from "../store";
import { ErrorBoundary } from "./ErrorBoundary";
import { Header } from "./Header";
import { NeedsBanner } from "./NeedsBanner";
import { isWaiting } from "./outboxStore";
import type { PaneStores } from "./paneStores";
import type { ShellNotice } from "./shellState";
import { clockFault } from "./systemStore";
import { useStartOfScreen } from "./useStartOfScreen";

const HomeScreen = lazy(async () => ({ default: (await import("../home/HomeScreen")).HomeScreen }));
const SettingsScreen = lazy(async () => ({ default: (await import("../settings/SettingsScreen")).SettingsScreen }));
const SubmitScreen = lazy(async () => ({ default: (await import("../submit/SubmitScreen")).SubmitScreen }));
const HistoryScreen = lazy(async () => ({ default: (await import("../history/HistoryScreen")).HistoryScreen }));
const SearchRoute = lazy(async () => ({ default: (await import("../search/SearchRoute")).SearchRoute }));
const PatientScreen = lazy(async () => ({ default: (await import("../patient/PatientScreen")).PatientScreen }));
const CallsRoute = lazy(async () => ({ default: (await import("../notes/CallsRoute")).CallsRoute }));
const ReportsRoute = lazy(async () => ({ default: (await import("../reports/ReportsRoute")).ReportsRoute }));
const FillRoute = lazy(async () => ({ default: (await import("../fill/FillRoute")).FillRoute }));
const CompareRoute = lazy(async () => ({ default: (await import("../compare/CompareRoute")).CompareRoute }));
const WorklistsRoute = lazy(async () => ({ default: (await import("../worklists/WorklistsRoute")).WorklistsRoute }));
const toWorklists = async () => await import("./reportsToWorklists");
const FilesRoute = lazy(async () => ({ default: (await import("../files/FilesRoute")).FilesRoute }));

const HelpPanel = lazy(async () => ({ default: (await import("../help/HelpPanel")).HelpPanel }));
const TourDialog = lazy(async () => ({ default: (await import("../help/TourDialog")).TourDialog }));

const words = paneWords.shell;
const troubleWords = helpWords.trouble;
const progressWords = submissionWords.banner;
const useStyles = makeStyles({
  pane: { display: "flex", flexDirection: "column", height: "100vh", minWidth: 0, backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1 },
  main: { display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0, overflowY: "auto" },
  bars: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS },
});

interface Props {
  readonly ports: Pick<PanePorts, "session" | "entry" | "outbox" | "workbook" | "openAddress" | "readManual" | "server" | "ask" | "places">;
  readonly stores: PaneStores;
  /** Contact functions run in the cells of this Excel. */
  readonly hasFunctions: boolean;
}

/** The frame of every screen: who, where, how the server is, what waits; then the screen. */
export function Shell({ ports, stores, hasFunctions }: Props): ReactElement {
  const styles = useStyles();
  const session = useSyncExternalStore(ports.session.subscribe, ports.session.snapshot);
  const system = useStore(stores.system);
  const items = useStore(stores.outbox);
  const { route, notice, cell, isFromPatient } = useStore(stores.shell);
  const { phase } = useStore(stores.submit);
  const lastChange = useSyncExternalStore(ports.workbook.onLastChange, ports.workbook.lastChange);
  // Whatever stands on the pane is said anew when the language changes; nothing is lost by it.
  const language = useStore(languageState);
  const { person } = session;
  const main = useRef<HTMLElement>(null);
  useStartOfScreen(main, person === null ? null : route);
  const tour = useStore(stores.tour);
  const help = useStore(stores.help);
  const wrongBy = clockFault(system);
  const waiting = items.filter(isWaiting).length;
  const waitingNotes = useStore(stores.waitingNotes);
  const refused = items.filter((item) => item.state === "refused").length;
  // On the Submit screen the one that is being sent shows its own progress.
  const shown = phase.name === "sending" ? phase.sending.uuid : null;
  const underWay = route === "submissions" ? undefined : items.find((item) => item.state === "accepted" && !(route === "submit" && item.uuid === shown));
  const message = useStore(stores.cellSentence);

  return (
    <div className={styles.pane} onPointerDown={ports.session.touch} onKeyDown={ports.session.touch}>
      <Header
        system={system}
        person={person}
        route={route}
        canUndo={lastChange !== null}
        language={language.inForce}
        onRoute={stores.show}
        onHelp={() => stores.help.openFor(person === null ? "signIn" : route)}
        onCommand={(id) => void stores.command(id)}
        onLanguage={(chosen) => void stores.chooseLanguage(chosen)}
      />
      <section className={styles.bars} aria-label={words.messages}>
        {system.before !== null && system.info !== null && <Bar intent="error" text={troubleWords.otherServer(siteText(system.info), siteText(system.before))} />}
        {wrongBy !== null && <Bar intent="warning" text={wrongBy > 0 ? troubleWords.clockFast(wrongBy) : troubleWords.clockSlow(-wrongBy)} />}
        {person !== null && route === "home" && tour.isOffered && <TourOffer store={stores.tour} />}
        {!system.isReachable && <Bar intent="warning" text={words.offline} />}
        {session.idleSoon && <Bar intent="warning" text={words.idleSoon} action={words.stay} onAction={ports.session.touch} />}
        {person !== null && waiting > 0 && route !== "submissions" && route !== "home" && (
          <Bar intent="info" text={words.waiting(waiting)} action={words.showSubmissions} onAction={() => stores.show("submissions")} />
        )}
        {person !== null && waitingNotes > 0 && route !== "home" && <Bar intent="info" text={words.waitingNotes(waitingNotes)} />}
        {person !== null && refused > 0 && route !== "submissions" && route !== "home" && (
          <Bar intent="error" text={words.refused(refused)} action={words.showSubmissions} onAction={() => stores.show("submissions")} />
        )}
        {person !== null && route !== "submissions" && route !== "home" && <NeedsBanner history={stores.history} role={person.role} onLook={() => stores.showNeeds()} />}
        {person !== null && underWay !== undefined && <Bar intent="info" text={progressWords.underWay(underWay.progress.done, underWay.progress.total)} action={progressWords.look} onAction={() => stores.showSubmission(underWay.uuid)} />}
        {!hasFunctions && (person === null || route === "home") && (
          <Bar intent="info" text={words.noFunctions} {...(person !== null && { action: words.fillInstead, onAction: () => stores.show("fill") })} />
        )}
        {cell !== null && message !== null && <Bar intent="info" text={`${words.selectedCell(cell.address)} ${message}`} />}
        {notice !== null && <NoticeBar notice={notice} onDismiss={stores.dismiss} />}
      </section>
      <main className={styles.main} ref={main}>
        <ErrorBoundary>
          {person === null ? (
            <SignInScreen session={session} signIn={ports.entry.signIn} system={system} onHelp={(anchor) => stores.help.open("trouble", anchor)} />
          ) : (
            <Suspense fallback={<Spinner label={words.loading} />}>
              {route === "home" && (
                <HomeScreen
                  store={stores.home}
                  history={stores.history}
                  submit={stores.submit}
                  items={items}
                  waitingNotes={waitingNotes}
                  role={person.role}
                  onRoute={stores.show}
                  onBatch={() => stores.show("submit")}
                  onHelp={() => stores.help.open("start")}
                  onNeeds={stores.showNeeds}
                  onPatient={stores.showPatient}
                  onSubmission={stores.showSubmission}
                />
              )}
              {route === "settings" && <SettingsScreen store={stores.settings} onLanguage={(chosen) => void stores.chooseLanguage(chosen)} />}
              {route === "submit" && <SubmitScreen store={stores.submit} personName={person.displayName} cell={cell} onOpen={stores.showSubmission} onOpenFile={() => stores.show("files")} />}
              {route === "submissions" && <HistoryScreen store={stores.history} items={items} outbox={ports.outbox} role={person.role} onPatient={isFromPatient ? stores.backToPatient : null} />}
              {route === "files" && <FilesRoute ports={ports} onMade={(sheet) => void stores.showImported(sheet)} onClose={() => stores.show("submit")} />}
              {route === "patient" && <PatientScreen store={stores.patient} update={stores.update} notes={stores.notes} personName={person.displayName} role={person.role} onBack={stores.leavePatient} onSubmission={stores.showSubmissionOfPatient} />}
              {route === "patients" && <SearchRoute stores={stores} />}
              {route === "reports" && <ReportsRoute ports={ports} stores={stores} role={person.role} onGather={(opens) => void toWorklists().then(({ gather }) => gather(ports, stores, opens))} onWorklist={(uuid) => void toWorklists().then(({ goToWorklist }) => goToWorklist(ports, stores, uuid))} />}
              {route === "fill" && <FillRoute ports={ports} stores={stores} role={person.role} hasFunctions={hasFunctions} />}
              {route === "compare" && <CompareRoute ports={ports} stores={stores} />}
              {route === "worklists" && <WorklistsRoute ports={ports} stores={stores} role={person.role} />}
              {route === "calls" && <CallsRoute ports={ports} stores={stores} />}
            </Suspense>
          )}
        </ErrorBoundary>
      </main>
      <Suspense>
        {help.page !== null && (
          <HelpPanel
            store={stores.help}
            language={language.inForce}
            readManual={ports.readManual}
            {...(person !== null && {
              onTour: () => {
                stores.help.close();
                stores.tour.begin();
              },
            })}
          />
        )}
        {tour.step !== null && <TourDialog store={stores.tour} />}
      </Suspense>
    </div>
  );
}

function siteText({ siteName, environment }: Pick<SystemInfo, "siteName" | "environment">): string {
  return `${siteName} (${troubleWords.environments[environment]})`;
}

function TourOffer({ store }: { readonly store: TourStore }): ReactElement {
  return (
    <MessageBar intent="info" layout="multiline" shape="square">
      <MessageBarBody>{helpWords.tour.offer}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={store.begin}>
          {helpWords.tour.start}
        </Button>
        <Button size="small" appearance="transparent" onClick={store.decline}>
          {helpWords.tour.decline}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

interface BarProps {
  readonly intent: "info" | "warning" | "error";
  readonly text: string;
  readonly action?: string;
  readonly onAction?: () => void;
}

function Bar({ intent, text, action, onAction }: BarProps): ReactElement {
  return (
    <MessageBar intent={intent} layout="multiline" shape="square">
      <MessageBarBody>{text}</MessageBarBody>
      {action !== undefined && (
        <MessageBarActions>
          <Button size="small" onClick={onAction}>
            {action}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function NoticeBar({ notice, onDismiss }: { readonly notice: ShellNotice; readonly onDismiss: () => void }): ReactElement {
  if (notice.kind === "problem") return <ProblemBar problem={notice.problem} onDismiss={onDismiss} />;
  return <Bar intent="info" text={noticeText(notice)} action={words.close} onAction={onDismiss} />;
}

function noticeText(notice: Exclude<ShellNotice, { kind: "problem" }>): string {
  switch (notice.kind) {
    case "sheet-made":
      return words.newSheetMade(notice.name);
    case "sheet-imported":
      return words.sheetImported(notice.name);
    case "language-not-fetched":
      return languageWords.failed;
    case "refreshed":
      return words.refreshed(notice.cells);
    case "undone":
      return [words.undone(notice.restored), notice.left > 0 ? words.undoneLeft(notice.left) : ""].join(" ").trim();
  }
}
