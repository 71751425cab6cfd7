import type { OutboxEvent, OutboxItem } from "../../client/outbox";
import type { PatientCard } from "../../contract/patientCard";
import type { PatientUuid } from "../../contract/patientSearch";
import { toProblem } from "../problem";
import { entryOf, writeToSource } from "../result/writeBack";
import { rowIdFor } from "../submit/engine/sentRows";
import { readingOf, submitInput } from "../submit/engine/wire";
import type { SheetNote } from "../submit/submitState";
import { rowMark } from "../workbook/rowMark";
import { changesRecord, circumstancesOf, keptNumbers, reasonOf } from "./checking";
import { contextOf, emptyDraft, paneRowOf } from "./draft";
import type { Draft, DraftRow } from "./draft";
import type { FormResult } from "./formState";
import { forgetNoteIds, keepNumbers, keptWith } from "./keeping";
import type { UpdateDeps } from "./updateDeps";

/** Sends what was confirmed as a submission of one row through the outbox, its other numbers with it; where there are only such, they go as notes. */
export async function submitForm(deps: UpdateDeps, card: PatientCard): Promise<void> {
  const { store, change, ports } = deps;
  const { patient } = card;
  const form = store.get().forms.get(patient);
  if (form?.phase.name !== "confirming" || form.phase.isSending) return;
  const { draft, phase } = form;
  const circumstances = circumstancesOf(deps, card);
  change(patient, (now) => ({ ...now, problem: null, isNotKept: false, phase: { ...phase, isSending: true } }));
  try {
    const numbers = keptNumbers(draft, circumstances);
    if (!changesRecord(draft, circumstances)) {
      const kept = await keepNumbers(deps, patient, numbers);
      if (kept === null) return change(patient, (now) => ({ ...now, phase: { name: "editing" } }));
      const result: FormResult = { uuid: null, kind: "update", state: "done", outcome: null, numbers, kept, sheet: null, row: draft.row, settling: null, isLeft: false };
      change(patient, (now) => ({ ...now, draft: emptyDraft, said: null, phase: { name: "result", result } }));
      forgetNoteIds(deps, patient, kept);
      deps.onChanged(patient);
      return;
    }
    const row = paneRowOf(draft, circumstances, phase.preview);
    const uuid = await ports.outbox.enqueue({
      // They are kept in the transaction of the row: exactly when it is carried out, and no longer than it stands.
      rows: [{ ...submitInput(row, rowIdOf(draft, row.mark)), ...(numbers.length > 0 && { keepNumbers: [...numbers] }) }],
      reading: readingOf(contextOf(draft, circumstances)),
      source: { ...sourceOf(draft.row), kind: "form" },
      reason: reasonOf(draft),
    });
    deps.sent.set(uuid, patient);
    change(patient, (now) => ({ ...now, phase: { name: "sending", uuid, item: null, numbers } }));
    await ports.outbox.drain({ now: true });
  } catch (error) {
    const problem = toProblem(error);
    change(patient, (now) => (now.phase.name === "sending" ? { ...now, problem } : { ...now, problem, phase: { name: "editing" } }));
  }
}

/** By this id the row is found again in its sheet; it marks what stands there, whatever was typed in the form instead. */
function rowIdOf({ row }: Draft, mark: string): string {
  return row === null ? `form~${mark}` : rowIdFor(row.sheet, rowMark(row.sheet.cells));
}

function sourceOf(row: DraftRow | null): { workbook: string; sheet: string } {
  return row === null ? { workbook: "", sheet: "" } : { workbook: row.workbook.slice(0, 255), sheet: row.sheetName.slice(0, 255) };
}

/** Something happened to a submission: where it is an update of this form, it goes on to its result. */
export async function followForm(deps: UpdateDeps, { uuid, item }: OutboxEvent): Promise<void> {
  if (uuid === null) return resumeForms(deps);
  const patient = deps.sent.get(uuid);
  if (patient === undefined) {
    if (item?.source?.kind === "form") await tellArrived(deps, item);
    return;
  }
  if (item === null) return;
  deps.change(patient, (now) => (now.phase.name === "sending" && now.phase.uuid === uuid ? { ...now, phase: { ...now.phase, item } } : now));
  if (item.state === "done" && !item.isTold) await finish(deps, patient, item);
}

/** What became of the row, on the form and beside the row that it came from. */
async function finish(deps: UpdateDeps, patient: PatientUuid, item: OutboxItem): Promise<void> {
  const { change, arriving, fresh } = deps;
  const { uuid } = item;
  if (arriving.has(uuid)) return;
  arriving.add(uuid);
  try {
    fresh.forget(uuid);
    try {
      await showEnd(deps, patient, item);
    } finally {
      // The record has changed, whether or not it can be said what became of the row.
      await fresh.refresh(uuid);
    }
  } catch (error) {
    const problem = toProblem(error);
    change(patient, (now) => ({ ...now, problem }));
  } finally {
    arriving.delete(uuid);
  }
}

