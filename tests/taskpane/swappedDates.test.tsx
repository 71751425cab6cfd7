import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../src/client/apiFailure";
import { SubmitScreen } from "../../src/taskpane/submit/SubmitScreen";
import { createSubmitStore } from "../../src/taskpane/submit/submitStore";
import { makeWorld, show } from "./paneWorld";
import type { Grid, World } from "./paneWorld";

/** 4 March 1987 and 25 March 1987 as Excel counts days. */
const fourthOfMarch = { value: 31_840, isDate: true };
const twentyFifthOfMarch = { value: 31_861, isDate: true };

async function validate(rows: Grid): Promise<World> {
  const world = makeWorld([["PepfarID", "DOB"], ...rows], { preview: () => Promise.reject(new ApiFailure("offline")) });
  show(<SubmitScreen store={createSubmitStore(world.ports, () => "2026-11-22")} personName="Amina Bello" cell={null} />);
  const user = userEvent.setup();
  await screen.findByText(`${rows.length} rows`);
  await user.click(screen.getByRole("button", { name: "Validate" }));
  await screen.findByText("Checked on this computer only");
  return world;
}

describe("a list that Excel opened under another country's settings", () => {
  test("date cells beside typed days over 12 are doubted, and the server is told to doubt them too", async () => {
    const world = await validate([["NAS/001", "31/12/1980"], ["NAS/002", fourthOfMarch]]);
    expect(world.asked[0]?.reading).toMatchObject({ dateOrder: "dmy", dateCellsSuspect: true });
    expect(screen.getByText("1 birthdate may have day and month swapped")).toBeInTheDocument();
  });

  test("one date cell with a day over 12 clears them all", async () => {
    const world = await validate([["NAS/001", "31/12/1980"], ["NAS/002", fourthOfMarch], ["NAS/003", twentyFifthOfMarch]]);
    expect(world.asked[0]?.reading).toMatchObject({ dateOrder: "dmy", dateCellsSuspect: false });
    expect(screen.queryByText(/day and month swapped/)).not.toBeInTheDocument();
  });
});
