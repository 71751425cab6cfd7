import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { TrendFigures } from "../../../src/contract/reports";
import { keptDesk } from "../../../src/taskpane/worklists/keptDesk";
import { counts } from "../../reports/reportWorld";
import { makeReportServer, openReports, updates } from "./reportsWorld";

test("a figure opens the rows that it counts, page by page, and the way back leads to the figure", async () => {
  const { server, asked } = makeReportServer({ rows: updates(120) });
  const { user } = openReports(server);
  const failed = await screen.findByRole("button", { name: "Failed: 11. Show these rows" });
  await user.click(failed);
  expect(await screen.findByRole("heading", { name: "Failed: 11" })).toHaveFocus();
  expect(await screen.findByText("50 of 120 rows")).toBeInTheDocument();
  expect(asked.rows[0]).toMatchObject({ kind: "updates", status: "failed", cause: null, after: null, filters: { from: "2026-11-01", to: "2026-11-22" } });
  await user.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("100 of 120 rows")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("120 of 120 rows")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Back to the report" }));
  expect(screen.getByRole("button", { name: "Failed: 11. Show these rows" })).toHaveFocus();
});

test("a row tells patient, values, status, cause, who, when and where, and leads to the patient and the submission", async () => {
  const { server } = makeReportServer({ rows: updates(1) });
  const pending = (): Promise<never> => new Promise(() => undefined);
  const { user, stores } = openReports({ ...server, patientCard: pending, patientHistory: pending, readSubmission: pending });
  await user.click(await screen.findByRole("button", { name: "Failed: 11. Show these rows" }));
  const row = within(await screen.findByRole("list", { name: "Failed: 11" })).getByRole("listitem");
  for (const text of ["Phone", "Failed", "Overwritten in NMRS later", "08031234567 → empty", "1 phone number is too short", "Ada Obi, 22 November 2026, 00:30", "Ibadan Central · Sheet1, row 2 · called"]) {
    expect(row).toHaveTextContent(text);
  }
  await user.click(within(row).getByRole("button", { name: "Open patient OYO-001" }));
  expect(stores.shell.get().route).toBe("patient");
  act(() => stores.leavePatient());
  // Where one came from is as it was left.
  expect(await screen.findByRole("list", { name: "Failed: 11" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Show the submission" }));
  expect(stores.shell.get().route).toBe("submissions");
});

test("rows that cannot be read say so, and are read again when they are asked for", async () => {
  const { server } = makeReportServer();
  let isOffline = true;
  const { user } = openReports({ ...server, reportRows: (...given) => (isOffline ? Promise.reject(new ApiFailure("offline")) : (server.reportRows ?? (() => Promise.reject(new Error())))(...given)) });
  await user.click(within(await screen.findByRole("table", { name: "By field" })).getByRole("button", { name: "Phone, Changed: 80. Show these rows" }));
  expect(await screen.findByText(/cannot be reached/)).toBeInTheDocument();
  isOffline = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("3 of 3 rows")).toBeInTheDocument();
});

test("a bar of a field opens its rows by keyboard", async () => {
  const { server, asked } = makeReportServer();
  openReports(server);
  const user = userEvent.setup();
  const bars = await screen.findByRole("list", { name: "What became of the changes, by field" });
  const [bar] = within(bars).getAllByRole("button", { name: "Address, Failed: 5. Show these rows" });
  act(() => bar?.focus());
  await user.keyboard("{Enter}");
  await waitFor(() => expect(asked.rows[0]).toMatchObject({ status: "failed", filters: { field: "address" } }));
});

const long: TrendFigures = {
  kind: "trend",
  step: "day",
  buckets: Array.from({ length: 20 }, (_, at) => {
    const day = `2026-11-${String(at + 1).padStart(2, "0")}`;
    return { from: day, to: day, phone: counts({ given: at, changed: at }), address: counts({}), birthdate: counts({}) };
  }),
};

test("columns over time are one stop of the Tab key; arrow keys tell each, and Enter opens its day", async () => {
  const { server, asked } = makeReportServer({ figures: () => long });
  const { user, desk } = openReports(server);
  act(() => desk.report.choose({ kind: "trend" }));
  const plot = await screen.findByRole("group", { name: /^What became of the changes, over time\. One bar for each period/ });
  const columns = within(plot).getAllByRole("button");
  expect(columns.filter(({ tabIndex }) => tabIndex === 0)).toEqual([columns[19]]);
  act(() => columns[19]?.focus());
  await user.keyboard("{ArrowLeft}");
  expect(columns[18]).toHaveFocus();
  expect(columns[18]).toHaveAccessibleName("19 Nov 2026. Changed: 18");
  await user.keyboard("{Home}");
  expect(columns[0]).toHaveAccessibleName("1 Nov 2026. –");
  await user.keyboard("{Enter}");
  expect(asked.rows).toEqual([]);
  await user.keyboard("{ArrowRight}{Enter}");
  await waitFor(() => expect(asked.rows[0]?.filters).toMatchObject({ from: "2026-11-02", to: "2026-11-02" }));
});

test("the list of updates and the audit are reports of their own", async () => {
  const { server, asked } = makeReportServer({ rows: updates(2) });
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Updates");
  expect(await screen.findByText("2 of 2 rows")).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Audit");
  expect(await screen.findByText("Opened a patient")).toBeInTheDocument();
  expect(screen.getByText("Refused")).toBeInTheDocument();
  expect(asked.rows.map(({ kind }) => kind)).toEqual(["updates", "audit"]);
});

test("of a change that failed the list shows what was typed; of one that was made as it was typed it does not say it twice", async () => {
  const [failed, made] = updates(2);
  if (failed === undefined || made === undefined) throw new Error("Two rows were asked for.");
  const { server } = makeReportServer({ rows: [failed, { ...made, status: "changed", cause: null, after: "08051111222", given: "08051111222" }] });
  const { desk } = openReports(server);
  act(() => desk.report.choose({ kind: "updates" }));
  expect(await screen.findByText("2 of 2 rows")).toBeInTheDocument();
  expect(screen.getAllByText(/^Given: /).map(({ textContent }) => textContent)).toEqual(["Given: 0803"]);
});

test("for the audit people are offered who stand in it, though they sent nothing, and whoever was chosen before stays", async () => {
  const { server, asked } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.click(screen.getByText("Filters"));
  const offered = (): (string | null)[] => within(screen.getByRole("combobox", { name: "Person" })).getAllByRole("option").map(({ textContent }) => textContent);
  expect(offered()).toEqual(["All", "Ada Obi", "Bayo Ola"]);
  await user.selectOptions(screen.getByRole("combobox", { name: "Person" }), "Bayo Ola");
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Audit");
  expect(offered()).toEqual(["All", "Ada Obi", "Chi Eze", "Bayo Ola"]);
  await user.selectOptions(screen.getByRole("combobox", { name: "Person" }), "Chi Eze");
  await user.selectOptions(screen.getByRole("combobox", { name: "Facility of the patient" }), "Moniya");
  await waitFor(() => expect(asked.rows.at(-1)).toMatchObject({ kind: "audit", filters: { person: "u3", facility: "f2" } }));
});

test("an empty list says so", async () => {
  const { server } = makeReportServer({ rows: [] });
  const { desk } = openReports(server);
  act(() => desk.report.choose({ kind: "updates" }));
  expect(await screen.findByText("There is no update in this period.")).toBeInTheDocument();
});

/** What the bars of the charts are called that lead nowhere. */
const idleBars = (): readonly (string | null)[] =>
  screen.queryAllByRole("img").flatMap((bar) => (bar.closest("figure") === null || bar.tagName.toLowerCase() === "svg" ? [] : [bar.getAttribute("aria-label")]));

test.each([
  ["Summary", "What became of the changes, by field", []],
  ["Trend", "What became of the changes, over time", []],
  ["Failed updates", "Causes, the most frequent first", []],
  ["Staff activity", "Rows by person", []],
  // Nobody can be gathered by having no facility.
  ["Completeness", "Share of patients, by facility", ["No facility. Share valid phone: 100%"]],
  ["Worklist progress", "How far each worklist is", []],
  ["Data quality", "Doubtful numbers and their patients", []],
])("every bar of %s leads to what it counts", async (report, chart, idle) => {
  const { server } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), report);
  await screen.findByRole("region", { name: chart });
  expect(screen.getAllByRole("button", { name: /(Show these rows|Make a worklist of the others|Go to this worklist)$/ }).length).toBeGreaterThan(0);
  expect(idleBars()).toEqual(idle);
});

