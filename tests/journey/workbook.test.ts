import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, submit, until, validate, workbookOf } from "../support/paneJourney";

/** The pane's dealings with the workbook, through Microsoft's own Office.js, the real server and the real record. */

jest.setTimeout(60_000);

const world = journeyWorld();

const headings = ["ART ID", "New phone", "Remark"];
const done = /^Changed: Phone\. Ref [0-9A-F]{8}-[0-9A-F]{6}$/;

test("a list that is sorted, and gets a row inserted, between validating and submitting has its statuses beside the right rows", async () => {
  const [a, b, c] = await buildPatients(world.root, 3);
  const rows = [[a?.artId ?? "", "08021110001", "z"], [b?.artId ?? "", "08021110002", "y"], [c?.artId ?? "", "08021110003", "x"]];
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, ...rows]));
  await validate(pane);
  await excel("sort", "List", "A2:C4", 2, true);
  await excel("insertRows", "List", 3, 1);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 3 rows.").waitFor();
  expect(await excel("texts", "List", "A1:E5")).toEqual([
    ["ART ID", "New phone", "Remark", "Status", "Detail"],
    [c?.artId, "08021110003", "x", "Updated", expect.stringMatching(done)],
    ["", "", "", "", ""],
    [b?.artId, "08021110002", "y", "Updated", expect.stringMatching(done)],
    [a?.artId, "08021110001", "z", "Updated", expect.stringMatching(done)],
  ]);
  await close();
});

test("a row that is deleted before its result comes is said; the others get theirs", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021110011", ""], [b?.artId ?? "", "08021110012", ""]]));
  await validate(pane);
  await pane.getByRole("button", { name: "Submit 2 rows" }).click();
  await pane.getByRole("alertdialog").getByText("Phone: 2 rows").waitFor();
  await excel("deleteRows", "List", 2, 1);
  await pane.getByRole("alertdialog").getByRole("button", { name: "Submit 2 rows" }).click();
  await pane.getByText("1 row could not be found in the sheet any more.").waitFor({ timeout: 30_000 });
  expect(await excel("texts", "List", "A2:D2")).toEqual([[b?.artId, "08021110012", "", "Updated"]]);
  await close();
});

test("rows that were sent are known again, also after sorting, and are left out until they are changed", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021110021", "b"], [b?.artId ?? "", "08021110022", "a"]]));
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 2 rows.").waitFor();
  await excel("sort", "List", "A2:E3", 2, true);
  await pane.getByRole("button", { name: "Work on this list again" }).click();
  await pane.getByText("2 rows were sent before and not changed since").waitFor();
  await excel("setCell", "List", "B2", "'08021110023");
  await pane.getByRole("button", { name: "Look again" }).click();
  await pane.getByText("1 row was sent before and not changed since").waitFor();
  await validate(pane);
  await pane.getByRole("heading", { name: "1 row will change" }).waitFor();
  await close();
});

test("repairs correct their cells as text; Undo last change brings back number and format", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await openList(
    world.browser,
    workbookOf([headings, [a?.artId ?? "", { v: 8021110031, nf: "0" }, "keep"], [b?.artId ?? "", "O8021110032", { v: "=1+1", t: "f" }]]),
  );
  await validate(pane);
  await pane.getByRole("button", { name: "Repair all 1" }).first().click();
  await pane.getByRole("heading", { name: "1 row will change" }).waitFor();
  await pane.getByRole("button", { name: "Repair all 1" }).click();
  await pane.getByRole("heading", { name: "2 rows will change" }).waitFor();
  // What is accepted is told at once; the cells are written, then the record is asked.
  await until(async () => (await excel("texts", "List", "B2:B3")).join() === "08021110031,08021110032");
  expect(await excel("cell", "List", "B2")).toMatchObject({ value: "08021110031", numberFormat: "@" });
  expect(await excel("cell", "List", "B3")).toMatchObject({ value: "08021110032", numberFormat: "@" });
  expect(await excel("texts", "List", "C2:C3")).toEqual([["keep"], ["2"]]);

  // The groups came in an order of their own: two undos take both back.
  await excel("runCommand", "Contacts.Undo");
  await excel("runCommand", "Contacts.Undo");
  expect(await excel("cell", "List", "B2")).toMatchObject({ value: 8021110031, numberFormat: "0" });
  expect(await excel("cell", "List", "B3")).toMatchObject({ value: "O8021110032", numberFormat: "General" });
  expect(await excel("cell", "List", "C3")).toMatchObject({ formula: "=1+1" });
  await close();
});

test("taking back one repair restores its cell alone, and Undo last change the others", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", 8021110035, ""], [b?.artId ?? "", 8021110036, ""]]));
  await validate(pane);
  await pane.getByRole("button", { name: "Repair all 2" }).click();
  await pane.getByRole("heading", { name: "2 rows will change" }).waitFor();
  await pane.getByRole("button", { name: /lost their first 0/ }).click();
  await pane.getByRole("button", { name: "Take back row 2" }).click();
  await pane.getByRole("heading", { name: "1 row will change" }).waitFor();
  expect(await excel("texts", "List", "B2:B3")).toEqual([["8021110035"], ["08021110036"]]);
  expect(await excel("cell", "List", "B2")).toMatchObject({ value: 8021110035, numberFormat: "General" });
  await excel("runCommand", "Contacts.Undo");
  await pane.getByRole("heading", { name: "0 rows will change" }).waitFor();
  expect(await excel("cell", "List", "B3")).toMatchObject({ value: 8021110036, numberFormat: "General" });
  await close();
});

