import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { PreviewAnswer, PreviewRequest } from "../../src/contract/submissions";
import { SubmitScreen } from "../../src/taskpane/submit/SubmitScreen";
import { createSubmitStore } from "../../src/taskpane/submit/submitStore";
import { makeWorld, phoneRow, show } from "./paneWorld";
import type { World } from "./paneWorld";

const answer = ({ rows }: PreviewRequest): Promise<PreviewAnswer> =>
  Promise.resolve({ rows: rows.map(({ rowNumber }) => phoneRow("08030000000", "08031234567", String(rowNumber))), today: "2026-11-22" });

const listUnder = (heading: string): World =>
  makeWorld([["PepfarID", "PhoneNo", heading], ["NAS/001", "08031234567", "14/03/1987"]], { preview: answer });

async function validate(world: World): Promise<ReturnType<typeof userEvent.setup>> {
  const store = createSubmitStore(world.ports, () => "2026-11-22");
  store.followOutbox();
  show(<SubmitScreen store={store} personName="Amina Bello" cell={null} />);
  const user = userEvent.setup();
  await screen.findByText("1 row");
  await user.click(screen.getByRole("button", { name: "Validate" }));
  await screen.findByText("Not sent yet");
  return user;
}

describe("whether a birthdate is what the list prints or what a person corrected", () => {
  test.each([
    ["DOB", true],
    ["DateOfBirth", true],
    ["New birthdate", false],
    ["new_birthdate", false],
  ])("a column called %s: the server is told that it prints the record: %s", async (heading, birthdateIsListed) => {
    const world = listUnder(heading);
    const user = await validate(world);
    expect(world.asked.map(({ reading }) => reading.birthdateIsListed)).toEqual([birthdateIsListed]);
    await user.click(screen.getByRole("button", { name: "Submit 1 row" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Submit 1 row?" });
    await user.click(await within(dialog).findByRole("button", { name: "Submit 1 row" }));
    await waitFor(() => expect(world.outbox.sent.map(({ reading }) => reading.birthdateIsListed)).toEqual([birthdateIsListed]));
  });

  test("beside a corrected birthdate the printed one only tells who the patient is", async () => {
    const world = makeWorld([["PepfarID", "DOB", "New birthdate"], ["NAS/001", "14/03/1987", "15/03/1987"]], { preview: answer });
    await validate(world);
    expect(world.asked[0]).toMatchObject({ reading: { birthdateIsListed: false }, rows: [{ cells: { birthdate: { value: "15/03/1987" } } }] });
  });
});
