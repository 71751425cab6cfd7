import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { NoteResult, NotesEvent, WaitingNote } from "../../../src/client/notesQueue";
import type { ContactNote, PatientNotes } from "../../../src/contract/contactNotes";
import type { PatientCard } from "../../../src/contract/patientCard";
import { NotesSections } from "../../../src/taskpane/notes/NotesSections";
import { createNotesDesk } from "../../../src/taskpane/notes/notesDesk";
import { makeWorld, show } from "../paneWorld";

const patient = "cccccccc-0000-4000-8000-00000000000a";
const sister = "eeeeeeee-0000-4000-8000-000000000001";

const card: PatientCard = {
  patient, name: "Grace Audu", sex: "F", age: 38, identifiers: [], facility: "Karu", marks: [], artId: "NAS/001",
  birthdate: { birthdate: "1988-04-12", estimated: false }, phones: [{ value: "08031234567", since: null }], address: null, masked: false,
  lastVerified: null, unreachableSince: null, lastChanged: null, readAt: "2026-11-22T09:00:00.000Z",
};
const kept: PatientNotes["numbers"][number] = {
  uuid: sister, phone: "08055554444", relation: "other", relationWord: "sister", name: "Sade", note: "evenings", by: "Amina Bello", at: "2026-11-20T09:00:00.000Z", submission: null, voided: null,
};
const noNotes: PatientNotes = { numbers: [], attempts: [], moreAttempts: false, masked: false, lastVerified: null, unreachableSince: null };

interface Given {
  readonly notes?: PatientNotes;
  readonly card?: Partial<PatientCard>;
  readonly result?: NoteResult;
  readonly waiting?: readonly WaitingNote[];
}

