import { calculated, formula, watchLookups } from "../support/functionCells";
import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, until, workbookOf } from "../support/paneJourney";
import { changePhoneInNmrs } from "../support/recordReading";

/** What the record says of a patient beside the contacts, and what is checked in the cell alone. */

jest.setTimeout(120_000);

const world = journeyWorld();

test("STATUS tells that nobody has updated or verified a patient here", async () => {
  const [a] = await buildPatients(world.root, 1);
  const list = await openList(world.browser, workbookOf([["ART ID"], [a?.artId ?? "", formula("=CONTACTS.STATUS(A2)")]]));
  expect((await calculated(list, "B2:B2")).flat()).toEqual(["Never updated here; not verified"]);
  await list.close();
});

test("HISTORY fills a block with every number that a patient had, newest first, and says #SPILL! where something is in its way", async () => {
  const [a] = await buildPatients(world.root, 1);
  await changePhoneInNmrs(world.root, a?.personId, "08021150021");
  const list = await openList(world.browser, workbookOf([["ART ID"], [a?.artId ?? "", formula('=CONTACTS.HISTORY(A2,"phone")')]]));
  await until(async () => (await list.excel("cell", "List", "B3")).text === "08031234567", 20);
  expect((await list.excel("texts", "List", "B2:B4")).flat()).toEqual(["08021150021", "08031234567", ""]);
  await list.excel("setCell", "List", "C3", "in the way");
  expect((await list.excel("cell", "List", "B2")).text).toBe("#SPILL!");
  await list.excel("clearCells", "List", "C3");
  await until(async () => (await list.excel("cell", "List", "B3")).text === "08031234567", 20);
  await list.excel("setCell", "List", "B2", '=CONTACTS.HISTORY(A2,"shoe size")');
  await until(async () => (await list.excel("cell", "List", "B2")).error === "#VALUE!", 20);
  expect((await list.excel("cell", "List", "B2")).message).toMatch(/phone/);
  expect((await list.excel("texts", "List", "B3:B3")).flat()).toEqual([""]);
  await list.close();
});

test("CHECKBIRTHDATE and CHECKROW need no sign-in and ask the server nothing; an empty cell in a row is no fault", async () => {
  const cells = [
    ["ART ID", "New phone", "Street", "Birthdate"],
    ["IMO02000020", "08031234567", "", "12/04/1988", formula("=CONTACTS.CHECKBIRTHDATE(D2)"), formula("=CONTACTS.CHECKROW($A$1:$D$1,A2:D2)")],
    ["IMO02000020", "0803", "", "31/02/1990", formula("=CONTACTS.CHECKBIRTHDATE(D3)"), formula("=CONTACTS.CHECKROW($A$1:$D$1,A3:D3)")],
    ["IMO02000020", "", "", "12/04/1988", "", formula("=CONTACTS.CHECKROW($A$1:$D$1,A4:D4)")],
  ];
  const list = await openList(world.browser, workbookOf([["Phone"]]), { isSignedIn: false });
  const lookups = watchLookups(list.page);
  await list.excel("loadWorkbook", workbookOf(cells));
  const [fine, wrong, withoutPhone] = await calculated(list, "E2:F4");
  const noSuchDay = "There is no such day in the calendar. Type the right birthdate.";
  expect(fine).toEqual(["OK", "OK"]);
  expect(wrong?.[0]).toBe(noSuchDay);
  expect(wrong?.[1]).toContain(noSuchDay);
  expect(wrong?.[1]).toContain("0803");
  expect(withoutPhone?.[1]).toBe("OK");
  expect(lookups).toEqual([]);
  await list.close();
});
