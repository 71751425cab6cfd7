import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Frame, Page } from "playwright-core";
import { drawTo, journeyWorld, openPreview, picture } from "../support/journeyStack";
import { buildPatients, openList, submit, validate, workbookOf } from "../support/paneJourney";
import type { BuiltPatient } from "../support/patients";

/** Reports in the real pane over the real server: figures of what a clerk has just sent, and the rows behind them. */

jest.setTimeout(180_000);

const world = journeyWorld();
/** Nothing else was sent from a workbook of this name, so its figures are known whatever the other journeys do. */
const workbookName = `Reported ${Date.now()}.xlsx`;
let patients: BuiltPatient[] = [];

beforeAll(async () => {
  patients = await buildPatients(world.root, 6);
  const rows = patients.map(({ artId }, at) => [artId, `0803555010${at}`]);
  const list = await openList(world.browser, { ...workbookOf([["ART ID", "New phone"], ...rows]), name: workbookName });
  await validate(list.pane);
  await submit(list.pane);
  await list.close();
});

async function openReports(options: Parameters<typeof openPreview>[1] = {}): Promise<{ page: Page; pane: Frame; faults: readonly string[] }> {
  const { page, pane, faults } = await openPreview(world.browser, options);
  await pane.getByLabel("User name").fill("supervisor");
  await pane.getByLabel("Password", { exact: true }).fill("Supervisor-Demo-2026");
  await pane.getByRole("button", { name: "Sign in", exact: true }).click();
  await pane.getByRole("button", { name: "Reports" }).click();
  await pane.getByRole("heading", { name: "Reports", exact: true }).waitFor();
  return { page, pane, faults };
}

async function narrow(pane: Frame): Promise<void> {
  await pane.getByRole("combobox", { name: "Period" }).selectOption("Today");
  await pane.getByText("Filters", { exact: true }).click();
  await pane.getByLabel("Name of the sheet or workbook").fill(workbookName);
  await pane.getByText("Filters (1)").click();
}

const reportsWithTables = [
  ["Summary", "By field"],
  ["Trend", "Period by period"],
  ["Staff activity", "Person by person"],
  ["Completeness", "Facility by facility"],
  ["Data quality", "What is doubtful"],
] as const;

/** How complete contacts are is counted in the background for the first time about a minute after the server has started. */
async function untilCounted(pane: Frame, table: string): Promise<void> {
  const found = pane.getByRole("table", { name: table });
  for (let time = 0; time < 30; time += 1) {
    await pane.getByRole("button", { name: "Count again" }).waitFor();
    await found.or(pane.getByText("The record was not counted in this period.", { exact: false })).first().waitFor();
    if (await found.isVisible()) return;
    await pane.waitForTimeout(4_000);
    await pane.getByRole("button", { name: "Count again" }).click();
  }
  await found.waitFor();
}

const card = (pane: Frame, label: string) => pane.getByRole("list", { name: "Figures" }).getByRole("listitem").filter({ hasText: label });

async function expectSound(page: Page, pane: Frame, name: string): Promise<void> {
  await picture(page, `reports ${name}`);
  const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
  expect(wide).toBeLessThanOrEqual(shown);
  // Wide tables are moved by themselves; all else fits. A field that does not is cut off without making the page any wider.
  const cut = await pane.evaluate(() =>
    [...document.querySelectorAll("input, select, button, h1, h2, h3, li, p")]
      .filter((element) => element.closest("[role=region][tabindex]") === null && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`),
  );
  expect(cut).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`))).toEqual([]);
}

