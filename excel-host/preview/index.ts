import { createAutomation } from "../automationHandle";
import { createExcelHost, type ExcelHost } from "../host";
import { loadWorkbook } from "../model/loadWorkbook";
import { Addin, setsFromAddress } from "./addin";
import { createDialogOverlay } from "./dialogOverlay";
import { button, element } from "./dom";
import { downloadJson, downloadText } from "./download";
import { isFunctionsMetadata, isWorkbookFile } from "./files";
import { readManifest, type Manifest, type ManifestCommand } from "./manifest";
import { createNotice } from "./notice";
import { createPane } from "./pane";
import styles from "./preview.css";
import { createRibbon } from "./ribbon";
import { createSheetArea } from "./sheetArea";
import { createStage } from "./stage";

const sampleAddress = "/preview/sample.json";
const manifestAddress = "/manifest.xml";

async function loadSample(host: ExcelHost): Promise<void> {
  const file = await downloadJson(sampleAddress);
  if (file === null) return;
  if (!isWorkbookFile(file)) throw new Error(`${sampleAddress} is not a workbook.`);
  loadWorkbook(host.workbook, file);
}

function titleBar(host: ExcelHost): HTMLElement {
  const name = element("h1", { text: host.workbook.name });
  host.workbook.onChange((change) => {
    if (change.kind === "loaded") name.textContent = host.workbook.name;
  });
  const toggle = button("Light / dark", () => {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const current = document.documentElement.dataset["theme"] ?? (isDark ? "dark" : "light");
    document.documentElement.dataset["theme"] = current === "dark" ? "light" : "dark";
  });
  return element("header", {
    className: "title-bar",
    children: [
      element("span", { className: "mark", text: "▦", attributes: { "aria-hidden": "true" } }),
      name,
      element("p", { text: "Preview workbook. This is not Excel; it is kept only by Sheet › Save as .xlsx." }),
      toggle,
    ],
  });
}

const readFunctions = (manifest: Manifest): Promise<unknown> =>
  manifest.functionsUrl === null ? Promise.resolve(null) : downloadJson(manifest.functionsUrl);

function loadStyles(): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = element("link", { attributes: { rel: "stylesheet", href: styles } });
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error("The page's style sheet cannot be loaded.")));
    document.head.append(link);
  });
}

const withoutManifest = `There is no add-in: ${manifestAddress} was not found.`;

async function readAddin(host: ExcelHost, pane: (name: string) => HTMLElement): Promise<{ manifest: Manifest; addin: Addin } | null> {
  const text = await downloadText(manifestAddress);
  if (text === null) return null;
  const manifest = readManifest(text);
  const functions = await readFunctions(manifest);
  const addin = new Addin({
    host,
    manifest,
    functions: isFunctionsMetadata(functions) ? functions : null,
    container: pane(manifest.name),
    dialogs: createDialogOverlay(),
  });
  return { manifest, addin };
}

/** Fills the page; resolves when the workbook is loaded and the add-in's frame is there. */
async function start(host: ExcelHost): Promise<Addin | null> {
  const notice = createNotice();
  const stage = createStage(host, notice.show);
  const pane = createPane(host);
  const [found] = await Promise.all([readAddin(host, (name) => pane.named(name)), loadStyles(), loadSample(host)]);
  host.engine.settle();
  const run = (command: ManifestCommand): void => {
    found?.addin.run(command).catch((error: unknown) => notice.show(error instanceof Error ? error.message : String(error)));
  };
  host.pane.onChange((visible) => {
    pane.root.hidden = !visible;
  });
  const area = createSheetArea(stage, found?.manifest.cellMenu?.commands ?? [], run);
  const root = document.getElementById("root") ?? document.body;
  root.className = "preview";
  root.replaceChildren(
    titleBar(host),
    createRibbon(stage, found?.manifest ?? null, run),
    element("div", { className: "workspace", children: [area, pane.root] }),
    notice.root,
  );
  document.title = `${host.workbook.name} – preview workbook`;
  if (!found) notice.show(withoutManifest);
  await found?.addin.mount(setsFromAddress(location.search));
  return found?.addin ?? null;
}

async function requireAddin(started: Promise<Addin | null>): Promise<Addin> {
  const addin = await started;
  if (!addin) throw new Error(withoutManifest);
  return addin;
}

const host = createExcelHost();
const started = start(host);
window.excelHost = createAutomation(host, {
  ready: started.then(() => undefined),
  runCommand: async (controlId) => (await requireAddin(started)).runById(controlId),
  remount: async (sets) => (await requireAddin(started)).mount(sets),
});
started.catch((error: unknown) => {
  document.body.textContent = `The preview workbook could not start. ${error instanceof Error ? error.message : String(error)}`;
});
