import { limits } from "../../contract/primitives";
import type { LeftOverReason, LeftOverRow } from "../../contract/followUps";
import type { SubmissionStatus } from "../../contract/submissions";
import type { AcceptedRepair, ContactField, IssueCode } from "../../domain/types";
import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import { writeToSource } from "../result/writeBack";
import { createStore } from "../store";
import { locatorFromRowId } from "../submit/engine/sentRows";
import { leftOutText } from "../submit/engine/statusText";
import { canTake, firstDecision, isSame, questionsOf, repairOf, requestOf, sortOut } from "./decisions";
import type { Choice, RowDecision } from "./decisions";

export interface LeftOverState {
  readonly submission: SubmissionStatus;
  readonly rows: readonly LeftOverRow[];
  readonly isLoading: boolean;
  /** Rows that the page does not hold: they come after these are settled. */
  readonly after: number;
  readonly problem: PaneProblem | null;
  readonly decisions: ReadonlyMap<number, RowDecision>;
  readonly reason: string;
  readonly isSending: boolean;
  readonly refused: PaneProblem | null;
  /** Rows that were just left as the record has them. */
  readonly left: number;
}

export interface LeftOverEvents {
  /** Rows were handed over as a submission of their own. */
  readonly onSent: (begun: SubmissionStatus) => Promise<void>;
  /** Rows were only left as the record has them; the old submission's new status. */
  readonly onLeft: (rows: number, status: SubmissionStatus) => Promise<void>;
}

export type LeftOverStore = ReturnType<typeof createLeftOverStore>;

const rowsPerQuestion = 1_000;
/** As many as one follow-up can carry. */
export const rowsPerPage = limits.rowsPerPart;

/** The page *Rows to settle* of one submission. */
export function createLeftOverStore(
  ports: Pick<PanePorts, "server" | "followUps" | "workbook">,
  origin: SubmissionStatus,
  { onSent, onLeft }: LeftOverEvents,
) {
  const store = createStore<LeftOverState>({
    submission: origin,
    rows: [],
    isLoading: true,
    after: 0,
    problem: null,
    decisions: new Map(),
    reason: "",
    isSending: false,
    refused: null,
    left: 0,
  });

  async function load(): Promise<void> {
    store.set((state) => ({ ...state, isLoading: true, problem: null, rows: [], decisions: new Map() }));
    try {
      const rows: LeftOverRow[] = [];
      let next: number | null = -1;
      while (next !== null && rows.length < rowsPerPage) {
        const page: Awaited<ReturnType<typeof ports.server.leftOver>> = await ports.server.leftOver(origin.uuid, { after: next, limit: rowsPerQuestion });
        rows.push(...page.rows);
        next = page.next;
      }
      const decisions = new Map(rows.map((row) => [row.ordinal, firstDecision(row)]));
      const { submission } = store.get();
      const after = next === null ? 0 : Math.max(0, submission.leftOver + submission.reverted - rows.length);
      store.set((state) => ({ ...state, rows, decisions, after, isLoading: false }));
    } catch (error) {
      store.set((state) => ({ ...state, isLoading: false, problem: toProblem(error) }));
    }
  }

  const decisionOf = (row: LeftOverRow): RowDecision => store.get().decisions.get(row.ordinal) ?? firstDecision(row);

  /** Changes the decisions about rows; what a change does not concern stays. */
  function decide(rows: readonly LeftOverRow[], change: (row: LeftOverRow, decision: RowDecision) => RowDecision): void {
    store.set((state) => {
      const decisions = new Map(state.decisions);
      for (const row of rows) decisions.set(row.ordinal, change(row, decisions.get(row.ordinal) ?? firstDecision(row)));
      return { ...state, decisions, left: 0 };
    });
  }

  const withChoice = (choice: Choice, only?: ContactField) => (row: LeftOverRow, decision: RowDecision): RowDecision => {
    const choices: Partial<Record<ContactField, Choice>> = { ...decision.choices };
    for (const field of row.open) {
      if (only !== undefined && field !== only) continue;
      if (choice === "theirs" || isSame(row, field)) choices[field] = "theirs";
      else if (canTake(row, field)) choices[field] = "mine";
    }
    return { ...decision, choices };
  };

  async function send(rows: readonly LeftOverRow[]): Promise<void> {
    const { reason, isSending } = store.get();
    if (isSending) return;
    const decided = sortOut(rows, decisionOf, reason);
    if (decided.send.length + decided.leave.length === 0) return;
    store.set((state) => ({ ...state, isSending: true, refused: null, left: 0 }));
    try {
      const status = await ports.followUps.followUp(origin.uuid, requestOf(decided, decisionOf, reason));
      await writeLeft(decided.leave);
      if (status.uuid !== origin.uuid) {
        await onSent(status);
        return;
      }
      store.set((state) => ({ ...state, submission: status, isSending: false, left: decided.leave.length }));
      await onLeft(decided.leave.length, status);
      await load();
    } catch (error) {
      store.set((state) => ({ ...state, isSending: false, refused: toProblem(error) }));
    }
  }

  /** Beside rows that are left as the record has them stands that they are; a sheet that cannot be written to holds nothing up. */
  async function writeLeft(rows: readonly LeftOverRow[]): Promise<void> {
    if (rows.length === 0) return;
    const entries = rows.map(({ rowId, rowNumber }) => {
      const locator = locatorFromRowId(rowId, rowNumber);
      return { locator, ...leftOutText(origin.uuid, locator.mark) };
    });
    await writeToSource(ports.workbook, origin.source, entries).catch(toProblem);
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    load,
    decisionOf,
    choose: (row: LeftOverRow, field: ContactField, choice: Choice): void => decide([row], withChoice(choice, field)),
    /** For every row of a kind. */
    chooseAll: (why: LeftOverReason, choice: Choice): void => decide(store.get().rows.filter((row) => row.why === why), withChoice(choice)),
    leave: (row: LeftOverRow): void => decide([row], withChoice("theirs")),
    confirm: (rows: readonly LeftOverRow[], code: IssueCode, isConfirmed: boolean): void =>
      decide(rows, (row, decision) => {
        const others = decision.confirmed.filter((known) => known !== code);
        const asks = row.open.some((field) => questionsOf(row, field).some((issue) => issue.code === code));
        return asks ? { ...decision, confirmed: isConfirmed ? [...others, code] : others } : decision;
      }),
    accept: (row: LeftOverRow, repair: AcceptedRepair, isAccepted: boolean): void =>
      decide([row], (_, decision) => {
        const others = decision.repairs.filter(({ field, code }) => field !== repair.field || code !== repair.code);
        return { ...decision, repairs: isAccepted ? [...others, repair] : others };
      }),
    /** Accepts what is proposed, for every row of a kind where there is only one proposal. */
    acceptAll: (rows: readonly LeftOverRow[], code: IssueCode): void =>
      decide(rows, (row, decision) => {
        const found = row.issues.find((issue) => issue.code === code && issue.severity === "repair" && (issue.repair?.choices?.length ?? 0) < 2);
        const repair = found?.repair === undefined ? null : repairOf(found, found.repair.after);
        return repair === null ? decision : { ...decision, repairs: [...decision.repairs.filter((known) => known.code !== repair.code), repair] };
      }),
    setReason: (reason: string): void => store.set((state) => ({ ...state, reason })),
    /** Everything on the page that is decided. */
    sendDecided: (): Promise<void> => send(store.get().rows),
    /** The rows of one kind at once, as they were submitted. */
    sendAll: (why: LeftOverReason): Promise<void> => send(store.get().rows.filter((row) => row.why === why)),
  };
}
