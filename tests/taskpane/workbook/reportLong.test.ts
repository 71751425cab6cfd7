/** @jest-environment node */
import type { ReportRow } from "../../../src/reports/document";
import { createJournal } from "../../../src/taskpane/workbook/journal";
import { createReportSheets } from "../../../src/taskpane/workbook/reportSheets";
import { openWorkbook } from "./support/officeInNode";
import { list, row } from "./support/reportContents";

/** Lists of 50,000 rows: no request or answer comes near 5 MB, and the pane has its turn between the requests. */

jest.setTimeout(120_000);

const rowCount = 50_000;
const street = "14, Ayangburen Road, behind the Ọ̀ṣun Bọ́lárìnwá market, Ìkòròdú, beside the second yellow house";

function rowAt(at: number, status: string): ReportRow {
  const minute = String(at % 60).padStart(2, "0");
  return row(`3f9a2c1b-0000-4000-8000-000000000001:${at}:address`, `2026-11-02 09:${minute}:15`, `KD-${at}`, `${street} ${at}`, status);
}

test("a list with more rows than a sheet can well hold is refused before anything is fetched or made", async () => {
  const { excel } = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [] }] });
  const reports = createReportSheets(createJournal(), () => "id1");
  await reports.make(list([rowAt(0, "Updated")]));
  let fetched = 0;
  const long = { ...list([]), pages: { total: 200_001, next: () => Promise.resolve([rowAt((fetched += 1), "Updated")]) } };
  await expect(reports.make(long)).rejects.toMatchObject({ code: "report-too-long" });
  await expect(reports.refresh("id1", long)).rejects.toMatchObject({ code: "report-too-long" });
  expect(fetched).toBe(0);
  expect(excel.tables()).toEqual([{ name: "pcm_updates", sheet: "Updates", address: "A6:E7" }]);
});

test("50,000 rows are made and brought up to date in small requests", async () => {
  const { excel } = openWorkbook({ name: "Book.xlsx", sheets: [{ name: "Sheet1", cells: [] }] });
  const reports = createReportSheets(createJournal(), () => "id1");
  const rows = Array.from({ length: rowCount }, (_, at) => rowAt(at, "Updated"));
  const steps: number[] = [];
  let started = performance.now();
  await reports.make(list(rows, 5_000), { onProgress: (done) => steps.push(done) });
  const making = performance.now() - started;
  expect(excel.tables()).toEqual([{ name: "pcm_updates", sheet: "Updates", address: `A6:E${rowCount + 6}` }]);
  expect(excel.texts("Updates", `A${rowCount + 6}:D${rowCount + 6}`)).toEqual([["2026-11-02 09:19", "KD-49999", `${street} 49999`, "Updated"]]);
  expect(steps.length).toBeGreaterThan(20);
  expect(steps.at(-1)).toBe(rowCount);

  // Every tenth row changes, the first 200 vanish, 1,000 come.
  const later = [...rows.slice(200).map((of, at) => (at % 10 === 0 ? rowAt(at + 200, "Failed") : of)), ...Array.from({ length: 1_000 }, (_, at) => rowAt(rowCount + at, "Updated"))];
  started = performance.now();
  const result = await reports.refresh("id1", list(later, 5_000));
  const refreshing = performance.now() - started;
  expect(result).toMatchObject({ changed: 4_980, added: 1_000, removed: 200 });
  expect(excel.tables()[0]?.address).toBe(`A6:E${rowCount + 806}`);
  const sizes = excel.requests.map(({ requestBytes, responseBytes }) => Math.max(requestBytes, responseBytes));
  const largest = Math.max(...sizes);
  process.stdout.write(
    `50,000 rows: made in ${Math.round(making)} ms, brought up to date in ${Math.round(refreshing)} ms, ${sizes.length} requests, the largest request or answer ${largest} bytes\n`,
  );
  expect(largest).toBeLessThan(4_000_000);
});
