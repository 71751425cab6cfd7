import { screen, waitFor, within } from "@testing-library/react";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { NoteResult } from "../../../src/client/notesQueue";
import type { LeftOverRow } from "../../../src/contract/followUps";
import type { PreviewRequest, RowOutcome, SubmissionStatus } from "../../../src/contract/submissions";
import { submissionStatus } from "../../support/submissionStatus";
import { leftOverRow } from "../leftOver/leftOverRows";
import { cardOf, changing, checkButton, fieldOf, openForm, outcomeOf, submitPhone } from "./formWorld";

/** From the comparison with the record to the result, for a patient who was opened without a sheet. */

const dialogOf = async () => within(await screen.findByRole("alertdialog", { name: "Change the record of Grace Audu?" }));

test("before anything is sent, old and new stand side by side", async () => {
  const { user, asked } = openForm();
  await user.type(fieldOf("New phone"), "0803 123 4567");
  await user.type(fieldOf("New LGA"), "Keffi");
  await user.type(fieldOf("Reason"), "She called");
  await user.click(checkButton());
  const dialog = await dialogOf();
  expect(dialog.getByText("08030000000")).toBeInTheDocument();
  expect(dialog.getByText("08031234567")).toBeInTheDocument();
  expect(dialog.getByText("Karu")).toBeInTheDocument();
  expect(dialog.getByText("Keffi")).toBeInTheDocument();
  expect(dialog.getByText("Reason: She called")).toBeInTheDocument();
  expect(dialog.getByText(/under the name of Amina Bello/)).toBeInTheDocument();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ reason: "She called", reading: { dateOrder: "dmy", birthdateIsListed: false }, rows: [{ cells: { artId: { value: "NAS/001" }, phone: { value: "0803 123 4567", read: "08031234567" } } }] });
});

test("whoever says “Not yet” goes on with the keyboard where the dialog came from", async () => {
  const { user } = openForm();
  await user.type(fieldOf("New phone"), "08031234567");
  await user.click(checkButton());
  await user.click((await dialogOf()).getByRole("button", { name: "Not yet" }));
  await waitFor(() => expect(checkButton()).toHaveFocus());
  expect(fieldOf("New phone")).toHaveValue("08031234567");
});

test("it goes as a submission of one row from the form, with what was seen of the record", async () => {
  const { user, outbox } = openForm();
  await submitPhone({ user });
  await waitFor(() => expect(outbox.sent).toHaveLength(1));
  expect(outbox.sent[0]).toMatchObject({
    source: { workbook: "", sheet: "", kind: "form" },
    reason: null,
    rows: [{ rowNumber: 1, cells: { artId: { value: "NAS/001" }, phone: { value: "08031234567" } }, baseline: { phone: "b".repeat(64) }, seen: { phone: "08030000000" } }],
  });
  expect(outbox.sent[0]?.rows).toHaveLength(1);
});

test("the result is told in place, the card is read anew, and the form is empty again", async () => {
  const { user, outbox, changed } = openForm();
  await submitPhone({ user });
  await screen.findByRole("heading", { name: "Submitting" });
  outbox.finish((row) => outcomeOf(row));
  expect(await screen.findByRole("heading", { name: "Changed" })).toHaveFocus();
  expect(screen.getByText("08031234567")).toBeInTheDocument();
  expect(screen.getByText(/Reference 3F9A2C1B/)).toBeInTheDocument();
  await waitFor(() => expect(outbox.told).toEqual(["3f9a2c1b-0000-4000-8000-000000000001"]));
  expect(changed).toEqual([cardOf().patient]);
  await user.click(screen.getByRole("button", { name: "Correct something else" }));
  expect(fieldOf("New phone")).toHaveValue("");
});

test("what is only known to the record is asked in the form before it goes: an old number, a patient recorded as dead", async () => {
  const answer = ({ rows }: PreviewRequest) => {
    const [row] = rows;
    if (row === undefined) throw new Error("nothing was asked");
    const done = changing(row);
    const isConfirmed = row.confirmations?.includes("phone-stale") === true && row.confirmations.includes("patient-dead");
    const issues = [
      { code: "phone-stale" as const, severity: "warning" as const, field: "phone" as const, params: { voidedOn: "2025-01-31" } },
      { code: "patient-dead" as const, severity: "warning" as const, field: null },
    ];
    const phone = { status: "waiting" as const, before: "08030000000", after: "08031234567", reason: "phone-stale" as const };
    return Promise.resolve({ today: "2026-11-22", rows: [isConfirmed ? { ...done, issues } : { ...done, status: "waiting" as const, issues, fields: { phone } }] });
  };
  const { user, asked, outbox } = openForm({ preview: answer });
  await user.type(fieldOf("New phone"), "08031234567");
  await user.click(checkButton());
  const ticks = await screen.findAllByRole("checkbox", { name: /I have checked this/ });
  expect(ticks).toHaveLength(2);
  expect(ticks[0]).toHaveFocus();
  expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  for (const tick of ticks) await user.click(tick);
  await user.click(checkButton());
  await user.click(await screen.findByRole("button", { name: "Submit" }));
  await waitFor(() => expect(outbox.sent).toHaveLength(1));
  expect(asked).toHaveLength(2);
  expect(outbox.sent[0]?.rows[0]?.confirmations).toEqual(["phone-stale", "patient-dead"]);
});

