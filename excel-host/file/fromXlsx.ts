import { Workbook } from "exceljs";
import type { Cell, CellValue, Fill, Worksheet, WorksheetView } from "exceljs";
import type { CellFile, SheetFile, StyledCellFile, WorkbookFile } from "../model/workbookFile";
import { UnreadableFile } from "./unreadableFile";

const millisecondsPerDay = 86_400_000;
/** Days from the first day of each of Excel's date systems to 1 January 1970. */
const epoch = { serial1900: 25_569, serial1904: 24_107 } as const;
const pixelsPerCharacter = 7;
const pixelsOfPadding = 5;

/** The content of an .xlsx file in the host's own form. Throws `UnreadableFile` where it is no such file. */
export async function fromXlsx(name: string, bytes: ArrayBuffer): Promise<WorkbookFile> {
  const workbook = new Workbook();
  // A list needs no validations or conditional formats to be looked at, and those of whole columns would fill the memory.
  try {
    await workbook.xlsx.load(bytes, { ignoreNodes: ["dataValidations", "conditionalFormatting", "drawing", "legacyDrawing", "picture", "extLst"] });
  } catch (error) {
    throw new UnreadableFile(name, error);
  }
  const date1904 = workbook.properties.date1904;
  const shown = workbook.worksheets.filter(({ state }) => state === "visible");
  if (shown.length === 0) throw new UnreadableFile(name, "no sheet that can be seen");
  return { name, date1904, sheets: shown.map((sheet) => sheetFile(sheet, date1904)) };
}

function sheetFile(sheet: Worksheet, date1904: boolean): SheetFile {
  const cells: CellFile[][] = [];
  const hiddenRows: number[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, rowNumber) => {
    while (cells.length < rowNumber) cells.push([]);
    const line = cells[rowNumber - 1] ?? [];
    row.eachCell({ includeEmpty: true }, (cell, columnNumber) => {
      while (line.length < columnNumber - 1) line.push(null);
      line[columnNumber - 1] = cellFile(cell, date1904);
    });
    if (row.hidden) hiddenRows.push(rowNumber);
  });
  const view = firstView(sheet);
  return {
    name: sheet.name,
    cells,
    columns: Array.from({ length: sheet.columnCount }, (_, index) => ({ width: pixels(sheet.getColumn(index + 1).width) })),
    ...(view?.state === "frozen" && view.ySplit !== undefined && { frozenRows: view.ySplit }),
    hiddenRows,
    tables: tablesOf(sheet),
  };
}

/** A file without views has none, whatever the reader's types say. */
function firstView({ views }: { readonly views?: readonly Partial<WorksheetView>[] | null }): Partial<WorksheetView> | undefined {
  return views?.[0];
}

function pixels(characters: number | undefined): number {
  return Math.round((characters ?? 9) * pixelsPerCharacter + pixelsOfPadding);
}

/** The reader gives its tables in a form that its types do not tell. */
function tablesOf(sheet: Worksheet): { name: string; address: string }[] {
  return (sheet.getTables() as unknown as readonly { readonly table?: { readonly name?: string; readonly tableRef?: string } }[]).flatMap(({ table }) =>
    table?.name === undefined || table.tableRef === undefined ? [] : [{ name: table.name, address: table.tableRef }],
  );
}

function cellFile(cell: Cell, date1904: boolean): CellFile {
  const look = lookOf(cell);
  // The covered cells of a merged area show nothing.
  if (cell.isMerged && cell.master !== cell) return Object.keys(look).length === 0 ? null : { v: null, ...look };
  const content = contentOf(cell, date1904);
  return content === null && Object.keys(look).length === 0 ? null : { v: null, ...content, ...look };
}

/** A cell that bears no format of its own has none of these, whatever the reader's types say. */
interface Formatted {
  readonly numFmt?: string;
  readonly font?: { readonly bold?: boolean };
  readonly fill?: Fill;
}

function lookOf({ numFmt, font, fill: ground }: Formatted): Pick<StyledCellFile, "nf" | "b" | "fill"> {
  const fill = fillOf(ground);
  return {
    ...(numFmt !== undefined && numFmt !== "General" && { nf: numFmt }),
    ...(font?.bold === true && { b: true }),
    ...(fill !== null && { fill }),
  };
}

function fillOf(fill: Fill | undefined): string | null {
  const colour = fill?.type === "pattern" && fill.pattern === "solid" ? fill.fgColor?.argb : undefined;
  return colour === undefined ? null : `#${colour.slice(-6)}`;
}

function contentOf(cell: Cell, date1904: boolean): Pick<StyledCellFile, "v" | "t"> | null {
  const { value } = cell;
  if (typeof value === "object" && value !== null && ("formula" in value || "sharedFormula" in value)) return { v: `=${cell.formula}`, t: "f" };
  return plainContent(value, date1904);
}

function plainContent(value: CellValue, date1904: boolean): Pick<StyledCellFile, "v" | "t"> | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return { v: value, t: "s" };
  if (typeof value === "number" || typeof value === "boolean") return { v: value };
  if (value instanceof Date) return { v: value.getTime() / millisecondsPerDay + (date1904 ? epoch.serial1904 : epoch.serial1900), t: "n" };
  if ("error" in value) return { v: value.error, t: "e" };
  if ("richText" in value) return { v: value.richText.map(({ text }) => text).join(""), t: "s" };
  if ("text" in value) return { v: value.text, t: "s" };
  return null;
}
