import type { Frame } from "playwright-core";
import type { ResultSetHeader } from "mysql2/promise";
import { journeyWorld, picture } from "../support/journeyStack";
import { buildPatients, openList, submit, until, validate, workbookOf } from "../support/paneJourney";
import type { OpenList } from "../support/paneJourney";

/** A report becomes a sheet of the workbook, is worked in, and is brought up to date in place; with the real server and the real record. */

jest.setTimeout(240_000);

const world = journeyWorld();
const headings = ["ART ID", "New phone", "Remark"];

async function openAsSupervisor(cells: readonly (readonly string[])[]): Promise<OpenList> {
  const list = await openList(world.browser, workbookOf(cells), { isSignedIn: false });
  await list.pane.getByLabel("User name").fill("supervisor");
  await list.pane.getByLabel("Password", { exact: true }).fill("Supervisor-Demo-2026");
  await list.pane.getByRole("button", { name: "Sign in", exact: true }).click();
  return list;
}

async function openReports(pane: Frame, kind: string): Promise<void> {
  await pane.getByRole("tab", { name: "Home" }).click();
  await pane.getByRole("button", { name: "Reports", exact: true }).click();
  await pane.getByRole("heading", { name: "Reports", exact: true }).waitFor();
  await pane.getByLabel("Report", { exact: true }).selectOption(kind);
}

/** Row of the headings, and of a week or month by its key; both from 1. */
async function placesOf({ excel }: OpenList, sheet: string): Promise<{ readonly heading: number; readonly last: number; readonly key: string }> {
  const table = (await excel("tables")).find(({ sheet: on }) => on === sheet);
  const [, heading = "0", key = "", last = "0"] = /^A(\d+):([A-Z]+)(\d+)$/.exec(table?.address ?? "") ?? [];
  return { heading: Number(heading), last: Number(last), key };
}

test("a supervisor's trend sheet, with an own column, a colour and another name, shows the new figures after Refresh, charts too", async () => {
  const [a, b] = await buildPatients(world.root, 2);
  const list = await openAsSupervisor([headings, [a?.artId ?? "", "08021150001", ""], [b?.artId ?? "", "08021150002", ""]]);
  const { page, pane, excel, faults } = list;
  await openReports(pane, "trend");
  await pane.getByLabel("Step").selectOption("month");
  await pane.getByRole("button", { name: "Make a sheet" }).click();
  await pane.getByText("The sheet “Contact updates over time” was made.").waitFor({ timeout: 60_000 });
  const name = "Contact updates over time";
  expect(await excel("sheets")).toEqual(["List", name]);
  await picture(page, "report sheet trend");

  const { heading, last } = await placesOf(list, name);
  expect(last).toBe(heading + 1);
  const [line = []] = await excel("texts", name, `A${last}:D${last}`);
  const given = Number((line[3] ?? "").replaceAll(",", ""));
  const [chart] = await excel("charts", name);
  expect(chart?.series.map((series) => series.name)).toEqual(["Changed", "Already the same", "In conflict", "Failed"]);
  const changed = chart?.series[0]?.values[0] ?? 0;

  // The person works in the sheet: a column with a formula beside the table, a colour, another name for the sheet.
  const { key } = await placesOf(list, name);
  const own = String.fromCharCode(key.charCodeAt(0) + 1);
  await excel("setCell", name, `${own}${heading}`, "Twice");
  await excel("setCell", name, `${own}${last}`, `=D${last}*2`);
  await pane.evaluate(
    ([sheet, address]) =>
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem(sheet ?? "").getRange(address).format.fill.color = "#FFF2CC";
        await context.sync();
      }),
    [name, `D${last}`],
  );
  await excel("renameSheet", name, "My November");

  await excel("select", "List", "A1");
  await pane.getByRole("tab", { name: "Submit" }).click();
  await validate(pane);
  await submit(pane);
  await openReports(pane, "trend");
  await pane.getByRole("button", { name: "Refresh the sheet" }).click();
  await pane.getByText("“My November” is up to date: 1 row changed, 0 added, 0 removed.").waitFor({ timeout: 60_000 });

  expect(await excel("texts", "My November", `D${last}:D${last}`)).toEqual([[(given + 2).toLocaleString("en-US")]]);
  expect(await excel("cell", "My November", `D${last}`)).toMatchObject({ fill: "#FFF2CC" });
  expect(await excel("cell", "My November", `${own}${last}`)).toMatchObject({ formula: `=D${last}*2`, value: (given + 2) * 2 });
  const [after] = await excel("charts", "My November");
  expect(after?.series[0]?.values).toEqual([changed + 2]);
  await excel("select", "My November", "A1");
  await picture(page, "report sheet trend refreshed");
  expect(faults).toEqual([]);
  await list.close();
});

