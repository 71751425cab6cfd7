import { AxeBuilder } from "@axe-core/playwright";
import { Workbook } from "exceljs";
import type { Frame, Page } from "playwright-core";
import { journeyWorld, picture } from "../support/journeyStack";
import { buildPatients, openList, submit, validate, workbookOf } from "../support/paneJourney";
import { active, recordOf } from "../support/submitting";

/** A file becomes a sheet from the pane: in a real browser, with the worker, under the server's own content policy. */

jest.setTimeout(120_000);

const world = journeyWorld();

const elsewhere = workbookOf([["My own notes"], ["keep this"]]);

interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function chooseFile(pane: Frame, { name, bytes }: GivenFile): Promise<void> {
  await pane.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
}

async function openScreen(pane: Frame): Promise<void> {
  await pane.getByRole("button", { name: "Open a file" }).click();
  await pane.getByRole("heading", { name: "Bring in a file" }).waitFor();
}

/** One column of the rows that stand in the record. */
function standing(rows: Parameters<typeof active>[0], column: string): readonly unknown[] {
  return active(rows).map((row): unknown => row[column]);
}

function csv(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

test("a file made for the old script is brought in unchanged, validated and submitted at once, and the record holds it", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const file = `art_id,new_phone,new_address,new_birthdate\r\n${a?.artId},08021119001,"7, Broad Street",1988-05-12\r\n${b?.artId},8021119002,,\r\n`;
  const { pane, excel, faults, close } = await openList(world.browser, elsewhere);
  await openScreen(pane);
  await chooseFile(pane, { name: "november updates.csv", bytes: csv(file) });
  await pane.getByText("2 rows under the headings in row 1").waitFor();
  expect(await pane.getByLabel("Cells are divided by").inputValue()).toBe(",");
  expect(await pane.getByLabel("Letters are written in").inputValue()).toBe("utf-8");
  expect(await pane.getByRole("list", { name: "Columns that are recognised" }).getByRole("listitem").allTextContents()).toEqual([
    "ART ID: art_id",
    "Phone: new_phone",
    "Street: new_address",
    "Birthdate: new_birthdate",
  ]);
  // Nothing is made before the person says so.
  expect(await excel("sheets")).toEqual(["List"]);
  await pane.getByRole("button", { name: "Make a sheet of 2 rows" }).click();
  await pane.getByText("The sheet “november updates” was made of the file.").waitFor();
  expect(await excel("sheets")).toEqual(["List", "november updates"]);
  expect(await excel("texts", "november updates", "A1:D3")).toEqual([
    ["art_id", "new_phone", "new_address", "new_birthdate"],
    [a?.artId, "08021119001", "7, Broad Street", "1988-05-12"],
    [b?.artId, "8021119002", "", ""],
  ]);
  expect(await excel("cell", "november updates", "B2")).toMatchObject({ value: "08021119001", numberFormat: "@", formula: null });
  await validate(pane);
  await pane.getByRole("button", { name: "Repair all 1" }).first().click();
  await pane.getByRole("button", { name: "Submit 2 rows" }).waitFor();
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 2 rows.").first().waitFor();
  const first = await recordOf(world.root, a?.personId ?? 0);
  expect(standing(first.phones, "value")).toEqual(["08021119001"]);
  expect(standing(first.addresses, "address2")).toEqual(["7, Broad Street"]);
  expect(first.person?.["birthdate"]).toBe("1988-05-12");
  expect(standing((await recordOf(world.root, b?.personId ?? 0)).phones, "value")).toEqual(["08021119002"]);
  expect(faults).toEqual([]);
  await close();
});

