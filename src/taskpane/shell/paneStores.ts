import type { DateOrder } from "../../domain/types";
import { createHelpStore } from "../help/helpStore";
import type { HelpStore } from "../help/helpStore";
import { createTourStore } from "../help/tour";
import type { TourStore } from "../help/tour";
import { createHistoryStore } from "../history/historyStore";
import type { HistoryStore } from "../history/historyStore";
import { createHomeStore } from "../home/homeStore";
import type { HomeStore } from "../home/homeStore";
import { createNotesDesk } from "../notes/notesDesk";
import type { NotesDesk } from "../notes/notesDesk";
import { createPatientStore } from "../patient/patientStore";
import type { PatientStore } from "../patient/patientStore";
import { chooseLanguage, languageState } from "../language/paneLanguage";
import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import { createStore } from "../store";
import type { Store } from "../store";
import { createSearchStore } from "../search/searchStore";
import type { SearchStore } from "../search/searchStore";
import type { CorrectionsOf } from "../search/selectedRow";
import { createSettingsStore } from "../settings/settingsStore";
import type { SettingsStore } from "../settings/settingsStore";
import { createSubmitStore } from "../submit/submitStore";
import type { SubmitStore } from "../submit/submitStore";
import { createUpdateStore } from "../update/updateStore";
import type { UpdateStore } from "../update/updateStore";
import type { LanguageCode } from "../../wording/language";
import { createCellsFollow } from "./cellsFollow";
import { watchCellSentence } from "./cellSentence";
import { createCommandRuns } from "./commandRuns";
import type { PaneCommand } from "./commandRuns";
import type { CommandLine } from "./commands";
import { createKeptDesks } from "./keptDesks";
import type { KeptDesks } from "./keptDesks";
import { watchOutbox } from "./outboxStore";
import { createNavigation } from "./navigation";
import type { Navigation } from "./navigation";
import { watchNeeds } from "./needsWatch";
import { watchWaitingNotes } from "./waitingNotes";
import type { ShellNotice, ShellState } from "./shellState";
import { todayOf, watchSystem } from "./systemStore";
import type { SystemState } from "./systemStore";
import type { OutboxItem } from "../../client/outbox";

/** All state of the pane; made once, so that it outlives every screen. */
export interface PaneStores extends Navigation {
  readonly shell: Store<ShellState>;
  readonly system: Store<SystemState>;
  readonly outbox: Store<readonly OutboxItem[]>;
  /** What our function in the selected cell has to say. */
  readonly cellSentence: Store<string | null>;
  /** How many calls and numbers wait on this computer to be sent. */
  readonly waitingNotes: Store<number>;
  readonly home: HomeStore;
  readonly settings: SettingsStore;
  readonly help: HelpStore;
  readonly tour: TourStore;
  readonly submit: SubmitStore;
  readonly history: HistoryStore;
  readonly search: SearchStore;
  readonly patient: PatientStore;
  readonly update: UpdateStore;
  readonly notes: NotesDesk;
  /** What the screens keep that are loaded only when they are opened. */
  readonly desks: KeptDesks;
  /** The day of the site, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly siteName: () => string;
  readonly command: (id: PaneCommand) => Promise<void>;
  /** A sheet was made of a file: leads to its list, read as the person has said. */
  readonly showImported: (sheet: { readonly name: string; readonly dateOrder: DateOrder | undefined }) => Promise<void>;
  /** Null follows Excel. The cells with our functions say the new words too. */
  readonly chooseLanguage: (chosen: LanguageCode | null) => Promise<void>;
  readonly dismiss: () => void;
  readonly stop: () => void;
}

