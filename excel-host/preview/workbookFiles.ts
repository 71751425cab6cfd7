import { UnreadableFile } from "../file/unreadableFile";
import { loadWorkbook } from "../model/loadWorkbook";
import type { WorkbookFile } from "../model/workbookFile";
import { element } from "./dom";
import type { Stage } from "./stage";

/** More than a list has; the page would stand still over it. */
const mostBytes = 60_000_000;
const isText = /\.(?:csv|txt|tsv)$/i;

/** Asks for a file and opens it in place of this workbook. What the page needs to read it is loaded only then. */
export function chooseWorkbook(stage: Stage): void {
  const field = element("input", { attributes: { type: "file", accept: ".xlsx,.csv", "aria-label": "Workbook to open" } });
  field.addEventListener("change", () => {
    const [file] = field.files ?? [];
    if (file !== undefined) void openFile(stage, file);
  });
  field.click();
}

async function openFile(stage: Stage, file: File): Promise<void> {
  const { host } = stage;
  if (file.size > mostBytes) {
    stage.notify(`“${file.name}” is too large to be opened here.`);
    return;
  }
  let content: WorkbookFile;
  try {
    content = await read(file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    stage.notify(`“${file.name}” cannot be opened: it is no .xlsx or .csv file, or it is damaged or protected by a password.`);
    return;
  }
  loadWorkbook(host.workbook, content);
  host.engine.settle();
  document.title = `${host.workbook.name} – preview workbook`;
}

async function read(file: File): Promise<WorkbookFile> {
  const bytes = await file.arrayBuffer();
  if (isText.test(file.name)) return (await import("../file/fromCsv")).fromCsv(file.name, bytes);
  return (await import("../file/fromXlsx")).fromXlsx(file.name, bytes);
}

/** Saves the workbook as .xlsx where the browser keeps downloads. */
export async function saveWorkbook(stage: Stage): Promise<void> {
  const { host } = stage;
  const { toXlsx } = await import("../file/toXlsx");
  const name = `${host.workbook.name.replace(/\.[^.]{1,5}$/, "")}.xlsx`;
  const address = URL.createObjectURL(new Blob([await toXlsx(host.workbook)], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }));
  element("a", { attributes: { href: address, download: name } }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  stage.notify(`Saved as ${name} where your browser keeps downloads.`);
}
