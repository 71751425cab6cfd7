import { act, screen } from "@testing-library/react";
import { SubmitScreen } from "../../../src/taskpane/submit/SubmitScreen";
import { createSubmitStore } from "../../../src/taskpane/submit/submitStore";
import { show, type Grid } from "../paneWorld";
import { compared } from "./compareWorld";

test("Submit the sheet's value leads to Submit with exactly these values, and nothing is sent by that", async () => {
  const { user, handed, world, ports } = await compared();
  await user.selectOptions(screen.getByRole("combobox", { name: "Column" }), "LGA");
  await user.click(screen.getByRole("button", { name: "Submit the sheet’s values of 1 row" }));
  expect(handed).toHaveLength(1);
  const [given] = handed;
  if (given === undefined) throw new Error("nothing was handed over");
  const store = createSubmitStore(ports, () => "2026-11-22");
  show(<SubmitScreen store={store} personName="Amina Bello" cell={null} />);
  await act(() => store.takeRows(given));
  const rows = await screen.findByRole("combobox", { name: "Rows" });
  expect(rows).toHaveDisplayValue("Only the values chosen in Compare (1 row)");
  expect(world.asked).toEqual([]);
  await act(() => store.validate());
  expect(world.asked[0]?.rows.map(({ rowNumber }) => rowNumber)).toEqual([3]);
  // Row 3 has another phone, too: it was not chosen.
  expect(Object.keys(world.asked[0]?.rows[0]?.cells ?? {}).sort()).toEqual(["artId", "lga"]);
  expect(world.outbox.sent).toEqual([]);
  await act(() => store.startAgain());
  expect(store.get().setup?.scope).toEqual({ rows: "all", includeHidden: false, includeSent: false });
});

const listWithPlaces: Grid = [
  ["ART ID", "PhoneNo", "Address", "State", "LGA", "Ward"],
  ["A2", "08099999999", "1 Other Street", "Nasarawa", "Keffi", "Ang. Rimi"],
];

test.each([
  ["LGA", ["artId", "lga", "state", "ward"]],
  ["Ward", ["artId", "lga", "state", "ward"]],
  ["Street", ["artId", "street"]],
  ["Phone", ["artId", "phone"]],
] as const)("state, LGA and ward of a row name one place and are sent together, all else alone: %s", async (column, sent) => {
  const { user, handed, world, ports } = await compared(listWithPlaces);
  await user.click(screen.getByRole("button", { name: `Submit the sheet’s value: ${column}, row 2` }));
  const [given] = handed;
  if (given === undefined) throw new Error("nothing was handed over");
  const store = createSubmitStore(ports, () => "2026-11-22");
  await act(() => store.takeRows(given));
  await act(() => store.validate());
  expect(Object.keys(world.asked[0]?.rows[0]?.cells ?? {}).sort()).toEqual(sent);
});
