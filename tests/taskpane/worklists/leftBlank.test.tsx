import { screen, waitFor, within } from "@testing-library/react";
import { lineList, phones, validated } from "../lineList";
import { makeWorld } from "../paneWorld";

/** A worklist's sheet is submitted when a part of it is filled in; the other rows have nothing to be told. */

test("rows that nobody has filled in get no status, and keep what was said of their call", async () => {
  const [title = [], blank = [], , first = []] = lineList();
  const world = makeWorld(
    [title, blank, ["PepfarID", "PhoneNo", "Status", "Detail"], [first[0] ?? "", first[1] ?? "", "", ""], ["NAS/005", "", "", ""], ["NAS/006", "", "Call noted", "Reached"], ["NAS/007", "", "Not sent", "too short"]],
    { preview: phones },
  );
  const { user } = await validated(world);
  await user.click(screen.getByRole("button", { name: "Submit 1 row" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Submit 1 row?" });
  await user.click(await within(dialog).findByRole("button", { name: "Submit 1 row" }));
  await screen.findByRole("region", { name: "Submitting 1 row" });
  world.outbox.finish(({ rowId, rowNumber }, ordinal) => ({
    ordinal,
    rowId,
    rowNumber,
    status: "updated",
    issues: [],
    reverted: [],
    fields: { phone: { status: "changed", before: "08030000000", after: "08031234567", reason: null } },
    finishedAt: "2026-11-22T09:00:01.000Z",
  }));
  await waitFor(() => expect(world.workbook.writtenStatuses).toHaveLength(1));
  // What was said of an earlier value that is no longer there does not stay.
  expect(world.workbook.writtenStatuses[0]?.map(({ locator, status }) => [locator.rowNumber, status])).toEqual([
    [4, "Updated"],
    [7, "Nothing to change"],
  ]);
});