test("Undo last change takes away the results, and the columns that were added for them; the record stays", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, [a?.artId ?? "", "08021110041", ""]]));
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 1 row.").waitFor();
  await pane.getByRole("button", { name: "More commands" }).click();
  await pane.getByRole("menuitem", { name: "Undo last change" }).click();
  await pane.getByText("The record was not touched.", { exact: false }).waitFor();
  expect(await excel("texts", "List", "A1:E2")).toEqual([["ART ID", "New phone", "Remark", "", ""], [a?.artId, "08021110041", "", "", ""]]);
  const [rows] = await world.root.query("SELECT value FROM person_attribute WHERE person_id = ? AND person_attribute_type_id = 8 AND voided = 0", [a?.personId]);
  expect(rows).toEqual([{ value: "08021110041" }]);
  await close();
});

test("a list's own Status column is not ours: the results stand under other headings", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(world.browser, workbookOf([["ART ID", "New phone", "Status"], [a?.artId ?? "", "08021110051", "Active"]]));
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 1 row.").waitFor();
  expect(await excel("texts", "List", "A1:E2")).toEqual([
    ["ART ID", "New phone", "Status", "Contact status", "Contact detail"],
    [a?.artId, "08021110051", "Active", "Updated", expect.stringMatching(done)],
  ]);
  await close();
});

test("the results of a table become columns of the table", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { pane, excel, close } = await openList(
    world.browser,
    workbookOf([["Title"], [], headings, [a?.artId ?? "", "08021110061", ""]], { tables: [{ name: "Contacts", address: "A3:C4" }] }),
  );
  await validate(pane);
  await submit(pane);
  await pane.getByText("Status and Detail were written beside 1 row.").waitFor();
  expect(await excel("tables")).toEqual([{ name: "Contacts", sheet: "List", address: "A3:E4" }]);
  expect((await excel("texts", "List", "D3:E4"))[0]).toEqual(["Status", "Detail"]);
  await pane.getByRole("button", { name: "More commands" }).click();
  await pane.getByRole("menuitem", { name: "Undo last change" }).click();
  await pane.getByText("The record was not touched.", { exact: false }).waitFor();
  expect(await excel("tables")).toEqual([{ name: "Contacts", sheet: "List", address: "A3:C4" }]);
  await close();
});

test("where a sheet has several tables, the clerk chooses", async () => {
  const { pane, close } = await openList(
    world.browser,
    workbookOf(
      [["ART ID", "New phone", null, "ART ID", "New phone"], ["TST-1", "08021110071", null, "TST-2", "08021110072"], [null, null, null, "TST-3", "08021110073"]],
      { tables: [{ name: "First", address: "A1:B2" }, { name: "Second", address: "D1:E3" }] },
    ),
  );
  await pane.getByText("3 lists are on this sheet. Choose the one to work on.").waitFor();
  await pane.getByLabel("List").selectOption({ label: "Table “Second” (2 rows)" });
  await pane.getByText("2 rows", { exact: true }).waitFor();
  await pane.getByLabel("List").selectOption({ label: "Table “First” (1 row)" });
  await pane.getByText("1 row", { exact: true }).waitFor();
  await close();
});

test("rows hidden by a filter are not sent, also where the filter is set after validating", async () => {
  const [a, b, c] = await buildPatients(world.root, 3);
  const { pane, excel, close } = await openList(
    world.browser,
    workbookOf([headings, [a?.artId ?? "", "08021110081", "ready"], [b?.artId ?? "", "08021110082", "later"], [c?.artId ?? "", "08021110083", "ready"]]),
  );
  await validate(pane);
  await excel("filter", "List", "C1", ["ready"]);
  await pane.getByRole("button", { name: "Submit 3 rows" }).click();
  await pane.getByText("1 row hidden since they were validated").waitFor();
  await pane.getByRole("alertdialog").getByRole("button", { name: "Submit 2 rows" }).click();
  await pane.getByText("Status and Detail were written", { exact: false }).waitFor({ timeout: 30_000 });
  expect((await excel("texts", "List", "D2:D4")).map(([status]) => status)).toEqual(["Updated", "Not sent", "Updated"]);
  await close();
});

test("dates of a workbook that counts from 1904 are read as they are shown", async () => {
  const [a] = await buildPatients(world.root, 1);
  // 12 April 1988 counted from 1904; the record holds the same day.
  const { pane, close } = await openList(world.browser, workbookOf([["ART ID", "New DOB"], [a?.artId ?? "", { v: 30783, nf: "dd/mm/yyyy" }]], { date1904: true }));
  await validate(pane);
  await pane.getByRole("heading", { name: "0 rows will change" }).waitFor();
  await pane.getByText("1 row needs no change").waitFor();
  await close();
});

test("jumping finds the row where it stands now, and says when another workbook is in front", async () => {
  const { pane, excel, close } = await openList(world.browser, workbookOf([headings, ["TST-91", "0803", "b"], ["TST-92", "08021110092", "a"]]));
  await validate(pane);
  await excel("sort", "List", "A2:C3", 2, true);
  await pane.getByRole("button", { name: /too short/ }).click();
  await pane.getByRole("button", { name: "Go to row 2, Phone" }).click();
  await until(async () => (await excel("selection")).address === "B3");
  await excel("loseFocus", true);
  await pane.getByRole("button", { name: "Go to row 2, Phone" }).click();
  await pane.getByText("Another workbook is in front.", { exact: false }).waitFor();
  await close();
});