test("an error that only the server finds stands with its field until it is corrected", async () => {
  const { user } = openForm({
    preview: ({ rows }) =>
      Promise.resolve({
        today: "2026-11-22",
        rows: rows.map((row) =>
          row.cells.lga?.value === "Kefi"
            ? { ...changing(row), status: "failed" as const, issues: [{ code: "lga-unknown" as const, severity: "error" as const, field: "lga" as const, params: { value: "Kefi" } }], fields: { address: { status: "failed" as const, before: null, after: null, reason: "lga-unknown" as const } } }
            : changing(row),
        ),
      }),
  });
  await user.type(fieldOf("New LGA"), "Kefi");
  await user.click(checkButton());
  await waitFor(() => expect(fieldOf("New LGA")).toHaveAttribute("aria-invalid", "true"));
  expect(checkButton()).toHaveAttribute("aria-disabled", "true");
  await user.clear(fieldOf("New LGA"));
  await user.type(fieldOf("New LGA"), "Keffi");
  expect(fieldOf("New LGA")).not.toHaveAttribute("aria-invalid", "true");
  await user.click(checkButton());
  expect((await dialogOf()).getByText("Keffi")).toBeInTheDocument();
});

test("what the record says already is told, and nothing is sent", async () => {
  const { user, outbox } = openForm({ preview: () => Promise.resolve({ today: "2026-11-22", rows: [{ patient: null, status: "unchanged", issues: [], baseline: {}, fields: { phone: { status: "unchanged", before: "08030000000", after: "08030000000", reason: null } } }] }) });
  await user.type(fieldOf("New phone"), "08037654321");
  await user.click(checkButton());
  expect(await screen.findByText("The record says this already. There is nothing to submit.")).toBeInTheDocument();
  expect(outbox.sent).toHaveLength(0);
});

test("without the server it is kept here, with nothing claimed about the record", async () => {
  const { user, outbox } = openForm({ preview: () => Promise.reject(new ApiFailure("offline")) });
  await user.type(fieldOf("New phone"), "08031234567");
  await user.click(checkButton());
  const dialog = await dialogOf();
  expect(dialog.getByText(/could not be compared with the record/)).toBeInTheDocument();
  expect(dialog.getByText("Phone: 08031234567")).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Submit" }));
  expect(await screen.findByRole("progressbar", { name: "Kept safe on this computer, waiting for the server" })).toBeInTheDocument();
  expect(outbox.sent[0]?.rows[0]).not.toHaveProperty("baseline");
});

test("what waits here can be taken back: it stands in the form again", async () => {
  const { user } = openForm({ preview: () => Promise.reject(new ApiFailure("offline")) });
  await submitPhone({ user });
  await user.click(await screen.findByRole("button", { name: "Take back" }));
  expect(await screen.findByDisplayValue("08031234567")).toBeInTheDocument();
});

test("a server that refuses the question says why, and nothing is opened", async () => {
  const { user } = openForm({ preview: () => Promise.reject(new ApiFailure("refused", { status: 503, problem: { code: "database-unavailable", message: "", requestId: "req-3" } })) });
  await user.type(fieldOf("New phone"), "08031234567");
  await user.click(checkButton());
  expect(await screen.findByText("Reference req-3")).toBeInTheDocument();
  expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
});

