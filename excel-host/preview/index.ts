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
    children: [element("span", { className: "mark", text: "▦", attributes: { "aria-hidden": "true" } }), name, element("p", { text: "Preview workbook. This is not Excel; nothing here is saved to a file." }), toggle],
  });
}

const readFunctions = (manifest: Manifest): Promise<unknown> => (manifest.functionsUrl === null ? Promise.resolve(null) : downloadJson(manifest.functionsUrl));

function loadStyles(): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = element("link", { attributes: { rel: "stylesheet", href: styles } });
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error("The page's style sheet cannot be loaded.")));
    document.head.append(link);
  });
}

async function start(): Promise<void> {
  const host = createExcelHost();
  const notice = createNotice();
  const stage = createStage(host, notice.show);
  const [manifestText] = await Promise.all([downloadText(manifestAddress), loadStyles(), loadSample(host)]);
  host.engine.settle();
  const manifest = manifestText === null ? null : readManifest(manifestText);
  const functions = manifest ? await readFunctions(manifest) : null;
  const pane = createPane(host, manifest?.name ?? "Add-in");
  const addin = manifest
    ? new Addin({ host, manifest, functions: isFunctionsMetadata(functions) ? functions : null, container: pane.content, dialogs: createDialogOverlay() })
    : null;
  const run = (command: ManifestCommand): void => {
    addin?.run(command).catch((error: unknown) => notice.show(error instanceof Error ? error.message : String(error)));
  };
  const showPane = (visible: boolean): void => {
    pane.root.hidden = !visible;
    pane.splitter.hidden = !visible;
  };

  const area = createSheetArea(stage, manifest?.cellMenu?.commands ?? [], run);
  const root = document.getElementById("root") ?? document.body;
  root.className = "preview";
  root.replaceChildren(titleBar(host), createRibbon(stage, manifest, run), element("div", { className: "workspace", children: [area, pane.splitter, pane.root] }), notice.root);
  document.title = `${host.workbook.name} – preview workbook`;

  const whenMounted = addin?.mount(setsFromAddress(location.search)) ?? Promise.resolve();
  host.pane.onChange(showPane);
  window.excelHost = createAutomation(host, {
    ready: whenMounted,
    runCommand: async (controlId) => {
      if (!addin) throw new Error(`There is no ${manifestAddress}.`);
      await addin.runById(controlId);
    },
    remount: async (sets) => addin?.mount(sets),
  });
  if (!manifest) notice.show(`There is no add-in: ${manifestAddress} was not found.`);
}

start().catch((error: unknown) => {
  document.body.textContent = `The preview workbook could not start. ${error instanceof Error ? error.message : String(error)}`;
  throw error;
});