test("a rule of the data quality shows its patients among all of them, and all again", async () => {
  const { server } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Data quality");
  const chart = await screen.findByRole("region", { name: "Doubtful numbers and their patients" });
  await user.click(within(chart).getByRole("button", { name: "Placeholder (08000000000), Patients: 1. Show these rows" }));
  const region = screen.getByRole("region", { name: "Patients of these numbers: table" });
  expect(region).toHaveFocus();
  expect(screen.getByText("Only “Placeholder (08000000000)”: 1 of 3 rows")).toBeInTheDocument();
  expect(within(region).getAllByRole("row")).toHaveLength(2);
  await user.click(screen.getByRole("button", { name: "Show all rows" }));
  expect(within(screen.getByRole("region", { name: "Patients of these numbers: table" })).getAllByRole("row")).toHaveLength(4);
});

test("a share of the completeness becomes a new worklist of those whom it leaves out, to be made or changed first", async () => {
  const { server } = makeReportServer();
  const { user, stores, world } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Completeness");
  const chart = await screen.findByRole("region", { name: "Share of patients, by facility" });
  await user.click(within(chart).getByRole("button", { name: /^Ibadan Central, Share verified phone: .* Make a worklist of the others$/ }));
  await waitFor(() => expect(stores.shell.get().route).toBe("worklists"));
  expect(keptDesk(world.ports, stores).get()).toMatchObject({ form: { reasons: ["no-phone", "not-verified"], facility: "f1", months: "6" } });
});

test("a list made into a sheet says what it was narrowed to", async () => {
  const { server } = makeReportServer();
  const { user, world } = openReports(server);
  await user.click(await screen.findByRole("button", { name: "Carried out: 90%. Show these rows" }));
  await screen.findByText("3 of 3 rows");
  // The report below is out of sight meanwhile.
  const [make] = screen.getAllByRole("button", { name: "Make a sheet" });
  if (make !== undefined) await user.click(make);
  await screen.findAllByText(/was made\.$/);
  expect(world.workbook.reports[0]?.contents[0]?.document.facts).toContainEqual({ id: "only", label: "Only", text: "Carried out: changed, or already the same" });
});
