import type { Page } from "playwright-core";
import type { CellFile, StoredScalar } from "../../excel-host/model/workbookFile";
import type { OpenList } from "./paneJourney";
import { until } from "./paneJourney";

/** A cell with a formula; with `stored`, as a file brings it that was saved with this result. */
export function formula(text: string, stored?: StoredScalar | readonly (readonly StoredScalar[])[]): CellFile {
  return stored === undefined ? { v: text, t: "f" } : { v: text, t: "f", stored };
}

export interface AskedLookup {
  readonly artIds: readonly string[];
  readonly fields: readonly string[];
}

/** The look-ups that go to the server from now on, as they were asked. */
export function watchLookups(page: Page): AskedLookup[] {
  const lookups: AskedLookup[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/api/patients/lookup")) return;
    const asked: AskedLookup = JSON.parse(request.postData() ?? "");
    lookups.push(asked);
  });
  return lookups;
}

/** Waits until no function is being calculated any more and none shows that it is. */
export async function calculated({ excel }: OpenList, address: string, seconds = 20): Promise<string[][]> {
  await until(async () => (await excel("pendingFunctions")) === 0 && !(await excel("texts", "List", address)).flat().includes("#BUSY!"), seconds);
  return await excel("texts", "List", address);
}

/** Has cells calculated again as the pane does it, by Office.js. */
export async function recalculate({ pane }: OpenList, address: string): Promise<void> {
  await pane.evaluate(
    (at) =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem("List").getRanges(at).setDirty();
        context.workbook.application.calculate("Recalculate");
        await context.sync();
      }),
    address,
  );
}
