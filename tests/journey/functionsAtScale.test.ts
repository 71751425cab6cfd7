import type { RowDataPacket } from "mysql2/promise";
import type { CellFile } from "../../excel-host/model/workbookFile";
import { calculated, formula, recalculate, watchLookups } from "../support/functionCells";
import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, until, workbookOf } from "../support/paneJourney";

/** Thousands of formulas, called by Microsoft's own runtime: how often the server is asked, and what is never asked at all. */

jest.setTimeout(240_000);

const world = journeyWorld();

async function everyArtId(): Promise<string[]> {
  const [rows] = await world.root.query<(RowDataPacket & { identifier: string })[]>(
    "SELECT DISTINCT identifier FROM patient_identifier WHERE identifier_type = 4 AND voided = 0 ORDER BY identifier",
  );
  // The record of a clinic also has ART IDs with spaces around them, which a function takes off.
  return rows.map(({ identifier }) => identifier).filter((identifier) => /^[A-Z0-9]+$/.test(identifier));
}

test("ten thousand formulas of ten thousand ART IDs are three look-ups at the most, each ART ID asked once; calculated again they are none", async () => {
  const known = (await everyArtId()).slice(0, 1_400);
  const [mine] = await buildPatients(world.root, 1);
  const artIds = [mine?.artId ?? "", ...known, ...Array.from({ length: 10_000 - 1 - known.length }, (_, at) => `NONE/${100_000 + at}`)];
  const list = await openList(world.browser, workbookOf([["ART ID"]]));
  const lookups = watchLookups(list.page);
  const cells = artIds.map((artId, at): CellFile[] => [artId, formula(`=CONTACTS.PHONE(A${at + 2})`)]);
  await list.excel("loadWorkbook", workbookOf([["ART ID", "Phone now"], ...cells]));
  const texts = (await calculated(list, "B2:B10001", 120)).flat();
  expect(texts[0]).toBe("08031234567");
  expect(texts.at(-1)).toBe("#N/A");
  expect((await list.excel("cell", "List", "B10001")).message).toMatch(/^No patient in the record/);
  expect(lookups.length).toBeGreaterThan(0);
  expect(lookups.length).toBeLessThanOrEqual(3);
  const asked = lookups.flatMap((lookup) => lookup.artIds);
  expect(asked).toHaveLength(10_000);
  expect(new Set(asked)).toEqual(new Set(artIds));

  const before = lookups.length;
  // Excel runs every function of the sheet again when a row comes in between.
  await list.excel("insertRows", "List", 5, 1);
  await calculated(list, "B2:B10002", 60);
  await recalculate(list, "B2:B10002");
  expect((await calculated(list, "B2:B10002", 60)).flat().filter((text) => text === "08031234567").length).toBeGreaterThan(0);
  expect(lookups).toHaveLength(before);
  await list.close();
});

test("an ART ID that stands in five hundred rows is asked once, in whatever column and however it is typed", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const list = await openList(world.browser, workbookOf([["ART ID"]]));
  const lookups = watchLookups(list.page);
  const cells = Array.from({ length: 500 }, (_, at): CellFile[] => [
    at % 2 === 0 ? (a?.artId ?? "") : ` ${b?.artId ?? ""} `,
    formula(`=CONTACTS.PHONE(A${at + 1})`),
    formula(`=CONTACTS.HOMEADDRESS(A${at + 1})`),
  ]);
  await list.excel("loadWorkbook", workbookOf(cells));
  const texts = await calculated(list, "B1:C500", 60);
  expect(new Set(texts.map(([phone]) => phone))).toEqual(new Set(["08031234567"]));
  expect(texts.filter(([, address]) => address === "" || address === "#N/A")).toEqual([]);
  expect(lookups.map(({ artIds }) => [...artIds].sort())).toEqual([[a?.artId, b?.artId].sort()]);
  await list.close();
});

