import { areDateCellsSuspect, inferDateOrder } from "../../../domain/dateOrder";
import type { CellContent, DateOrder } from "../../../domain/types";
import type { SheetRow } from "../../workbook/port";
import { typedText } from "../../workbook/rowMark";
import type { DateFinding } from "../submitState";

/** Looks through the birthdate column for what proves the order of day and month, and how this workbook counts days. */
export function findDates(rows: readonly SheetRow[], date1904: boolean | null): DateFinding {
  const cells: CellContent[] = [];
  const rowNumbers: number[] = [];
  for (const row of rows) {
    const cell = row.cells.birthdate;
    if (cell === undefined || typedText(cell) === "") continue;
    cells.push(cell);
    rowNumbers.push(row.rowNumber);
  }
  const { order, proofRow, conflicting } = inferDateOrder(cells);
  const proofCell = proofRow === null ? undefined : cells[proofRow];
  const rowNumber = proofRow === null ? undefined : rowNumbers[proofRow];
  return {
    order,
    proof: proofCell === undefined || rowNumber === undefined ? null : { rowNumber, text: proofCell.text ?? typedText(proofCell) },
    conflicting,
    hasTypedDates: cells.some((cell) => typeof cell.value === "string"),
    hasSerials: cells.some((cell) => cell.isDate === true),
    date1904,
  };
}

/** Where the list shows no order at all, the one that the site has set; a list that shows two is asked about. */
export function orSiteOrder(finding: DateFinding, siteOrder: DateOrder | null): DateFinding {
  return finding.order === null && !finding.conflicting ? { ...finding, order: siteOrder } : finding;
}

/** Whether Excel may have swapped day and month in the list's date cells; `date1904` is how days are counted after all. */
export function areDatesSuspect(rows: readonly SheetRow[], { order }: DateFinding, date1904: boolean): boolean {
  return areDateCellsSuspect(rows.flatMap(({ cells }) => cells.birthdate ?? []), order, date1904);
}

/** The order by which the rows are read: the person's word, else the list's own proof. */
export function orderOf(finding: DateFinding, chosen: DateOrder | undefined): DateOrder | null {
  return chosen ?? (finding.conflicting ? null : finding.order);
}
