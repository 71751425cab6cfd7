import type { Frame } from "playwright-core";
import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import type { OpenList } from "../support/paneJourney";
import { changePhoneInNmrs, phoneOf, phonesOf, streetOf } from "../support/recordReading";

/** Taking back what was submitted: the whole, chosen rows, and the taking back itself; with the record read back each time. */

jest.setTimeout(120_000);

const world = journeyWorld();

const headings = ["ART ID", "New phone", "Street"];

async function submitted(rows: readonly (readonly string[])[], name = "List.xlsx"): Promise<OpenList> {
  const list = await openList(world.browser, { ...workbookOf([headings, ...rows]), name });
  await validate(list.pane);
  await submit(list.pane);
  await list.pane.getByRole("button", { name: "Undo or download" }).click();
  await list.pane.getByRole("button", { name: "Undo this submission" }).waitFor();
  return list;
}

async function confirmUndo(pane: Frame, rows: string): Promise<void> {
  const dialog = pane.getByRole("alertdialog", { name: `Take back ${rows}?` });
  await dialog.getByLabel("Why is it taken back?").fill("Wrong list");
  await dialog.getByRole("button", { name: `Take back ${rows}` }).click();
  await pane.getByRole("heading", { name: "Taken back", exact: true }).waitFor({ timeout: 30_000 });
}

const statuses = (excel: OpenList["excel"], range: string): Promise<string> => excel("texts", "List", range).then((cells) => cells.flat().join());

test("a whole submission is taken back: the record says what it said before, and so does the sheet beside the rows", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await submitted([[a?.artId ?? "", "08021140001", "7 New Road"], [b?.artId ?? "", "08021140002", ""]]);
  expect(await phoneOf(world.root, a?.personId)).toBe("08021140001");
  expect(await streetOf(world.root, a?.personId)).toBe("7 New Road");
  await pane.getByRole("button", { name: "Undo this submission" }).click();
  await confirmUndo(pane, "2 rows");
  expect(await phonesOf(world.root, a?.personId)).toEqual(["08031234567 voided", "08021140001 voided", "08031234567"]);
  expect(await streetOf(world.root, a?.personId)).toBe("14 Ayangburen Road");
  expect(await phoneOf(world.root, b?.personId)).toBe("08031234567");
  await pane.getByText("Reason: Wrong list").waitFor();
  await until(async () => (await statuses(excel, "D2:D3")) === "Taken back,Taken back", 30);
  await close();
});

test("chosen rows only are taken back, and taking that back brings the new values again", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await submitted([[a?.artId ?? "", "08021140011", ""], [b?.artId ?? "", "08021140012", ""]]);
  await pane.getByRole("button", { name: "Undo chosen rows" }).click();
  await pane.getByRole("checkbox", { name: "Take back row 3" }).check();
  await pane.getByRole("button", { name: "Take back 1 row" }).click();
  await confirmUndo(pane, "1 row");
  expect(await phoneOf(world.root, a?.personId)).toBe("08021140011");
  expect(await phoneOf(world.root, b?.personId)).toBe("08031234567");
  await until(async () => (await statuses(excel, "D2:D3")) === "Updated,Taken back", 30);

  await pane.getByRole("button", { name: "Undo this submission" }).click();
  await confirmUndo(pane, "1 row");
  await until(async () => (await phoneOf(world.root, b?.personId)) === "08021140012", 30);
  expect(await phonesOf(world.root, b?.personId)).toEqual(["08031234567 voided", "08021140012 voided", "08031234567 voided", "08021140012"]);
  expect(await phoneOf(world.root, a?.personId)).toBe("08021140011");
  await close();
});

test("what somebody has changed since is left alone, and the result names it", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await submitted([[a?.artId ?? "", "08021140021", ""], [b?.artId ?? "", "08021140022", ""]]);
  await changePhoneInNmrs(world.root, a?.personId, "08029999999");
  await pane.getByRole("button", { name: "Undo this submission" }).click();
  await confirmUndo(pane, "2 rows");
  expect(await phoneOf(world.root, a?.personId)).toBe("08029999999");
  expect(await phoneOf(world.root, b?.personId)).toBe("08031234567");
  await pane.getByRole("heading", { name: "Rows that were not taken back" }).waitFor();
  await pane.getByRole("button", { name: "Go to row 2" }).waitFor();
  await until(async () => (await statuses(excel, "D2:D3")) === "Not taken back,Taken back", 30);
  await close();
});

test("the list of submissions says which took back which", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, close } = await submitted([[a?.artId ?? "", "08021140031", ""]], "Taken back later.xlsx");
  await pane.getByRole("button", { name: "Undo this submission" }).click();
  await confirmUndo(pane, "1 row");
  await pane.getByRole("button", { name: "All submissions" }).click();
  // Other journeys submit in the same name meanwhile.
  const items = pane.getByRole("list", { name: "Sent" }).getByRole("listitem").filter({ hasText: "Taken back later.xlsx" });
  const [undo, original] = [items.filter({ has: pane.getByText("Undo", { exact: true }) }), items.filter({ has: pane.getByText("Taken back", { exact: true }) })];
  await undo.waitFor();
  await original.waitFor();
  await undo.getByRole("button", { name: /^Open/ }).click();
  await pane.getByRole("button", { name: /^It takes back submission/ }).click();
  await pane.getByRole("button", { name: /^Taken back, wholly or in part, by submission/ }).waitFor();
  await close();
});
