import { ApiFailure } from "../../client/apiFailure";
import type { SubmissionList, SubmissionStatus } from "../../contract/submissions";
import type { ResultFileRequest, UndoRequest } from "../../contract/followUps";
import type { RowOutcome } from "../../contract/submissions";
import { createLeftOverStore } from "../leftOver/leftOverStore";
import { isCancelled, toProblem } from "../problem";
import { entryOf, findSourceList } from "../result/writeBack";
import { createStore } from "../store";
import { locatorFromRowId } from "../submit/engine/sentRows";
import { sheetListOf, understand } from "../submit/engine/understand";
import { matchRows } from "../workbook/matchRows";
import { createAsking } from "./asking";
import { createFollowing } from "./following";
import type { HistoryDeps, HistoryPorts } from "./historyDeps";
import { openedState, startHistory } from "./historyState";
import type { HistoryState, OpenSubmission } from "./historyState";
import { isUnderWay } from "./needs";

export type HistoryStore = ReturnType<typeof createHistoryStore>;

const pageSize = 50;
const refreshMilliseconds = 3_000;

/** Submissions and their results, from the server: they are there after Ctrl+Z, a reload, another sign-in or on another computer. */
export function createHistoryStore(ports: HistoryPorts) {
  const store = createStore<HistoryState>(startHistory);
  const change: HistoryDeps["change"] = (uuid, of) =>
    store.set((state) => (state.open?.submission.uuid === uuid ? { ...state, open: of(state.open) } : state));
  const deps: HistoryDeps = { ports, store, change };
  const following = createFollowing(deps);
  const asking = createAsking(deps, following);
  let turn = 0;

  /** The newest page; what was listed before of older ones stays, where the two meet. */
  function load(background = false): Promise<void> {
    return read({ background }, ({ list, hasMore }, { submissions, next }) => {
      const last = submissions.at(-1)?.uuid;
      const place = next === null ? -1 : (list ?? []).findIndex(({ uuid }) => uuid === last);
      return place < 0 ? { list: submissions, hasMore: next !== null } : { list: [...submissions, ...(list ?? []).slice(place + 1)], hasMore };
    });
  }

  /** The page after the oldest one that is listed. */
  function more(): Promise<void> {
    const before = store.get().list?.at(-1)?.uuid;
    return read({ background: false, before }, ({ list }, { submissions, next }) => ({ list: [...(list ?? []), ...submissions], hasMore: next !== null }));
  }

  function oldNeeds(error: unknown): "old" {
    if (!(error instanceof ApiFailure)) throw error;
    return "old";
  }

  type Listed = Pick<HistoryState, "list" | "hasMore">;
  async function read(query: { readonly background: boolean; readonly before?: string | undefined }, join: (listed: Listed, page: SubmissionList) => Listed): Promise<void> {
    const { background } = query;
    const own = ++turn;
    if (!background) store.set((state) => ({ ...state, isLoading: true, problem: null }));
    try {
      const isFirst = query.before === undefined;
      // Each is good without the other: what needs somebody may be late, and the list is shown all the same.
      const asked = isFirst ? ports.server.needs().catch(oldNeeds) : Promise.resolve(null);
      const [page, needs] = await Promise.all([ports.server.listSubmissions({ limit: pageSize, ...query }), asked]);
      if (own !== turn) return;
      const told = needs === null ? {} : needs === "old" ? { isNeedsOld: true } : { needs: { told: needs, at: new Date().toISOString() }, isNeedsOld: false };
      store.set((state) => ({ ...state, ...join(state, page), ...told, isLoading: false, problem: null }));
    } catch (error) {
      if (own !== turn) return;
      store.set((state) => ({ ...state, isNeedsOld: true }));
      // What a timer asks for in vain is told by the shell: the server cannot be reached.
      const problem = isCancelled(error) || background ? null : toProblem(error);
      store.set((state) => ({ ...state, isLoading: false, problem }));
    }
  }

  function open(submission: SubmissionStatus): Promise<void> {
    store.set((state) => ({ ...state, open: openedState(submission), settling: null }));
    return following.follow(submission);
  }

  /** By its number alone: named by another submission, or by the result of the Submit screen. */
  async function openByUuid(uuid: string): Promise<void> {
    const known = store.get().list?.find((submission) => submission.uuid === uuid);
    store.set((state) => ({ ...state, isLoading: true, problem: null, open: null, settling: null }));
    try {
      const submission = await ports.server.readSubmission(uuid);
      store.set((state) => ({ ...state, isLoading: false }));
      await open(submission);
    } catch (error) {
      store.set((state) => ({ ...state, isLoading: false, problem: toProblem(error) }));
      if (known !== undefined) await open(known);
    }
  }

  /** Leads to the rows of a submission that somebody must decide about. */
  async function openToSettle(uuid: string): Promise<void> {
    store.set((state) => ({ ...state, isLoading: true, problem: null, open: null, settling: null }));
    try {
      const submission = await ports.server.readSubmission(uuid);
      store.set((state) => ({ ...state, isLoading: false }));
      // Its results are read behind the rows.
      void open(submission);
      await settle();
    } catch (error) {
      store.set((state) => ({ ...state, isLoading: false, problem: toProblem(error) }));
    }
  }

  /** Writes the results beside the rows of the sheet in front; rows are found by what was sent of them. */
  async function writeToSheet(): Promise<void> {
    const { open: now } = store.get();
    if (now?.outcomes == null) return;
    const { outcomes, submission } = now;
    const show = (sheet: OpenSubmission["sheet"]): void => change(submission.uuid, (state) => ({ ...state, sheet }));
    show({ kind: "writing" });
    try {
      const look = await ports.workbook.lookAtSheet();
      const entries = outcomes.map((outcome) => entryOf(submission, outcome));
      show({ kind: "written", result: await ports.workbook.writeStatus(sheetListOf(look, understand(look)), entries) });
    } catch (error) {
      show({ kind: "failed", problem: toProblem(error) });
    }
  }

  /** Of these rows the ones that are selected in the sheet in front, by ordinal. */
  async function selectedOf(outcomes: readonly RowOutcome[]): Promise<readonly number[]> {
    const look = await ports.workbook.lookAtSheet();
    const { rows } = await ports.workbook.readRows(sheetListOf(look, understand(look)));
    const places = matchRows(outcomes.map((outcome) => locatorFromRowId(outcome.rowId, outcome.rowNumber)), rows);
    const isSelected = (rowNumber: number): boolean => look.selectedRows.some(({ first, last }) => rowNumber >= first && rowNumber <= last);
    return outcomes.flatMap(({ ordinal }, at) => {
      const row = rows[places[at] ?? -1];
      return row !== undefined && isSelected(row.rowNumber) ? [ordinal] : [];
    });
  }

  /** Leads to a row of the open submission in its sheet, where that is in this workbook. */
  async function jump(row: { readonly rowId: string; readonly rowNumber: number }): Promise<void> {
    const { open: now } = store.get();
    if (now === null) return;
    const { uuid, source } = now.submission;
    try {
      const list = await findSourceList(ports.workbook, source);
      if (list === null) change(uuid, (state) => ({ ...state, sheet: { kind: "elsewhere", sheet: source.sheet, workbook: source.workbook } }));
      else await ports.workbook.jumpToCell(list, { locator: locatorFromRowId(row.rowId, row.rowNumber), field: null });
    } catch (error) {
      const problem = toProblem(error);
      change(uuid, (state) => ({ ...state, problem }));
    }
  }

  function settle(): Promise<void> {
    const { open: now } = store.get();
    if (now === null) return Promise.resolve();
    const { submission } = now;
    const settling = createLeftOverStore(ports, submission, {
      onSent: (begun) => {
        store.set((state) => ({ ...state, settling: null }));
        following.begun(begun);
        return open(begun);
      },
      onLeft: async (rows, status) => {
        change(submission.uuid, (state) => ({ ...state, submission: status, left: rows }));
        await load(true);
      },
    });
    store.set((state) => ({ ...state, settling }));
    return settling.load();
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    load: (): Promise<void> => load(),
    /** Asked by a timer: does not keep the person signed in. */
    refresh: (): Promise<void> => load(true),
    more,
    setFilter: (filter: HistoryState["filter"]): void => store.set((state) => ({ ...state, filter })),
    open,
    openByUuid,
    openToSettle,
    close: (): void => {
      store.set((state) => ({ ...state, open: null, settling: null }));
      void load();
    },
    /** While the list is on the screen: keeps the numbers of what is under way up to date. Gives the function that ends it. */
    watchList: (): (() => void) => {
      const timer = setInterval(() => {
        const state = store.get();
        if (state.open === null && (state.list ?? []).some(isUnderWay)) void load(true);
      }, refreshMilliseconds);
      return () => clearInterval(timer);
    },
    writeToSheet,
    selectedOf,
    jump,
    undo: (wish: Omit<UndoRequest, "uuid">): Promise<void> => asking.undo(wish, open),
    cancel: (): Promise<void> => asking.cancel(),
    resume: (): Promise<void> => asking.resume(),
    download: (format: ResultFileRequest["format"]): Promise<void> => asking.download(format),
    settle,
    /** Back from the page *Rows to settle*. */
    leaveSettling: (): void => {
      const { open: now } = store.get();
      store.set((state) => ({ ...state, settling: null }));
      if (now !== null) void following.follow(now.submission);
    },
    /** Another person signed in: what the one before saw is no longer shown. */
    forget: (): void => {
      turn += 1;
      following.stop();
      store.set(() => startHistory);
    },
  };
}
