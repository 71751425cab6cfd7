import type { OutboxEvent, OutboxItem } from "../../client/outbox";
import { entryOf, writeToSource } from "../result/writeBack";
import { isWaiting } from "../shell/outboxStore";
import { entriesOf, readOutcomes, showResult } from "./sending";
import { newSending, sourceOf, withItem } from "./sendingState";
import type { SubmitDeps } from "./submitDeps";

/** Something happened to a submission: the one on the screen goes on to its result. */
export async function followSending(deps: SubmitDeps, { uuid, item }: OutboxEvent): Promise<void> {
  const { store } = deps;
  const { phase } = store.get();
  // The form of one patient follows its own.
  if (item?.source?.kind === "form") return;
  if (uuid === null) {
    await resumeSending(deps);
    return;
  }
  if (item === null) deps.underWay.delete(uuid);
  if (phase.name === "sending" && phase.sending.uuid === uuid) {
    store.set((state) => (state.phase.name === "sending" ? { ...state, phase: { name: "sending", sending: withItem(state.phase.sending, item, deps.now()) } } : state));
    if (item?.state === "done") await showResult(deps, item);
  } else if (item?.state === "done" && !item.isTold) {
    await writeArrived(deps, item);
  }
}

/** The results of a submission that the person has left to itself, or that ended while the pane was away, are written into its sheet all the same. */
async function writeArrived(deps: SubmitDeps, item: OutboxItem): Promise<void> {
  const { store, ports, underWay, arriving } = deps;
  const { uuid, source } = item;
  if (arriving.has(uuid) || source === null) return;
  arriving.add(uuid);
  try {
    const validated = underWay.get(uuid);
    const outcomes = await readOutcomes(deps, uuid, validated);
    try {
      const result =
        validated === undefined
          ? await writeToSource(ports.workbook, source, outcomes.map((outcome) => entryOf({ uuid, kind: "update" }, outcome)))
          : await ports.workbook.writeStatus(validated.list, entriesOf(uuid, outcomes, validated));
      // Another workbook of the same person holds the sheet: its pane writes there.
      if (result === null) return;
      await ports.outbox.markTold(uuid);
      underWay.delete(uuid);
      store.set((state) => ({ ...state, notice: { kind: "arrived", sheet: source.sheet, written: result.written, gone: result.gone.length } }));
    } finally {
      await deps.fresh.refresh(uuid);
    }
  } finally {
    arriving.delete(uuid);
  }
}

/**
 * After signing in again or a reload of the pane: what was being sent may have got further, or to its end. Where the sheet in front is
 * under way, its progress is shown again.
 */
export async function resumeSending(deps: SubmitDeps): Promise<void> {
  const { store, ports } = deps;
  if (!ports.outbox.isUnlocked()) return;
  const items = await ports.outbox.list();
  await freshenTold(deps, items);
  const { phase, setup } = store.get();
  if (phase.name === "sending") {
    const item = items.find(({ uuid }) => uuid === phase.sending.uuid) ?? null;
    if (item !== null) await followSending(deps, { uuid: item.uuid, item });
    return;
  }
  for (const item of items) if (item.state === "done" && !item.isTold && item.source?.kind !== "form") await writeArrived(deps, item);
  if (phase.name !== "setup" || setup === null) return;
  const isHere = ({ source }: OutboxItem): boolean => source !== null && source.kind !== "form" && isSameSource(source, sourceOf(setup));
  const item = items.filter((one) => (isWaiting(one) || one.state === "accepted") && isHere(one) && !deps.left.has(one.uuid)).at(-1);
  if (item === undefined) return;
  store.set((state) =>
    state.phase.name === "setup" ? { ...state, phase: { name: "sending", sending: withItem(newSending(item.uuid, item.rowCount, item), item, deps.now()) } } : state,
  );
}

/** What other workbooks of the same person have sent changed the record, too: their panes write beside the rows, cells here are fresh all the same. */
async function freshenTold({ fresh }: SubmitDeps, items: readonly OutboxItem[]): Promise<void> {
  for (const item of items) {
    if (item.source?.kind === "form" || !fresh.see(item)) continue;
    fresh.forget(item.uuid);
    await fresh.refresh(item.uuid);
  }
}

type Source = Pick<NonNullable<OutboxItem["source"]>, "workbook" | "sheet">;

function isSameSource(one: Source, other: Source): boolean {
  return one.workbook === other.workbook && one.sheet === other.sheet;
}
