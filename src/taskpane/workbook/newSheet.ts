import { columnHeaders, outcomeHeadings, rowIdHeading, templateFields } from "../../domain/columnHeaders";
import type { RowField } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import type { Journal } from "./journal";
import { runInExcel } from "./runInExcel";

const { sheet: words } = paneWords;
const rowCount = 200;

/** Widths in points. */
const widths: Readonly<Partial<Record<RowField, number>>> = { artId: 110, phone: 100, street: 190, birthdate: 100, reason: 130 };

interface NewColumn {
  readonly header: string;
  readonly width: number;
  readonly prompt: string;
}

/** All columns are text, so that Excel damages nothing that is typed or pasted. */
const newColumns = (): readonly NewColumn[] => [
  ...templateFields.map((field) => ({ header: columnHeaders[field].template, width: widths[field] ?? 90, prompt: words.prompts[field] ?? "" })),
  { header: outcomeHeadings.status, width: 90, prompt: "" },
  { header: outcomeHeadings.detail, width: 260, prompt: "" },
  { header: rowIdHeading, width: 60, prompt: "" },
];

/** Adds a sheet that is ready to be filled in, as an Excel table with a row id per row, and shows it. */
export async function newSheet(journal: Journal, newRowId: () => string): Promise<string> {
  const columns = newColumns();
  const { name, id } = await runInExcel(
    async (context) => {
      const { worksheets } = context.workbook;
      worksheets.load("items/name");
      await context.sync();
      const taken = new Set(worksheets.items.map((sheet) => sheet.name.toLowerCase()));
      const free = freeName(taken);
      // The name is given at once: renaming cannot be undone on the desktop.
      const sheet = worksheets.add(free);
      sheet.load("id");
      const all = sheet.getRangeByIndexes(0, 0, rowCount + 1, columns.length);
      all.numberFormat = Array.from({ length: rowCount + 1 }, () => columns.map(() => "@"));
      all.values = [columns.map(({ header }) => header), ...Array.from({ length: rowCount }, () => blankRow(columns.length, newRowId()))];
      sheet.tables.add(all, true);
      columns.forEach(({ width, prompt }, column) => {
        sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width;
        if (prompt === "") return;
        sheet.getRangeByIndexes(1, column, rowCount, 1).dataValidation.prompt = { showPrompt: true, title: columns[column]?.header ?? "", message: prompt };
      });
      sheet.freezePanes.freezeRows(1);
      sheet.activate();
      sheet.getRangeByIndexes(1, 0, 1, 1).select();
      await context.sync();
      return { name: free, id: sheet.id };
    },
    { oneUndo: true },
  );
  journal.record({ kind: "sheet", sheetId: id, sheetName: name, usedCells: columns.length + rowCount });
  return name;
}

function blankRow(width: number, rowId: string): string[] {
  return Array.from({ length: width }, (_, column) => (column === width - 1 ? rowId : ""));
}

function freeName(taken: ReadonlySet<string>): string {
  const base = words.newSheetName;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
