import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { PatientHit, PatientSearchAnswer, PatientSearchRequest } from "../../../src/contract/patientSearch";
import { SearchScreen } from "../../../src/taskpane/search/SearchScreen";
import { createSearchStore } from "../../../src/taskpane/search/searchStore";
import { makeWorld, show } from "../paneWorld";
import type { Grid } from "../paneWorld";

const list: Grid = [["Line list"], ["Name", "ART ID", "New phone"], ["Ngozi", "IMO1", "08031234567"], ["Musa", "IMO2", ""], ["", "", "08031234569"]];

function hit(name: string, more: Partial<PatientHit> = {}): PatientHit {
  return {
    patient: `uuid of ${name}`,
    name,
    sex: "F",
    age: 38,
    identifiers: [{ identifier: "IMO02000020", type: "ART Number", isArtId: true, voided: false }],
    facility: "Karu",
    marks: [],
    foundBy: "name",
    ...more,
  };
}

function answerOf(hits: readonly PatientHit[], more: Partial<PatientSearchAnswer> = {}): PatientSearchAnswer {
  return { hits: [...hits], next: null, knownUntil: null, entered: 1, ...more };
}

type Search = (request: PatientSearchRequest, signal?: AbortSignal) => Promise<PatientSearchAnswer>;

function open(searchPatients: Search, grid: Grid = list) {
  const world = makeWorld(grid);
  const asked: PatientSearchRequest[] = [];
  const server = {
    ...world.ports.server,
    searchPatients: (request: PatientSearchRequest, signal?: AbortSignal) => {
      asked.push(request);
      return searchPatients(request, signal);
    },
  };
  const store = createSearchStore({ server, workbook: world.ports.workbook });
  const opened: string[] = [];
  const screenOf = () => <SearchScreen store={store} onOpen={(patient) => opened.push(patient)} />;
  const shown = show(screenOf());
  return { user: userEvent.setup(), asked, opened, store, world, shown, screenOf };
}

/** Those of the list; the choice beside the box has options of its own. */
const findOptions = async () => within(await screen.findByRole("listbox", { name: "Patients found" })).getAllByRole("option");
const box = () => screen.getByRole("combobox", { name: "Find a patient" });

test("what is typed is asked once it stands still, and everybody found stands in a list with what tells them apart", async () => {
  const { user, asked } = open(() =>
    Promise.resolve(answerOf([hit("Ngozi Okonkwo"), hit("Ngosi Okonkwo", { foundBy: "misspelt", sex: null, age: null, identifiers: [{ identifier: "HN-1", type: "Hospital Number", isArtId: false, voided: true }] })])),
  );
  expect(screen.getByText(/Type at least two characters/)).toBeInTheDocument();
  await user.type(box(), "ngozi okon");
  const options = await findOptions();
  expect(options.map((option) => option.textContent)).toEqual([
    "Ngozi OkonkwoFemale · 38 years · KaruIMO02000020",
    "Ngosi OkonkwoSex not recorded · KaruHospital Number HN-1 (voided)similar name",
  ]);
  expect(screen.getByText(/2 patients found/)).toBeInTheDocument();
  expect(asked.length).toBeLessThan(4);
  expect(asked.at(-1)).toEqual({ text: "ngozi okon", kind: "any", after: null, limit: 20 });
});

test("one character asks nothing", async () => {
  const { user, asked } = open(() => Promise.resolve(answerOf([])));
  await user.type(box(), "n");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(asked).toEqual([]);
});

test("every mark is a word", async () => {
  const { user } = open(() => Promise.resolve(answerOf([hit("A B", { marks: ["voided", "ambiguous-art-id", "no-art-id", "dead", "transferred-out", "test-patient"], foundBy: "formerPhone" })])));
  await user.type(box(), "08031234567");
  const option = within((await findOptions())[0] as HTMLElement);
  for (const word of ["Voided record", "ART ID of more than one patient", "No ART ID", "Recorded as dead", "Transferred out", "Test patient", "by a former phone"]) {
    expect(option.getByText(word)).toBeInTheDocument();
  }
});

