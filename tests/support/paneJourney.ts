import type { Browser, Frame, Page } from "playwright-core";
import type { Pool } from "mysql2/promise";
import type { ExcelHostAutomation } from "../../excel-host/automation";
import type { CellFile, SheetFile, WorkbookFile } from "../../excel-host/model/workbookFile";
import { openPreview } from "./journeyStack";
import { buildPatient } from "./patients";
import type { BuiltPatient } from "./patients";

/** The names of `window.excelHost`'s functions that a test may call from outside the page. */
type Automated = { [Name in keyof ExcelHostAutomation]: ExcelHostAutomation[Name] extends (...given: never[]) => unknown ? Name : never }[keyof ExcelHostAutomation];

export interface OpenList {
  readonly page: Page;
  readonly pane: Frame;
  readonly faults: readonly string[];
  /** Does something in the workbook as a person would, or reads it back. */
  readonly excel: <Name extends Automated>(name: Name, ...given: Parameters<ExcelHostAutomation[Name]>) => Promise<Awaited<ReturnType<ExcelHostAutomation[Name]>>>;
  readonly close: () => Promise<void>;
}

/** A workbook of one sheet named `List`. */
export function workbookOf(cells: readonly (readonly CellFile[])[], more: Omit<Partial<SheetFile>, "cells" | "name"> & { date1904?: boolean } = {}): WorkbookFile {
  const { date1904, ...sheet } = more;
  return { name: "List.xlsx", ...(date1904 !== undefined && { date1904 }), sheets: [{ name: "List", cells, ...sheet }] };
}

/** Opens the preview workbook with this content and signs the clerk in. */
export async function openList(browser: Browser, workbook: WorkbookFile, options: { query?: string; isSignedIn?: boolean } = {}): Promise<OpenList> {
  const { page, pane, faults } = await openPreview(browser, options.query === undefined ? {} : { query: options.query });
  const excel: OpenList["excel"] = (name, ...given) =>
    page.evaluate(
      async ([called, values]) => {
        const host = window.excelHost;
        if (host === undefined) throw new Error("There is no workbook.");
        const work: unknown = Reflect.get(host, called);
        if (typeof work !== "function") throw new Error(`${called} is no function of the workbook.`);
        return (await Reflect.apply(work, host, values)) as never;
      },
      [name as string, given as unknown[]] as const,
    );
  await excel("loadWorkbook", workbook);
  if (options.isSignedIn !== false) await signIn(pane);
  return { page, pane, faults, excel, close: () => page.context().close() };
}

/** Signs the clerk in; what the sheet holds does not matter. */
export async function signIn(pane: Frame): Promise<void> {
  await pane.getByLabel("User name").fill("clerk");
  await pane.getByLabel("Password", { exact: true }).fill("Clerk-Demo-2026");
  await pane.getByRole("button", { name: "Sign in", exact: true }).click();
  // The list in front is what most journeys are about; the pane begins at home.
  await pane.getByRole("tab", { name: "Submit" }).click();
}

/** Presses Validate and waits for its result. */
export async function validate(pane: Frame): Promise<void> {
  await pane.getByRole("button", { name: /^Validate/ }).first().click();
  await pane.getByText("Not sent yet").waitFor({ timeout: 30_000 });
  await pane.getByText("Comparing with the record…").waitFor({ state: "detached" });
}

/** Presses Submit, confirms, and waits for the result. */
export async function submit(pane: Frame): Promise<void> {
  await pane.getByRole("button", { name: /^Submit \d/ }).click();
  await pane.getByRole("alertdialog").getByRole("button", { name: /^Submit/ }).click();
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 30_000 });
}

export function buildPatients(root: Pool, number: number): Promise<BuiltPatient[]> {
  return Promise.all(Array.from({ length: number }, () => buildPatient(root)));
}

/** Waits until something is so; fails after five seconds, or as many as are said. */
export async function until(isSo: () => Promise<boolean>, seconds = 5): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not become so within ${seconds} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
