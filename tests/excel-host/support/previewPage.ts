import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { build } from "esbuild";
import "../../../excel-host/automation";
import { chromium, type Browser, type Frame, type Page } from "playwright-core";

const root = join(__dirname, "../../..");
const support = __dirname;
const officeJs = join(root, "node_modules/@microsoft/office-js/dist");
const origin = "https://localhost:44300";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".html": "text/html",
  ".json": "application/json",
  ".xml": "application/xml",
  ".css": "text/css",
};

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    loader: { ".css": "dataurl" },
  });
  const [output] = result.outputFiles;
  if (!output) throw new Error("esbuild gave no file.");
  return output.text;
}

const page =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title></head><body><div id="root"></div><script src="/preview.js"></script></body></html>';

async function fileFor(path: string, bundles: ReadonlyMap<string, string>): Promise<{ body: string | Buffer; type: string } | null> {
  if (path === "/preview/") return { body: page, type: "text/html" };
  const script = bundles.get(path);
  if (script !== undefined) return { body: script, type: "text/javascript" };
  const file = path.startsWith("/office-js/") ? join(officeJs, path.slice("/office-js/".length)) : join(support, path.slice(1));
  const body = await readFile(file).catch(() => null);
  return body && { body, type: types[extname(file)] ?? "application/octet-stream" };
}

export interface PreviewBrowser {
  /** A fresh page with a fresh workbook, and the frame of the add-in, ready. */
  open(query?: string): Promise<{ page: Page; pane: Frame }>;
  close(): Promise<void>;
}

/** Chromium with the preview workbook and Microsoft's own Office.js; every file comes from this machine, nothing else is reachable. */
export async function startPreviewBrowser(): Promise<PreviewBrowser> {
  const entries = {
    "/preview.js": join(root, "excel-host/preview/index.ts"),
    "/addin.js": join(support, "addin.ts"),
    "/dialog.js": join(support, "dialog.ts"),
  };
  const bundles = new Map(await Promise.all(Object.entries(entries).map(async ([path, entry]) => [path, await bundle(entry)] as const)));
  const browser: Browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    open: async (query = "") => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        permissions: ["clipboard-read", "clipboard-write"],
      });
      await context.route("**/*", async (route) => {
        const url = new URL(route.request().url());
        const file = url.origin === origin ? await fileFor(url.pathname, bundles) : null;
        await (file ? route.fulfill({ body: file.body, contentType: file.type }) : route.fulfill({ status: 404, body: "" }));
      });
      const opened = await context.newPage();
      opened.on("pageerror", (error) => console.error("page error:", error.message));
      await opened.goto(`${origin}/preview/${query}`);
      await opened.evaluate(() => window.excelHost?.ready);
      return { page: opened, pane: await readyPane(opened) };
    },
    close: () => browser.close(),
  };
}

/** The add-in's frame, as soon as Office.js is ready in it. */
export async function readyPane(page: Page): Promise<Frame> {
  const handle = await page.waitForSelector(".pane-content iframe", { state: "attached" });
  const pane = await handle.contentFrame();
  if (!pane) throw new Error("The pane has no frame.");
  await pane.waitForFunction(() => "ready" in window);
  await pane.evaluate("window.ready");
  return pane;
}