export function createPaneStores(ports: PanePorts, commands?: CommandLine): PaneStores {
  const shell = createStore<ShellState>({ route: "home", notice: null, cell: null, isFromPatient: false });
  const { store: system, stop: stopSystem } = watchSystem(ports.server);
  const { store: outbox, stop: stopOutbox } = watchOutbox(ports.outbox);
  const { store: waitingNotes, refresh: refreshNotes, stop: stopNotes } = watchWaitingNotes(ports.notes);
  const home = createHomeStore(ports);
  const settings = createSettingsStore(ports);
  const help = createHelpStore();
  const tour = createTourStore();
  const submit = createSubmitStore(
    ports,
    () => todayOf(system.get()),
    () => settings.get().site?.inForce.dateOrder ?? null,
  );
  const history = createHistoryStore(ports);
  /** What the person has said on the Submit screen of the columns of this sheet. */
  const correctionsOf: CorrectionsOf = (look) => {
    const { setup } = submit.get();
    return setup?.look.sheetId === look.sheetId ? setup.corrections : {};
  };
  const search = createSearchStore(ports, correctionsOf);
  const patient = createPatientStore(ports);
  const update = createUpdateStore(ports, {
    today: () => todayOf(system.get()),
    siteOrder: () => settings.get().site?.inForce.dateOrder ?? null,
    role: () => ports.session.snapshot().person?.role ?? null,
    correctionsOf,
    showPatient: (uuid) => go.showPatient(uuid),
    onChanged: (uuid) => {
      if (patient.get().patient === uuid) void patient.reload();
    },
  });
  const stopFollowing = submit.followOutbox();
  const notes = createNotesDesk(ports, () => todayOf(system.get()));
  const desks = createKeptDesks();
  const stopForms = update.followOutbox();
  const stopNeeds = watchNeeds(ports, history);

  const isSignedIn = (): boolean => ports.session.snapshot().person !== null;
  const go = createNavigation(shell, { history, patient });
  const { show, leavePatient } = go;
  const cells = createCellsFollow(ports, {
    isSignedIn,
    tell: (problem) => notice({ kind: "problem", problem }),
    artIdsOf: (uuid) => {
      const card = patient.get().card.value;
      return card?.patient === uuid ? card.identifiers.filter(({ isArtId, voided }) => isArtId && !voided).map(({ identifier }) => identifier) : undefined;
    },
  });
  const notice = (now: ShellNotice | null): void => shell.set((state) => ({ ...state, notice: now }));

  const command = createCommandRuns({ ports, submit, search, go, shell, notice, isSignedIn });

  async function showImported({ name, dateOrder }: { readonly name: string; readonly dateOrder: DateOrder | undefined }): Promise<void> {
    show("submit");
    await submit.startAgain();
    if (dateOrder !== undefined) submit.setDateOrder(dateOrder);
    notice({ kind: "sheet-imported", name });
  }

  async function choose(chosen: LanguageCode | null): Promise<void> {
    try {
      await chooseLanguage(chosen);
    } catch {
      notice({ kind: "language-not-fetched" });
      return;
    }
    notice(null);
    if (isSignedIn()) await cells.refresh();
  }

  const stopCommands = commands?.receive(command);
  let person = ports.session.snapshot().person?.userUuid ?? null;
  const stopSession = ports.session.subscribe(() => {
    const now = ports.session.snapshot().person?.userUuid ?? null;
    if (now === person) return;
    // What one person saw of the record is not for the next; the list itself stands in the sheet anyway.
    home.forget();
    settings.forget();
    tour.enter(now);
    if (now !== null && person === null) void afterSignIn(now);
    if (now === null) search.forget();
    patient.forget();
    shell.set((state) => ({ ...state, isFromPatient: false }));
    notes.forget();
    desks.forget();
    if (shell.get().route === "calls") show("patients");
    update.forget();
    if (shell.get().route === "patient") leavePatient();
    if (now === null) history.forget();
    person = now;
    refreshNotes();
  });
  let lastPerson = person;
  async function afterSignIn(now: string): Promise<void> {
    const isAnother = lastPerson !== null && lastPerson !== now;
    const startedAgain = isAnother && submit.get().phase.name !== "looking" ? submit.startAgain() : Promise.resolve();
    // Who else sits down here begins at home, unless a command has led elsewhere.
    if (isAnother && shell.get().route !== "submit") show("home");
    lastPerson = now;
    void settings.load();
    void history.refresh();
    // Before anything is written into a sheet: cells that said *Sign in* wait for it.
    await cells.refresh();
    await startedAgain;
    await takeUp();
    await update.resume();
    // So that the manual is there when the connection is not; it is fetched again when it is asked for.
    await ports.readManual(languageState.get().inForce).catch(() => undefined);
  }
  /** What was being sent when the pane was left, and results that came since, are what the person wants to see first. */
  async function takeUp(): Promise<void> {
    if (submit.get().setup === null && submit.get().phase.name === "looking") await submit.look();
    else await submit.resumeSending();
    const { phase, notice: told } = submit.get();
    if (shell.get().route === "home" && (phase.name === "sending" || told?.kind === "arrived")) show("submit");
  }
  const sentence = watchCellSentence(ports);
  let stopSelection: () => void = () => undefined;
  ports.workbook
    .onSelection((cell) => {
      shell.set((state) => ({ ...state, cell }));
      sentence.select(cell);
      const { phase, setup } = submit.get();
      if (!isSignedIn()) return;
      if (shell.get().route === "patients") search.noteSelection();
      // Before anything is validated, the pane goes along with the person from sheet to sheet.
      if ((phase.name === "setup" && setup?.look.sheetId !== cell.sheetId) || phase.name === "nothing") void submit.look();
      else void submit.noteSelection();
    })
    .then(
      (stop) => {
        stopSelection = stop;
      },
      (error: unknown) => notice({ kind: "problem", problem: toProblem(error) }),
    );

  if (person !== null) {
    tour.enter(person);
    void settings.load();
    // Cells that were saved as *Sign in* would say so for ever: nobody signs in now.
    void takeUp().then(() => cells.refresh("errors"));
  }

  return {
    shell,
    home,
    settings,
    help,
    tour,
    system,
    outbox,
    waitingNotes,
    cellSentence: sentence.store,
    submit,
    history,
    search,
    patient,
    update,
    notes,
    desks,
    siteName: () => system.get().info?.siteName ?? "",
    today: () => todayOf(system.get()),
    ...go,
    command,
    showImported,
    chooseLanguage: choose,
    dismiss: () => notice(null),
    stop: () => {
      stopSystem();
      stopOutbox();
      stopNotes();
      stopFollowing();
      stopForms();
      stopNeeds();
      stopSession();
      stopSelection();
      sentence.stop();
      cells.stop();
      stopCommands?.();
    },
  };
}
