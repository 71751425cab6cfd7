import type { Page } from "playwright-core";
import type { CellFile } from "../../excel-host/model/workbookFile";
import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, until, workbookOf } from "../support/paneJourney";

/** Functions in cells, called by Microsoft's own runtime, over the real server and the real record. */

jest.setTimeout(60_000);

const world = journeyWorld();

const formula = (text: string): CellFile => ({ v: text, t: "f" });

/** The look-ups that go to the server from now on, as they were asked. */
function watchLookups(page: Page): { artIds: string[]; fields: string[] }[] {
  const lookups: { artIds: string[]; fields: string[] }[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/api/patients/lookup")) return;
    const asked: { artIds: string[]; fields: string[] } = JSON.parse(request.postData() ?? "");
    lookups.push(asked);
  });
  return lookups;
}

test("three hundred cells of one recalculation are one look-up, and cells that are calculated again within ten minutes are none", async () => {
  const patients = await buildPatients(world.root, 3);
  const rows = Array.from({ length: 100 }, (_, index): CellFile[] => {
    const row = index + 2;
    return [patients[index % 3]?.artId ?? "", formula(`=CONTACTS.PHONE(A${row})`), formula(`=CONTACTS.FULLNAME(A${row})`), formula(`=CONTACTS.BIRTHDATE(A${row})`)];
  });
  const { page, excel, close } = await openList(world.browser, workbookOf([["ART ID"]]));
  const lookups = watchLookups(page);
  await excel("loadWorkbook", workbookOf([["ART ID", "Phone now", "Name", "Born"], ...rows]));
  await until(async () => (await excel("cell", "List", "D101")).text !== "#BUSY!" && (await excel("pendingFunctions")) === 0);
  expect(lookups).toHaveLength(1);
  expect([...(lookups[0]?.artIds ?? [])].sort()).toEqual(patients.map((patient) => patient.artId).sort());
  expect(lookups[0]?.fields).toEqual(["phone", "birthdate", "name"]);
  const texts = await excel("texts", "List", "B2:D101");
  expect(texts.every(([phone]) => phone === "08031234567")).toBe(true);
  expect(texts.flat().filter((text) => text === "" || text.startsWith("#"))).toEqual([]);

  await excel("setCell", "List", "F1", "=CONTACTS.PHONE(A2)");
  await until(async () => (await excel("cell", "List", "F1")).value === "08031234567");
  expect(lookups).toHaveLength(1);
  await close();
});

test("GET fills a block: one row per ART ID, #N/A with its sentence in the row of an unknown one, also in the pane", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const workbook = workbookOf([["ART ID", formula('=CONTACTS.GET(A2:A4,"phone","state")')], [a?.artId ?? ""], ["NO/SUCH/ID"], [b?.artId ?? ""]]);
  const { page, pane, excel, close } = await openList(world.browser, workbookOf([["ART ID"]]));
  const lookups = watchLookups(page);
  await excel("loadWorkbook", workbook);
  await until(async () => (await excel("pendingFunctions")) === 0 && (await excel("cell", "List", "B3")).text === "08031234567");
  const texts = await excel("texts", "List", "B1:C3");
  expect(texts[0]?.[0]).toBe("08031234567");
  expect(texts[1]).toEqual(["#N/A", "#N/A"]);
  expect(texts[2]).toEqual(texts[0]);
  expect(lookups).toHaveLength(1);
  await excel("select", "List", "C2");
  await pane.getByText("No patient in the record has this ART ID.", { exact: false }).waitFor();
  await close();
});

test("CHECKPHONE works without signing in, and asks the server nothing", async () => {
  const cells: CellFile[][] = [["Phone"], ["'0803 123 4567", formula("=CONTACTS.CHECKPHONE(A2)")], [8031234567, formula("=CONTACTS.CHECKPHONE(A3)")], ["", formula("=CONTACTS.CHECKPHONE(A4)")]];
  const { page, excel, close } = await openList(world.browser, workbookOf([["Phone"]]), { isSignedIn: false });
  const lookups = watchLookups(page);
  await excel("loadWorkbook", workbookOf(cells));
  await until(async () => (await excel("cell", "List", "B3")).text.includes("0"));
  const [fine, zeroLost, empty] = await excel("texts", "List", "B2:B4");
  expect(fine).toEqual(["OK"]);
  expect(zeroLost).toEqual(["The phone number 8031234567 has lost its first 0. Accept 08031234567, or type the number again."]);
  expect(empty).toEqual([""]);
  expect(lookups).toEqual([]);
  await close();
});

test("an ART ID that no patient has is #N/A with a sentence at the cell, and mends itself when the ART ID is corrected", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([["ART ID", "Phone now"], ["NO/SUCH/ID", formula("=CONTACTS.PHONE(A2)")]]));
  await until(async () => (await excel("cell", "List", "B2")).message?.startsWith("No patient in the record") === true);
  await excel("select", "List", "B2");
  await pane.getByText("No patient in the record has this ART ID.", { exact: false }).waitFor();
  await excel("setCell", "List", "A2", a?.artId ?? "");
  await until(async () => (await excel("cell", "List", "B2")).value === "08031234567");
  expect(await excel("cell", "List", "B2")).toMatchObject({ error: null, message: null });
  await close();
});
