import type { Frame } from "playwright-core";
import type { RowDataPacket } from "mysql2/promise";
import { worklistColumns } from "../../src/taskpane/worklists/sheetColumns";
import type { WorklistColumnId } from "../../src/taskpane/worklists/sheetColumns";
import { journeyWorld, picture, signIn as signInAs } from "../support/journeyStack";
import { buildPatient, insertPhone } from "../support/patients";
import { openList, signIn, submit, until, validate, workbookOf } from "../support/paneJourney";
import { rowsInPane, rowsOnSheet } from "../support/reportJourney";

/** A supervisor makes a worklist and its sheet, a clerk fills it in and submits it, and the supervisor sees by whom the progress was moved. */

jest.setTimeout(240_000);

const world = journeyWorld();
/** Of an age that no other patient has, so that the worklist is of these alone. */
const oldest = { birthdate: `${new Date().getFullYear() - 118}-01-01`, age: "118" };
const clerk = "Chidinma Okafor";
const letter = (id: WorklistColumnId): string => String.fromCharCode(65 + worklistColumns.findIndex((column) => column.id === id));

async function phonesOf(personIds: readonly number[]): Promise<string[]> {
  const [rows] = await world.root.query<(RowDataPacket & { personId: number; value: string })[]>(
    "SELECT person_id AS personId, value FROM person_attribute WHERE person_id IN (?) AND person_attribute_type_id = 8 AND voided = 0 ORDER BY person_id",
    [personIds],
  );
  return rows.map(({ personId, value }) => `${personIds.indexOf(personId)} ${value}`);
}

async function signOut(pane: Frame): Promise<void> {
  await pane.getByRole("button", { name: "More commands" }).click();
  await pane.getByRole("menuitem", { name: "Sign out" }).click();
}

/** Opens the supervisor's report of worklists and gives what it says of this one: its line, and the lines of who worked on it. */
async function progressOf(pane: Frame, name: string): Promise<{ readonly list: readonly string[][]; readonly people: readonly string[][] }> {
  await pane.getByRole("tab", { name: "Home" }).click();
  await pane.getByRole("main").getByRole("button", { name: "Worklists" }).click();
  await pane.getByRole("main").getByRole("button", { name: "Progress by clerk" }).click();
  await pane.getByRole("heading", { name: "How far the worklists are" }).waitFor();
  const list = (await rowsInPane(pane, "Worklist by worklist")).filter(([named]) => named === name);
  // Nobody has worked on any list yet: then the table of persons is left out.
  const hasPeople = await pane.getByRole("table", { name: "Who worked on them" }).isVisible();
  return { list, people: hasPeople ? (await rowsInPane(pane, "Who worked on them")).filter(([, named]) => named === name) : [] };
}