test("a supervisor sees what was sent today, opens the rows behind a figure, and comes back to it", async () => {
  const { page, pane, faults } = await openReports();
  await narrow(pane);
  await card(pane, "Changes asked for").getByText("6", { exact: true }).waitFor();
  await card(pane, "Carried out").getByText("100%", { exact: true }).waitFor();
  await pane.getByRole("table", { name: "By field" }).getByRole("button", { name: "Phone, Changed: 6. Show these rows" }).click();
  await pane.getByText("6 of 6 rows").waitFor();
  for (const [at, { artId }] of patients.entries()) {
    const row = pane.getByRole("listitem").filter({ hasText: artId });
    await row.getByText(`08031234567 → 0803555010${at}`).waitFor();
  }
  await pane.getByRole("button", { name: "Back to the report" }).click();
  await card(pane, "Changes asked for").getByText("6", { exact: true }).waitFor();
  await pane.getByRole("combobox", { name: "Report" }).selectOption("Staff activity");
  await pane.getByRole("table", { name: "Person by person" }).getByRole("row").nth(1).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("what was carried out is a list of its own; a share leads to a new worklist of those whom it leaves out, a rule to its numbers", async () => {
  const { page, pane, faults } = await openReports();
  await narrow(pane);
  // Until then the figures of all that was sent today are shown, and their rows would be opened.
  await card(pane, "Changes asked for").getByText("6", { exact: true }).waitFor();
  await card(pane, "Carried out").getByRole("button", { name: "Carried out: 100%. Show these rows" }).click();
  await pane.getByText("6 of 6 rows").waitFor();
  await pane.getByRole("button", { name: "Back to the report" }).click();

  await pane.getByRole("combobox", { name: "Report" }).selectOption("Completeness");
  const bar = pane.getByRole("region", { name: "Share of patients, by facility" }).getByRole("button", { name: /Share valid phone: .* Make a worklist of the others$/ }).first();
  await untilCounted(pane, "Facility by facility");
  await bar.waitFor();
  await picture(page, "reports completeness");
  const facility = (await bar.getAttribute("aria-label"))?.split(",")[0] ?? "";
  await bar.click();
  await pane.getByRole("heading", { name: "Worklists" }).waitFor();
  expect(await pane.getByRole("checkbox", { name: "No phone" }).isChecked()).toBe(true);
  expect(await pane.getByRole("checkbox", { name: "Number that cannot be dialled" }).isChecked()).toBe(true);
  expect(await pane.getByRole("combobox", { name: /Facility/ }).evaluate((box: HTMLSelectElement) => box.selectedOptions[0]?.text)).toBe(facility);
  await picture(page, "reports completeness to worklist");

  await pane.getByRole("tab", { name: "Home" }).click();
  await pane.getByRole("button", { name: "Reports" }).click();
  await pane.getByRole("combobox", { name: "Report" }).selectOption("Data quality");
  const rule = pane.getByRole("region", { name: "Doubtful numbers and their patients" }).getByRole("button", { name: /Patients: [\d,]+\. Show these rows$/ }).first();
  await rule.click();
  const only = pane.getByText(/^Only “.*”: [\d,]+ of [\d,]+ rows?$/);
  await only.waitFor();
  const isInView = (): Promise<boolean> => only.evaluate((line) => line.getBoundingClientRect().top >= 0 && line.getBoundingClientRect().bottom <= innerHeight);
  expect(await isInView()).toBe(true);
  await picture(page, "reports quality of one rule");
  await pane.getByRole("button", { name: "Show all rows" }).click();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("the list of what was sent comes as a CSV and as a PDF, through a link of their own", async () => {
  const { page, pane, faults } = await openReports();
  await narrow(pane);
  await pane.getByRole("combobox", { name: "Report" }).selectOption("Updates");
  await pane.getByText("6 of 6 rows").waitFor();
  const fetched = async (format: string): Promise<Buffer> => {
    await pane.getByRole("button", { name: `Make a file: ${format}` }).click();
    const open = pane.getByRole("list", { name: "Files of reports" }).getByRole("listitem").first().getByRole("button", { name: new RegExp(`^Open: .*\\.${format.toLowerCase()}$`) });
    await open.click({ timeout: 30_000 });
    const download = page.waitForEvent("download");
    await pane.getByRole("link", { name: /^Save / }).click();
    return readFile(await (await download).path());
  };
  const csv = (await fetched("CSV")).toString("utf8");
  expect(csv.startsWith("\uFEFF")).toBe(true);
  for (const [at, { artId }] of patients.entries()) expect(csv.split("\r\n").filter((line) => line.includes(artId) && line.includes(`0803555010${at}`))).toHaveLength(1);
  expect((await fetched("PDF")).subarray(0, 5).toString("latin1")).toBe("%PDF-");
  expect(faults).toEqual([]);
  await page.context().close();
});

test.each([
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["high contrast", { colorScheme: "dark", forcedColors: "active" }],
] as const)("every report fits a narrow and a wide pane, %s", async (mode, options) => {
  const { page, pane, faults } = await openReports({ ...options, viewport: { width: 1360, height: 2600 } });
  for (const width of [320, 450]) {
    await drawTo(page, width);
    for (const [kind, table] of reportsWithTables) {
      await pane.getByRole("combobox", { name: "Report" }).selectOption(kind);
      await untilCounted(pane, table);
      await expectSound(page, pane, `${mode} ${kind} ${width}`);
    }
    await pane.getByRole("combobox", { name: "Report" }).selectOption("Updates");
    await pane.getByText(/^[\d,]+ of [\d,]+ rows?$/).waitFor();
    await expectSound(page, pane, `${mode} Updates ${width}`);
  }
  expect(faults).toEqual([]);
  await page.context().close();
});