async function showEnd(deps: UpdateDeps, patient: PatientUuid, item: OutboxItem): Promise<void> {
  const { ports, change, store } = deps;
  const { uuid } = item;
  const [outcome = null] = await ports.outbox.results(uuid);
  const form = store.get().forms.get(patient);
  const isShown = form?.phase.name === "sending" && form.phase.uuid === uuid;
  const row = form?.draft.row ?? null;
  if (isShown) {
    const { numbers } = form.phase;
    const state = item.status?.state ?? "done";
    const result: FormResult = { uuid, kind: "update", state, outcome, numbers, kept: keptWith(outcome, numbers), sheet: row === null ? null : { kind: "writing" }, row, settling: null, isLeft: false };
    change(patient, (now) => ({ ...now, draft: emptyDraft, said: null, visited: new Set(), problem: null, phase: { name: "result", result } }));
    deps.onChanged(patient);
    await writeBeside(deps, patient, result);
  }
  await ports.outbox.markTold(uuid);
  deps.sent.delete(uuid);
}

/** Writes Status and Detail beside the row that the form was filled in from. */
export async function writeBeside({ ports, change }: UpdateDeps, patient: PatientUuid, { uuid, kind, outcome, row }: FormResult): Promise<void> {
  if (uuid === null || outcome === null || row === null) return;
  const show = (sheet: SheetNote): void =>
    change(patient, (now) => (now.phase.name === "result" && now.phase.result.uuid === uuid ? { ...now, phase: { name: "result", result: { ...now.phase.result, sheet } } } : now));
  show({ kind: "writing" });
  try {
    show({ kind: "written", result: await ports.workbook.writeStatus(row.list, [entryOf({ uuid, kind }, outcome)]) });
  } catch (error) {
    show({ kind: "failed", problem: toProblem(error) });
  }
}

/** An update whose form is not here any more (the pane was closed, the person signed out): its result still belongs beside its row. */
async function tellArrived({ ports, arriving, fresh }: UpdateDeps, item: OutboxItem): Promise<void> {
  const { uuid, source } = item;
  if (item.state !== "done" || item.isTold || source === null || arriving.has(uuid)) return;
  arriving.add(uuid);
  fresh.forget(uuid);
  try {
    const outcomes = source.sheet === "" ? [] : await ports.outbox.results(uuid);
    try {
      const written = source.sheet === "" ? null : await writeToSource(ports.workbook, source, outcomes.map((outcome) => entryOf({ uuid, kind: "update" }, outcome)));
      // Another workbook of the same person holds the sheet: its pane writes there.
      if (written !== null || source.sheet === "") await ports.outbox.markTold(uuid);
    } finally {
      await fresh.refresh(uuid);
    }
  } finally {
    arriving.delete(uuid);
  }
}

/** After signing in again or a reload of the pane: updates that have come to their end meanwhile. */
export async function resumeForms(deps: UpdateDeps): Promise<void> {
  const { ports, fresh } = deps;
  if (!ports.outbox.isUnlocked()) return;
  for (const item of await ports.outbox.list()) {
    if (item.source?.kind !== "form") continue;
    await followForm(deps, { uuid: item.uuid, item });
    if (!fresh.see(item)) continue;
    fresh.forget(item.uuid);
    await fresh.refresh(item.uuid);
  }
}

/** Takes the update back, as long as the server has not accepted it. What was typed is there again. */
export async function takeBackForm({ store, ports, change, sent }: UpdateDeps, patient: PatientUuid): Promise<void> {
  const form = store.get().forms.get(patient);
  if (form?.phase.name !== "sending") return;
  const { uuid } = form.phase;
  if (!(await ports.outbox.discard(uuid))) return;
  sent.delete(uuid);
  change(patient, (now) => ({ ...now, said: null, problem: null, phase: { name: "editing" } }));
}

/** Tries one that waits at once, and puts one that was not accepted back into the line. */
export async function retryForm(deps: UpdateDeps, patient: PatientUuid): Promise<void> {
  const form = deps.store.get().forms.get(patient);
  if (form?.phase.name !== "sending") return;
  const { uuid, item } = form.phase;
  deps.change(patient, (now) => ({ ...now, problem: null }));
  if (item?.state === "done") return finish(deps, patient, item);
  if (item?.state === "refused") await deps.ports.outbox.retry(uuid);
  await deps.ports.outbox.drain({ now: true });
}
