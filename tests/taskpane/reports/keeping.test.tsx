import { act, screen, waitFor, within } from "@testing-library/react";
import { ApiFailure } from "../../../src/client/apiFailure";
import { summary } from "../../reports/reportWorld";
import { formats } from "../../../src/wording/formats";
import { WorkbookError } from "../../../src/taskpane/workbook/port";
import { choices, makeReportServer, openReports, updates } from "./reportsWorld";

describe("a sheet", () => {
  test("is made of what is shown, without counting it again, and brought up to date by counting anew", async () => {
    const { server, asked } = makeReportServer();
    const { user, world } = openReports(server);
    await screen.findByRole("list", { name: "Figures" });
    await user.click(screen.getByRole("button", { name: "Make a sheet" }));
    expect(await screen.findByText("The sheet “Summary of contact updates” was made.")).toBeInTheDocument();
    expect(asked.figures).toHaveLength(1);
    expect(world.workbook.reports[0]?.contents[0]).toMatchObject({ asked: { kind: "summary" }, pages: null, document: { title: "Summary of contact updates", facts: expect.arrayContaining([{ id: "site", label: "Site", text: "Karu" }]) } });
    await user.click(await screen.findByRole("button", { name: "Refresh the sheet" }));
    expect(await screen.findByText("“Summary of contact updates” is up to date: 1 row changed, 0 added, 0 removed. 2 rows are not in the report any more, but you wrote beside them: nothing of yours was deleted, only the figures of the report are empty there.")).toBeInTheDocument();
    expect(asked.figures).toHaveLength(2);
  });

  test("of this month goes on to the day on which it is brought up to date, by the server's calendar", async () => {
    const { server, asked } = makeReportServer();
    let day = "2026-11-22";
    const { user } = openReports({ ...server, reportChoices: () => Promise.resolve({ ...choices, today: day }) });
    await screen.findByRole("list", { name: "Figures" });
    await user.click(screen.getByRole("button", { name: "Make a sheet" }));
    await screen.findByText(/was made\.$/);
    day = "2026-11-25";
    await user.click(await screen.findByRole("button", { name: "Refresh the sheet" }));
    await screen.findByText(/is up to date/);
    expect(asked.figures.map(({ filters: { from, to } }) => [from, to])).toEqual([["2026-11-01", "2026-11-22"], ["2026-11-01", "2026-11-25"]]);
  });

  test("of a list gets its rows page by page, with their moments on the clocks of the site", async () => {
    const { server, asked } = makeReportServer({ rows: updates(7_000) });
    const { user, desk, world } = openReports(server);
    act(() => desk.report.choose({ kind: "updates" }));
    await screen.findByText("50 of 7,000 rows");
    await user.click(screen.getByRole("button", { name: "Make a sheet" }));
    await screen.findByText(/was made\.$/);
    const pages = world.workbook.reports[0]?.contents[0]?.pages;
    expect(pages?.total).toBe(7_000);
    const [first, second, end] = [await pages?.next(), await pages?.next(), await pages?.next()];
    expect([first?.length, second?.length, end]).toEqual([5_000, 2_000, null]);
    expect(first?.[0]?.cells.slice(0, 4)).toEqual(["2026-11-22 00:30:00", "OYO-001", "Ibadan Central", "Phone"]);
    expect(asked.rows.slice(1).map(({ limit, after }) => [limit, after])).toEqual([[5_000, null], [5_000, "5000"]]);
  });

  test("of the rows of a figure holds those alone", async () => {
    const { server } = makeReportServer();
    const { user, world } = openReports(server);
    await user.click(await screen.findByRole("button", { name: "Failed: 11. Show these rows" }));
    await screen.findByText("3 of 3 rows");
    const [make] = screen.getAllByRole("button", { name: "Make a sheet" });
    if (make !== undefined) await user.click(make);
    await screen.findAllByText(/was made\.$/);
    expect(world.workbook.reports[0]?.sheet.asked).toMatchObject({ kind: "updates", status: "failed" });
  });

  test("that Excel refuses says why", async () => {
    const { server } = makeReportServer();
    const { user, world } = openReports(server);
    await screen.findByRole("list", { name: "Figures" });
    world.workbook.failWith(new WorkbookError("read-only"));
    await user.click(screen.getByRole("button", { name: "Make a sheet" }));
    expect(await screen.findByText(/This workbook is open for reading only/)).toBeInTheDocument();
  });

  test("that is being written shows how far it is, and can be cancelled", async () => {
    const { server } = makeReportServer();
    const made = openReports(server);
    const { user, world } = made;
    await screen.findByRole("list", { name: "Figures" });
    Object.assign(world.ports.workbook.reports, {
      make: (_: unknown, options?: { onProgress?: (done: number, total: number) => void; signal?: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          options?.onProgress?.(2_000, 50_000);
          options?.signal?.addEventListener("abort", () => reject(options.signal?.reason as Error));
        }),
    });
    await user.click(screen.getByRole("button", { name: "Make a sheet" }));
    expect(await screen.findByText("2,000 of 50,000 rows")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Make a sheet" })).toHaveAccessibleDescription("A sheet is being written. Wait for it, or cancel it.");
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("Cancelled.")).toBeInTheDocument();
  });
});

