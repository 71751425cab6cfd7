import { recogniseColumns } from "../../domain/columns";
import { rowBlocks } from "./cells";
import type { Room } from "./fillRooms";

const cellsPerRead = 10_000;

/** The ART ID beside a cell, as its row says it, trimmed; null where there is none. Row and column count from 0. */
export type ArtIdAt = (row: number, column: number) => string | null;

/** ART IDs of the rows of all lists on a sheet. A cell outside a list belongs to the list in whose rows it stands. */
export async function readRowArtIds(context: Excel.RequestContext, sheet: Excel.Worksheet, rooms: readonly Room[]): Promise<ArtIdAt> {
  const lists: { readonly room: Room; readonly artIds: readonly string[] }[] = [];
  for (const room of rooms) {
    const offset = recogniseColumns([room.headings.map((value) => ({ value }))])?.columns.artId;
    if (offset !== undefined) lists.push({ room, artIds: await readColumn(context, sheet, room, room.left + offset) });
  }
  return (row, column) => {
    const ofRow = lists.filter(({ room }) => row > room.headerRow && row <= room.lastRow);
    const list = ofRow.find(({ room }) => column >= room.left && column < room.left + room.headings.length) ?? ofRow[0];
    const artId = list?.artIds[row - list.room.headerRow - 1] ?? "";
    return artId === "" ? null : artId;
  };
}

async function readColumn(context: Excel.RequestContext, sheet: Excel.Worksheet, { headerRow, lastRow }: Room, column: number): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { first, count } of rowBlocks(headerRow + 1, lastRow - headerRow, cellsPerRead)) {
    const block = sheet.getRangeByIndexes(first, column, count, 1).load("values");
    await context.sync();
    for (const [value] of block.values) texts.push(String(value).trim());
  }
  return texts;
}
