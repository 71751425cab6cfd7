/** @jest-environment node */
import { createFreshening, refreshCells } from "../../src/taskpane/common/freshCells";
import type { CellPorts } from "../../src/taskpane/common/freshCells";
import { WorkbookError } from "../../src/taskpane/workbook/port";
import { createTestClock } from "../client/support/testClock";

/** An Excel that refuses so many times to ask for cells again, as while a cell is being edited; `seen` says what became of the cells. */
function refusing(times: number, code: WorkbookError["code"] = "cell-in-edit"): { readonly ports: CellPorts; readonly seen: string[] } {
  const seen: string[] = [];
  const refreshFunctions = (): Promise<number> => {
    const isRefused = seen.filter((what) => what === "refused").length < times;
    seen.push(isRefused ? "refused" : "refreshed");
    return isRefused ? Promise.reject(new WorkbookError(code)) : Promise.resolve(3);
  };
  return { ports: { entry: { forgetLookups: (artIds) => void seen.push(`forgot ${artIds?.join() ?? "all"}`) }, workbook: { refreshFunctions } }, seen };
}

test("where Excel refuses to ask for cells again, it is asked again after growing pauses", async () => {
  const { ports, seen } = refusing(3);
  const clock = createTestClock();
  const refreshed = refreshCells(ports.workbook, clock);
  await clock.pass(2_900);
  expect(seen).toEqual(["refused", "refused"]);
  await clock.pass(4_100);
  expect(await refreshed).toBe(3);
  expect(seen).toEqual(["refused", "refused", "refused", "refreshed"]);
});

test("it is given up after half a minute, and the reason told", async () => {
  const { ports, seen } = refusing(100);
  const clock = createTestClock();
  const refused = refreshCells(ports.workbook, clock).catch((error: unknown) => error);
  await clock.pass(31_000);
  expect(await refused).toMatchObject({ code: "cell-in-edit" });
  expect(seen).toHaveLength(6);
  expect(clock.pending()).toBe(0);
});

test("an Excel that cannot do it at all is not asked again", async () => {
  const { ports, seen } = refusing(100, "not-supported");
  await expect(refreshCells(ports.workbook, createTestClock())).rejects.toMatchObject({ code: "not-supported" });
  expect(seen).toEqual(["refused"]);
});

test("what could not be refreshed after a submission is refreshed when its end is told again, and then not once more", async () => {
  const { ports, seen } = refusing(6);
  const clock = createTestClock();
  const fresh = createFreshening(ports, clock);
  fresh.forget("u1", ["NAS/001"]);
  const first = fresh.refresh("u1").catch(() => "refused");
  await clock.pass(31_000);
  expect(await first).toBe("refused");
  fresh.forget("u1");
  await fresh.refresh("u1");
  await fresh.refresh("u1");
  expect(seen.filter((what) => what !== "refused")).toEqual(["forgot NAS/001", "refreshed"]);
});