test("a supervisor makes a worklist, a clerk fills its sheet and submits it, and the supervisor sees by whom two patients are done, in the pane and on a sheet", async () => {
  const patients = [];
  for (const givenName of ["Ada", "Bola", "Chidi", "Dele", "Efe"]) patients.push(await buildPatient(world.root, { birthdate: oldest.birthdate, givenName, phones: [] }));
  await buildPatient(world.root, { birthdate: oldest.birthdate, givenName: "Hasphone" });
  const opened = await openList(world.browser, workbookOf([["ART ID", "New phone"]]), { isSignedIn: false });
  const { page, pane, faults, excel, close } = opened;
  const main = pane.getByRole("main");

  await signInAs(pane, "supervisor", "Supervisor-Demo-2026");
  await pane.getByRole("tab", { name: "Home" }).click();
  await main.getByRole("button", { name: "Worklists" }).click();
  await main.getByRole("button", { name: "New worklist" }).click();
  await main.getByRole("checkbox", { name: "No phone" }).click();
  await main.getByText("Only some of them").click();
  await main.getByRole("textbox", { name: "Age from" }).fill(oldest.age);
  await main.getByRole("textbox", { name: "Age to" }).fill(oldest.age);
  const name = `No phone ${patients[0]?.personId ?? 0}`;
  await main.getByRole("textbox", { name: "Name" }).fill(name);
  await picture(page, "worklist-form");
  await main.getByRole("button", { name: "Gather the patients" }).click();
  const item = main.getByRole("listitem").filter({ has: pane.getByRole("heading", { name }) });
  await item.getByText("5 patients", { exact: true }).waitFor({ timeout: 30_000 });
  await item.getByText("5 open").waitFor();
  await item.getByRole("button", { name: /^Make a sheet/ }).click();
  await main.getByText(/^The sheet “.*” is ready/).waitFor({ timeout: 30_000 });
  await picture(page, "worklist-made");
  expect(await excel("sheets")).toEqual(["List", name, "Names of places"]);
  const top = await excel("texts", name, "A1:C8");
  expect(top[0]?.[0]).toBe(name);
  expect(top[1]?.[0]).toMatch(/^5 patients, read from the record/);
  expect(top[2]?.[0]).toBe("ART ID");
  // In whatever order the server gives: each row is found by its ART ID.
  const rowOf = new Map(top.slice(3).map(([artId], at) => [artId, at + 4]));
  const rows = patients.map(({ artId }) => rowOf.get(artId));
  expect([...rows].sort()).toEqual([4, 5, 6, 7, 8]);
  // Dele is left as he stands.
  const [ada, bola, chidi, , efe] = rows;

  const before = await progressOf(pane, name);
  expect(before.list.map((line) => line.slice(3))).toEqual([["5", "0", "0", "0", "5", "0%"]]);
  expect(before.people).toEqual([]);
  await signOut(pane);
  await signIn(pane);
  await excel("select", name, `${letter("new-phone")}${ada ?? 0}`);
  await excel("setCell", name, `${letter("new-phone")}${ada ?? 0}`, "0803 555 0001");
  await excel("setCell", name, `${letter("new-phone")}${bola ?? 0}`, "08035550002");
  await excel("setCell", name, `${letter("new-street")}${bola ?? 0}`, "12 Okigwe Road");
  await excel("setCell", name, `${letter("callOutcome")}${chidi ?? 0}`, "No answer");
  await excel("setCell", name, `${letter("new-phone")}${efe ?? 0}`, "08035550005");
  await validate(pane);
  await picture(page, "worklist-validated");
  // Somebody else enters a number for Efe, which the clerk has not seen.
  await insertPhone(world.root, patients[4]?.personId ?? 0, { value: "08035550009" });
  await submit(pane);
  await picture(page, "worklist-submitted");
  await until(async () => (await excel("texts", name, `${letter("status")}${ada ?? 0}`))[0]?.[0] === "Updated");
  expect((await excel("texts", name, `${letter("status")}${chidi ?? 0}`))[0]?.[0]).toBe("");

  await pane.getByRole("tab", { name: "Patients" }).click();
  await main.getByRole("button", { name: "Calls from the sheet" }).click();
  await main.getByRole("button", { name: "Note 1 call" }).click();
  await main.getByText("1 call noted.").waitFor();

  await pane.getByRole("tab", { name: "Home" }).click();
  await main.getByRole("button", { name: "Worklists" }).click();
  for (const told of ["2 done", "1 called", "1 stuck", "1 open"]) await item.getByText(told).waitFor();
  expect(await main.getByRole("button", { name: "New worklist" }).count()).toBe(0);
  await item.getByRole("button", { name: /^Go to the sheet/ }).waitFor();
  await picture(page, "worklist-progress");

  const ids = patients.map(({ personId }) => personId);
  expect(await phonesOf(ids)).toEqual(["0 08035550001", "1 08035550002", "4 08035550009"]);
  const [streets] = await world.root.query<RowDataPacket[]>("SELECT address2 FROM person_address WHERE person_id = ? AND voided = 0", [ids[1]]);
  expect(streets).toEqual([{ address2: "12 Okigwe Road" }]);
  const [calls] = await world.root.query<RowDataPacket[]>("SELECT outcome FROM patient_contacts.contact_attempt WHERE person_id = ?", [ids[2]]);
  expect(calls).toEqual([{ outcome: "no-answer" }]);

  await signOut(pane);
  await signInAs(pane, "supervisor", "Supervisor-Demo-2026");
  const after = await progressOf(pane, name);
  expect(after.list.map((line) => line.slice(3))).toEqual([["5", "2", "1", "1", "1", "40%"]]);
  expect(after.people).toEqual([[clerk, name, "2", "1", "1"]]);
  await picture(page, "worklist-progress-by-clerk");
  await pane.getByRole("button", { name: "Make a sheet" }).click();
  await pane.getByText("The sheet “How far the worklists are” was made.").waitFor({ timeout: 30_000 });
  const onSheet = async (headings: readonly string[], at: number): Promise<string[][]> =>
    (await rowsOnSheet(opened, "How far the worklists are", headings)).filter((line) => line[at] === name);
  const [line = []] = await onSheet(["Worklist", "Made by", "Made on", "Patients", "Done", "Called", "Stuck", "Open", "Share done"], 0);
  expect(line.slice(3)).toEqual(["5", "2", "1", "1", "1", "40%"]);
  expect(await onSheet(["Person", "Worklist", "Done", "Called", "Stuck"], 1)).toEqual([[clerk, name, "2", "1", "1"]]);
  await picture(page, "worklist-progress-sheet");
  expect(faults).toEqual([]);
  await close();
});
