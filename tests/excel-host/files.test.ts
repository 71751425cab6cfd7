import { Workbook } from "exceljs";
import { fromCsv } from "../../excel-host/file/fromCsv";
import { fromXlsx } from "../../excel-host/file/fromXlsx";
import { toXlsx } from "../../excel-host/file/toXlsx";
import type { WorkbookFile } from "../../excel-host/model/workbookFile";
import { createWorld } from "./support/hostWorld";

const list: WorkbookFile = {
  name: "List.xlsx",
  sheets: [
    {
      name: "Contacts",
      frozenRows: 1,
      columns: [{ width: 150 }, { width: 80 }],
      hiddenRows: [3],
      cells: [
        [{ v: "ART ID", b: true, fill: "#FFE699" }, { v: "Phone", b: true }, "Born", "Age", "Sum"],
        [{ v: "00123", nf: "@" }, { v: "08031234567", nf: "@" }, { v: 31850, nf: "dd/mm/yyyy" }, 38, { v: "=D2*2", t: "f" }],
        ["A/2", 8031234567, true, { v: "#N/A", t: "e" }, { v: "=1/0", t: "f" }],
        ["'quoted", "=not a formula", { v: 0.5, nf: "0%" }],
      ],
    },
    { name: "Notes", cells: [["Name", "Place"], ["Ọbáfẹ́mi", "Ìbàdàn"], ["Amina", "Kano"]], tables: [{ name: "Places", address: "A1:B3" }] },
  ],
};

async function saved(file: WorkbookFile): Promise<ArrayBuffer> {
  const world = createWorld();
  world.excel.loadWorkbook(file);
  return await toXlsx(world.host.workbook);
}

test("a saved workbook is what another reader finds in it: texts, numbers, days, formulas with results, errors, looks", async () => {
  const reader = new Workbook();
  await reader.xlsx.load(await saved(list));
  expect(reader.worksheets.map(({ name }) => name)).toEqual(["Contacts", "Notes"]);
  const [contacts, notes] = reader.worksheets;
  const cell = (address: string) => contacts?.getCell(address);
  expect(cell("A2")).toMatchObject({ value: "00123", numFmt: "@" });
  expect(cell("B2")?.value).toBe("08031234567");
  expect(cell("B3")?.value).toBe(8031234567);
  expect(cell("C2")).toMatchObject({ value: new Date(Date.UTC(1987, 2, 14)), numFmt: "dd/mm/yyyy" });
  expect(cell("C3")?.value).toBe(true);
  expect(cell("D3")?.value).toEqual({ error: "#N/A" });
  expect(cell("E2")).toMatchObject({ formula: "D2*2", result: 76 });
  expect(cell("E3")).toMatchObject({ formula: "1/0", result: { error: "#DIV/0!" } });
  expect(cell("A4")?.value).toBe("'quoted");
  expect(cell("B4")?.value).toBe("=not a formula");
  expect(cell("C4")).toMatchObject({ value: 0.5, numFmt: "0%" });
  expect(cell("A1")?.font.bold).toBe(true);
  expect(cell("A1")?.fill).toMatchObject({ pattern: "solid", fgColor: { argb: "FFFFE699" } });
  expect(contacts?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
  expect(contacts?.getRow(3).hidden).toBe(true);
  expect(Math.round(((contacts?.getColumn(1).width ?? 0) * 7 + 5))).toBe(150);
  expect(notes?.getTables()).toHaveLength(1);
  expect(notes?.getCell("A2").value).toBe("Ọbáfẹ́mi");
});

test("saving and opening again gives the same workbook", async () => {
  const again = createWorld();
  again.excel.loadWorkbook(await fromXlsx("List.xlsx", await saved(list)));
  const first = createWorld();
  first.excel.loadWorkbook(list);
  for (const [sheet, addresses] of [["Contacts", ["A1", "A2", "B2", "B3", "C2", "C3", "D2", "D3", "E2", "E3", "A4", "B4", "C4"]], ["Notes", ["A1", "A2", "B3"]]] as const) {
    for (const address of addresses) expect([address, again.excel.cell(sheet, address)]).toEqual([address, first.excel.cell(sheet, address)]);
  }
  expect(again.excel.tables()).toEqual(first.excel.tables());
  const [sheet] = again.host.workbook.state.sheets;
  expect(sheet?.state.frozenRows).toBe(1);
  expect(sheet?.state.columnWidths.get(0)).toBeCloseTo(112.5, 0);
  expect(again.excel.cell("Contacts", "A3").rowHidden).toBe(true);
});

test("days of a workbook that counts from 1904 are the same days after saving and opening", async () => {
  const file: WorkbookFile = { name: "Mac.xlsx", date1904: true, sheets: [{ name: "S", cells: [[{ v: 30388, nf: "yyyy-mm-dd" }]] }] };
  const opened = await fromXlsx("Mac.xlsx", await saved(file));
  expect(opened.date1904).toBe(true);
  const again = createWorld();
  again.excel.loadWorkbook(opened);
  expect(again.excel.cell("S", "A1")).toMatchObject({ value: 30388, text: "1987-03-14" });
});

test("a text file is opened with its zeros, in UTF-8 and in what older Windows programs write", () => {
  const bytes = (text: string): ArrayBuffer => Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;
  expect(fromCsv("november/list.csv", bytes("ART ID,Phone\n00123,0803\n\n"))).toEqual({
    name: "november/list.csv",
    sheets: [{ name: "november list", cells: [[text("ART ID"), text("Phone")], [text("00123"), text("0803")]] }],
  });
  expect(fromCsv("l.csv", bytes("\xc9glise;x")).sheets[0]?.cells[0]?.[0]).toEqual(text("Église"));
  expect(fromCsv("l.csv", new TextEncoder().encode("\uFEFFỌbáfẹ́mi\t1").buffer).sheets[0]?.cells[0]?.[0]).toEqual(text("Ọbáfẹ́mi"));
});

test("a workbook that another program made without any view of its sheets is opened", async () => {
  const plain = new Workbook();
  plain.addWorksheet("Plain").addRow(["0012", 7]);
  const opened = await fromXlsx("plain.xlsx", await plain.xlsx.writeBuffer());
  expect(opened.sheets[0]).toMatchObject({ name: "Plain", cells: [[{ v: "0012", t: "s" }, { v: 7 }]] });
});

test("what is no workbook is not opened", async () => {
  await expect(fromXlsx("list.xlsx", new TextEncoder().encode("ART ID,Phone").buffer)).rejects.toThrow();
});

function text(value: string): { v: string; t: "s"; nf: string } {
  return { v: value, t: "s", nf: "@" };
}