test("50,000 rows of updates become a sheet without freezing the pane, in small requests; cancelled, nothing stays", async () => {
  await fillLongList();
  const list = await openAsSupervisor([["My own notes"]]);
  const { page, pane, excel } = list;
  await openReports(pane, "updates");
  await pane.getByLabel("Period").selectOption("own");
  await pane.getByLabel("First day").fill("2019-05-01");
  await pane.getByLabel("Last day").fill("2019-05-31");
  await pane.getByText("of 50,000 rows").waitFor({ timeout: 60_000 });
  await pane.evaluate(() => {
    const tasks: PerformanceEntry[] = [];
    new PerformanceObserver((entries) => tasks.push(...entries.getEntries())).observe({ type: "longtask" });
    Object.assign(window, { tasks });
  });
  await excel("clearRequests");
  await pane.getByRole("button", { name: "Make a sheet" }).click();
  await pane.getByText(/^[1-9][\d,]* of 50,000 rows$/).last().waitFor({ timeout: 60_000 });
  await pane.getByRole("button", { name: "Cancel", exact: true }).click();
  await until(async () => (await excel("sheets")).length === 1, 60);
  await pane.getByText("Cancelled.").waitFor();

  const started = Date.now();
  await pane.getByRole("button", { name: "Make a sheet" }).click();
  await pane.getByText(/^The sheet “.*” was made\.$/).waitFor({ timeout: 200_000 });
  const seconds = (Date.now() - started) / 1000;
  const [, name = ""] = await excel("sheets");
  const { heading, last } = await placesOf(list, name);
  expect(last).toBe(heading + 50_000);
  expect(await excel("texts", name, `F${last}:F${last}`)).toEqual([["08000050000"]]);
  await picture(page, "report sheet 50,000 rows");
  const longest = await pane.evaluate(() => {
    // The emulated Excel works in the same thread here; a real one has its own process.
    const own = (window as unknown as { tasks: PerformanceEntry[] }).tasks.filter((task) => task.name !== "same-origin-ancestor");
    return Math.max(0, ...own.map(({ duration }) => duration));
  });
  const largest = await page.evaluate(() => Math.max(...(window.excelHost?.requests ?? []).map(({ requestBytes, responseBytes }) => Math.max(requestBytes, responseBytes))));
  process.stdout.write(`50,000 rows as a sheet in ${seconds.toFixed(1)} s: longest block of the pane ${Math.round(longest)} ms; largest request or answer ${largest} bytes\n`);
  expect(longest).toBeLessThan(1_500);
  expect(largest).toBeLessThan(5_000_000);
  await list.close();
});

/** A list of May 2019 that nobody else's tests look at: 50,000 phones, all changed. */
async function fillLongList(): Promise<void> {
  const connection = await world.root.getConnection();
  try {
    await connection.query("USE patient_contacts");
    const header = JSON.stringify({
      reading: { dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: true, dateCellsSuspect: false },
      source: { workbook: "Long.xlsx", sheet: "May 2019", kind: "sheet" },
    });
    const at = "2019-05-06 09:00:00";
    const [made] = await connection.query<ResultSetHeader>(
      `INSERT INTO submission (uuid, user_id, role, facility_ids, state, row_count, part_count, digest, header, request_id, address, opened_at, accepted_at, started_at, finished_at, kind)
       SELECT UUID(), user_id, 'clerk', NULL, 'done', 50000, 1, UNHEX(SHA2('long', 256)), ?, 'long', '10.0.0.7', ?, ?, ?, ?, 'update' FROM openmrs.users WHERE username = 'clerk'`,
      [header, at, at, at, at],
    );
    const rows = `SELECT p.n, q.patient_id, q.identifier
                    FROM (SELECT @n := @n + 1 AS n FROM openmrs.person a CROSS JOIN (SELECT 1 FROM openmrs.person LIMIT 60) b CROSS JOIN (SELECT @n := -1) c LIMIT 50000) p
                    JOIN (SELECT MIN(patient_id) AS patient_id, MIN(identifier) AS identifier FROM openmrs.patient_identifier WHERE identifier_type = 4 AND voided = 0) q`;
    await connection.query("INSERT INTO submission_part (submission_id, part_number, digest, row_count) VALUES (?, 1, UNHEX(SHA2('long', 256)), 50000)", [made.insertId]);
    await connection.query(
      `INSERT INTO submission_row (submission_id, row_key, row_id, \`row_number\`, patient_id, content)
       SELECT ?, 10000 + n, CONCAT('r', n), n + 2, patient_id, CONCAT('{"cells":{"artId":{"value":"', identifier, '"},"phone":{"value":"080"}},"confirmations":[],"baseline":{}}') FROM (${rows}) t`,
      [made.insertId],
    );
    await connection.query(
      `INSERT INTO row_outcome (submission_id, row_key, status, person_id, phone_status, phone_given, phone_before, phone_after, finished_at)
       SELECT ?, 10000 + n, 'updated', patient_id, 'changed', CONCAT('080', LPAD(n + 1, 8, '0')), '08031234567', CONCAT('080', LPAD(n + 1, 8, '0')), ? FROM (${rows}) t`,
      [made.insertId, at],
    );
  } finally {
    await connection.query("USE openmrs");
    connection.release();
  }
}