test("a workbook is brought in: the sheet with the list, texts with their zeros, days as days, hidden rows hidden", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const workbook = new Workbook();
  workbook.addWorksheet("Read me").addRow(["Made by the data office"]);
  const sheet = workbook.addWorksheet("Missed");
  sheet.addRows([
    ["Missed appointments"],
    ["PepfarID", "New phone", "New birthdate", "Remark"],
    [a?.artId, "08021119011", new Date(Date.UTC(1988, 4, 12)), "=1+1"],
    [b?.artId, "08021119012", null, "0012"],
  ]);
  sheet.getRow(4).hidden = true;
  const { pane, excel, faults, close } = await openList(world.browser, elsewhere);
  await openScreen(pane);
  await chooseFile(pane, { name: "export.xlsx", bytes: new Uint8Array(await workbook.xlsx.writeBuffer()) });
  await pane.getByText("2 rows under the headings in row 2").waitFor();
  expect(await pane.getByLabel("Sheet of the file").inputValue()).toBe("Missed");
  await pane.getByText("1 row is hidden in the file").waitFor();
  await pane.getByRole("button", { name: "Make a sheet of 2 rows" }).click();
  await pane.getByText("The sheet “Missed” was made of the file.").waitFor();
  expect(await excel("texts", "Missed", "A3:D4")).toEqual([
    [a?.artId, "08021119011", "1988-05-12", "=1+1"],
    [b?.artId, "08021119012", "", "0012"],
  ]);
  // A day is a date of the sheet, and what looks like a formula is text.
  expect(await excel("cell", "Missed", "C3")).toMatchObject({ value: 32275, numberFormat: "yyyy-mm-dd" });
  expect(await excel("cell", "Missed", "D3")).toMatchObject({ value: "=1+1", formula: null, numberFormat: "@" });
  expect((await excel("cell", "Missed", "A4")).rowHidden).toBe(true);
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 1 row.").first().waitFor();
  const record = await recordOf(world.root, a?.personId ?? 0);
  expect(standing(record.phones, "value")).toEqual(["08021119011"]);
  expect(record.person?.["birthdate"]).toBe("1988-05-12");
  expect(standing((await recordOf(world.root, b?.personId ?? 0)).phones, "value")).toEqual(["08031234567"]);
  expect(faults).toEqual([]);
  await close();
});

test("a bad file is told with its place and what to do, and nothing in the workbook is changed; the corrected one is then taken", async () => {
  const { pane, excel, close } = await openList(world.browser, elsewhere);
  await openScreen(pane);
  await chooseFile(pane, { name: "list.csv", bytes: csv("ART ID,New phone\nTST1,0803\nTST2,0803,7 Broad Street, Lagos\n") });
  await pane.getByText("Row 3 has 4 cells, but there are 2 headings.").waitFor();
  await pane.getByText("Nothing in the workbook was changed.").waitFor();
  expect(await excel("sheets")).toEqual(["List"]);
  expect(await excel("texts", "List", "A1:A2")).toEqual([["My own notes"], ["keep this"]]);
  expect(await excel("undoList")).toEqual([]);
  await chooseFile(pane, { name: "list.csv", bytes: csv("ART ID,New phone\nTST1,0803\n") });
  await pane.getByRole("button", { name: "Make a sheet of 1 row" }).waitFor();
  await pane.getByRole("button", { name: "Back" }).click();
  await pane.getByRole("button", { name: "Open a file" }).waitFor();
  await close();
});

