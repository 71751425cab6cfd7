import { act, screen, waitFor, within } from "@testing-library/react";
import { ApiFailure } from "../../../src/client/apiFailure";
import { summary, trend } from "../../reports/reportWorld";
import { clerk } from "../paneWorld";
import { choices, makeReportServer, openReports } from "./reportsWorld";

const all = { facility: null, person: null, field: null, source: null, sheet: null };

test("the reports open with the summary of this month, counted at once", async () => {
  const { server, asked } = makeReportServer();
  openReports(server);
  const figures = await screen.findByRole("list", { name: "Figures" });
  expect(within(figures).getByText("Changes asked for").parentElement).toHaveTextContent("150");
  expect(within(figures).getByText("Carried out").parentElement).toHaveTextContent("90%");
  expect(asked.figures).toEqual([{ kind: "summary", step: "day", filters: { from: "2026-11-01", to: "2026-11-22", ...all } }]);
  const table = screen.getByRole("table", { name: "By field" });
  expect(within(table).getByRole("row", { name: /Phone.* 100 .*80 .*10 .*4 .*6 .*90% .*3 2$/ })).toBeInTheDocument();
  expect(screen.getByText(/^As of 22 November 2026, 10:00/)).toBeInTheDocument();
});

test.each([
  ["Today", "2026-11-22", "2026-11-22"],
  ["Last week", "2026-11-09", "2026-11-15"],
  ["Last month", "2026-10-01", "2026-10-31"],
  ["Last 12 months", "2025-11-23", "2026-11-22"],
])("%s is counted from %s to %s as soon as it is chosen", async (period, from, to) => {
  const { server, asked } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Period" }), period);
  await waitFor(() => expect(asked.figures.at(-1)?.filters).toMatchObject({ from, to }));
});

test("own dates begin with those that were shown; reversed and future ones say so and are not asked for", async () => {
  const { server, asked } = makeReportServer();
  const { user, desk } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Period" }), "Own dates");
  expect(screen.getByLabelText("First day")).toHaveValue("2026-11-01");
  expect(screen.getByLabelText("Last day")).toHaveValue("2026-11-22");
  const before = asked.figures.length;
  act(() => desk.report.choose({ own: { from: "2026-11-21", to: "2026-11-20" } }));
  expect(await screen.findByText("The last day is before the first one. Change one of them.")).toBeInTheDocument();
  act(() => desk.report.choose({ own: { from: "2026-11-23", to: "2026-12-01" } }));
  expect(await screen.findByText("The period begins after today, so there is nothing to report yet.")).toBeInTheDocument();
  act(() => desk.report.choose({ own: { from: "", to: "2026-11-20" } }));
  expect(await screen.findByText("Choose both days.")).toBeInTheDocument();
  expect(asked.figures).toHaveLength(before);
  expect(screen.queryByRole("list", { name: "Figures" })).not.toBeInTheDocument();
  const make = screen.getByRole("button", { name: "Make a sheet" });
  expect(make).toHaveAccessibleDescription("There is no report yet: choose another period, or count again.");
});

test("filters lie folded away, are counted at once, and are left out where they say nothing", async () => {
  const { server, asked } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.click(screen.getByText("Filters"));
  await user.selectOptions(screen.getByRole("combobox", { name: "Facility of the patient" }), "Moniya");
  await user.selectOptions(screen.getByRole("combobox", { name: "Person" }), "Ada Obi");
  await user.selectOptions(screen.getByRole("combobox", { name: "Field" }), "Phone");
  await user.selectOptions(screen.getByRole("combobox", { name: "Sent from" }), "File");
  await user.type(screen.getByLabelText("Name of the sheet or workbook"), "May");
  await waitFor(() => expect(asked.figures.at(-1)?.filters).toMatchObject({ facility: "f2", person: "u1", field: "phone", source: "file", sheet: "May" }));
  expect(screen.getByText("Filters (5)")).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Completeness");
  await waitFor(() => expect(asked.figures.at(-1)).toMatchObject({ kind: "completeness", filters: { ...all, facility: "f2" } }));
  expect(screen.getByText("Filters (1)")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Clear the filters" }));
  await waitFor(() => expect(asked.figures.at(-1)?.filters).toMatchObject(all));
});

test("the step of a trend fits the period until another one is chosen", async () => {
  const { server, asked } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Trend");
  await user.selectOptions(screen.getByRole("combobox", { name: "Period" }), "Last 12 months");
  await waitFor(() => expect(asked.figures.at(-1)).toMatchObject({ kind: "trend", step: "month" }));
  await user.selectOptions(screen.getByRole("combobox", { name: "Step" }), "Week");
  await waitFor(() => expect(asked.figures.at(-1)).toMatchObject({ kind: "trend", step: "week" }));
});

test("the data quality has no period: it is asked for as of now, and shows numbers and whose they are", async () => {
  const { server, asked } = makeReportServer();
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Data quality");
  await waitFor(() => expect(asked.figures.at(-1)).toEqual({ kind: "quality", step: "day", filters: { from: "2026-11-22", to: "2026-11-22", ...all } }));
  expect(screen.queryByRole("combobox", { name: "Period" })).not.toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: "Period" })).toHaveValue("As of now");
  const figures = await screen.findByRole("list", { name: "Figures" });
  expect(within(figures).getByText("Shared number").parentElement).toHaveTextContent("3");
  expect(within(screen.getByRole("table", { name: "Number by number" })).getByRole("row", { name: /^1 08035550001 One number of many patients 3 2 Ibadan Central, Iwo, Moniya and 2 more$/ })).toBeInTheDocument();
  const patients = screen.getByRole("table", { name: "Patients of these numbers" });
  expect(within(patients).getByRole("row", { name: /^1 OYO-001 Ngozi Okonkwo Ibadan Central 08035550001 15 January 2020 One number of many patients$/ })).toBeInTheDocument();
  expect(screen.getByRole("region", { name: "Doubtful numbers and their patients" })).toBeInTheDocument();
  await user.click(screen.getByText("How to read this"));
  expect(screen.getByText(/^The clinic's own numbers are not set yet/)).toBeInTheDocument();
  expect(screen.getByText("The largest come first; left out for want of room: 0 numbers and 1 patient.")).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Summary");
  await waitFor(() => expect(asked.figures.at(-1)?.filters).toMatchObject({ from: "2026-11-01", to: "2026-11-22" }));
  expect(screen.getByRole("combobox", { name: "Period" })).toBeInTheDocument();
});

