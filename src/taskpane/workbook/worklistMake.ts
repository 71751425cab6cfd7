import { attemptOutcomes } from "../../domain/contactNotes";
import { paneWords } from "../../wording/pane";
import { noteWords } from "../../wording/paneNotes";
import { worklistsWords } from "../../wording/paneWorklists";
import type { PlaceLists } from "../worklists/placeLists";
import { callColumns, valueColumns, worklistColumns } from "../worklists/sheetColumns";
import type { WorklistColumnId } from "../worklists/sheetColumns";
import type { WorklistContent, WorklistSheet, WorklistSheetOptions } from "../worklists/sheetPort";
import { columnName, rowBlocks, rowsPerBlock } from "./cells";
import { putMark } from "./fillMark";
import { freeSheetName } from "./importSheet";
import type { Journal } from "./journal";
import { runInExcel } from "./runInExcel";
import { keepWorklist, tableNameOf } from "./worklistFind";
import { writeText } from "./writeCells";

const words = worklistsWords.sheet;
const width = worklistColumns.length;

interface MadeSheets {
  readonly id: string;
  readonly name: string;
  readonly tableName: string;
  /** The hidden sheet with the names of places. */
  readonly listsId: string;
  readonly listsName: string;
}

/**
 * Makes a sheet of a worklist, in blocks, and shows it: every cell is text, so that Excel damages nothing that is typed or pasted. Where it
 * fails or is cancelled, nothing is left behind.
 */
export async function makeWorklistSheet(journal: Journal, content: WorklistContent, options: WorklistSheetOptions = {}): Promise<WorklistSheet> {
  const first = await content.next();
  options.signal?.throwIfAborted();
  const made = await addSheets(content);
  try {
    const written = await writeRows(made, { content, first }, options);
    const lists = content.lists();
    options.signal?.throwIfAborted();
    await writeLists(made, lists);
    options.signal?.throwIfAborted();
    await dress(made, { content, rowCount: written.rows, lists });
    const usedCells = written.filled + width + content.lines.length;
    journal.record({ kind: "sheet", sheetId: made.id, sheetName: made.name, usedCells, withSheetId: made.listsId });
    return { worklist: content.worklist, sheetId: made.id, sheetName: made.name };
  } catch (error) {
    await removeSheets(made);
    throw error;
  }
}

function addSheets({ name: wished, worklist }: WorklistContent): Promise<MadeSheets> {
  return runInExcel(async (context) => {
    const { worksheets, tables } = context.workbook;
    worksheets.load("items/name");
    tables.load("items/name");
    await context.sync();
    const taken = worksheets.items.map((sheet) => sheet.name);
    const name = freeSheetName(wished, taken);
    const listsName = freeSheetName(words.listsSheet, [...taken, name]);
    const tableName = tableNameOf(worklist, new Set(tables.items.map((table) => table.name.toLowerCase())));
    // Names are given at once: renaming cannot be undone on the desktop.
    const sheet = worksheets.add(name).load("id");
    const lists = worksheets.add(listsName).load("id");
    lists.visibility = "Hidden";
    await context.sync();
    return { id: sheet.id, name, tableName, listsId: lists.id, listsName };
  });
}

interface Pages {
  readonly content: WorklistContent;
  readonly first: readonly (readonly string[])[] | null;
}

async function writeRows(made: MadeSheets, { content, first }: Pages, { onProgress, signal }: WorklistSheetOptions): Promise<{ readonly rows: number; readonly filled: number }> {
  let rows = 0;
  let filled = 0;
  for (let page = first; page !== null; page = await content.next()) {
    for (const block of rowBlocks(0, page.length, rowsPerBlock(width))) {
      signal?.throwIfAborted();
      const cells = page.slice(block.first, block.first + block.count);
      await runInExcel(async (context) => {
        writeText(context.workbook.worksheets.getItem(made.id), { row: content.lines.length + 1 + rows, column: 0 }, cells);
        await context.sync();
      });
      rows += cells.length;
      filled += cells.reduce((sum, row) => sum + row.filter((cell) => cell !== "").length, 0);
      onProgress?.(rows, Math.max(rows, content.total));
    }
    signal?.throwIfAborted();
  }
  return { rows, filled };
}

/** One column for each kind of place: a rule may name a range of any length, but no text of more than 255 characters. */
function writeLists({ listsId }: MadeSheets, { states, lgas, wards }: PlaceLists): Promise<void> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(listsId);
    [states, lgas, wards].forEach((names, column) => {
      if (names.length > 0) writeText(sheet, { row: 0, column }, names.map((name) => [name]));
    });
    await context.sync();
  });
}

