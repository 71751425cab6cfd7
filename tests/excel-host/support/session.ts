import type { Frame, Page } from "playwright-core";
import type { WorkbookFile } from "../../../excel-host/model/workbookFile";
import { startPreviewBrowser, type PreviewBrowser } from "./previewPage";

export const emptyWorkbook: WorkbookFile = {
  name: "Book1.xlsx",
  sheets: [
    { name: "Sheet1", cells: [] },
    { name: "My data", cells: [["x"]] },
  ],
};

export interface Session {
  browser: PreviewBrowser;
  page: Page;
  pane: Frame;
}

/** One browser and one page for a file of tests; each test begins with the same workbook and with nothing switched. */
export function previewSession(): Session {
  jest.setTimeout(30_000);
  const session: Partial<Session> = {};
  beforeAll(async () => {
    session.browser = await startPreviewBrowser();
    Object.assign(session, await session.browser.open());
  }, 90_000);
  beforeEach(async () => {
    await session.page?.evaluate((file) => {
      const excel = window.excelHost;
      excel?.endCellEdit();
      excel?.loseFocus(false);
      excel?.loadWorkbook(file);
      excel?.clearRequests();
    }, emptyWorkbook);
    await session.pane?.evaluate(() => {
      window.calls = [];
      window.seen = [];
    });
  });
  afterAll(async () => {
    await session.browser?.close();
  });
  return session as Session;
}