test("arrow keys choose while the keyboard stays in the box, Enter opens, Escape clears", async () => {
  const { user, opened } = open(() => Promise.resolve(answerOf([hit("First"), hit("Second")])));
  await user.type(box(), "name");
  const [first, second] = await findOptions();
  await user.keyboard("{ArrowDown}");
  expect(box()).toHaveAttribute("aria-activedescendant", first?.id);
  expect(first).toHaveAttribute("aria-selected", "true");
  await user.keyboard("{ArrowDown}{ArrowDown}");
  expect(box()).toHaveAttribute("aria-activedescendant", second?.id);
  expect(box()).toHaveFocus();
  await user.keyboard("{Enter}");
  expect(opened).toEqual(["uuid of Second"]);
  await user.keyboard("{Escape}");
  expect(box()).toHaveValue("");
  expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
});

test("Tab leaves the list behind", async () => {
  const { user } = open(() => Promise.resolve(answerOf([hit("First")])));
  await user.type(box(), "name");
  await findOptions();
  await user.tab();
  expect(screen.getByRole("button", { name: "Clear" })).toHaveFocus();
  await user.tab();
  expect(screen.getByRole("combobox", { name: "Search in" })).toHaveFocus();
});

test("a click opens, and who comes back finds the list as it was and the keyboard in the box", async () => {
  const { user, opened, shown, screenOf } = open(() => Promise.resolve(answerOf([hit("First"), hit("Second")])));
  await user.type(box(), "name");
  await user.click((await findOptions())[1] as HTMLElement);
  expect(opened).toEqual(["uuid of Second"]);
  shown.unmount();
  show(screenOf());
  expect(box()).toHaveFocus();
  expect(box()).toHaveValue("name");
  expect(within(screen.getByRole("listbox")).getAllByRole("option")[1]).toHaveAttribute("aria-selected", "true");
});

test("Enter never opens somebody who was found by what stood in the box before", async () => {
  let release: (answer: PatientSearchAnswer) => void = () => undefined;
  const { user, opened } = open(({ text }) => (text === "first" ? Promise.resolve(answerOf([hit("First")])) : new Promise((resolve) => (release = resolve))));
  await user.type(box(), "first");
  await findOptions();
  await user.keyboard("{ArrowDown}");
  await user.type(box(), "x{Enter}");
  expect(opened).toEqual([]);
  act(() => release(answerOf([hit("Other")])));
  expect(await screen.findByText("Other")).toBeInTheDocument();
});

test("of several questions the last one's answer counts, and the others are dropped", async () => {
  const answers = new Map<string, (answer: PatientSearchAnswer) => void>();
  const signals: AbortSignal[] = [];
  const { user } = open(({ text }, signal) => {
    if (signal !== undefined) signals.push(signal);
    return new Promise((resolve) => answers.set(text, resolve));
  });
  await user.type(box(), "slow");
  await waitFor(() => expect(answers.has("slow")).toBe(true));
  await user.clear(box());
  await user.type(box(), "quick");
  await waitFor(() => expect(answers.has("quick")).toBe(true));
  act(() => answers.get("quick")?.(answerOf([hit("Quick")])));
  expect(await screen.findByText("Quick")).toBeInTheDocument();
  await act(async () => {
    answers.get("slow")?.(answerOf([hit("Slow")]));
    await Promise.resolve();
  });
  expect(screen.queryByText("Slow")).not.toBeInTheDocument();
  expect(signals[0]?.aborted).toBe(true);
});

test("further patients follow on request, and nobody stands there twice", async () => {
  const { user, asked } = open(({ after }) => Promise.resolve(after === null ? answerOf([hit("First"), hit("Second")], { next: "1:7" }) : answerOf([hit("Second"), hit("Third")])));
  await user.type(box(), "name");
  await user.click(await screen.findByRole("button", { name: "Further patients" }));
  expect(await screen.findByText("Third")).toBeInTheDocument();
  expect(within(screen.getByRole("listbox")).getAllByRole("option")).toHaveLength(3);
  expect(asked.at(-1)?.after).toBe("1:7");
  expect(screen.queryByRole("button", { name: "Further patients" })).not.toBeInTheDocument();
});

