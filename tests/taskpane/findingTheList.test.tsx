import { screen } from "@testing-library/react";
import { lineList, open, phones } from "./lineList";
import { makeWorld } from "./paneWorld";

describe("before validating", () => {
  test("the pane names the sheet, the row of headings under the title rows and the number of rows", async () => {
    open(makeWorld(lineList(), { preview: phones }));
    expect(await screen.findByText("4 rows")).toBeInTheDocument();
    expect(screen.getByRole("heading", { name: "Sheet “Line list” in contacts.xlsx" })).toBeInTheDocument();
    expect(screen.getByText("Headings in row 3")).toBeInTheDocument();
    expect(screen.getByText("3 columns recognised")).toBeInTheDocument();
  });

  test("an empty sheet is said in a sentence, with a way to try again", async () => {
    open(makeWorld([]));
    expect(await screen.findByText(/This sheet is empty/)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });

  test("without an ART ID column Validate says why it cannot be pressed, and choosing the column helps", async () => {
    const { user } = open(makeWorld([["Card", "PhoneNo"], ["NAS/001", "08031234567"]], { preview: phones }));
    const button = await screen.findByRole("button", { name: "Validate" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(screen.getAllByText("Choose the columns first.").length).toBeGreaterThan(0);
    await user.selectOptions(await screen.findByRole("combobox", { name: /ART ID/ }), "A: Card");
    await user.selectOptions(screen.getByRole("combobox", { name: "Phone" }), "B: PhoneNo");
    expect(await screen.findByText("1 row")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Validate" })).not.toHaveAttribute("aria-disabled", "true");
  });

  test("hidden rows are counted and left out unless the clerk includes them", async () => {
    const world = makeWorld(lineList(), { preview: phones, workbook: { hidden: [5, 6] } });
    const { user } = open(world);
    expect(await screen.findByText("2 rows are hidden by a filter or by hand")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    expect(world.asked[0]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 7]);

    await user.click(screen.getByRole("button", { name: "Change" }));
    await user.click(screen.getByRole("switch", { name: "Include hidden rows" }));
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    expect(world.asked[1]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 5, 6, 7]);
  });

  test("only the selected rows can be meant", async () => {
    const world = makeWorld(lineList(), { preview: phones, workbook: { selected: [{ first: 5, last: 6 }] } });
    const { user } = open(world);
    await user.selectOptions(await screen.findByRole("combobox", { name: "Rows" }), "Only the selected rows");
    await user.click(screen.getByRole("button", { name: "Validate" }));
    await screen.findByText("Not sent yet");
    expect(world.asked[0]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([5, 6]);
  });

  test("the order of dates is shown with the row that proves it, and can be changed", async () => {
    const { user } = open(makeWorld([["ART ID", "DOB"], ["NAS/001", "03/04/1980"], ["NAS/002", "31/12/1985"]]));
    const order = await screen.findByRole("combobox", { name: "Dates are typed as" });
    expect(order).toHaveValue("dmy");
    expect(screen.getByText("Row 3 shows it: 31/12/1985.")).toBeInTheDocument();
    await user.selectOptions(order, "month / day / year");
    expect(screen.getByText("Chosen by you.")).toBeInTheDocument();
  });
});
