import { journeyWorld, openPreview } from "../support/journeyStack";
import { buildPatients, openList, signIn, submit, until, validate, workbookOf } from "../support/paneJourney";

/** What Excel refuses, delays or lacks is told in a sentence, and work goes on where it can. */

jest.setTimeout(60_000);

const world = journeyWorld();

const headings = ["ART ID", "New phone", "Remark"];

test("a protected sheet is named before anything is pressed; repairs and results say why they are not written", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", 8021120001, ""]]));
  await pane.getByText("1 row", { exact: true }).waitFor();
  await excel("protect", "List");
  await pane.getByRole("button", { name: "Look again" }).click();
  await pane.getByText("The sheet is protected: repairs and results cannot be written in it.", { exact: false }).waitFor();
  await validate(pane);
  await pane.getByRole("button", { name: "Repair all 1" }).click();
  await pane.getByText("This sheet is protected, so nothing can be written in it.", { exact: false }).waitFor();
  await pane.getByRole("heading", { name: "1 row will change" }).waitFor();
  expect(await excel("cell", "List", "B2")).toMatchObject({ value: 8021120001 });

  await submit(pane);
  await pane.getByText("The results could not be written into the sheet.").waitFor();
  await excel("unprotect", "List");
  await pane.getByRole("button", { name: "Try again" }).click();
  await pane.getByText("Status and Detail were written beside 1 row.").waitFor();
  expect(await excel("texts", "List", "D2:D2")).toEqual([["Updated"]]);
  await close();
});

test("while a cell is being edited the pane waits, and goes on when the edit ends", async () => {
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, ["TST-1", "08021120011", ""]]));
  await pane.getByText("1 row", { exact: true }).waitFor();
  await excel("beginCellEdit");
  await pane.getByRole("button", { name: "Validate", exact: true }).click();
  await pane.getByText("Reading the sheet").first().waitFor();
  await excel("endCellEdit");
  await pane.getByText("Not sent yet").waitFor();
  await close();
});

test("a sheet that is deleted after validating is a sentence, and nothing is sent", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021120021", ""]]));
  await validate(pane);
  await excel("addSheet", "Other");
  await excel("deleteSheet", "List");
  await pane.getByRole("button", { name: "Submit 1 row" }).click();
  await pane.getByText("The sheet was deleted or closed meanwhile.").waitFor();
  const [rows] = await world.root.query("SELECT value FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 0", [a?.personId]);
  expect(rows).toEqual([{ value: "08031234567" }]);
  await close();
});

test("a sheet that is deleted while its rows are on the way is said beside the result, which is kept", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021120031", ""]]));
  await validate(pane);
  await excel("addSheet", "Other");
  await pane.getByRole("button", { name: "Submit 1 row" }).click();
  await pane.getByRole("alertdialog").getByText("Phone: 1 row").waitFor();
  await excel("deleteSheet", "List");
  await pane.getByRole("alertdialog").getByRole("button", { name: "Submit 1 row" }).click();
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 30_000 });
  await pane.getByText("The sheet was deleted or closed meanwhile.").waitFor();
  await pane.getByRole("tab", { name: "My submissions" }).click();
  await pane.getByRole("button", { name: /^Open: List/ }).first().click();
  await pane.getByText("updated", { exact: true }).first().waitFor();
  await close();
});

test("an empty sheet and a list without headings are told apart", async () => {
  const { pane, excel, close } = await openList(world.browser, workbookOf([[]]));
  await pane.getByText("This sheet is empty.", { exact: false }).waitFor();
  await excel("setCell", "List", "A1", "Ngozi");
  await pane.getByRole("button", { name: "Try again" }).click();
  await pane.getByText("No headings were found.", { exact: false }).waitFor();
  await close();
});

test("New sheet makes a list that can be filled in at once: text everywhere, a row id, frozen headings", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings]));
  await excel("runCommand", "Contacts.NewSheet");
  await pane.getByText("The sheet “New contacts” is ready to be filled in.").waitFor();
  expect((await excel("texts", "New contacts", "A1:K1"))[0]).toEqual([
    "ART ID", "New phone", "New street", "Ward", "LGA", "State", "New birthdate", "Reason", "Status", "Detail", "Row id",
  ]);
  await excel("setCell", "New contacts", "A3", a?.artId ?? "");
  await excel("setCell", "New contacts", "B3", "08021120041");
  expect(await excel("cell", "New contacts", "B3")).toMatchObject({ value: "08021120041", numberFormat: "@" });
  await pane.getByRole("button", { name: "Look again" }).click();
  await pane.getByText("1 row", { exact: true }).waitFor();
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 1 row.").waitFor();
  expect(await excel("texts", "New contacts", "I2:I3")).toEqual([[""], ["Updated"]]);
  await close();
});

test("the ribbon's commands do the same as the pane's buttons", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021120051", ""]]));
  await excel("select", "List", "A2");
  await excel("runCommand", "Contacts.Cell.LookUp");
  await pane.getByRole("heading", { name: "How to reach this patient" }).waitFor();
  await pane.getByText("08031234567").first().waitFor();
  await excel("runCommand", "Contacts.Validate");
  await pane.getByText("Not sent yet").waitFor();
  await excel("runCommand", "Contacts.Submit");
  await pane.getByRole("alertdialog").getByText("Phone: 1 row").waitFor();
  await pane.getByRole("button", { name: "Not yet" }).click();
  await close();
});

test("functions in cells fill in when the clerk signs in, and again when the pane refreshes them", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([["ART ID", "Phone now"], [a?.artId ?? "", { v: "=CONTACTS.PHONE(A2)", t: "f" }]]), { isSignedIn: false });
  await until(async () => (await excel("cell", "List", "B2")).error === "#N/A");
  await excel("select", "List", "B2");
  await pane.getByText("Cell B2: Sign in first", { exact: false }).waitFor();
  await signIn(pane);
  await until(async () => (await excel("cell", "List", "B2")).value === "08031234567");
  await world.root.query("UPDATE person_attribute SET value = '08021120061' WHERE person_id = ? AND person_attribute_type_id = 8", [a?.personId]);
  await excel("runCommand", "Contacts.Refresh");
  await until(async () => (await excel("cell", "List", "B2")).value === "08021120061");
  await close();
});

test("an Excel that is too old gets an explanation instead of a pane", async () => {
  const { pane, page } = await openPreview(world.browser, { query: "?sets=ExcelApi:1.10" });
  await pane.getByText("This Excel is too old for Patient contacts.", { exact: false }).waitFor();
  await pane.getByText("Missing here: ExcelApi 1.11.", { exact: false }).waitFor();
  await page.context().close();
});

test("an Excel without custom functions has the whole pane, and says what is missing", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021120071", ""]]), { query: "?sets=CustomFunctionsRuntime:none,ExcelApi:1.11", isSignedIn: false });
  await pane.getByText("This Excel cannot run contact functions in cells", { exact: false }).waitFor();
  await signIn(pane);
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 1 row.").waitFor();
  expect(await excel("texts", "List", "D2:D2")).toEqual([["Updated"]]);
  await close();
});
