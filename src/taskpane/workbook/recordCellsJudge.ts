import type { CellPrint } from "./recordCells";

/** How a value of the record came to stand where no column of ours is. */
export type RecordCellKind = "converted" | "taken";

/** A cell that once held a value of the record. */
export interface KnownCell extends CellPrint {
  readonly kind: RecordCellKind;
  /** The row, from 0, at which the cell's name points now; null where rows went or came within the name, so that nothing tells which is its own. */
  readonly row: number | null;
}

/** A cell of the column as it stands. `value` is null where it is blank, `artId` where its row has none. */
export interface StandingCell {
  readonly row: number;
  readonly value: number | null;
  readonly artId: number | null;
}

/** What is kept of cells whose names are gone, with the rows at which they pointed. */
export type LostCell = CellPrint & { readonly kind: RecordCellKind };

/**
 * In which rows of a column values of the record stand. A value belongs to its patient: it is ours in the rows of its ART ID, wherever sorting has put
 * them, and where these rows say something else the person has typed over it. Only where the sheet has the ART ID no more (deleted, corrected, never
 * there) the place decides, and elsewhere the value: where no more cells without an ART ID say it than have lost their place, all of them are ours; where
 * more do, or where another ART ID stands beside it, a cell is `possible`: it may have been typed.
 * @param isNamed whether names of ours point into the column; what lost its name is only `possible` in any other.
 */
export function judgeColumn(cells: readonly StandingCell[], { known, lost, isNamed }: { readonly known: readonly KnownCell[]; readonly lost: readonly LostCell[]; readonly isNamed: boolean }): ReadonlyMap<number, RecordCellKind | "possible"> {
  const found = new Map<number, RecordCellKind | "possible">();
  const filled = cells.filter(({ value }) => value !== null);
  const ofArtId = groupBy(cells, ({ artId }) => artId);
  const ofValue = groupBy(filled, ({ value }) => value);
  const ofRow = new Map(filled.map((cell) => [cell.row, cell]));
  const artIds = new Set(known.flatMap(({ artId }) => artId ?? []));
  const rowsOf = ({ artId, value }: CellPrint): readonly number[] => (artId === null ? [] : (ofArtId.get(artId) ?? []).filter((cell) => cell.value === value).map(({ row }) => row));
  const isOfNobodyKnown = (cell: StandingCell): boolean => cell.artId === null || !artIds.has(cell.artId);
  const possible: number[] = [];
  const missing = new Map<number, KnownCell[]>();

  for (const print of lost) for (const row of rowsOf(print)) if (isNamed) found.set(row, print.kind); else possible.push(row);
  for (const cell of known) {
    const { kind, value, artId, row: place } = cell;
    if (artId !== null && ofArtId.has(artId)) {
      for (const row of rowsOf(cell)) found.set(row, kind);
      continue;
    }
    const here = place === null ? undefined : ofRow.get(place);
    if (here !== undefined && here.value === value && isOfNobodyKnown(here)) {
      found.set(here.row, kind);
      continue;
    }
    const others = missing.get(value);
    if (others === undefined) missing.set(value, [cell]);
    else others.push(cell);
  }
  for (const [value, cellsOf] of missing) {
    const same = (ofValue.get(value) ?? []).filter((cell) => isOfNobodyKnown(cell) && !found.has(cell.row));
    const [first] = cellsOf;
    const alone = same.filter(({ artId }) => artId === null);
    if (first !== undefined && alone.length <= cellsOf.length) for (const { row } of alone) found.set(row, first.kind);
    for (const { row } of same) possible.push(row);
  }
  for (const row of possible) if (!found.has(row)) found.set(row, "possible");
  return found;
}

function groupBy(cells: readonly StandingCell[], key: (cell: StandingCell) => number | null): ReadonlyMap<number, readonly StandingCell[]> {
  const groups = new Map<number, StandingCell[]>();
  for (const cell of cells) {
    const of = key(cell);
    if (of === null) continue;
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [cell]);
    else group.push(cell);
  }
  return groups;
}
