import { act, screen, within } from "@testing-library/react";
import { layOut } from "../laidOut";
import { cardOf, checkButton, fieldOf, openForm } from "./formWorld";

/** What the form says while one types: the sentences of a list, without asking the server. */

describe("while one types", () => {
  test.each([
    ["New phone", "0803123", "The phone number is too short: 7 digits in place of 11."],
    ["New phone", "080312345678901", "The phone number is too long: 15 digits in place of 11."],
    ["New phone", "call her sister", "The phone number has letters or signs in it."],
    ["New birthdate", "31/02/1987", "There is no such day in the calendar."],
    ["New birthdate", "14/03/2031", "The birthdate is in the future."],
    ["New birthdate", "14/03/1887", "The birthdate is more than 120 years ago."],
    ["New birthdate", "last year", "The birthdate cannot be read."],
    ["New street", "#REF!", "The street cell holds the Excel error #REF!."],
    ["New state", "CLEAR", "The state cannot be erased, only replaced."],
    ["New birthdate", "CLEAR", "A birthdate cannot be erased."],
  ] as const)("%s “%s” says what a list says of it", async (field, text, said) => {
    const { user, asked } = openForm();
    await user.type(fieldOf(field), text);
    await user.tab();
    expect(fieldOf(field)).toHaveAccessibleDescription(expect.stringContaining(said));
    expect(checkButton()).toHaveAttribute("aria-disabled", "true");
    expect(asked).toHaveLength(0);
  });

  test("a number that is not typed to its end is no mistake yet; left so, it is one", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New phone"), "0803");
    expect(screen.queryByText(/too short/)).not.toBeInTheDocument();
    await user.tab();
    expect(screen.getByText(/too short/)).toBeInTheDocument();
  });

  test("a number that lost its 0 is mended with the button beside it", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New phone"), "8031234567");
    expect(screen.getByText(/lost its first 0/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Use 08031234567" }));
    expect(fieldOf("New phone")).toHaveValue("08031234567");
    expect(screen.queryByText(/lost its first 0/)).not.toBeInTheDocument();
    expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
  });

  test("a doubtful number is ticked before it goes; another number needs its own tick", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New phone"), "08011111111");
    const tick = screen.getByRole("checkbox", { name: /I have checked this/ });
    expect(checkButton()).toHaveAttribute("aria-disabled", "true");
    await user.click(tick);
    expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
    await user.type(fieldOf("New phone"), "{Backspace}1");
    expect(screen.getByRole("checkbox", { name: /I have checked this/ })).not.toBeChecked();
  });

  test("formats are read quietly", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New phone"), "+234-0803 123 4567");
    expect(screen.getByText("The phone number was read as 08031234567.")).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
  });

  test("a birthdate is read day first and written out", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New birthdate"), "03/04/1987");
    expect(screen.getByText("Read as 3 April 1987")).toBeInTheDocument();
  });

  test("who writes the month first is read so", async () => {
    const { user } = openForm({ dateOrder: "mdy" });
    await user.type(fieldOf("New birthdate"), "03/04/1987");
    expect(screen.getByText("Read as 4 March 1987")).toBeInTheDocument();
  });

  test("a birthdate that moves by more than a year asks for a reason and a tick", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New birthdate"), "14/03/1990");
    await user.click(screen.getByRole("checkbox", { name: /I have checked this/ }));
    expect(screen.getByText("One of the points above asks for a reason.")).toBeInTheDocument();
    expect(checkButton()).toHaveAttribute("aria-disabled", "true");
    await user.type(fieldOf("Reason"), "Birth certificate");
    expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
  });

  test("only who may erase can, and is asked first", async () => {
    const { user } = openForm({ role: "supervisor" });
    await user.click(screen.getByRole("button", { name: "Erase the phone" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Erase the phone?" }));
    expect(dialog.getByText(/nobody can call/)).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Erase the phone" }));
    expect(screen.getByText("Will be erased.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Do not erase the phone", hidden: true }));
    expect(fieldOf("New phone")).toHaveValue("");
  });

  test("the word CLEAR alone erases nothing: the button does, after its question", async () => {
    const { user } = openForm({ role: "supervisor" });
    await user.type(fieldOf("New phone"), "clear");
    expect(checkButton()).toHaveAccessibleDescription("Press the button that erases, or type a value.");
    await user.click(screen.getByRole("button", { name: "Erase the phone" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Erase the phone" }));
    expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
  });

  test("a clerk who types CLEAR is told who may erase", async () => {
    const { user } = openForm();
    expect(screen.queryByRole("button", { name: "Erase the phone" })).not.toBeInTheDocument();
    await user.type(fieldOf("New street"), "CLEAR");
    expect(screen.getByText(/supervisor/i)).toBeInTheDocument();
    expect(checkButton()).toHaveAttribute("aria-disabled", "true");
  });

  test("of two numbers one is used and the other can be kept beside it", async () => {
    const { user } = openForm();
    await user.type(fieldOf("New phone"), "08031234567/08055555551");
    await user.click(screen.getByRole("button", { name: "Use 08031234567, keep 08055555551 beside it" }));
    expect(fieldOf("New phone")).toHaveValue("08031234567");
    expect(screen.getByRole("button", { name: "Do not keep 08055555551" })).toBeInTheDocument();
  });
});

describe("what the record says now", () => {
  test("stands beside each new value", () => {
    openForm();
    expect(within(screen.getByRole("region", { name: "Phone" })).getByText("08030000000")).toBeInTheDocument();
    expect(within(screen.getByRole("region", { name: "Address" })).getByText("14 Ayangburen Road")).toBeInTheDocument();
    expect(within(screen.getByRole("region", { name: "Birthdate" })).getByText("14 March 1987 (estimated)")).toBeInTheDocument();
  });

  test("is hidden until the person asks, and until then nothing can be replaced", async () => {
    const masked = cardOf({ masked: true, phones: [{ value: "0803 ••• ••00", since: null }], address: { street: "•••", ward: "Karu", lga: "Karu", state: "Nasarawa" } });
    const { user, revealed } = openForm({ card: masked, role: "supervisor" });
    expect(screen.queryByText("08030000000")).not.toBeInTheDocument();
    await user.type(fieldOf("New phone"), "08031234567");
    expect(checkButton()).toHaveAttribute("aria-disabled", "true");
    expect(checkButton()).toHaveAccessibleDescription("Show the contacts first.");
    await user.click(screen.getByRole("button", { name: "Show the contacts" }));
    expect(revealed()).toBe(1);
    expect(screen.getByText("08030000000")).toBeInTheDocument();
    expect(fieldOf("New phone")).toHaveValue("08031234567");
    expect(fieldOf("New phone")).toHaveFocus();
    expect(checkButton()).not.toHaveAttribute("aria-disabled", "true");
  });

  test.each([
    ["without an ART ID", cardOf({ artId: null, marks: ["no-art-id"] }), /has no ART ID/],
    ["whose ART ID is another's too", cardOf({ artId: null, marks: ["ambiguous-art-id"] }), /more than one patient/],
    ["whose record was voided", cardOf({ artId: null, marks: ["voided"] }), /was voided/],
  ])("a patient %s cannot be updated, and is told what to do", (_, card, text) => {
    openForm({ card });
    expect(screen.getByText(text)).toBeInTheDocument();
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
  });
});

describe("what was typed", () => {
  test("is kept for each patient while others are looked at, and forgotten when the person signs out", async () => {
    const other = cardOf({ patient: "22222222-0000-4000-8000-000000000002", artId: "NAS/002" });
    const { user, put, store } = openForm();
    await user.type(fieldOf("New phone"), "0803123");
    put(other);
    expect(await screen.findByRole("textbox", { name: "New phone" })).toHaveValue("");
    put(cardOf());
    expect(await screen.findByDisplayValue("0803123")).toBeInTheDocument();
    put(null);
    act(() => store.forget());
    put(cardOf());
    expect(await screen.findByRole("textbox", { name: "New phone" })).toHaveValue("");
  });

  test("an earlier value from the history is put into the form to be looked at", async () => {
    const { store } = openForm();
    act(() => {
      store.prefill(cardOf(), { field: "phone", phone: "08021110000" });
      store.prefill(cardOf(), { field: "birthdate", birthdate: "1986-12-31" });
      store.prefill(cardOf(), { field: "address", address: { street: "2 Old Road", ward: null, lga: "Keffi", state: "Nasarawa" } });
    });
    expect(await screen.findByDisplayValue("08021110000")).toBeInTheDocument();
    expect(screen.getByText("Read as 31 December 1986")).toBeInTheDocument();
    expect(fieldOf("New street")).toHaveValue("2 Old Road");
    expect(fieldOf("New ward")).toHaveValue("");
    expect(fieldOf("New LGA")).toHaveValue("Keffi");
  });

  test("the keyboard goes from field to field in the order of the page", async () => {
    layOut();
    const { user } = openForm();
    await user.click(fieldOf("New phone"));
    const seen: (string | null)[] = [];
    for (let step = 0; step < 7; step += 1) {
      await user.tab();
      const now = document.activeElement;
      seen.push(now?.getAttribute("aria-label") ?? (now instanceof HTMLInputElement ? (now.labels?.[0]?.textContent ?? null) : (now?.textContent ?? null)));
    }
    expect(seen).toEqual(["Mark as preferred", "New state", "New LGA", "New ward", "New street", "New birthdate", "Reason"]);
  });
});