test("nobody found is said with what to try, and so is a search that has more to look through", async () => {
  const { user } = open(({ after, kind }) => Promise.resolve(kind === "any" ? answerOf([], { next: after === null ? "0:9" : null }) : answerOf([])));
  await user.type(box(), "nobody");
  await user.click(await screen.findByRole("button", { name: "Search further" }));
  expect(await screen.findByText("Nobody found.")).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Search in" }), "Phones");
  expect(await screen.findByText(/by its last four digits or more/)).toBeInTheDocument();
});

test("what the search may not know yet is said", async () => {
  const { user } = open(({ kind }) => Promise.resolve(kind === "any" ? answerOf([hit("First")], { entered: 0.43 }) : answerOf([hit("First")], { knownUntil: "2026-11-22T09:00:00.000Z" })));
  await user.type(box(), "name");
  expect(await screen.findByText(/still getting to know the patients \(43 % so far\)/)).toBeInTheDocument();
  await user.selectOptions(screen.getByRole("combobox", { name: "Search in" }), "Names");
  expect(await screen.findByText(/Names and phones as NMRS had them on 22 Nov 2026/)).toBeInTheDocument();
});

test("without the server that is said, and the same search can be tried again", async () => {
  let isAway = true;
  const { user } = open(() => (isAway ? Promise.reject(new ApiFailure("offline")) : Promise.resolve(answerOf([hit("First")]))));
  await user.type(box(), "name");
  const again = await screen.findByRole("button", { name: "Try again" });
  isAway = false;
  await user.click(again);
  expect(await screen.findByText("First")).toBeInTheDocument();
});

describe("from the selected row", () => {
  const artId = (identifier: string): Partial<PatientHit> => ({ identifiers: [{ identifier, type: "ART Number", isArtId: true, voided: false }] });
  const found: Search = ({ text }) => Promise.resolve(answerOf([hit(`Patient ${text}`, artId(text.toLowerCase())), hit(`Patient ${text}7`, artId(`${text}7`))]));

  test("the patient of the row follows the selection, and the keyboard stays where it is", async () => {
    const { user, asked, world, store } = open(found);
    world.workbook.select(3);
    await user.click(screen.getByRole("switch", { name: "From the selected row" }));
    expect(await screen.findByText("Patient IMO1")).toBeInTheDocument();
    expect(asked).toEqual([{ text: "IMO1", kind: "artId", after: null, limit: 20 }]);
    const before = document.activeElement;
    world.workbook.select(4);
    act(() => store.noteSelection());
    expect(await screen.findByText("Patient IMO2")).toBeInTheDocument();
    expect(screen.getByText("Row 4")).toBeInTheDocument();
    // IMO27 is another patient.
    expect(await findOptions()).toHaveLength(1);
    expect(document.activeElement).toBe(before);
  });

  test.each([
    [5, "Row 5 has no ART ID."],
    [1, "Row 1 is no row of the list."],
    [2, "Row 2 is no row of the list."],
    [9, "Row 9 is no row of the list."],
  ])("row %i says why there is nobody", async (row, sentence) => {
    const { user, asked, world } = open(found);
    world.workbook.select(row);
    await user.click(screen.getByRole("switch", { name: "From the selected row" }));
    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(asked).toEqual([]);
  });

  test("a sheet without a list says so", async () => {
    const { user } = open(found, [["Notes"], ["Call back"]]);
    await user.click(screen.getByRole("switch", { name: "From the selected row" }));
    expect(await screen.findByText("This sheet has no list with an ART ID column.")).toBeInTheDocument();
  });

  test("switched off, the selection means nothing", async () => {
    const { asked, store } = open(found);
    act(() => store.noteSelection());
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked).toEqual([]);
  });

  test("what is typed then may be anything again", async () => {
    const { user, asked, world } = open(found);
    world.workbook.select(3);
    await user.click(screen.getByRole("switch", { name: "From the selected row" }));
    await screen.findByText("Patient IMO1");
    await user.clear(box());
    await user.type(box(), "musa");
    expect(await screen.findByText("Patient musa")).toBeInTheDocument();
    expect(asked.at(-1)?.kind).toBe("any");
  });
});
