import type { CellContent, RowField } from "../../domain/types";
import type { RowLocator, SheetList } from "./list";
import type { LastChange, UndoResult } from "./port";
import type { ReportImage } from "./reportImage";

/** What stood in the sheet before one command of ours, and what we put there: enough to take exactly that back. */
export type BeforeImage =
  | {
      readonly kind: "status";
      readonly list: SheetList;
      readonly sheetName: string;
      /** The columns were added by this very command. */
      readonly addedColumns: boolean;
      readonly rows: readonly { readonly locator: RowLocator; readonly before: StatusCells; readonly after: StatusCells }[];
    }
  /** `names`: of cells into which the record's value was taken. */
  | { readonly kind: "repairs"; readonly list: SheetList; readonly sheetName: string; readonly cells: readonly RepairedCell[]; readonly names?: readonly string[] }
  /** `withSheetId`: a hidden sheet that was made for this one and goes with it. */
  | { readonly kind: "sheet"; readonly sheetId: string; readonly sheetName: string; readonly usedCells: number; readonly withSheetId?: string }
  | ReportImage
  | FillImage;

/** A command whose part of the pane is loaded with its screen: it brings its own way back. */
export interface FillImage {
  readonly kind: "fill";
  readonly sheetName: string;
  readonly cellCount: number;
  readonly undo: (context: Excel.RequestContext) => Promise<UndoResult>;
}

export interface StatusCells {
  readonly status: string;
  readonly detail: string;
}

export interface RepairedCell {
  /** Of the row as it stands since all repairs of the command. */
  readonly locator: RowLocator;
  readonly field: RowField;
  readonly before: CellContent["value"];
  readonly beforeFormat: string;
  readonly after: string;
}

/** The commands that can be taken back, newest last. Lives as long as the pane: Excel's own Ctrl+Z lives no longer either. */
export interface Journal {
  record(image: BeforeImage): void;
  last(): BeforeImage | null;
  all(): readonly BeforeImage[];
  drop(image: BeforeImage): void;
  /** A part of a command was taken back by itself: the rest of it stays, or nothing. */
  replace(image: BeforeImage, rest: BeforeImage | null): void;
  describe(): LastChange | null;
  subscribe(listener: () => void): () => void;
}

const kept = 20;

export function createJournal(): Journal {
  let images: readonly BeforeImage[] = [];
  let described: LastChange | null = null;
  const listeners = new Set<() => void>();
  const set = (next: readonly BeforeImage[]): void => {
    images = next.slice(-kept);
    const last = images.at(-1);
    described = last === undefined ? null : describe(last);
    for (const listener of listeners) listener();
  };
  return {
    record: (image) => set([...images, image]),
    last: () => images.at(-1) ?? null,
    all: () => images,
    replace: (image, rest) => set(images.flatMap((other) => (other === image ? (rest ?? []) : other))),
    drop: (image) => set(images.filter((other) => other !== image)),
    describe: () => described,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function describe(image: BeforeImage): LastChange {
  return { kind: image.kind, sheetName: image.sheetName, cells: cellsOf(image) };
}

function cellsOf(image: BeforeImage): number {
  if (image.kind === "status") return image.rows.length;
  if (image.kind === "report" || image.kind === "fill") return image.cellCount;
  return image.kind === "repairs" ? image.cells.length : image.usedCells;
}