describe("a file", () => {
  test("is asked for, is watched while it is made, opens by a link on the web, and is deleted", async () => {
    const { server, asked, settle } = makeReportServer();
    const { user } = openReports(server);
    await screen.findByRole("list", { name: "Figures" });
    await user.click(screen.getByRole("button", { name: "Make a file: CSV" }));
    const list = await screen.findByRole("list", { name: "Files of reports" });
    expect(within(list).getByText("Waits for its turn")).toBeInTheDocument();
    expect(asked.made[0]?.[1]).toMatchObject({ kind: "summary", format: "csv", language: "en", filters: { from: "2026-11-01" } });
    settle({ state: "making", done: 300, total: 1_200 });
    expect(await within(list).findByText("300 of 1,200 rows", {}, { timeout: 3_000 })).toBeInTheDocument();
    settle({ state: "ready", bytes: 45_300, finishedAt: "2026-11-22T09:01:00.000Z", expiresAt: "2026-11-29T09:01:00.000Z" });
    await user.click(await within(list).findByRole("button", { name: "Open: summary.csv" }, { timeout: 3_000 }));
    expect(within(list).getByText(/^45\.3 KB, kept until 29 Nov 2026/)).toBeInTheDocument();
    expect(await screen.findByRole("link", { name: "Save summary.csv" })).toHaveAttribute("href", expect.stringContaining("/api/downloads/"));
    await user.click(within(list).getByRole("button", { name: "Delete: summary.csv" }));
    await waitFor(() => expect(asked.removed).toHaveLength(1));
    expect(await screen.findByText("No file was made yet.")).toBeInTheDocument();
  });

  test("opens in the browser where Excel can do that", async () => {
    const { server, settle } = makeReportServer();
    const opened: string[] = [];
    const { user, desk } = openReports(server, { ports: { openAddress: (address) => opened.push(address) > 0 } });
    await screen.findByRole("list", { name: "Figures" });
    await user.click(screen.getByRole("button", { name: "Make a file: PDF" }));
    const list = await screen.findByRole("list", { name: "Files of reports" });
    settle({ state: "ready", bytes: 2_340_000, expiresAt: "2026-11-29T09:01:00.000Z" });
    await act(() => desk.files.load());
    // The list stays open when the file is ready: that is when it is needed.
    expect(list.closest("details")).toHaveAttribute("open");
    await user.click(await screen.findByRole("button", { name: "Open: summary.pdf" }));
    expect(await screen.findByText("summary.pdf opens in your browser.")).toBeInTheDocument();
    expect(opened).toHaveLength(1);
  });

  test.each([
    [{ state: "failed", problem: "not-allowed" }, "Your role no longer allows this report."],
    [{ state: "failed", problem: "server" }, /^The server could not make it/],
    [{ state: "expired" }, "Deleted: the time of keeping is over"],
    [{ state: "cancelled" }, "Cancelled"],
  ] as const)("that ended as %j says so, and offers nothing that cannot be done", async (ended, text) => {
    const { server, settle } = makeReportServer();
    const { user, desk } = openReports(server);
    await screen.findByRole("list", { name: "Figures" });
    await user.click(screen.getByRole("button", { name: "Make a file: Excel file" }));
    await screen.findByRole("list", { name: "Files of reports" });
    settle(ended);
    await act(() => desk.files.load());
    const list = screen.getByRole("list", { name: "Files of reports" });
    expect(await within(list).findByText(text)).toBeInTheDocument();
    expect(within(list).queryByRole("button")).not.toBeInTheDocument();
  });

  test("asked for again after no answer came is the same file", async () => {
    const { server } = makeReportServer();
    const asked: string[] = [];
    let isOffline = true;
    const { user } = openReports({
      ...server,
      makeReportFile: (uuid, request) => {
        asked.push(uuid);
        if (isOffline || server.makeReportFile === undefined) return Promise.reject(new ApiFailure("offline"));
        return server.makeReportFile(uuid, request);
      },
    });
    await screen.findByRole("list", { name: "Figures" });
    await user.click(screen.getByRole("button", { name: "Make a file: CSV" }));
    await screen.findByText(/cannot be reached/);
    isOffline = false;
    await user.click(screen.getByRole("button", { name: "Make a file: CSV" }));
    await screen.findByText("Waits for its turn");
    await user.click(screen.getByRole("button", { name: "Make a file: CSV" }));
    await waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[1]).toBe(asked[0]);
    expect(asked[2]).not.toBe(asked[0]);
  });
});

