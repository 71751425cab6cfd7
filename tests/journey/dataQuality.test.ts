import type { Frame } from "playwright-core";
import type { RowDataPacket } from "mysql2/promise";
import { columnIndex, columnName } from "../../excel-host/model/address";
import { worklistColumns } from "../../src/taskpane/worklists/sheetColumns";
import type { WorklistColumnId } from "../../src/taskpane/worklists/sheetColumns";
import { drawTo, journeyWorld, picture, signIn } from "../support/journeyStack";
import { openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import { buildPatient } from "../support/patients";
import type { BuiltPatient } from "../support/patients";
import { rowsInPane, rowsOnSheet } from "../support/reportJourney";

/** Doubtful numbers from the record to the radar, to its sheet, to a sheet to fill in, and back into the record: the radar then tells fewer. */

jest.setTimeout(300_000);

const world = journeyWorld();
const reportSheet = "Numbers that may be wrong";
/** Numbers that no other patient of the journeys has, but for the first placeholder: many have that, and other journeys correct some of them meanwhile. */
const numbers = { shared: "08161902734", placeholder: "08000000000", repeated: "07077777772", sequence: "07023456789", clinic: "08161902756" } as const;
type Planted = keyof typeof numbers;
const rules: Readonly<Record<Planted, string>> = {
  shared: "One number of many patients",
  placeholder: "Placeholder (08000000000)",
  repeated: "Placeholder (08000000000)",
  sequence: "Typed along the keys (08012345678)",
  clinic: "The clinic's own number",
};
const exact = ["shared", "repeated", "sequence", "clinic"] as const satisfies readonly Planted[];
const clusterHeadings = ["No.", "Phone", "What is doubtful", "Patients", "Patients elsewhere", "Facilities"];
const patientHeadings = ["No.", "ART ID", "Name", "Facility", "Phone", "Number since", "What is doubtful"];
/** Of an age that no other patient has, so that the worklist is of these alone. */
const old = { birthdate: `${new Date().getFullYear() - 117}-01-01`, age: "117" };
const letter = (id: WorklistColumnId): string => String.fromCharCode(65 + worklistColumns.findIndex((column) => column.id === id));

const build = (phone: string): Promise<BuiltPatient> => buildPatient(world.root, { birthdate: old.birthdate, phones: [phone] });

/** Five of one number, one of them as NMRS prints it, and two of each other kind. */
async function plant(): Promise<Readonly<Record<Planted, readonly BuiltPatient[]>>> {
  const { shared, placeholder, repeated, sequence, clinic } = numbers;
  return {
    shared: await Promise.all([shared, shared, shared, shared, `+234-${shared}`].map(build)),
    placeholder: await Promise.all([placeholder, placeholder].map(build)),
    repeated: await Promise.all([repeated, repeated].map(build)),
    sequence: await Promise.all([sequence, sequence].map(build)),
    clinic: await Promise.all([clinic, clinic].map(build)),
  };
}

async function menu(pane: Frame, item: string): Promise<void> {
  await pane.getByRole("button", { name: "More commands" }).click();
  await pane.getByRole("menuitem", { name: item }).click();
}

async function openRadar(pane: Frame): Promise<void> {
  await pane.getByRole("tab", { name: "Home" }).click();
  await pane.getByRole("button", { name: "Reports", exact: true }).click();
  await pane.getByRole("combobox", { name: "Report" }).selectOption("Data quality");
  await pane.getByRole("heading", { name: reportSheet }).waitFor();
}

/** How many patients the radar tells of a number, by the rule; null where it does not tell it. */
async function toldInPane(pane: Frame, planted: Planted): Promise<number | null> {
  const more = pane.getByRole("region", { name: "Number by number", exact: true }).getByRole("button", { name: /more rows?$/ });
  while (await more.isVisible()) await more.click();
  return patientsOf(await rowsInPane(pane, "Number by number"), planted);
}

function patientsOf(clusters: readonly (readonly string[])[], planted: Planted): number | null {
  const told = clusters.filter(([, phone, rule]) => phone === numbers[planted] && rule === rules[planted]);
  expect(told.length).toBeLessThanOrEqual(1);
  return told[0] === undefined ? null : Number(told[0][3]?.replaceAll(",", ""));
}

const artIdsOf = (patients: readonly (readonly string[])[], planted: Planted): readonly (string | undefined)[] =>
  patients.filter(([, , , , phone, , rule]) => phone === numbers[planted] && rule === rules[planted]).map(([, artId]) => artId).sort();
const artIds = (patients: readonly BuiltPatient[]): readonly string[] => patients.map(({ artId }) => artId).sort();

test("doubtful numbers are seen on the radar, stand on its sheet, are corrected on a worklist's sheet, and the radar tells fewer", async () => {
  const opened = await openList(world.browser, workbookOf([["My own notes"]]), { isSignedIn: false });
  const { page, pane, excel, faults } = opened;
  const main = pane.getByRole("main");
  await signIn(pane, "administrator", "Administrator-Demo-2026");
  await menu(pane, "Settings");
  await pane.getByLabel("The clinic's own telephone numbers").fill(`+234-${numbers.clinic}`);
  await pane.getByRole("button", { name: "Save for the site" }).click();
  await pane.getByText("Saved. It counts for everybody within seconds.").waitFor();
  await menu(pane, "Sign out");

  await signIn(pane, "supervisor", "Supervisor-Demo-2026");
  await openRadar(pane);
  for (const planted of exact) expect([planted, await toldInPane(pane, planted)]).toEqual([planted, null]);
  const patients = await plant();
  await pane.getByRole("button", { name: "Count again" }).click();
  await pane.getByRole("table", { name: "Number by number" }).getByRole("cell", { name: numbers.shared }).waitFor({ timeout: 30_000 });
  for (const planted of exact) expect([planted, await toldInPane(pane, planted)]).toEqual([planted, planted === "shared" ? 5 : 2]);
  expect(await toldInPane(pane, "placeholder")).toBeGreaterThanOrEqual(2);
  await drawTo(page, 320);
  await picture(page, "data-quality-320");
  await pane.getByRole("heading", { name: "Number by number" }).scrollIntoViewIfNeeded();
  await picture(page, "data-quality-320 clusters");
  await drawTo(page, 370);

  await pane.getByRole("button", { name: "Make a sheet" }).click();
  await pane.getByText(`The sheet “${reportSheet}” was made.`).waitFor({ timeout: 60_000 });
  const clusters = await rowsOnSheet(opened, reportSheet, clusterHeadings);
  for (const planted of exact) expect([planted, patientsOf(clusters, planted)]).toEqual([planted, planted === "shared" ? 5 : 2]);
  const lines = await rowsOnSheet(opened, reportSheet, patientHeadings);
  for (const planted of exact) expect(artIdsOf(lines, planted)).toEqual(artIds(patients[planted]));
  expect(artIdsOf(lines, "placeholder")).toHaveLength(patientsOf(clusters, "placeholder") ?? 0);
  expect(artIdsOf(lines, "placeholder")).toEqual(expect.arrayContaining([...artIds(patients.placeholder)]));
  const [ofPatients] = (await excel("tables")).filter(({ sheet }) => sheet === reportSheet).slice(-1);
  const [, left = "", top = "0"] = /^([A-Z]+)(\d+):/.exec(ofPatients?.address ?? "") ?? [];
  const at = Number(top) + 1 + lines.findIndex(([, , , , phone]) => phone === numbers.shared);
  const columnOf = (heading: string): string => columnName(columnIndex(left) + patientHeadings.indexOf(heading));
  // Texts: a number would have lost its leading zero.
  expect(await excel("cell", reportSheet, `${columnOf("Phone")}${at}`)).toMatchObject({ value: numbers.shared, numberFormat: "@", formula: null });
  expect(await excel("cell", reportSheet, `${columnOf("ART ID")}${at}`)).toMatchObject({ value: lines[at - Number(top) - 1]?.[1], numberFormat: "@", formula: null });
  await picture(page, "data-quality-sheet");

  // The search, by which worklists find who shares a number, learns of new patients some seconds after they were entered.
  const persons = Object.values(patients).flat().map(({ personId }) => personId);
  await until(async () => {
    const [known] = await world.root.query<RowDataPacket[]>("SELECT DISTINCT person_id FROM patient_contacts.search_key WHERE person_id IN (?)", [persons]);
    return known.length === persons.length;
  }, 90);
  await pane.getByRole("tab", { name: "Home" }).click();
  await main.getByRole("button", { name: "Worklists" }).click();
  await main.getByRole("button", { name: "New worklist" }).click();
  await main.getByRole("checkbox", { name: "Number of several patients" }).click();
  await main.getByRole("checkbox", { name: "Made-up number" }).click();
  await main.getByText("Only some of them").click();
  await main.getByRole("textbox", { name: "Age from" }).fill(old.age);
  await main.getByRole("textbox", { name: "Age to" }).fill(old.age);
  const name = `Doubtful ${persons[0] ?? 0}`;
  await main.getByRole("textbox", { name: "Name" }).fill(name);
  await main.getByRole("button", { name: "Gather the patients" }).click();
  const item = main.getByRole("listitem").filter({ has: pane.getByRole("heading", { name }) });
  // The clinic's own number is no reason of a worklist.
  await item.getByText("11 patients", { exact: true }).waitFor({ timeout: 30_000 });
  await item.getByRole("button", { name: /^Make a sheet/ }).click();
  await main.getByText(/^The sheet “.*” is ready/).waitFor({ timeout: 30_000 });
  const listed = (await excel("texts", name, "A4:A14")).map(([artId]) => artId);
  expect([...listed].sort()).toEqual(artIds([...patients.shared, ...patients.placeholder, ...patients.repeated, ...patients.sequence]));
  const type = (patient: BuiltPatient | undefined, phone: string): Promise<void> =>
    excel("setCell", name, `${letter("new-phone")}${listed.indexOf(patient?.artId ?? "") + 4}`, phone);
  await type(patients.shared[0], "0816 190 3001");
  await type(patients.placeholder[0], "08161903002");
  await type(patients.repeated[0], "08161903003");
  await pane.getByRole("tab", { name: "Submit" }).click();
  await validate(pane);
  await submit(pane);

  await openRadar(pane);
  await pane.getByRole("button", { name: "Count again" }).click();
  await until(async () => (await toldInPane(pane, "shared")) === 4, 30);
  expect(await toldInPane(pane, "repeated")).toBe(1);
  expect(await toldInPane(pane, "sequence")).toBe(2);
  await pane.getByRole("button", { name: "Refresh the sheet" }).click();
  await pane.getByText(`“${reportSheet}” is up to date:`).waitFor({ timeout: 60_000 });
  expect(patientsOf(await rowsOnSheet(opened, reportSheet, clusterHeadings), "shared")).toBe(4);
  const remaining = await rowsOnSheet(opened, reportSheet, patientHeadings);
  expect(artIdsOf(remaining, "shared")).toEqual(artIds(patients.shared.slice(1)));
  expect(artIdsOf(remaining, "repeated")).toEqual(artIds(patients.repeated.slice(1)));
  expect(artIdsOf(remaining, "placeholder")).not.toContain(patients.placeholder[0]?.artId);
  expect(artIdsOf(remaining, "placeholder")).toContain(patients.placeholder[1]?.artId);
  const [phones] = await world.root.query<RowDataPacket[]>(
    "SELECT value FROM person_attribute WHERE person_id IN (?) AND person_attribute_type_id = 8 AND voided = 0 ORDER BY value",
    [[patients.shared[0], patients.placeholder[0], patients.repeated[0]].map((patient) => patient?.personId)],
  );
  expect(phones.map(({ value }) => String(value))).toEqual(["08161903001", "08161903002", "08161903003"]);
  expect(faults).toEqual([]);
  await opened.close();
});
