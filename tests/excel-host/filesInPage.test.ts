import { readFile } from "node:fs/promises";
import { Workbook } from "exceljs";
import { previewSession } from "./support/session";

/** Opening and saving on the preview page, as a person does it. */
const session = previewSession();

// The part of the page that reads workbooks is a large one, and a busy machine takes its time over it.
jest.setTimeout(90_000);

async function choose(name: string, bytes: Uint8Array): Promise<void> {
  const { page } = session;
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("tab", { name: "Sheet", exact: true }).click();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
}

test("a workbook is opened in place of this one, and saved with what was typed since", async () => {
  const { page } = session;
  const workbook = new Workbook();
  workbook.addWorksheet("Clinic").addRows([["ART ID", "Phone"], ["0012", "08031234567"]]);
  await choose("clinic.xlsx", new Uint8Array(await workbook.xlsx.writeBuffer()));
  await page.getByRole("heading", { name: "clinic.xlsx" }).waitFor();
  expect(await page.evaluate(() => window.excelHost?.texts("Clinic", "A1:B2"))).toEqual([["ART ID", "Phone"], ["0012", "08031234567"]]);
  await page.evaluate(() => window.excelHost?.setCell("Clinic", "A3", "A/3"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as .xlsx" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("clinic.xlsx");
  const reader = new Workbook();
  await reader.xlsx.load((await readFile(await file.path())) as unknown as ArrayBuffer);
  expect(reader.getWorksheet("Clinic")?.getCell("A2").value).toBe("0012");
  expect(reader.getWorksheet("Clinic")?.getCell("A3").value).toBe("A/3");
});

test("a text file is opened too; what cannot be opened is said, and the workbook stays", async () => {
  const { page } = session;
  await choose("list.csv", new TextEncoder().encode("ART ID,Phone\n0012,0803\n"));
  await page.getByRole("heading", { name: "list.csv" }).waitFor();
  expect(await page.evaluate(() => window.excelHost?.texts("list", "A2:B2"))).toEqual([["0012", "0803"]]);
  await choose("broken.xlsx", new TextEncoder().encode("nothing"));
  await page.getByText("“broken.xlsx” cannot be opened").waitFor();
  expect(await page.evaluate(() => window.excelHost?.sheets())).toEqual(["list"]);
});