test("letters, divider and date order are found and can be changed before the sheet is made; the order goes along to the list", async () => {
  const { pane, excel, close } = await openList(world.browser, elsewhere);
  await openScreen(pane);
  // Windows-1252 with the letters that only it has.
  const letters = "ART ID;New street;New birthdate\nTST1;Rue de l’Église – 4;03/04/1988\n";
  const special: Readonly<Record<string, number>> = { "’": 0x92, "–": 0x96 };
  await chooseFile(pane, { name: "liste: mars/avril.csv", bytes: Uint8Array.from(letters, (letter) => special[letter] ?? letter.charCodeAt(0)) });
  await pane.getByRole("cell", { name: "Rue de l’Église – 4" }).waitFor();
  expect(await pane.getByLabel("Cells are divided by").inputValue()).toBe(";");
  await pane.getByLabel("Letters are written in").selectOption("utf-8");
  await pane.getByText("Row 2 holds letters that do not exist in this way of writing.").waitFor();
  await pane.getByRole("button", { name: "Find it out again" }).click();
  await pane.getByRole("cell", { name: "Rue de l’Église – 4" }).waitFor();
  await pane.getByText("No row shows whether the day or the month comes first.").waitFor();
  await pane.getByLabel("Dates are typed as").selectOption("dmy");
  await pane.getByRole("button", { name: "Make a sheet of 1 row" }).click();
  await pane.getByText("was made of the file.").waitFor();
  expect(await excel("sheets")).toEqual(["List", "liste mars avril"]);
  await pane.getByText("Chosen by you.").waitFor();
  expect(await pane.getByLabel("Dates are typed as").inputValue()).toBe("dmy");
  // The pane's own undo takes the whole sheet away again.
  await pane.getByRole("button", { name: "More commands" }).click();
  await pane.getByRole("menuitem", { name: "Undo last change" }).click();
  await pane.getByText("cells restored in the sheet.").waitFor();
  expect(await excel("sheets")).toEqual(["List"]);
  await close();
});

test("a list of 50,000 rows is brought in without freezing the pane, in requests that Excel takes, and can be cancelled", async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => `TST${String(at).padStart(8, "0")},080${String(at).padStart(8, "0")},"${at}, Broad Street, Ọbáfẹ́mi",03/04/1980`);
  const { page, pane, excel, close } = await openList(world.browser, elsewhere);
  await openScreen(pane);
  await pane.evaluate(() => {
    const tasks: PerformanceEntry[] = [];
    new PerformanceObserver((list) => void tasks.push(...list.getEntries())).observe({ type: "longtask" });
    // How the test hands the file over is not the pane's work: what is measured begins when the field tells of it.
    document.addEventListener("change", () => performance.mark("chosen"), true);
    Object.assign(window, { tasks });
  });
  await chooseFile(pane, { name: "long.csv", bytes: csv(`ART ID,New phone,New street,New birthdate\n${lines.join("\n")}\n`) });
  await pane.getByText("50,000 rows under the headings in row 1").waitFor({ timeout: 60_000 });
  await excel("clearRequests");
  await pane.getByRole("button", { name: "Make a sheet of 50,000 rows" }).click();
  await pane.getByText(/Writing row [^0]/).waitFor({ timeout: 60_000 });
  await pane.getByRole("button", { name: "Cancel" }).click();
  await pane.getByText("Cancelled. The sheet was taken away again.").waitFor({ timeout: 60_000 });
  expect(await excel("sheets")).toEqual(["List"]);
  await pane.getByRole("button", { name: "Make a sheet of 50,000 rows" }).click();
  await pane.getByText("was made of the file.").waitFor({ timeout: 100_000 });
  expect(await excel("texts", "long", "A50001:D50001")).toEqual([["TST00049999", "08000049999", "49999, Broad Street, Ọbáfẹ́mi", "03/04/1980"]]);
  const longest = await pane.evaluate(() => {
    const since = performance.getEntriesByName("chosen")[0]?.startTime ?? 0;
    // The emulated Excel works in the same thread here; a real one has its own process.
    const own = (window as unknown as { tasks: PerformanceEntry[] }).tasks.filter(({ name, startTime }) => name !== "same-origin-ancestor" && startTime >= since);
    return Math.max(0, ...own.map(({ duration }) => duration));
  });
  const largest = await page.evaluate(() => Math.max(...(window.excelHost?.requests ?? []).map(({ requestBytes }) => requestBytes)));
  process.stdout.write(`longest block of the pane while 50,000 rows were brought in: ${Math.round(longest)} ms; largest request ${largest} bytes\n`);
  expect(longest).toBeLessThan(1_500);
  expect(largest).toBeLessThan(5_000_000);
  await close();
});