function open(given: Given = {}) {
  const world = makeWorld([]);
  const noted: ContactNote[] = [];
  const asked: boolean[] = [];
  const listeners = new Set<(event: NotesEvent) => void>();
  let notes = given.notes ?? noNotes;
  let waiting = given.waiting ?? [];
  const ports = {
    server: {
      ...world.ports.server,
      patientNotes: ({ reveal }: { reveal: boolean }) => {
        asked.push(reveal);
        return Promise.resolve(notes);
      },
    },
    notes: {
      ...world.ports.notes,
      note: (note: ContactNote): Promise<NoteResult> => {
        noted.push(note);
        const result = given.result ?? { state: "done" };
        if (result.state === "done") tell({ patient, taken: true });
        return Promise.resolve(result);
      },
      list: () => Promise.resolve([...waiting]),
      discard: (id: number) => {
        waiting = waiting.filter((one) => one.id !== id);
        return Promise.resolve(true);
      },
      subscribe: (listener: (event: NotesEvent) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  const tell = (event: NotesEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const desk = createNotesDesk(ports, () => "2026-11-22");
  const [taken, correct] = [jest.fn(), jest.fn()];
  const view = show(<NotesSections desk={desk} card={{ ...card, ...given.card }} onTaken={taken} onCorrect={correct} />);
  return { user: userEvent.setup(), noted, asked, taken, correct, container: view.container, answerNow: (next: PatientNotes) => (notes = next), tell };
}

const calls = () => within(screen.getByRole("region", { name: "Calls" }));
const numbers = () => within(screen.getByRole("region", { name: "Other numbers" }));

test("one tap notes a call of today to the number in NMRS, and the list is read anew", async () => {
  const { user, noted, taken, answerNow } = open();
  await screen.findByText("No call has been noted.");
  answerNow({
    ...noNotes,
    unreachableSince: "2026-11-22",
    attempts: [{ uuid: sister, outcome: "no-answer", day: "2026-11-22", number: { kind: "recorded", masked: "0803•••••67", relation: null, holds: true }, note: null, by: "Amina Bello", at: "2026-11-22T09:00:00.000Z", voided: null }],
  });
  await user.click(calls().getByRole("button", { name: "No answer" }));
  expect(noted).toEqual([{ kind: "add-attempt", uuid: expect.any(String), patient, outcome: "no-answer", day: "2026-11-22", tried: { kind: "recorded", phone: "08031234567" }, note: "" }]);
  expect(await screen.findByText("Noted: No answer, 22 November 2026.")).toBeInTheDocument();
  expect(await screen.findByText("Nobody could reach the patient since 22 November 2026.")).toBeInTheDocument();
  expect(within(screen.getByRole("list", { name: "Calls so far" })).getByText("0803•••••67")).toBeInTheDocument();
  expect(taken).toHaveBeenCalledTimes(1);
});

test("a call of another day, to another number and with a note is noted as such; the form is empty again", async () => {
  const { user, noted } = open({ notes: { ...noNotes, numbers: [kept] } });
  await user.selectOptions(await calls().findByRole("combobox", { name: "Number called" }), "08055554444, Somebody else: sister");
  const day = calls().getByLabelText("Day of the call");
  await user.clear(day);
  await user.type(day, "2026-11-20");
  await user.type(calls().getByRole("textbox", { name: "Note (if needed)" }), "call back on Monday");
  await user.click(calls().getByRole("button", { name: "Relative answered" }));
  expect(noted).toMatchObject([{ outcome: "relative", day: "2026-11-20", tried: { kind: "other", number: sister }, note: "call back on Monday" }]);
  await waitFor(() => expect(calls().getByRole("textbox", { name: "Note (if needed)" })).toHaveValue(""));
  expect(day).toHaveValue("2026-11-22");
});

test("a wrong number leads to the form in which it is corrected, by keyboard too", async () => {
  const { user, correct } = open();
  await screen.findByText("No call has been noted.");
  calls().getByRole("button", { name: "Wrong number" }).focus();
  await user.keyboard("{Enter}");
  (await screen.findByRole("button", { name: "Correct the number" })).focus();
  await user.keyboard("{Enter}");
  expect(correct).toHaveBeenCalledTimes(1);
});

test.each([
  ["a day to come", "2026-11-23", "The day of the call is in the future."],
  ["a slip in the year", "2016-11-22", "The call is more than two years ago. Check the year."],
])("%s is said before anything is sent", async (_what, typed, said) => {
  const { user, noted } = open();
  const day = await calls().findByLabelText("Day of the call");
  await user.clear(day);
  await user.type(day, typed);
  expect(calls().getAllByText(said).length).toBeGreaterThan(0);
  await user.click(calls().getByRole("button", { name: "Reached" }));
  expect(noted).toEqual([]);
});

test("where there is no number at all, the buttons say so", async () => {
  const { user, noted } = open({ card: { phones: [] } });
  const button = await calls().findByRole("button", { name: "Reached" });
  await user.click(button);
  expect(button).toHaveAccessibleDescription(/nothing to call/);
  expect(noted).toEqual([]);
});

test("who sees contacts masked notes a call without the number being sent", async () => {
  const { user, noted, asked } = open({ card: { masked: true, phones: [{ value: "0803•••••67", since: null }] } });
  await user.click(await calls().findByRole("button", { name: "Reached" }));
  expect(noted).toMatchObject([{ tried: { kind: "recorded", phone: null } }]);
  expect(asked[0]).toBe(false);
});

test("without a network it says that it waits here, and shows what waits until it is sent", async () => {
  const note: ContactNote = { kind: "add-attempt", uuid: sister, patient, outcome: "reached", day: "2026-11-21", tried: { kind: "recorded", phone: null }, note: "" };
  const other: ContactNote = { ...note, patient: "another", outcome: "wrong-number" };
  const { user } = open({
    result: { state: "waiting" },
    waiting: [{ id: 1, createdAt: "2026-11-21T09:00:00.000Z", note, refusal: null }, { id: 2, createdAt: "2026-11-21T09:00:00.000Z", note: other, refusal: null }],
  });
  expect(await screen.findByText("Reached, 21 November 2026.")).toBeInTheDocument();
  expect(screen.queryByText("Wrong number, 21 November 2026.")).not.toBeInTheDocument();
  await user.click(calls().getByRole("button", { name: "Switched off" }));
  expect(await screen.findByText("Switched off, 22 November 2026. Waits on this computer until the server can be reached.")).toBeInTheDocument();
});

test("what the server refused after the form had gone stands there with its reason until it is discarded", async () => {
  const note: ContactNote = { kind: "add-number", uuid: sister, patient, phone: "08055554444", relation: "own", relationWord: "", name: "", note: "" };
  const { user } = open({ waiting: [{ id: 1, createdAt: "2026-11-21T09:00:00.000Z", note, refusal: { faults: [{ field: "phone", code: "phone-kept-already" }], code: null, requestId: null } }] });
  expect(await numbers().findByText(/The server did not take this: This number is already kept for this patient\./)).toBeInTheDocument();
  await user.click(numbers().getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(screen.queryByText(/did not take this/)).not.toBeInTheDocument());
});

test("a number is read while one types: what Excel's habits took is offered, and only a whole number is kept", async () => {
  const { user, noted } = open();
  await user.click(await numbers().findByRole("button", { name: "Add a number" }));
  const form = within(screen.getByRole("form", { name: "Add a number" }));
  expect(form.getByRole("textbox", { name: "Number" })).toHaveFocus();
  await user.type(form.getByRole("textbox", { name: "Number" }), "8055554444");
  await user.click(form.getByRole("button", { name: "Keep this number" }));
  expect(noted).toEqual([]);
  await user.click(form.getByRole("button", { name: "Use 08055554444" }));
  await user.selectOptions(form.getByRole("combobox", { name: "Whose number" }), "Somebody else");
  await user.click(form.getByRole("button", { name: "Keep this number" }));
  expect(noted).toEqual([]);
  expect(form.getAllByText("Say in a word who this is.").length).toBeGreaterThan(0);
  await user.type(form.getByRole("textbox", { name: "Who exactly" }), "sister");
  await user.type(form.getByRole("textbox", { name: "Name (if known)" }), "Sade{Enter}");
  expect(noted).toEqual([{ kind: "add-number", uuid: expect.any(String), patient, phone: "08055554444", relation: "other", relationWord: "sister", name: "Sade", note: "" }]);
  expect(await screen.findByText("08055554444 is kept.")).toBeInTheDocument();
  expect(screen.queryByRole("form", { name: "Add a number" })).not.toBeInTheDocument();
});

test("what the server says of a number stands at the number, and the form stays", async () => {
  const { user } = open({ result: { state: "refused", refusal: { faults: [{ field: "phone", code: "phone-kept-already" }], code: null, requestId: null } } });
  await user.click(await numbers().findByRole("button", { name: "Add a number" }));
  await user.type(screen.getByRole("textbox", { name: "Number" }), "08055554444");
  await user.click(screen.getByRole("button", { name: "Keep this number" }));
  expect(await screen.findByText("This number is already kept for this patient.")).toBeInTheDocument();
  expect(screen.getByRole("textbox", { name: "Number" })).toHaveValue("08055554444");
});

test("a number that holds no longer asks for a reason; earlier ones stay to be seen with reason, person and time", async () => {
  const voided = { reason: "moved away", by: "Ibrahim Danjuma", at: "2026-11-21T09:00:00.000Z" };
  const { user, noted } = open({ notes: { ...noNotes, numbers: [kept, { ...kept, uuid: "eeeeeeee-0000-4000-8000-000000000002", phone: "08066667777", voided }] } });
  await user.click(await numbers().findByRole("button", { name: "08055554444 no longer holds" }));
  const form = within(screen.getByRole("form", { name: "08055554444 no longer holds" }));
  await user.click(form.getByRole("button", { name: "Take it out" }));
  expect(noted).toEqual([]);
  await user.type(form.getByRole("textbox", { name: "Why does it no longer hold?" }), "number sold{Enter}");
  expect(noted).toEqual([{ kind: "void-number", uuid: sister, patient, reason: "number sold" }]);
  await user.click(numbers().getByRole("button", { name: "Show 1 earlier number" }));
  expect(within(numbers().getByRole("list", { name: "Earlier numbers" })).getByText(/No longer counts: moved away \(Ibrahim Danjuma/)).toBeInTheDocument();
});

test("a call that was a mistake is taken out with a reason", async () => {
  const attempt = { uuid: sister, outcome: "reached", day: "2026-11-20", number: { kind: "recorded", masked: "0803•••••67", relation: null, holds: false }, note: "well", by: "Amina Bello", at: "2026-11-20T09:00:00.000Z", voided: null } as const;
  const { user, noted } = open({ notes: { ...noNotes, attempts: [attempt] } });
  expect(await screen.findByText("0803•••••67, replaced since")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Reached, 20 November 2026, was a mistake" }));
  await user.type(screen.getByRole("textbox", { name: "Why does it no longer hold?" }), "other patient{Enter}");
  expect(noted).toEqual([{ kind: "void-attempt", uuid: sister, patient, reason: "other patient" }]);
});

test("axe finds nothing, whatever is open", async () => {
  const { user, container } = open({ notes: { ...noNotes, numbers: [kept] } });
  await user.click(await numbers().findByRole("button", { name: "Add a number" }));
  await user.click(numbers().getByRole("button", { name: "08055554444 no longer holds" }));
  const { violations } = await act(() => axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }));
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
