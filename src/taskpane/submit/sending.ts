import type { OutboxItem } from "../../client/outbox";
import { noRows } from "../../contract/submissions";
import type { RowInput, RowOutcome } from "../../contract/submissions";
import type { ContactField } from "../../domain/types";
import { contactFields } from "../../domain/types";
import { statusInEveryLanguage } from "../../wording/everyStatus";
import { toProblem } from "../problem";
import { entryOf, writeToSource } from "../result/writeBack";
import type { StatusEntry } from "../workbook/port";
import { compareWithSheet, expectedMark, locatorOf } from "./engine/compare";
import type { PaneRow } from "./engine/paneRow";
import { locatorFromRowId, rowIdFor } from "./engine/sentRows";
import { notSentText } from "./engine/statusText";
import { readingOf, submitInput } from "./engine/wire";
import { rowsToSend } from "./rowsToSend";
import { newSending, sourceOf } from "./sendingState";
import type { Result, Sending, SheetNote, Validated } from "./submitState";
import type { SubmitDeps } from "./submitDeps";
import { touchedArtIds } from "./touched";
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
    phase: { name: "sending", sending: newSending(uuid, rows.length, null) },
  }));
  await ports.outbox.drain({ now: true });
}

function inputsOf(rows: readonly PaneRow[]): readonly RowInput[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    const mark = expectedMark(row);
    const own = rowIdFor(row.sheet, mark, row.isPart);
    // A row that was copied has a copied id: then the row number tells them apart.
    const rowId = taken.has(own) ? rowIdFor({ rowNumber: row.sheet.rowNumber, rowId: "" }, mark, row.isPart) : own;
    taken.add(rowId);
    return submitInput(row, rowId);
  });
}

/** Asks the server to stop between two chunks. What is written stays written. */
export async function cancelSending(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  const { phase } = store.get();
  if (phase.name !== "sending") return;
  const { uuid } = phase.sending;
  const show = (change: Partial<Sending>): void =>
    store.set((state) =>
      state.phase.name === "sending" && state.phase.sending.uuid === uuid ? { ...state, phase: { name: "sending", sending: { ...state.phase.sending, ...change } } } : state,
    );
  show({ isCancelling: true, problem: null });
  try {
    await ports.server.cancel(uuid);
  } catch (error) {
    show({ isCancelling: false, problem: toProblem(error) });
  }
  // Its end may already be there.
  await ports.outbox.drain({ now: true });
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

/** Shows what became of the submission on the screen, and writes it into the sheet. */
export async function showResult(deps: SubmitDeps, item: OutboxItem): Promise<void> {
  const { store, ports } = deps;
  const outcomes = await readOutcomes(deps, item.uuid, store.get().validated);
  const { validated, phase } = store.get();
  // Told twice, or left meanwhile: once is enough.
  if (phase.name !== "sending" || phase.sending.uuid !== item.uuid || deps.arriving.has(item.uuid)) return;
  deps.arriving.add(item.uuid);
  const result: Result = {
    uuid: item.uuid,
    state: item.status?.state ?? "done",
    counts: item.status?.counts ?? countsOf(outcomes),
    byField: changesByField(outcomes),
    outcomes,
    notSent: validated === null ? 0 : validated.rows.length - outcomes.length,
    sheet: { kind: "writing" },
  };
  deps.underWay.delete(item.uuid);
  store.set((state) => ({ ...state, phase: { name: "result", result } }));
  try {
    await writeStatuses(deps, result, item.source);
    await ports.outbox.markTold(item.uuid);
  } finally {
    deps.arriving.delete(item.uuid);
    await deps.fresh.refresh(item.uuid);
  }
}

/** What became of the rows of a submission that has ended. What was looked up of their patients is forgotten, also where nothing can be read or written now. */
export async function readOutcomes({ ports, fresh }: SubmitDeps, uuid: string, validated: Validated | null | undefined): Promise<readonly RowOutcome[]> {
  try {
    const outcomes = await ports.outbox.results(uuid);
    fresh.forget(uuid, touchedArtIds(validated, outcomes));
    return outcomes;
  } catch (error) {
    fresh.forget(uuid);
    throw error;
  }
}

/** Again, after the person has made it possible (unprotected the sheet, left the cell …). */
export async function writeAgain(deps: SubmitDeps): Promise<void> {
  const { phase } = deps.store.get();
  if (phase.name !== "result") return;
  const item = (await deps.ports.outbox.list()).find(({ uuid }) => uuid === phase.result.uuid);
  await writeStatuses(deps, phase.result, item?.source ?? null);
}

/** Puts a submission that was not accepted back into the line, or tries one that waits at once. */
export async function retrySending({ store, ports }: SubmitDeps): Promise<void> {
  const { phase } = store.get();
  if (phase.name !== "sending") return;
  if (phase.sending.item?.state === "refused") await ports.outbox.retry(phase.sending.uuid);
  await ports.outbox.drain({ now: true });
}

async function writeStatuses({ store, ports }: SubmitDeps, result: Result, source: OutboxItem["source"]): Promise<void> {
  const show = (sheet: SheetNote): void =>
    store.set((state) =>
      state.phase.name === "result" && state.phase.result.uuid === result.uuid ? { ...state, phase: { name: "result", result: { ...state.phase.result, sheet } } } : state,
    );
  const { validated } = store.get();
  show({ kind: "writing" });
  try {
    if (validated !== null) {
      show({ kind: "written", result: await ports.workbook.writeStatus(validated.list, entriesOf(result.uuid, result.outcomes, validated)) });
    } else if (source !== null) {
      // After a reload nothing is known of the list but where it stood.
      const written = await writeToSource(ports.workbook, source, result.outcomes.map((outcome) => entryOf({ uuid: result.uuid, kind: "update" }, outcome)));
      show(written === null ? { kind: "elsewhere", sheet: source.sheet, workbook: source.workbook } : { kind: "written", result: written });
    }
  } catch (error) {
    show({ kind: "failed", problem: toProblem(error) });
  }
}

/** What stands beside every validated row: its outcome, or why it did not go along. */
export function entriesOf(uuid: string, outcomes: readonly RowOutcome[], validated: Validated): readonly StatusEntry[] {
  return [...outcomes.map((outcome) => entryOf({ uuid, kind: "update" }, outcome)), ...leftOut(validated, outcomes)];
}

/** Rows that were validated and did not go along get their reason beside them. */
function leftOut({ rows, changed }: Validated, outcomes: readonly RowOutcome[]): readonly StatusEntry[] {
  const answered = new Set(outcomes.map((outcome) => locatorFromRowId(outcome.rowId, outcome.rowNumber).mark + String(outcome.rowNumber)));
  return rows.flatMap((row) => {
    const locator = locatorOf(row);
    if (changed.has(row.index) || answered.has(locator.mark + String(locator.rowNumber)) || isLeftBlank(row)) return [];
    return [{ locator, ...notSentText(row) }];
  });
}

/** Nobody has filled it in: beside it there is nothing to say, and what was said of a call stays. */
function isLeftBlank({ checked, sheet }: PaneRow): boolean {
  return checked.issues.some(({ code }) => code === "row-without-values") && (sheet.status === "" || callStatuses.has(sheet.status));
}

const callStatuses: ReadonlySet<string> = new Set((["callNoted", "callNotedBefore", "callNotNoted"] as const).flatMap((status) => statusInEveryLanguage(status)));

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
