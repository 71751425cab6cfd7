import { systemClock } from "../../client/clock";
import type { Clock } from "../../client/clock";
import type { PanePorts } from "../ports";
import { createStore } from "../store";
import type { Store } from "../store";
import { WorkbookError } from "../workbook/port";
import type { SelectedCell } from "../workbook/port";

export interface CellSentence {
  /** What our function in the selected cell has to say; null where the cell holds none of ours, or says nothing (any more). */
  readonly store: Store<string | null>;
  readonly select: (cell: SelectedCell) => void;
  readonly stop: () => void;
}

/** A sentence comes before Excel shows the error that it belongs to: whether it does is looked at after these milliseconds. */
const looks = [1_000, 3_000, 10_000];

/** Repeats the sentence of the selected cell, as long as the cell holds a formula of ours (or is filled by one) and shows what the sentence is about. */
export function watchCellSentence(ports: Pick<PanePorts, "workbook" | "messageForCell" | "isBesideValue" | "onCellMessages">, clock: Clock = systemClock): CellSentence {
  const store = createStore<string | null>(null);
  let cell: SelectedCell | null = null;
  let said: string | null = null;
  let turn = 0;
  let timers: (() => void)[] = [];

  function read(): string | null {
    return cell === null ? null : ports.messageForCell(placeOf(cell));
  }

  async function look(): Promise<void> {
    const own = ++turn;
    if (cell === null || said === null) return store.set(() => null);
    const isTrue = await holds(cell);
    // Something else has happened to the cell meanwhile, or another is selected.
    if (own === turn && isTrue !== null) store.set(() => (isTrue ? said : null));
  }

  /** Null where Excel does not answer now. */
  async function holds(of: SelectedCell): Promise<boolean | null> {
    try {
      const { holdsOurs, showsError } = await ports.workbook.readFunctionCell(of);
      return holdsOurs && showsError !== ports.isBesideValue(placeOf(of));
    } catch (error) {
      if (error instanceof WorkbookError) return null;
      throw error;
    }
  }

  function stopLooking(): void {
    turn += 1;
    for (const stop of timers) stop();
    timers = [];
  }

  function hear(): void {
    const now = read();
    if (now === said) return;
    stopLooking();
    said = now;
    store.set(() => now);
    if (now !== null) timers = looks.map((milliseconds) => clock.later(() => void look(), milliseconds));
  }

  const stopMessages = ports.onCellMessages(hear);
  let stopChanges: () => void = () => undefined;
  let isStopped = false;
  void ports.workbook
    .onCellsChanged((sheetId) => {
      if (said !== null && sheetId === cell?.sheetId) void look();
    })
    .then(
      (stop) => {
        if (isStopped) stop();
        else stopChanges = stop;
      },
      // An Excel that does not tell of changes: the cell is looked at when it is selected.
      (error: unknown) => {
        if (!(error instanceof WorkbookError)) throw error;
      },
    );

  return {
    store,
    select: (selected) => {
      stopLooking();
      cell = selected;
      said = read();
      // Not said before it is known to be true: what stood here may have gone long ago.
      store.set(() => null);
      void look();
    },
    stop: () => {
      isStopped = true;
      stopLooking();
      stopMessages();
      stopChanges();
    },
  };
}

function placeOf({ sheetName, address }: SelectedCell): string {
  return `${sheetName}!${address}`;
}