describe.each([
  [320, 40],
  [450, 0],
])("the screen at %d pixels", (width, narrower) => {
  let page: Page;
  let pane: Frame;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ page, pane, close } = await openList(world.browser, elsewhere));
    const splitter = page.getByRole("separator").first();
    await splitter.focus();
    for (let step = 0; step < (narrower === 0 ? 4 : narrower); step += 1) await page.keyboard.press(narrower === 0 ? "ArrowLeft" : "ArrowRight");
  });
  afterAll(() => close());

  async function expectSound(screen: string): Promise<void> {
    await picture(page, `${width} file ${screen}`);
    const { wide, shown } = await pane.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth }));
    expect(wide).toBeLessThanOrEqual(shown);
    const { violations } = await new AxeBuilder({ page }).include("iframe").exclude({ fromFrames: ["iframe", "[data-tabster-dummy]"] }).analyze();
    const inPane = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => target.length > 1).map(({ target }) => `${id}: ${target.slice(1).join(" ")}`));
    expect(inPane).toEqual([]);
  }

  test("is clean to axe and shows all of it, from choosing to what was found and to what was refused", async () => {
    await openScreen(pane);
    await expectSound("choose");
    await chooseFile(pane, { name: "a list with a rather long name, of November 2026.csv", bytes: csv(`PepfarID;HospID;FirstName;FamilyName;Sex;PhoneNo;New phone;PatientAddress;DOB\n${"TST1;H-12;Ngozi;Okafor;F;+234-08031234567;08021110001;14 Ayangburen Road, IKORODU;25/12/1988\n".repeat(9)}`) });
    await pane.getByText("9 rows under the headings in row 1").waitFor();
    await expectSound("found");
    await chooseFile(pane, { name: "list.pdf", bytes: csv("%PDF-1.7") });
    await pane.getByText("This is a PDF").waitFor();
    await expectSound("refused");
  });
});

test("the way from the list to the new sheet is worked by keyboard alone", async () => {
  const { page, pane, close } = await openList(world.browser, elsewhere);
  const press = async (key: string, until: string): Promise<void> => {
    const isThere = (): Promise<boolean> =>
      pane.evaluate((name) => document.activeElement?.textContent.startsWith(name) === true || document.activeElement?.getAttribute("aria-label") === name, until);
    for (let step = 0; step < 60 && !(await isThere()); step += 1) await page.keyboard.press(key);
    expect(await isThere()).toBe(true);
  };
  await pane.getByRole("tab", { name: "Submit" }).click();
  await press("Tab", "Open a file");
  await page.keyboard.press("Enter");
  await pane.getByRole("heading", { name: "Bring in a file" }).waitFor();
  // Asked for well before the key: the browser is told to hand over its dialog by a message of its own, which a key could overtake.
  const chooser = page.waitForEvent("filechooser");
  await press("Tab", "Choose a file");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({ name: "keys.csv", mimeType: "text/csv", buffer: Buffer.from("ART ID,New phone\nTST1,0803\n") });
  await pane.getByText("1 row under the headings").waitFor();
  // The keyboard goes on where the answer stands, and the preview can be scrolled by it.
  await press("Tab", "First rows");
  await press("Tab", "Make a sheet of 1 row");
  await page.keyboard.press("Enter");
  await pane.getByText("was made of the file.").waitFor();
  await close();
});

test("an empty list can be downloaded from the screen, without any patient in it", async () => {
  const { page, pane, close } = await openList(world.browser, elsewhere);
  await openScreen(pane);
  const download = page.waitForEvent("download");
  await pane.getByRole("link", { name: "Text (.csv)" }).click();
  expect((await download).suggestedFilename()).toBe("contact-updates.csv");
  await close();
});
