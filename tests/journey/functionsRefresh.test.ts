import { calculated, formula, watchLookups } from "../support/functionCells";
import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, signIn, submit, until, validate, workbookOf } from "../support/paneJourney";
import { buildPatient, newArtId } from "../support/patients";
import { changePhoneInNmrs } from "../support/recordReading";

/** When cells with our functions fill anew: after signing in, after a submission, by Refresh; and when they do not. */

jest.setTimeout(120_000);

const world = journeyWorld();

test("cells that said Sign in fill by themselves after signing in, those too that were saved in an earlier session", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const cells = [
    ["ART ID", "Phone now"],
    [a?.artId ?? "", formula("=CONTACTS.PHONE(A2)")],
    [b?.artId ?? "", formula("=CONTACTS.PHONE(A3)", "#N/A")],
  ];
  const list = await openList(world.browser, workbookOf(cells), { isSignedIn: false });
  await until(async () => (await list.excel("cell", "List", "B2")).message?.startsWith("Sign in first") === true, 20);
  // Nothing called this one since the workbook was opened: Excel shows what was saved, and has no sentence for it.
  expect(await list.excel("cell", "List", "B3")).toMatchObject({ text: "#N/A", message: null });
  const lookups = watchLookups(list.page);
  await signIn(list.pane);
  await until(async () => (await list.excel("texts", "List", "B2:B3")).flat().join() === "08031234567,08031234567", 20);
  expect(lookups.flatMap(({ artIds }) => artIds).sort()).toEqual([a?.artId, b?.artId].sort());
  await list.close();
});

test("the pane repeats for the selected cell why it has no value", async () => {
  const list = await openList(world.browser, workbookOf([["ART ID"], ["NO/SUCH/ID", formula("=CONTACTS.PHONE(A2)")]]), { isSignedIn: false });
  await until(async () => (await list.excel("cell", "List", "B2")).text === "#N/A", 20);
  await list.excel("select", "List", "B2");
  await list.pane.getByText("Sign in first: open the Contacts pane", { exact: false }).waitFor();
  await signIn(list.pane);
  await list.pane.getByText("No patient in the record has this ART ID.", { exact: false }).waitFor();
  // Longer than it takes until the pane has looked whether the cell shows the error.
  await list.page.waitForTimeout(1_500);
  await list.pane.getByText("No patient in the record has this ART ID.", { exact: false }).waitFor();
  await list.excel("setCell", "List", "B2", "08031234567");
  await list.pane.getByText("No patient in the record has this ART ID.", { exact: false }).waitFor({ state: "detached" });
  await list.close();
});

test("a workbook opened while signed in shows what was saved, and asks nothing until Refresh is pressed", async () => {
  const [a] = await buildPatients(world.root, 1);
  const list = await openList(world.browser, workbookOf([["ART ID"]]));
  const lookups = watchLookups(list.page);
  await list.excel("loadWorkbook", workbookOf([["ART ID", "Phone now"], [a?.artId ?? "", formula("=CONTACTS.PHONE(A2)", "08039999999")]]));
  await list.page.waitForTimeout(1_000);
  expect((await list.excel("cell", "List", "B2")).text).toBe("08039999999");
  expect(lookups).toEqual([]);
  await list.excel("runCommand", "refreshContacts");
  await until(async () => (await list.excel("cell", "List", "B2")).text === "08031234567", 20);
  expect(lookups).toHaveLength(1);
  await list.close();
});

test("a pane that comes back with its session fills the cells that were saved with an error, and asks for no other", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const list = await openList(world.browser, workbookOf([["ART ID"]]));
  const cells = [
    ["ART ID", "Phone now"],
    [a?.artId ?? "", formula("=CONTACTS.PHONE(A2)", "#N/A")],
    [b?.artId ?? "", formula("=CONTACTS.PHONE(A3)", "08039999999")],
  ];
  await list.excel("loadWorkbook", workbookOf(cells));
  const lookups = watchLookups(list.page);
  await list.pane.evaluate(() => location.reload());
  await until(async () => (await list.excel("texts", "List", "B2:B3")).flat().join() === "08031234567,08039999999", 30);
  expect(lookups).toEqual([{ artIds: [a?.artId], fields: ["phone"] }]);
  await list.close();
});

test("Refresh asks the record again for what somebody else has changed; calculating alone does not", async () => {
  const [a] = await buildPatients(world.root, 1);
  const list = await openList(world.browser, workbookOf([["ART ID", "Phone now"], [a?.artId ?? "", formula("=CONTACTS.PHONE(A2)")]]));
  await until(async () => (await list.excel("cell", "List", "B2")).text === "08031234567", 20);
  await changePhoneInNmrs(world.root, a?.personId, "08021150001");
  await list.excel("insertRows", "List", 1, 1);
  expect((await calculated(list, "B3:B3")).flat()).toEqual(["08031234567"]);
  await list.excel("runCommand", "refreshContacts");
  await until(async () => (await list.excel("cell", "List", "B3")).text === "08021150001", 20);
  await list.close();
});

test("after a submission the cells of its patients show the new number by themselves, and the others are not asked again", async () => {
  const [a, b, other] = await buildPatients(world.root, 3);
  const list = await openList(
    world.browser,
    workbookOf([
      ["ART ID", "New phone", "Street", "Phone now"],
      [a?.artId ?? "", "08021150011", "", formula("=CONTACTS.PHONE(A2)")],
      [b?.artId ?? "", "08021150012", "", formula("=CONTACTS.PHONE(A3)")],
      ["", "", "", formula(`=CONTACTS.PHONE("${other?.artId ?? ""}")`)],
    ]),
  );
  expect((await calculated(list, "D2:D4")).flat()).toEqual(["08031234567", "08031234567", "08031234567"]);
  await validate(list.pane);
  const lookups = watchLookups(list.page);
  await submit(list.pane);
  await until(async () => (await list.excel("texts", "List", "D2:D3")).flat().join() === "08021150011,08021150012", 30);
  expect((await list.excel("cell", "List", "D4")).text).toBe("08031234567");
  expect(lookups.flatMap(({ artIds }) => artIds).sort()).toEqual([a?.artId, b?.artId].sort());
  await list.close();
});

test("they do so though the sheet was protected meanwhile, and under the patient's other ART ID too", async () => {
  const [one, other] = [newArtId(), newArtId()];
  await buildPatient(world.root, { artIds: [one, other] });
  const list = await openList(world.browser, workbookOf([["ART ID", "New phone", "Street", "Phone now"], [one, "08021150021", "", formula(`=CONTACTS.PHONE("${other}")`)]]));
  expect((await calculated(list, "D2:D2")).flat()).toEqual(["08031234567"]);
  await validate(list.pane);
  await list.excel("protect", "List");
  await submit(list.pane);
  await until(async () => (await list.excel("texts", "List", "D2:D2")).flat().join() === "08021150021", 30);
  expect((await list.excel("texts", "List", "E1:F1")).flat()).toEqual(["", ""]);
  await list.close();
});
