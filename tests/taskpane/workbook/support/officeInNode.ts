import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import type { ExcelHostAutomation } from "../../../../excel-host/automation";
import { createAutomation } from "../../../../excel-host/automationHandle";
import { createExcelHost, type ExcelHost } from "../../../../excel-host/host";
import type { WorkbookFile } from "../../../../excel-host/model/workbookFile";

/**
 * Microsoft's own Office.js over the emulated Excel, without a page: what of the pane calls Excel can be tested in a moment. The journeys run
 * the same in a real browser.
 */
export interface OfficeInNode {
  readonly host: ExcelHost;
  readonly excel: ExcelHostAutomation;
}

interface Answer {
  readonly status: "succeeded" | "failed";
  readonly value?: { readonly data: readonly unknown[] };
  readonly error?: { readonly code: number; readonly message: string };
}

interface OfficeGlobals {
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly OSF: { DDA: { RichApi: { executeRichApiRequestAsync(message: readonly unknown[], answered: (answer: Answer) => void): void } } };
}

let library: OfficeGlobals | null = null;

function loadLibrary(): OfficeGlobals {
  if (library !== null) return library;
  const code = readFileSync(require.resolve("@microsoft/office-js/dist/excel-web-16.00.js"), "utf8");
  // The library is written for a page: it looks for scripts, an address and a browser when it starts.
  const location = { href: "https://localhost/", search: "", hash: "" };
  const page: Record<string, unknown> = { console, setTimeout, clearTimeout, setInterval, clearInterval, performance, location, navigator: { userAgent: "node" } };
  Object.assign(page, { window: page, self: page, globalThis: page, addEventListener: () => undefined });
  page["document"] = { getElementsByTagName: () => [], createElement: () => ({}), cookie: "", URL: "", location };
  runInNewContext(code, page);
  library = page as unknown as OfficeGlobals;
  return library;
}

/** A fresh workbook, which `Excel.run` of the code under test reaches. */
export function openWorkbook(file: WorkbookFile, options: { excelApi?: string } = {}): OfficeInNode {
  const host = createExcelHost();
  if (options.excelApi !== undefined) host.conditions.excelApi = options.excelApi;
  const refuse = (): Promise<never> => Promise.reject(new Error("There is no page."));
  const excel = createAutomation(host, { ready: Promise.resolve(), runCommand: refuse, remount: refuse });
  excel.loadWorkbook(file);
  const { Excel: api, OfficeExtension: extension, OSF } = loadLibrary();
  OSF.DDA.RichApi.executeRichApiRequestAsync = (message, answered) => {
    void host.api.handle(String(message[4]), Number(message[6] ?? 0)).then((reply) => {
      answered(
        "error" in reply
          ? { status: "failed", error: { code: reply.error, message: "" } }
          : { status: "succeeded", value: { data: [200, [], reply.body] } },
      );
    });
  };
  const isSetSupported = (set: string, version = "1.1"): boolean =>
    set === "ExcelApi" && Number(host.conditions.excelApi.split(".")[1]) >= Number(version.split(".")[1]);
  Object.assign(globalThis, { Excel: api, OfficeExtension: extension, Office: { context: { requirements: { isSetSupported } } } });
  return { host, excel };
}
