import type { OutboxEvent, OutboxItem } from "../../client/outbox";
import { noRows } from "../../contract/submissions";
import type { RowInput, RowOutcome } from "../../contract/submissions";
import type { ContactField } from "../../domain/types";
import { contactFields } from "../../domain/types";
import { toProblem } from "../problem";
import type { StatusEntry } from "../workbook/port";
import { compareWithSheet, expectedMark, locatorOf } from "./engine/compare";
import type { PaneRow } from "./engine/paneRow";
import { locatorFromRowId, rowIdFor } from "./engine/sentRows";
import { notSentText, outcomeText } from "./engine/statusText";
import { readingOf, submitInput } from "./engine/wire";
import { rowsToSend } from "./rowsToSend";
import type { Result, Setup, Validated } from "./submitState";
import type { SubmitDeps } from "./submitStore";
import { reasonOf } from "./validating";

/** Reads the sheet again and opens the confirmation. Rows that were edited or hidden since are left out, and that is said. */
export async function askToSubmit(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  const { validated } = store.get();
  if (validated === null) return;
  store.set((state) => ({ ...state, confirming: "checking", notice: null }));
  const now = await ports.workbook.readRows(validated.list);
  const { changed, hiddenSince, unchanged } = compareWithSheet(validated.rows, now.rows);
  store.set((state) => {
    if (state.validated === null || state.confirming === null) return state;
    const rows = state.validated.rows.map((row) => {
      const found = unchanged.get(row.index);
      return found === undefined || found.rowNumber === row.sheet.rowNumber ? row : { ...row, sheet: { ...row.sheet, rowNumber: found.rowNumber } };
    });
    return { ...state, confirming: "open", validated: { ...state.validated, rows, changed: new Set(changed), hiddenSince: new Set(hiddenSince) } };
  });
}

/** Puts the rows into the outbox, which keeps them until the server has accepted them, and sends at once where it can. */
export async function submit(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  const { validated, setup } = store.get();
  if (validated === null || setup === null) return;
  const rows = inputsOf(rowsToSend(validated));
  if (rows.length === 0) return;
  store.set((state) => ({ ...state, writing: true, notice: null }));
  const uuid = await ports.outbox.enqueue({ rows, reading: readingOf(validated.context), source: sourceOf(setup), reason: reasonOf(validated) });
  deps.underWay.set(uuid, validated);
  store.set((state) => ({
    ...state,
    confirming: null,
    writing: false,
    phase: { name: "sending", sending: { uuid, rowCount: rows.length, item: null } },
  }));
  await ports.outbox.drain({ now: true });
}

function inputsOf(rows: readonly PaneRow[]): readonly RowInput[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    const mark = expectedMark(row);
    const own = rowIdFor(row.sheet, mark);
    // A row that was copied has a copied id: then the row number tells them apart.
    const rowId = taken.has(own) ? rowIdFor({ rowNumber: row.sheet.rowNumber, rowId: "" }, mark) : own;
    taken.add(rowId);
    return submitInput(row, rowId);
  });
}

function sourceOf({ look }: Setup): { workbook: string; sheet: string; kind: "sheet" } {
  return { workbook: look.workbookName.slice(0, 255), sheet: look.sheetName.slice(0, 255), kind: "sheet" };
}

/** Something happened to a submission: the one on the screen goes on to its result. */
export async function followSending(deps: SubmitDeps, { uuid, item }: OutboxEvent): Promise<void> {
  const { store } = deps;
  const { phase } = store.get();
  if (uuid === null) return;
  if (item === null) deps.underWay.delete(uuid);
  if (phase.name === "sending" && phase.sending.uuid === uuid) {
    store.set((state) => (state.phase.name === "sending" ? { ...state, phase: { name: "sending", sending: { ...state.phase.sending, item } } } : state));
    if (item?.state === "done") await showResult(deps, item);
  } else if (item?.state === "done") {
    await writeArrived(deps, uuid);
  }
}

/** The results of a submission that the person has left to itself are written into its sheet all the same. */
async function writeArrived({ store, ports, underWay }: SubmitDeps, uuid: string): Promise<void> {
  const validated = underWay.get(uuid);
  if (validated === undefined) return;
  underWay.delete(uuid);
  const outcomes = await ports.outbox.results(uuid);
  ports.entry.forgetLookups();
  const { written, gone } = await ports.workbook.writeStatus(validated.list, entriesOf(uuid, outcomes, validated));
  store.set((state) => ({ ...state, notice: { kind: "arrived", sheet: validated.sheetName, written, gone: gone.length } }));
  await ports.workbook.refreshFunctions();
}

