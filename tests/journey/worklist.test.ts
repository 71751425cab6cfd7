import type { RowDataPacket } from "mysql2/promise";
import { worklistColumns } from "../../src/taskpane/worklists/sheetColumns";
import type { WorklistColumnId } from "../../src/taskpane/worklists/sheetColumns";
import { journeyWorld, picture, signIn as signInAs } from "../support/journeyStack";
import { buildPatient } from "../support/patients";
import { openList, signIn, submit, until, validate, workbookOf } from "../support/paneJourney";

/** A supervisor makes a worklist and its sheet, a clerk fills it in and submits it, and the progress moves. */

jest.setTimeout(240_000);

const world = journeyWorld();
/** Of an age that no other patient has, so that the worklist is of these alone. */
const oldest = { birthdate: `${new Date().getFullYear() - 118}-01-01`, age: "118" };
const letter = (id: WorklistColumnId): string => String.fromCharCode(65 + worklistColumns.findIndex((column) => column.id === id));

async function phonesOf(personIds: readonly number[]): Promise<string[]> {
  const [rows] = await world.root.query<(RowDataPacket & { personId: number; value: string })[]>(
    "SELECT person_id AS personId, value FROM person_attribute WHERE person_id IN (?) AND person_attribute_type_id = 8 AND voided = 0 ORDER BY person_id",
    [personIds],
  );
  return rows.map(({ personId, value }) => `${personIds.indexOf(personId)} ${value}`);
}

test("a supervisor makes a worklist, a clerk fills its sheet and submits it, and two patients are done", async () => {
  const patients = [];
  for (const givenName of ["Ada", "Bola", "Chidi"]) patients.push(await buildPatient(world.root, { birthdate: oldest.birthdate, givenName, phones: [] }));
  await buildPatient(world.root, { birthdate: oldest.birthdate, givenName: "Hasphone" });
  const { page, pane, faults, excel, close } = await openList(world.browser, workbookOf([["ART ID", "New phone"]]), { isSignedIn: false });
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
  await item.getByText("3 patients", { exact: true }).waitFor({ timeout: 30_000 });
  await item.getByText("3 open").waitFor();
  await item.getByRole("button", { name: /^Make a sheet/ }).click();
  await main.getByText(/^The sheet “.*” is ready/).waitFor({ timeout: 30_000 });
  await picture(page, "worklist-made");
  expect(await excel("sheets")).toEqual(["List", name, "Names of places"]);
  const top = await excel("texts", name, "A1:C6");
  expect(top[0]?.[0]).toBe(name);
  expect(top[1]?.[0]).toMatch(/^3 patients, read from the record/);
  expect(top[2]?.[0]).toBe("ART ID");
  // In whatever order the server gives: each row is found by its ART ID.
  const rowOf = new Map(top.slice(3).map(([artId], at) => [artId, at + 4]));
  const rows = patients.map(({ artId }) => rowOf.get(artId));
  expect([...rows].sort()).toEqual([4, 5, 6]);
  const [ada, bola, chidi] = rows;

  await pane.getByRole("button", { name: "More commands" }).click();
  await pane.getByRole("menuitem", { name: "Sign out" }).click();
  await signIn(pane);
  await excel("select", name, `${letter("new-phone")}${ada ?? 0}`);
  await excel("setCell", name, `${letter("new-phone")}${ada ?? 0}`, "0803 555 0001");
  await excel("setCell", name, `${letter("new-phone")}${bola ?? 0}`, "08035550002");
  await excel("setCell", name, `${letter("new-street")}${bola ?? 0}`, "12 Okigwe Road");
  await excel("setCell", name, `${letter("callOutcome")}${chidi ?? 0}`, "No answer");
  await validate(pane);
  await picture(page, "worklist-validated");
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
  for (const told of ["2 done", "1 called", "0 stuck", "0 open"]) await item.getByText(told).waitFor();
  expect(await main.getByRole("button", { name: "New worklist" }).count()).toBe(0);
  await item.getByRole("button", { name: /^Go to the sheet/ }).waitFor();
  await picture(page, "worklist-progress");

  const ids = patients.map(({ personId }) => personId);
  expect(await phonesOf(ids)).toEqual(["0 08035550001", "1 08035550002"]);
  const [streets] = await world.root.query<RowDataPacket[]>("SELECT address2 FROM person_address WHERE person_id = ? AND voided = 0", [ids[1]]);
  expect(streets).toEqual([{ address2: "12 Okigwe Road" }]);
  const [calls] = await world.root.query<RowDataPacket[]>("SELECT outcome FROM patient_contacts.contact_attempt WHERE person_id = ?", [ids[2]]);
  expect(calls).toEqual([{ outcome: "no-answer" }]);
  expect(faults).toEqual([]);
  await close();
});
