import { screen, within } from "@testing-library/react";
import { makeReportServer, openReports } from "./reportsWorld";

test("the reports open with the summary of this month, counted at once", async () => {
  const { server, asked } = makeReportServer();
  openReports(server);
  const figures = await screen.findByRole("list", { name: "Figures" });
  expect(within(figures).getByText("Changes asked for").parentElement).toHaveTextContent("150");
  expect(asked.figures).toEqual([
    { kind: "summary", step: "day", filters: { from: "2026-11-01", to: "2026-11-22", facility: null, person: null, field: null, source: null, sheet: null } },
  ]);
  const table = screen.getByRole("table", { name: "By field" });
  expect(within(table).getByRole("row", { name: /Phone.* 100 .*80 .*10 .*4 .*6 .*90% .*3 2$/ })).toBeInTheDocument();
});