test.each(["before", "with"] as const)("cells that are cleared or changed while they wait are not asked (told %s the calls that replace them)", async (order) => {
  const [a] = await buildPatients(world.root, 1);
  const list = await openList(world.browser, workbookOf([["ART ID"]]));
  const lookups = watchLookups(list.page);
  await list.excel("cancelOrder", order);
  const cells = Array.from({ length: 100 }, (_, at): CellFile[] => [`LOST/${1000 + at}`, formula(`=CONTACTS.PHONE(A${at + 1})`)]);
  await list.page.evaluate(
    async ([file, artId]) => {
      window.excelHost?.loadWorkbook(file);
      // The functions have been called, and wait for others to be asked together with.
      await new Promise((resolve) => setTimeout(resolve, 0));
      window.excelHost?.clearCells("List", "B1:B50");
      window.excelHost?.setCell("List", "A100", artId);
    },
    [workbookOf(cells), a?.artId ?? ""] as const,
  );
  await calculated(list, "B51:B100", 30);
  const asked = lookups.flatMap(({ artIds }) => artIds);
  expect([...asked].sort()).toEqual([...Array.from({ length: 49 }, (_, at) => `LOST/${1050 + at}`), a?.artId].sort());
  expect((await list.excel("cell", "List", "B100")).text).toBe("08031234567");
  expect((await list.excel("cell", "List", "B1")).text).toBe("");
  expect(await list.excel("pendingFunctions")).toBe(0);
  await list.close();
});

test("a cell that hears only later that it was called off shows what it asks now", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const list = await openList(world.browser, workbookOf([[a?.artId ?? "", formula("=CONTACTS.FULLNAME(A1)")]]));
  await list.excel("cancelOrder", "late");
  await list.excel("setCell", "List", "A1", "NO/SUCH/ID");
  await list.excel("setCell", "List", "A1", b?.artId ?? "");
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await calculated(list, "B1:B1")).flat()).toEqual([expect.stringMatching(/^Ngozi /)]);
  await list.close();
});

test("formulas that are filled down, copied and pasted ask for what is new only", async () => {
  const patients = await buildPatients(world.root, 3);
  const rows = patients.map((patient, at): CellFile[] => [patient.artId, ...(at === 0 ? [formula("=CONTACTS.PHONE($A1)")] : [])]);
  const list = await openList(world.browser, workbookOf(rows));
  await calculated(list, "B1:B1");
  const lookups = watchLookups(list.page);
  await list.excel("copy", "List", "B1", "B1:B3");
  expect((await calculated(list, "B1:B3")).flat()).toEqual(["08031234567", "08031234567", "08031234567"]);
  expect(lookups.map(({ artIds }) => [...artIds].sort())).toEqual([patients.slice(1).map(({ artId }) => artId).sort()]);
  await list.excel("copy", "List", "B1:B3", "D1");
  expect((await calculated(list, "D1:D3")).flat()).toEqual(["08031234567", "08031234567", "08031234567"]);
  expect((await list.excel("cell", "List", "D3")).formula).toBe("=CONTACTS.PHONE($A3)");
  expect(lookups).toHaveLength(1);
  await list.close();
});

test("GET says #SPILL! where something stands in its way, and fills its block when that is gone, without asking again", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const list = await openList(world.browser, workbookOf([[a?.artId ?? "", formula('=CONTACTS.GET(A1:A2,"phone","name")')], [b?.artId ?? "", "", "in the way"]]));
  await until(async () => (await list.excel("cell", "List", "B1")).text === "#SPILL!", 20);
  const lookups = watchLookups(list.page);
  await list.excel("clearCells", "List", "C2");
  await until(async () => (await list.excel("cell", "List", "B2")).text === "08031234567", 20);
  expect((await list.excel("texts", "List", "B1:B2")).flat()).toEqual(["08031234567", "08031234567"]);
  expect((await list.excel("texts", "List", "C1:C2")).flat()).toEqual([expect.stringMatching(/^Ngozi /), expect.stringMatching(/^Ngozi /)]);
  expect(lookups).toEqual([]);
  await list.close();
});