test("a submission that the server does not accept says why, and can be tried again or taken back", async () => {
  const { user, outbox } = openForm();
  await submitPhone({ user });
  await screen.findByRole("heading", { name: "Submitting" });
  const item = outbox.item();
  if (item !== undefined) outbox.put({ ...item, state: "refused", problem: { code: "not-allowed", requestId: "req-7" } });
  expect(await screen.findByText(/Your role does not allow this/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Take back" }));
  expect(await screen.findByDisplayValue("08031234567")).toBeInTheDocument();
});

test("while the server works on one patient another can be opened; the result waits on the first one's form", async () => {
  const { user, outbox, put } = openForm();
  await submitPhone({ user });
  await screen.findByRole("heading", { name: "Submitting" });
  put(cardOf({ patient: "22222222-0000-4000-8000-000000000002", artId: "NAS/002" }));
  outbox.finish((row) => outcomeOf(row));
  expect(screen.queryByRole("heading", { name: "Changed" })).not.toBeInTheDocument();
  put(cardOf());
  expect(await screen.findByRole("heading", { name: "Changed" })).toBeInTheDocument();
});

test("values of the record are not shown in a result while the card is masked", async () => {
  const { user, outbox, put } = openForm();
  await submitPhone({ user });
  await screen.findByRole("heading", { name: "Submitting" });
  put(cardOf({ masked: true, phones: [{ value: "0803 ••• ••67", since: null }] }));
  outbox.finish((row) => outcomeOf(row));
  expect(await screen.findByRole("heading", { name: "Changed" })).toBeInTheDocument();
  expect(screen.queryByText("08030000000")).not.toBeInTheDocument();
});

describe("when somebody else changed the record meanwhile", () => {
  const conflict: Partial<RowOutcome> = {
    status: "conflict",
    issues: [{ code: "conflict", severity: "warning", field: "phone" }],
    fields: { phone: { status: "conflict", before: "08030000009", after: "08031234567", reason: "conflict" } },
  };
  const row: LeftOverRow = leftOverRow({ seen: { phone: "08030000000" }, fields: { phone: { status: "changed", before: "08030000009", after: "08031234567", reason: null } } });
  const carriedOn = "4aaaaaaa-0000-4000-8000-000000000002";

  function open() {
    const wishes: unknown[] = [];
    const origin = submissionStatus({ leftOver: 1, source: { workbook: "", sheet: "", kind: "form" } });
    const world = openForm({
      server: {
        readSubmission: (uuid) => Promise.resolve(uuid === carriedOn ? submissionStatus({ uuid, kind: "follow-up" }) : origin),
        leftOver: () => Promise.resolve({ rows: [row], next: null }),
      },
      followUps: {
        followUp: (_, wish): Promise<SubmissionStatus> => {
          wishes.push(wish);
          return Promise.resolve(wish.rows.length === 0 ? { ...origin, leftOver: 0 } : submissionStatus({ uuid: carriedOn, kind: "follow-up", state: "running" }));
        },
      },
    });
    return { ...world, wishes };
  }

  test("what was seen, what is there now and what is wanted stand side by side; mine is sent as a follow-up", async () => {
    const { user, outbox, wishes, changed } = open();
    await submitPhone({ user });
    await screen.findByRole("heading", { name: "Submitting" });
    outbox.finish((sent) => outcomeOf(sent, conflict));
    expect(await screen.findByRole("heading", { name: "Somebody else changed the record meanwhile" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Decide now" }));
    expect(await screen.findByText("08030000000")).toBeInTheDocument();
    expect(screen.getByText("08030000009")).toBeInTheDocument();
    expect(screen.getByText("08031234567")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Send my decision" })).toHaveAttribute("aria-disabled", "true");
    await user.click(screen.getByRole("radio", { name: "Take mine" }));
    outbox.port.results = (uuid) => Promise.resolve(uuid === carriedOn ? [outcomeOf(row)] : []);
    await user.click(screen.getByRole("button", { name: "Send my decision" }));
    expect(await screen.findByRole("heading", { name: "Changed" })).toBeInTheDocument();
    expect(screen.getByText(/carried on in the same history/)).toBeInTheDocument();
    expect(wishes).toMatchObject([{ rows: [{ ordinal: 0, fields: ["phone"], seen: { phone: "08030000009" } }], leaveOut: [] }]);
    expect(changed).toHaveLength(2);
  });

  test("theirs can stay", async () => {
    const { user, outbox, wishes } = open();
    await submitPhone({ user });
    await screen.findByRole("heading", { name: "Submitting" });
    outbox.finish((sent) => outcomeOf(sent, conflict));
    await user.click(await screen.findByRole("button", { name: "Decide now" }));
    await user.click(await screen.findByRole("radio", { name: "Keep theirs" }));
    await user.click(screen.getByRole("button", { name: "Leave the record as it is" }));
    expect(await screen.findByRole("heading", { name: "Left as it was" })).toBeInTheDocument();
    expect(wishes).toMatchObject([{ rows: [], leaveOut: [0] }]);
  });
});

describe("a number that is not marked as preferred", () => {
  test("is kept as another number of the patient and never sent to NMRS", async () => {
    const { user, outbox, notes, changed } = openForm();
    await user.type(fieldOf("New phone"), "0803 123 4567");
    await user.click(screen.getByRole("checkbox", { name: "Mark as preferred" }));
    await user.click(checkButton());
    const dialog = within(await screen.findByRole("alertdialog", { name: "Keep another number?" }));
    expect(dialog.getByText(/NMRS does not get it/)).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Submit" }));
    expect(await screen.findByRole("heading", { name: "Kept" })).toBeInTheDocument();
    expect(notes).toMatchObject([{ kind: "add-number", patient: cardOf().patient, phone: "08031234567", relation: "own" }]);
    expect(outbox.sent).toHaveLength(0);
    expect(changed).toEqual([cardOf().patient]);
  });

  test("goes with the row of which the address goes to NMRS", async () => {
    const { user, outbox, notes, asked } = openForm();
    await user.type(fieldOf("New phone"), "08031234567");
    await user.type(fieldOf("New LGA"), "Keffi");
    await user.click(screen.getByRole("checkbox", { name: "Mark as preferred" }));
    await user.click(checkButton());
    await user.click(await screen.findByRole("button", { name: "Submit" }));
    await waitFor(() => expect(outbox.sent).toHaveLength(1));
    expect(outbox.sent[0]?.rows[0]?.cells).toEqual({ artId: { value: "NAS/001" }, lga: { value: "Keffi", read: "Keffi" } });
    expect(asked[0]?.rows[0]?.cells.phone).toBeUndefined();
    // It is kept with the row, or not at all, and taken back with it.
    expect(outbox.sent[0]?.rows[0]?.keepNumbers).toEqual(["08031234567"]);
    expect(notes).toHaveLength(0);
  });

  test.each([
    ["is told as kept once the row is carried out", "changed" as const, 1],
    ["is not told as kept where the row was not carried out", "conflict" as const, 0],
  ])("%s", async (_, status, told) => {
    const { user, outbox } = openForm();
    await user.type(fieldOf("New phone"), "08031234567");
    await user.type(fieldOf("New LGA"), "Keffi");
    await user.click(screen.getByRole("checkbox", { name: "Mark as preferred" }));
    await user.click(checkButton());
    await user.click(await screen.findByRole("button", { name: "Submit" }));
    await screen.findByRole("heading", { name: "Submitting" });
    const address = { status, before: null, after: { street: null, ward: null, lga: "Keffi", state: null }, reason: null };
    outbox.finish((sent) => outcomeOf(sent, { status: status === "changed" ? "updated" : "conflict", fields: { address } }));
    await screen.findByRole("heading", { name: status === "changed" ? "Changed" : "Somebody else changed the record meanwhile" });
    expect(screen.queryAllByText("08031234567 is kept as another number of the patient.")).toHaveLength(told);
  });

  test("that was not taken is told, nothing else is sent, and asked again it bears the same name", async () => {
    let isLost = true;
    const refused: NoteResult = { state: "refused", refusal: { faults: [], code: "database-unavailable", requestId: "req-4" } };
    const { user, outbox, notes } = openForm({ note: () => Promise.resolve(isLost ? refused : { state: "done" }) });
    await user.type(fieldOf("New phone"), "08031234567");
    await user.click(screen.getByRole("checkbox", { name: "Mark as preferred" }));
    await user.click(checkButton());
    await user.click(await screen.findByRole("button", { name: "Submit" }));
    expect(await screen.findByText("Reference req-4")).toBeInTheDocument();
    expect(screen.getByText(/nothing was submitted/)).toBeInTheDocument();
    expect(outbox.sent).toHaveLength(0);
    isLost = false;
    await user.click(checkButton());
    await user.click(await screen.findByRole("button", { name: "Submit" }));
    expect(await screen.findByRole("heading", { name: "Kept" })).toBeInTheDocument();
    expect(new Set(notes.map(({ uuid }) => uuid)).size).toBe(1);
  });

  test("waits on this computer while the server cannot be reached", async () => {
    const { user } = openForm({ note: () => Promise.resolve({ state: "waiting" }) });
    await user.type(fieldOf("New phone"), "08031234567");
    await user.click(screen.getByRole("checkbox", { name: "Mark as preferred" }));
    await user.click(checkButton());
    await user.click(await screen.findByRole("button", { name: "Submit" }));
    expect(await screen.findByText(/08031234567 is kept safe on this computer/)).toBeInTheDocument();
  });

  test("that is kept already is no mistake", async () => {
    const { user } = openForm({ note: () => Promise.resolve({ state: "refused", refusal: { faults: [{ field: "phone", code: "phone-kept-already" }], code: null, requestId: null } }) });
    await user.type(fieldOf("New phone"), "08031234567");
    await user.click(screen.getByRole("checkbox", { name: "Mark as preferred" }));
    await user.click(checkButton());
    await user.click(await screen.findByRole("button", { name: "Submit" }));
    expect(await screen.findByRole("heading", { name: "Kept" })).toBeInTheDocument();
  });
});