/** After signing in again: what was being sent may have got further meanwhile. */
export async function resumeSending(deps: SubmitDeps): Promise<void> {
  const { phase } = deps.store.get();
  if (phase.name !== "sending" || !deps.ports.outbox.isUnlocked()) return;
  const item = (await deps.ports.outbox.list()).find(({ uuid }) => uuid === phase.sending.uuid) ?? null;
  if (item !== null) await followSending(deps, { uuid: item.uuid, item });
}

/** Takes the submission back, as long as the server has not accepted it. */
export async function takeBack(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  const { phase } = store.get();
  if (phase.name !== "sending") return;
  const taken = await ports.outbox.discard(phase.sending.uuid);
  if (!taken) return;
  deps.underWay.delete(phase.sending.uuid);
  store.set((state) => ({ ...state, phase: { name: state.validated === null ? "setup" : "validated" }, notice: { kind: "taken-back" } }));
}

async function showResult(deps: SubmitDeps, item: OutboxItem): Promise<void> {
  const { store, ports } = deps;
  const outcomes = await ports.outbox.results(item.uuid);
  const { validated, phase } = store.get();
  // Told twice, or left meanwhile: once is enough.
  if (phase.name !== "sending" || phase.sending.uuid !== item.uuid) return;
  const result: Result = {
    uuid: item.uuid,
    counts: item.status?.counts ?? countsOf(outcomes),
    byField: changesByField(outcomes),
    outcomes,
    notSent: validated === null ? 0 : validated.rows.length - outcomes.length,
    sheet: { kind: "writing" },
  };
  deps.underWay.delete(item.uuid);
  store.set((state) => ({ ...state, phase: { name: "result", result } }));
  ports.entry.forgetLookups();
  await writeStatuses(deps, result);
  await ports.workbook.refreshFunctions();
}

/** Again, after the person has made it possible (unprotected the sheet, left the cell …). */
export async function writeAgain(deps: SubmitDeps): Promise<void> {
  const { phase } = deps.store.get();
  if (phase.name === "result") await writeStatuses(deps, phase.result);
}

/** Puts a submission that was not accepted back into the line, or tries one that waits at once. */
export async function retrySending({ store, ports }: SubmitDeps): Promise<void> {
  const { phase } = store.get();
  if (phase.name !== "sending") return;
  if (phase.sending.item?.state === "refused") await ports.outbox.retry(phase.sending.uuid);
  await ports.outbox.drain({ now: true });
}

async function writeStatuses({ store, ports }: SubmitDeps, result: Result): Promise<void> {
  const show = (sheet: Result["sheet"]): void =>
    store.set((state) =>
      state.phase.name === "result" && state.phase.result.uuid === result.uuid ? { ...state, phase: { name: "result", result: { ...state.phase.result, sheet } } } : state,
    );
  const { validated } = store.get();
  if (validated === null) return;
  const entries = entriesOf(result.uuid, result.outcomes, validated);
  show({ kind: "writing" });
  try {
    show({ kind: "written", result: await ports.workbook.writeStatus(validated.list, entries) });
  } catch (error) {
    show({ kind: "failed", problem: toProblem(error) });
  }
}

/** What stands beside every validated row: its outcome, or why it did not go along. */
function entriesOf(uuid: string, outcomes: readonly RowOutcome[], validated: Validated): readonly StatusEntry[] {
  return [...outcomes.map((outcome) => entryOf(uuid, outcome)), ...leftOut(validated, outcomes)];
}

/** The Status and Detail of a row that the server has answered. Its `rowId` says how to find it in the sheet. */
export function entryOf(uuid: string, outcome: RowOutcome): StatusEntry {
  const locator = locatorFromRowId(outcome.rowId, outcome.rowNumber);
  return { locator, ...outcomeText(uuid, outcome, locator.mark) };
}

/** Rows that were validated and did not go along get their reason beside them. */
function leftOut({ rows, changed }: Validated, outcomes: readonly RowOutcome[]): readonly StatusEntry[] {
  const answered = new Set(outcomes.map((outcome) => locatorFromRowId(outcome.rowId, outcome.rowNumber).mark + String(outcome.rowNumber)));
  return rows.flatMap((row) => {
    const locator = locatorOf(row);
    if (changed.has(row.index) || answered.has(locator.mark + String(locator.rowNumber))) return [];
    return [{ locator, ...notSentText(row) }];
  });
}

export function changesByField(outcomes: readonly RowOutcome[]): Record<ContactField, number> {
  const byField: Record<ContactField, number> = { phone: 0, address: 0, birthdate: 0 };
  for (const { fields } of outcomes) {
    for (const field of contactFields) if (fields[field]?.status === "changed") byField[field] += 1;
  }
  return byField;
}

function countsOf(outcomes: readonly RowOutcome[]): Result["counts"] {
  const counts = { ...noRows };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
