import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:https";
import type { Server } from "node:https";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import type { Browser, Frame, Page } from "playwright-core";
import type { WorkbookFile } from "../../excel-host/model/workbookFile";
import type {} from "../../excel-host/automation";
import { ensureChromium } from "../chromium";
import { ensureCertificates } from "../support/certificates";
import type { ExcelBench } from "./functionsFigures";
import type { FunctionsProbe } from "./functionsProbe";

/** The preview workbook with the add-in signed in, each in a process of its own. */
export interface FunctionsPage {
  /** Loads a workbook and waits until every formula has its value. */
  load(file: WorkbookFile): Promise<void>;
  /** How many calls the workbook sends to the add-in in one message. */
  callsPerMessage(count: number): Promise<void>;
  insertRow(): Promise<void>;
  setDirty(address: string): Promise<void>;
  begin(): Promise<void>;
  seen(): Promise<Pick<FunctionsProbe, "calls" | "lookups" | "firstRequestToLastSettled" | "longestBlock"> & { readonly workbookBusy: number }>;
  askOnce(artIds: readonly string[]): Promise<number>;
  /** Text of a cell, to see that values arrived. */
  text(address: string): Promise<string>;
  close(): Promise<void>;
}

export const sheetName = "List";
const patience = 300_000;

export function startBrowser(): Promise<Browser> {
  return ensureChromium().then((executablePath) =>
    chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    }),
  );
}

/**
 * Serves the workbook's page from a port of its own and asks the browser to keep that origin in its own process: in Excel on the web, too, the
 * workbook and the pane do not share a thread. Otherwise the emulated Excel's work would be counted as the pane's.
 */
export async function serveWorkbook(bench: ExcelBench): Promise<{ readonly address: string; close(): void }> {
  const { keyFile, certFile } = await ensureCertificates();
  const target = new URL(bench.baseUrl);
  const server: Server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, (incoming, outgoing) => {
    const headers = { ...incoming.headers, host: target.host };
    const passed = ask({ host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers, ca: bench.ca }, (answer) => {
      // The server lets the preview workbook frame its own origin only.
      const policy = String(answer.headers["content-security-policy"] ?? "").replace("frame-src 'self'", `frame-src ${target.origin}`);
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, "content-security-policy": policy, "origin-agent-cluster": "?1" });
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The workbook's page has no port.");
  return {
    address: `https://localhost:${bound.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function probeScript(): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [join(__dirname, "functionsProbe.ts")], bundle: true, write: false, format: "iife", target: "es2022" });
  const [output] = outputFiles;
  if (output === undefined) throw new Error("esbuild gave no file.");
  return output.text;
}

async function openFrames(browser: Browser, workbookAddress: string, bench: ExcelBench): Promise<{ page: Page; pane: Frame }> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1360, height: 860 }, locale: "en-GB" });
  await context.addInitScript({ content: await probeScript() });
  const page = await context.newPage();
  await page.goto(`${workbookAddress}/preview/?pane=${encodeURIComponent(bench.baseUrl)}`);
  await page.evaluate(() => window.excelHost?.ready);
  const pane = await (await page.waitForSelector("iframe")).contentFrame();
  if (pane === null) throw new Error("The pane has no frame.");
  return { page, pane };
}

export async function openFunctionsPage(browser: Browser, workbookAddress: string, bench: ExcelBench): Promise<FunctionsPage> {
  const { page, pane } = await openFrames(browser, workbookAddress, bench);
  await pane.getByLabel(/user ?name/i).fill(bench.username);
  await pane.getByLabel(/password/i).first().fill(bench.password);
  await pane.getByRole("button", { name: /^sign in$/i }).click();
  await pane.getByRole("tab", { name: "Submit" }).waitFor();
  await pane.evaluate(() => window.functionsProbe?.watchFunctions());
  await requireOwnThread(page, pane);
  const settled = async (): Promise<void> => {
    // The workbook asks the pane only after its own calculation, so both sides must be done.
    await page.waitForFunction(() => window.excelHost?.pendingFunctions() === 0, undefined, { timeout: patience, polling: 100 });
    await pane.waitForFunction(() => window.functionsProbe?.open === 0, undefined, { timeout: patience, polling: 100 });
  };
  return {
    load: async (file) => {
      await page.evaluate((given) => window.excelHost?.loadWorkbook(given), file);
      await settled();
    },
    callsPerMessage: (count) => page.evaluate((given) => window.excelHost?.callsPerMessage(given), count),
    insertRow: async () => {
      await page.evaluate((sheet) => window.excelHost?.insertRows(sheet, 2, 1), sheetName);
      await settled();
    },
    setDirty: async (address) => {
      await pane.evaluate(([sheet, at]) => window.functionsProbe?.setDirty(sheet, at), [sheetName, address] as const);
      await settled();
    },
    begin: async () => {
      for (const frame of [page.mainFrame(), pane]) await frame.evaluate(() => window.functionsProbe?.begin());
    },
    seen: async () => {
      const inPane = await pane.evaluate(() => {
        const probe = window.functionsProbe;
        if (probe === undefined) throw new Error("The pane is not watched.");
        const { calls, lookups, firstRequestToLastSettled, longestBlock } = probe;
        return { calls, lookups, firstRequestToLastSettled, longestBlock };
      });
      const workbookBusy = (await page.evaluate(() => window.functionsProbe?.busy)) ?? Number.NaN;
      return { ...inPane, workbookBusy };
    },
    askOnce: async (artIds) => {
      const milliseconds = await pane.evaluate((given) => window.functionsProbe?.askOnce(given), artIds);
      return milliseconds ?? Number.NaN;
    },
    text: (address) => page.evaluate(([sheet, at]) => window.excelHost?.cell(sheet, at).text ?? "", [sheetName, address] as const),
    close: () => page.context().close(),
  };
}

/** Keeps the workbook's thread busy for half a second: if the pane's stood still meanwhile, its figures would not be its own. */
async function requireOwnThread(page: Page, pane: Frame): Promise<void> {
  await pane.evaluate(() => window.functionsProbe?.begin());
  await page.evaluate(() => {
    const end = performance.now() + 500;
    while (performance.now() < end);
  });
  const longest = await pane.evaluate(() => window.functionsProbe?.longestBlock ?? Number.NaN);
  if (!(longest < 300)) throw new Error(`The pane shares a thread with the workbook (it stood still for ${longest} ms): its figures would not be its own.`);
}
