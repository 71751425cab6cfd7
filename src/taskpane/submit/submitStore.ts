import type { DateOrder, RowField } from "../../domain/types";
import { createFreshening } from "../common/freshCells";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { createStore } from "../store";
import type { RowOutcome } from "../../contract/submissions";
import { acceptAndCorrect, confirm, withdraw, withdrawUndone } from "./deciding";
import { locatorOf } from "./engine/compare";
import type { RepairDecision } from "./engine/decide";
import type { GroupMember } from "./engine/groups";
import { locatorFromRowId } from "./engine/sentRows";
import { look, lookAtRows, noteSelection, setCorrection, setPlace, updateSetup } from "./looking";
import type { GivenRows } from "./looking";
import { followSending, resumeSending } from "./following";
import { askToSubmit, cancelSending, retrySending, submit, takeBack, writeAgain } from "./sending";
import type { SubmitDeps } from "./submitDeps";
import { startState } from "./submitState";
import type { Scope, SubmitState } from "./submitState";
import { askTheRecord, validate } from "./validating";

export type SubmitStore = ReturnType<typeof createSubmitStore>;

/** The Submit screen's state and everything that a person can do there. Lives as long as the pane, so that work goes on behind other screens. */
export function createSubmitStore(ports: SubmitDeps["ports"], today: () => string, siteOrder: () => DateOrder | null = () => null) {
  const store = createStore<SubmitState>(startState);
  let running: AbortController | null = null;
  const cancel = (): void => running?.abort();
  const deps: SubmitDeps = {
    store,
    ports,
    today,
    siteOrder,
    cancel,
    underWay: new Map(),
    left: new Set(),
    arriving: new Set(),
    fresh: createFreshening(ports),
    now: () => performance.now(),
    begin: () => {
      cancel();
      running = new AbortController();
      return running.signal;
    },
  };

  /** Every action ends here: what failed is said, and the screen goes back to where the person was. */
  async function run(work: () => Promise<void>): Promise<void> {
    const before = store.get().phase;
    try {
      await work();
    } catch (error) {
      const problem = isCancelled(error) ? null : toProblem(error);
      store.set((state) => {
        const phase = fallback(state, before, problem);
        // A screen that shows nothing but the problem needs no notice of it besides.
        const notice: SubmitState["notice"] = phase.name === "nothing" ? null : problem === null ? { kind: "cancelled" } : { kind: "problem", problem };
        return { ...state, notice, writing: false, confirming: null, phase };
      });
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    look: (): Promise<void> => run(() => lookAndResume(deps)),
    /** Chooses rows of a list for another screen. Nothing is validated or sent by that. */
    takeRows: (given: GivenRows): Promise<void> => run(() => lookAtRows(deps, given)),
    choosePlace: (placeId: string): Promise<void> => run(() => setPlace(deps, placeId)),
    correctColumn: (field: RowField, column: number | null): Promise<void> => run(() => setCorrection(deps, field, column)),
    setScope: (change: Partial<Scope>): void => updateSetup(deps, (setup) => ({ ...setup, scope: { ...setup.scope, ...change } })),
    setDateOrder: (chosenOrder: DateOrder | undefined): void => updateSetup(deps, (setup) => ({ ...setup, chosenOrder })),
    setDate1904: (chosen1904: boolean): void => updateSetup(deps, (setup) => ({ ...setup, chosen1904 })),
    validate: (): Promise<void> => run(() => validate(deps)),
    cancel,
    accept: (decisions: readonly RepairDecision[]): Promise<void> => run(() => acceptAndCorrect(deps, decisions)),
    withdraw: (decisions: readonly Omit<RepairDecision, "after">[]): Promise<void> => run(() => withdraw(deps, decisions)),
    confirm: (members: readonly GroupMember[], confirmed: boolean): Promise<void> => run(() => confirm(deps, members, confirmed)),
    jump: (rowIndex: number, field: RowField | null): Promise<void> =>
      run(async () => {
        const { validated } = store.get();
        const row = validated?.rows[rowIndex];
        if (validated === null || row === undefined) return;
        await ports.workbook.jumpToCell(validated.list, { locator: locatorOf(row), field });
      }),
    jumpToOutcome: (outcome: RowOutcome): Promise<void> =>
      run(async () => {
        const list = store.get().validated?.list;
        if (list !== undefined) await ports.workbook.jumpToCell(list, { locator: locatorFromRowId(outcome.rowId, outcome.rowNumber), field: null });
      }),
    noteSelection: (): Promise<void> => run(() => noteSelection(deps)),
    askRecord: (): Promise<void> =>
      run(async () => {
        const unseen = store.get().validated?.rows.filter((row) => row.preview === null) ?? [];
        await askTheRecord(deps, unseen, deps.begin());
      }),
    afterUndo: (): Promise<void> => run(() => withdrawUndone(deps)),
    undo: (): Promise<void> =>
      run(async () => {
        store.set((state) => ({ ...state, writing: true }));
        const undone = await ports.workbook.undoLastChange();
        store.set((state) => ({ ...state, writing: false, notice: { kind: "undone", ...undone } }));
        await withdrawUndone(deps);
      }),
    setReason: (reason: string): void =>
      store.set((state) => (state.validated === null ? state : { ...state, validated: { ...state.validated, reason } })),
    askToSubmit: (): Promise<void> => run(() => askToSubmit(deps)),
    closeConfirmation: (): void => store.set((state) => ({ ...state, confirming: null })),
    submit: (): Promise<void> => run(() => submit(deps)),
    takeBack: (): Promise<void> => run(() => takeBack(deps)),
    cancelSubmission: (): Promise<void> => run(() => cancelSending(deps)),
    retrySending: (): Promise<void> => run(() => retrySending(deps)),
    writeAgain: (): Promise<void> => run(() => writeAgain(deps)),
    resumeSending: (): Promise<void> => run(() => resumeSending(deps)),
    followOutbox: (): (() => void) => ports.outbox.subscribe((event) => void run(() => followSending(deps, event))),
    /** Leaves a submission to itself and goes on with the sheet in front; its results are written when they come. */
    leaveSending: (): Promise<void> => {
      const { phase } = store.get();
      if (phase.name === "sending") deps.left.add(phase.sending.uuid);
      store.set((state) => ({ ...state, validated: null, notice: null, setup: null, phase: { name: "looking" } }));
      return run(() => look(deps));
    },
    /** Back to the list as it stands now, with nothing validated. */
    startAgain: (): Promise<void> => {
      store.set((state) => ({ ...state, validated: null, notice: null, phase: { name: "looking" } }));
      return run(() => look(deps));
    },
    dismissNotice: (): void => store.set((state) => ({ ...state, notice: null })),
  };
}

/** The list in front; where it is just being submitted, how far that is. */
async function lookAndResume(deps: SubmitDeps): Promise<void> {
  await look(deps);
  await resumeSending(deps);
}

/** Where a failed piece of work leaves the person: with what was there before it, never with an endless wheel. */
function fallback(state: SubmitState, before: SubmitState["phase"], problem: PaneProblem | null): SubmitState["phase"] {
  if (state.phase.name !== "looking" && state.phase.name !== "validating") return state.phase;
  if (before.name !== "looking" && before.name !== "validating") return before;
  if (state.validated !== null) return { name: "validated" };
  if (state.setup !== null) return { name: "setup" };
  return { name: "nothing", problem: problem ?? { kind: "bug" } };
}