interface Dressing {
  readonly content: WorklistContent;
  readonly rowCount: number;
  readonly lists: PlaceLists;
}

/** Headings, table, drop-downs, prompts, widths, and the part that stays in sight. */
function dress(made: MadeSheets, { content: { worklist, lines }, rowCount, lists }: Dressing): Promise<void> {
  return runInExcel(async (context) => {
    const sheet = context.workbook.worksheets.getItem(made.id);
    context.application.suspendScreenUpdatingUntilNextSync();
    writeText(sheet, { row: 0, column: 0 }, lines.map((line) => [line]));
    const title = sheet.getRangeByIndexes(0, 0, 1, 1);
    title.format.font.bold = true;
    title.format.font.size = 14;
    const headerRow = lines.length;
    writeText(sheet, { row: headerRow, column: 0 }, [worklistColumns.map(({ header }) => header)]);
    // A table has a row at least, an empty one if need be.
    const rows = Math.max(1, rowCount);
    const table = sheet.tables.add(sheet.getRangeByIndexes(headerRow, 0, rows + 1, width), true);
    table.name = made.tableName;
    const sources = sourcesOf(made, lists);
    worklistColumns.forEach(({ id, header, width: points, isFilled }, column) => {
      sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = points;
      if (isOfRecord(id)) putMark(sheet.getRangeByIndexes(headerRow, column, 1, 1), lines.join(". "));
      if (!isFilled) return;
      const prompt = promptOf(id);
      const body = sheet.getRangeByIndexes(headerRow + 1, column, rows, 1);
      const { dataValidation } = body;
      const source = sources[id];
      if (source !== undefined) {
        dataValidation.rule = { list: { inCellDropDown: true, source } };
        // Other names may be right, too: Validate looks at every cell, however it came there.
        dataValidation.errorAlert = { showAlert: true, style: "Information", title: header, message: words.notInList };
      }
      if (prompt !== undefined) dataValidation.prompt = { showPrompt: true, title: header, message: prompt };
      const { format } = sheet.getRangeByIndexes(headerRow, column, 1, 1);
      format.fill.color = fillColour;
      format.font.color = "#000000";
    });
    sheet.freezePanes.freezeAt(sheet.getRangeByIndexes(0, 0, headerRow + 1, 1));
    sheet.activate();
    sheet.getRangeByIndexes(headerRow + 1, worklistColumns.findIndex(({ isFilled }) => isFilled), 1, 1).select();
    await keepWorklist(context, { worklist, sheetId: made.id, listsId: made.listsId });
    await context.sync();
  });
}

/** What the record says of the patient: it is marked as filled columns are, so that it is found also where somebody has made plain cells of the table. */
function isOfRecord(id: WorklistColumnId): boolean {
  return id.startsWith("record-") || id === "hospitalNumber" || id === "fullName" || id === "sex";
}

/** Headings of what is to be filled in stand out from those of the record. */
const fillColour = "#FFE699";

/** What is asked of a cell that is to be filled in. */
function promptOf(id: WorklistColumnId): string | undefined {
  const call = callColumns.find((name) => name === id);
  if (call !== undefined) return words.callPrompts[call];
  const field = valueColumns.find((name) => id === `new-${name}`);
  return field === undefined ? undefined : paneWords.sheet.prompts[field];
}

function sourcesOf({ listsName }: MadeSheets, { states, lgas, wards }: PlaceLists): Readonly<Partial<Record<WorklistColumnId, string>>> {
  const range = (column: number, { length }: readonly string[]): string => `='${listsName.replaceAll("'", "''")}'!$${columnName(column)}$1:$${columnName(column)}$${length}`;
  return {
    ...(states.length > 0 && { "new-state": range(0, states) }),
    ...(lgas.length > 0 && { "new-lga": range(1, lgas) }),
    ...(wards.length > 0 && { "new-ward": range(2, wards) }),
    callOutcome: attemptOutcomes.map((outcome) => noteWords.outcomes[outcome]).join(","),
  };
}

function removeSheets({ id, listsId }: MadeSheets): Promise<void> {
  return runInExcel(async (context) => {
    const sheets = [id, listsId].map((sheetId) => context.workbook.worksheets.getItemOrNullObject(sheetId));
    await context.sync();
    for (const sheet of sheets) if (!sheet.isNullObject) sheet.delete();
    await context.sync();
  });
}