test("a report can be made by itself every week or month, and be ended", async () => {
  const { server, asked } = makeReportServer({ figures: () => summary });
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  await user.click(screen.getByText("Made by itself"));
  await user.selectOptions(screen.getByRole("combobox", { name: "How often" }), "On the first of a month, for the month before");
  await user.click(screen.getByRole("button", { name: "Add" }));
  const list = await screen.findByRole("list", { name: "Reports made by themselves" });
  expect(list).toHaveTextContent("Summary, PDF");
  expect(list).toHaveTextContent("next on 23 November 2026");
  expect(asked.scheduled[0]?.[1]).toEqual({ kind: "summary", step: "day", format: "pdf", language: "en", rhythm: "month", filters: { facility: null, person: null, field: null, source: null, sheet: null } });
  await user.click(within(list).getByRole("button", { name: "End: Summary, PDF" }));
  await waitFor(() => expect(screen.queryByRole("list", { name: "Reports made by themselves" })).not.toBeInTheDocument());
});

test("a plan and a file that the server cannot read are told beside the others, and the plan can be ended", async () => {
  const at = "2026-11-03T08:15:00.000Z";
  const moment = formats.moment(at);
  const { server, asked } = makeReportServer({ figures: () => summary, unreadableFiles: [{ uuid: "f-1", at }], unreadableSchedules: [{ uuid: "s-1", at }] });
  const { user } = openReports(server);
  await screen.findByRole("list", { name: "Figures" });
  expect(await screen.findByText(new RegExp(`^What was asked for on ${moment} cannot be read`))).toBeInTheDocument();
  expect(screen.queryByText("No file was made yet.")).not.toBeInTheDocument();
  await user.click(await screen.findByText("Made by itself (1)"));
  const list = screen.getByRole("list", { name: "Plans that cannot be read" });
  expect(list).toHaveTextContent(`What was planned on ${moment} cannot be read by this version of the server: nothing is made.`);
  await user.click(within(list).getByRole("button", { name: `End: planned on ${moment}` }));
  await waitFor(() => expect(screen.queryByRole("list", { name: "Plans that cannot be read" })).not.toBeInTheDocument());
  expect(asked.ended).toEqual(["s-1"]);
});