test("a clerk sees how far the worklists are, list by list and person by person", async () => {
  const { server } = makeReportServer();
  const { user } = openReports(server, { person: clerk });
  await screen.findByRole("list", { name: "Figures" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Worklist progress");
  const lists = await screen.findByRole("table", { name: "Worklist by worklist" });
  expect(within(lists).getByRole("row", { name: /^No phone, Moniya Bola Ade 21 November 2026, 00:30 40 10 6 4 20 25%$/ })).toBeInTheDocument();
  expect(within(lists).getByRole("row", { name: /^Nobody within reach .* 0 0 0 0 0 –$/ })).toBeInTheDocument();
  const people = screen.getByRole("table", { name: "Who worked on them" });
  expect(within(people).getAllByRole("row").slice(1).map((line) => line.textContent)).toEqual(["Ada ObiNo phone, Moniya750", "Bayo OlaNo phone, Moniya314"]);
  expect(screen.getByRole("region", { name: "How far each worklist is" })).toBeInTheDocument();
  expect(screen.queryByText("Your own work is counted.")).not.toBeInTheDocument();
});

test("an empty period says so in place of figures", async () => {
  const nothing = { given: 0, changed: 0, unchanged: 0, conflict: 0, failed: 0, undone: 0, reverted: 0 };
  const { server } = makeReportServer({
    figures: () => ({ ...summary, fields: { phone: nothing, address: nothing, birthdate: nothing }, rows: { ...summary.rows, sent: 0 }, submissions: 0 }),
  });
  openReports(server);
  expect(await screen.findByText("No change was asked for in this period.")).toBeInTheDocument();
  expect(screen.queryByRole("list", { name: "Figures" })).not.toBeInTheDocument();
});

test("while the server counts it says so, and an answer to what was asked before is not shown", async () => {
  let answer: (() => void) | undefined;
  const { server, asked } = makeReportServer({
    figures: (request) => (request.kind === "summary" ? new Promise((resolve) => (answer = () => resolve(summary))) : trend),
  });
  const { user } = openReports(server);
  expect(await screen.findByText("Counting…")).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Report" }), "Trend");
  expect(await screen.findByRole("table", { name: "Period by period" })).toBeInTheDocument();
  act(() => answer?.());
  await waitFor(() => expect(asked.figures).toHaveLength(2));
  expect(screen.queryByRole("table", { name: "By field" })).not.toBeInTheDocument();
});

test("without a connection it says so, and tries again when it is asked to", async () => {
  let isOffline = true;
  const { server } = makeReportServer();
  const { user } = openReports({ ...server, reportChoices: () => (isOffline ? Promise.reject(new ApiFailure("offline")) : Promise.resolve(choices)) });
  expect(await screen.findByText("The server cannot be reached. Check the network cable or Wi-Fi.")).toBeInTheDocument();
  isOffline = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("list", { name: "Figures" })).toBeInTheDocument();
});

test("what the server refuses is told in its own sentence", async () => {
  const { server } = makeReportServer({
    figures: () => Promise.reject(new ApiFailure("refused", { status: 422, problem: { code: "unknown-filter", message: "", requestId: "r-1" } })),
  });
  openReports(server);
  expect(await screen.findByText("Reference r-1")).toBeInTheDocument();
});

test("a clerk gets figures of the own work: no lists, no person to choose, nothing that opens", async () => {
  const { server } = makeReportServer();
  const { user } = openReports(server, { person: clerk });
  await screen.findByRole("list", { name: "Figures" });
  expect(screen.getByText("Your own work is counted.")).toBeInTheDocument();
  const kinds = within(screen.getByRole("combobox", { name: "Report" })).getAllByRole("option");
  expect(kinds.map(({ textContent }) => textContent)).toEqual(["Summary", "Trend", "Failed updates", "Staff activity", "Completeness", "Worklist progress"]);
  await user.click(screen.getByText("Filters"));
  expect(screen.queryByRole("combobox", { name: "Person" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /Show these rows/ })).not.toBeInTheDocument();
  await user.click(screen.getByText("What this report is made of"));
  expect(screen.getByText("Person", { selector: "dt" }).nextSibling).toHaveTextContent("Amina Bello");
});

test("who signs out leaves nothing of the report for the next", async () => {
  const { server } = makeReportServer();
  const { desk, world } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  act(() => world.session.set({ person: null, ended: "person" }));
  expect(desk.report.get()).toMatchObject({ figures: null, choices: null, opened: null });
});
