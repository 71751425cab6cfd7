import type { Frame, Locator } from "playwright-core";
import { journeyWorld } from "../support/journeyStack";
import { buildPatients, openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import { changePhoneInNmrs, phoneOf, phonesOf, streetOf } from "../support/recordReading";

/** Somebody else edits the record between a clerk's look and the clerk's submission. */

jest.setTimeout(120_000);

const world = journeyWorld();

/** The card of a row on the page *Rows to settle*. */
const card = (pane: Frame, artId: string | undefined): Locator => pane.getByRole("region", { name: new RegExp(artId ?? "none") });

test("keep theirs for one row, take mine for the other; fields that nobody else changed have gone through at once", async () => {
  const [a, b, c] = await buildPatients(world.root, 3);
  const rows = [[a?.artId ?? "", "08021150001", "1 Mine Street"], [b?.artId ?? "", "08021150002", ""], [c?.artId ?? "", "08021150003", ""]];
  const { pane, excel, close } = await openList(world.browser, workbookOf([["ART ID", "New phone", "Street"], ...rows]));
  await validate(pane);
  await changePhoneInNmrs(world.root, a?.personId, "08026660001");
  await changePhoneInNmrs(world.root, b?.personId, "08026660002");
  await submit(pane);
  expect(await phoneOf(world.root, a?.personId)).toBe("08026660001");
  expect(await streetOf(world.root, a?.personId)).toBe("1 Mine Street");
  expect(await phoneOf(world.root, c?.personId)).toBe("08021150003");

  await pane.getByRole("button", { name: "Settle or undo rows" }).click();
  await pane.getByRole("button", { name: "Rows to settle (2)" }).click();
  await pane.getByRole("heading", { name: "Changed by somebody else (2)" }).waitFor();
  for (const text of ["08031234567", "08026660001", "08021150001"]) await card(pane, a?.artId).getByText(text).waitFor();
  await card(pane, a?.artId).getByRole("radio", { name: "Take mine" }).check();
  await card(pane, b?.artId).getByRole("radio", { name: "Keep theirs" }).check();
  await pane.getByRole("button", { name: "Send 1, leave 1" }).click();
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 30_000 });
  await pane.getByRole("button", { name: /^It carries on rows of submission/ }).waitFor();
  expect(await phonesOf(world.root, a?.personId)).toEqual(["08031234567 voided", "08026660001 voided", "08021150001"]);
  expect(await phoneOf(world.root, b?.personId)).toBe("08026660002");
  await until(async () => (await excel("texts", "List", "D2:D4")).flat().join() === "Updated,Left as it was,Updated", 30);

  await pane.getByRole("button", { name: /^It carries on rows of submission/ }).click();
  await pane.getByRole("button", { name: "Rows to settle", exact: true }).waitFor();
  await close();
});

test("rows submitted without a look at the record wait, show what they would replace, and go when the clerk has seen it", async () => {
  const [a] = await buildPatients(world.root, 1);
  const { page, pane, close } = await openList(world.browser, workbookOf([["ART ID", "New phone"], [a?.artId ?? "", "08021150011"]]));
  await page.route(/\/api\/submissions\/preview/, (route) => route.abort("internetdisconnected"));
  await pane.getByRole("button", { name: "Validate" }).first().click();
  await pane.getByText("Checked on this computer only").waitFor({ timeout: 30_000 });
  await submit(pane);
  expect(await phoneOf(world.root, a?.personId)).toBe("08031234567");
  await pane.getByRole("button", { name: "Settle or undo rows" }).click();
  await pane.getByRole("button", { name: "Rows to settle (1)" }).click();
  await card(pane, a?.artId).getByText("not looked at").waitFor();
  await card(pane, a?.artId).getByText("08031234567").waitFor();
  await card(pane, a?.artId).getByRole("radio", { name: "Take mine" }).check();
  await pane.getByRole("button", { name: "Send 1 row" }).click();
  await pane.getByRole("heading", { name: "Submitted" }).waitFor({ timeout: 30_000 });
  expect(await phoneOf(world.root, a?.personId)).toBe("08021150011");
  await close();
});
