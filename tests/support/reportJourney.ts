import type { Frame } from "playwright-core";
import type { OpenList } from "./paneJourney";

/** The rows of a report's table as the pane shows them, heading row left out. A cell that is a button says its own text. */
export async function rowsInPane(pane: Frame, table: string): Promise<string[][]> {
  const shown = pane.getByRole("table", { name: table, exact: true });
  await shown.waitFor({ timeout: 30_000 });
  return shown.evaluate((element: HTMLTableElement) => [...(element.tBodies[0]?.rows ?? [])].map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
}

/** The rows of the table on a report's sheet that has exactly these headings (its hidden key is left out), as Excel shows them. */
export async function rowsOnSheet({ excel }: OpenList, sheet: string, headings: readonly string[]): Promise<string[][]> {
  for (const { sheet: on, address } of await excel("tables")) {
    if (on !== sheet) continue;
    const [head = [], ...rows] = await excel("texts", sheet, address);
    if (head.slice(0, -1).join("|") === headings.join("|")) return rows.map((row) => row.slice(0, -1));
  }
  throw new Error(`The sheet “${sheet}” has no table with ${headings.join(", ")}.`);
}
