import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { HistoryEntry, PatientCard, PatientCardRequest, PatientHistory, PatientHistoryRequest } from "../../../src/contract/patientCard";
import type { Role } from "../../../src/domain/types";
import { createPatientStore } from "../../../src/taskpane/patient/patientStore";
import type { PanePorts } from "../../../src/taskpane/ports";
import { createPaneStores } from "../../../src/taskpane/shell/paneStores";
import type { PaneStores } from "../../../src/taskpane/shell/paneStores";
import { Shell } from "../../../src/taskpane/shell/Shell";
import { patientWords } from "../../../src/wording/panePatient";
import { clerk, makeWorld, show } from "../paneWorld";
import type { World } from "../paneWorld";

const patient = "7aaaaaaa-0000-4000-8000-000000000001";
const submission = "3f9a2c1b-0000-4000-8000-000000000001";

const card: PatientCard = {
  patient,
  name: "Hauwa Garba",
  sex: "F",
  age: 38,
  identifiers: [
    { identifier: "KRU/001", type: "ART Number", isArtId: true, voided: false },
    { identifier: "KRU/OLD", type: "ART Number", isArtId: true, voided: true },
  ],
  facility: "General Hospital Karu",
  marks: [],
  artId: "KRU/001",
  birthdate: { birthdate: "1988-04-12", estimated: true },
  phones: [{ value: "08031234567", since: "2020-01-15" }],
  address: { street: "14 Ayangburen Road", ward: "Karu", lga: "KARU", state: "NASARAWA" },
  masked: false,
  lastVerified: "2026-11-20",
  unreachableSince: null,
  lastChanged: null,
  readAt: "2026-11-22T09:30:00.000Z",
};
const masked: PatientCard = {
  ...card,
  masked: true,
  phones: [{ value: "0803•••••67", since: "2020-01-15" }],
  address: { street: "•••••", ward: "Karu", lga: "KARU", state: "NASARAWA" },
  birthdate: { birthdate: "1988", estimated: true },
};

const held = { standing: "ended", from: "2020-01-15T08:00:00.000Z", until: "2026-11-22T09:00:00.000Z", by: { userId: 1, name: "Super User" }, endedBecause: null, endedBy: null, overwritten: null, origin: { kind: "openmrs" } } as const;
const ours: Extract<HistoryEntry["origin"], { kind: "submission" }> = {
  kind: "submission",
  uuid: submission,
  source: { workbook: "Line list.xlsx", sheet: "Missed", kind: "sheet" },
  rowNumber: 37,
  submissionKind: "update",
  reason: "March calls",
  mayOpen: true,
};
const entries: readonly HistoryEntry[] = [
  { field: "phone", phone: "08031234567", ...held, standing: "current", from: "2026-11-22T09:00:00.000Z", until: null, by: { userId: 3, name: "Chidinma Okafor" }, origin: ours },
  { field: "phone", phone: "08059876543", ...held, endedBy: { userId: 99, name: null }, endedBecause: "New value: 08031234567" },
  { field: "address", address: { street: "2 Side Road", ward: null, lga: "KARU", state: null }, ...held, standing: "beside", until: null },
  { field: "birthdate", birthdate: { birthdate: "1987-01-01", estimated: false }, ...held, from: null, by: null, until: null, overwritten: "2026-11-23T09:00:00.000Z", origin: { ...ours, mayOpen: false, submissionKind: "undo" } },
];

interface Given {
  readonly role?: Role;
  readonly card?: (request: PatientCardRequest) => Promise<PatientCard>;
  readonly history?: (request: PatientHistoryRequest) => Promise<PatientHistory>;
}

interface Opened {
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly stores: PaneStores;
  readonly world: World;
  readonly asked: PatientCardRequest[];
  readonly readSubmission: jest.Mock;
}

/** Opens the patient in the whole pane, as from a list of patients found. */
async function open(given: Given = {}): Promise<Opened> {
  const world = makeWorld([], { person: { ...clerk, role: given.role ?? "clerk" } });
  const asked: PatientCardRequest[] = [];
  const readSubmission = jest.fn(() => new Promise<never>(() => undefined));
  const server: PanePorts["server"] = {
    ...world.ports.server,
    readSubmission,
    readSettings: () => new Promise(() => undefined),
    patientNotes: () => Promise.resolve({ numbers: [], attempts: [], moreAttempts: false, masked: false, lastVerified: null, unreachableSince: null }),
    patientCard: (request) => {
      asked.push(request);
      return (given.card ?? (() => Promise.resolve(card)))(request);
    },
    patientHistory: given.history ?? (() => Promise.resolve({ entries: [...entries], masked: false, fields: ["phone", "address", "birthdate"] })),
  };
  const ports = { ...world.ports, server };
  const stores = createPaneStores(ports);
  stopAfter.push(stores.stop);
  const user = userEvent.setup();
  stores.show("submissions");
  stores.showPatient(patient);
  show(<Shell ports={ports} stores={stores} hasFunctions />);
  await screen.findByRole("button", { name: "Back" });
  await waitFor(() => expect(stores.patient.get().card.isAsking || stores.patient.get().history.isAsking).toBe(false));
  return { user, stores, world, asked, readSubmission };
}

const stopAfter: (() => void)[] = [];
afterEach(() => {
  for (const stop of stopAfter.splice(0)) stop();
});

/** Where only the card matters. */
const noHistory = (): Promise<PatientHistory> => Promise.resolve({ entries: [], masked: false, fields: ["phone", "address", "birthdate"] });
const offline = (): Promise<never> => Promise.reject(new ApiFailure("offline"));
const gone = (): Promise<never> =>
  Promise.reject(new ApiFailure("refused", { status: 404, problem: { code: "patient-not-found", message: "", requestId: "r1" } }));

/** What the card says, apart from the form below it. */
function panel(): HTMLElement {
  return screen.getByRole("region", { name: "How to reach this patient" });
}

function historyItems(): HTMLElement[] {
  return within(screen.getByRole("list", { name: "Values that the record had" })).getAllByRole("listitem");
}

describe("the card of a patient", () => {
  test("says who it is and how to reach them, and begins at the name", async () => {
    const { asked } = await open();
    expect(screen.getByRole("heading", { level: 1, name: "Hauwa Garba" })).toHaveFocus();
    expect(screen.getByText("Female · 38 years · born 12 April 1988 (estimated)")).toBeInTheDocument();
    for (const text of ["08031234567", "in NMRS since 15 January 2020", "14 Ayangburen Road", "General Hospital Karu", "20 November 2026"]) {
      expect(within(panel()).getByText(text)).toBeInTheDocument();
    }
    expect(panel()).toHaveTextContent("Ward KaruLGA KARUState NASARAWA");
    expect(panel()).toHaveTextContent("ART NumberKRU/001KRU/OLD (voided)");
    expect(asked).toEqual([{ patient, reveal: false }]);
    expect(screen.queryByRole("button", { name: "Show contacts" })).not.toBeInTheDocument();
  });

  test("a supervisor sees contacts hidden, shows them, and hides them again; the keyboard stays on the button", async () => {
    const answer = ({ reveal }: PatientCardRequest): Promise<PatientCard> => Promise.resolve(reveal ? card : masked);
    const { user, asked } = await open({ role: "supervisor", card: answer, history: noHistory });
    expect(within(panel()).getByText("begins with 0803, ends with 67, the rest is hidden")).toBeInTheDocument();
    expect(within(panel()).getByText("0803•••••67")).toHaveAttribute("aria-hidden", "true");
    expect(within(panel()).getByText("hidden")).toBeInTheDocument();
    expect(screen.getByText("Female · 38 years · born in 1988 (estimated)")).toBeInTheDocument();
    expect(within(panel()).queryByRole("button", { name: "Copy 0803•••••67" })).not.toBeInTheDocument();

    await user.tab();
    screen.getByRole("button", { name: "Show contacts" }).focus();
    expect(screen.getByRole("button", { name: "Show contacts" })).toHaveAccessibleDescription(patientWords.reveal.why);
    await user.keyboard("{Enter}");
    expect(await within(panel()).findByText("08031234567")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Hide contacts" })).toHaveFocus();
    expect(asked).toEqual([{ patient, reveal: false }, { patient, reveal: true }]);

    await user.keyboard("{Enter}");
    await waitFor(() => expect(within(panel()).getByText("0803•••••67")).toBeInTheDocument());
    expect(screen.queryByText("08031234567")).not.toBeInTheDocument();
  });

  test("who leaves the card and comes back sees the contacts hidden again, and nothing is kept meanwhile", async () => {
    const answer = ({ reveal }: PatientCardRequest): Promise<PatientCard> => Promise.resolve(reveal ? card : masked);
    const { user, stores } = await open({ role: "supervisor", card: answer, history: noHistory });
    await user.click(screen.getByRole("button", { name: "Show contacts" }));
    await within(panel()).findByText("08031234567");
    act(() => stores.show("submit"));
    await waitFor(() => expect(screen.queryByRole("region", { name: "How to reach this patient" })).not.toBeInTheDocument());
    expect(stores.patient.get()).toMatchObject({ patient, isRevealed: false, card: { value: null }, history: { value: null } });
    act(() => stores.show("patient"));
    expect(await within(await screen.findByRole("region", { name: "How to reach this patient" })).findByText("0803•••••67")).toBeInTheDocument();
  });

  test("where the server cannot be asked, contacts stay hidden and that is said", async () => {
    const answer = ({ reveal }: PatientCardRequest): Promise<PatientCard> => (reveal ? offline() : Promise.resolve(masked));
    const { user } = await open({ role: "supervisor", card: answer, history: noHistory });
    await user.click(screen.getByRole("button", { name: "Show contacts" }));
    expect(await screen.findByRole("button", { name: "Try again" })).toBeInTheDocument();
    expect(within(panel()).getByText("0803•••••67")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Show contacts" })).toBeInTheDocument();
  });

  test("names every mark with what to do, and more than one phone", async () => {
    const phones = [{ value: "08031234567", since: null }, { value: "08059876543", since: null }];
    await open({ card: () => Promise.resolve({ ...card, phones, artId: null, marks: ["voided", "ambiguous-art-id", "no-art-id", "dead", "transferred-out", "test-patient"] }) });
    for (const { title, text } of Object.values(patientWords.marks)) {
      const heading = screen.getByText(title);
      expect(heading.parentElement).toHaveTextContent(`${title} ${text}`);
    }
    expect(screen.getByText(/^NMRS holds 2 telephone numbers\. Ask the patient/)).toBeInTheDocument();
  });

  test("a record that says nothing is shown as that", async () => {
    const bare = { ...card, name: null, sex: null, age: null, identifiers: [], facility: null, artId: null, birthdate: { birthdate: null, estimated: false }, phones: [], address: null, lastVerified: null };
    await open({ card: () => Promise.resolve(bare), history: noHistory });
    expect(screen.getByRole("heading", { level: 1, name: "No name recorded" })).toBeInTheDocument();
    expect(screen.getByText("Sex not recorded · no birthdate recorded")).toBeInTheDocument();
    expect(within(panel()).getAllByText("none recorded")).toHaveLength(3);
    expect(screen.getByText("The record has never held anything here.")).toBeInTheDocument();
  });

  test("copies a phone for the other program, and says so", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Copy 08031234567" }));
    expect(await navigator.clipboard.readText()).toBe("08031234567");
    expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
  });

  test("a patient who is not found is said so, and only the way back is left", async () => {
    const { user, stores } = await open({ card: gone, history: gone });
    expect(screen.getByText(/not among those that you may see/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "History" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(stores.shell.get().route).toBe("submissions");
  });

  test("without the server the card says so and asks again on request", async () => {
    let answer: () => Promise<PatientCard> = offline;
    const { user } = await open({ card: () => answer() });
    expect(screen.getByRole("heading", { level: 1, name: "Patient" })).toBeInTheDocument();
    answer = () => Promise.resolve(card);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Hauwa Garba" })).toBeInTheDocument();
  });

  test("a patient who may no longer be seen does not stay on the screen", async () => {
    let answer: () => Promise<PatientCard> = () => Promise.resolve(card);
    const { user } = await open({ card: () => answer() });
    answer = gone;
    await user.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(screen.queryByText("08031234567")).not.toBeInTheDocument());
    expect(screen.getByText(/not among those that you may see/)).toBeInTheDocument();
  });

  test("is read again when a submission of this computer has ended, and no longer once it is left", async () => {
    const { world, asked, stores } = await open();
    const ended = {
      uuid: submission,
      createdAt: "2026-11-22T09:00:00.000Z",
      rowCount: 1,
      state: "done",
      readable: true,
      source: null,
      attempts: 0,
      nextTryAt: null,
      problem: null,
      progress: { done: 1, total: 1 },
      status: null,
      isTold: false,
    } as const;
    world.outbox.put({ ...ended, state: "waiting" });
    expect(asked).toHaveLength(1);
    world.outbox.put(ended);
    await waitFor(() => expect(asked).toHaveLength(2));
    await act(() => Promise.resolve());
    act(() => stores.show("submit"));
    world.outbox.put({ ...ended, uuid: "3f9a2c1b-0000-4000-8000-000000000002" });
    expect(asked).toHaveLength(2);
  });

  test("an answer that comes after another patient was opened is not shown", async () => {
    const world = makeWorld([]);
    const answers: ((value: PatientCard) => void)[] = [];
    const store = createPatientStore({
      ...world.ports,
      server: { ...world.ports.server, patientCard: () => new Promise((resolve) => answers.push(resolve)), patientHistory: () => new Promise(() => undefined) },
    });
    void store.open(patient);
    void store.open("7aaaaaaa-0000-4000-8000-000000000002");
    answers[0]?.(card);
    await Promise.resolve();
    await Promise.resolve();
    expect(store.get().card.value).toBeNull();
    store.forget();
    answers[1]?.(card);
    await Promise.resolve();
    await Promise.resolve();
    expect(store.get()).toMatchObject({ patient: null, card: { value: null } });
  });
});

describe("whose card it is", () => {
  test("is not for the next person: at sign-out the card is cleared, and who comes then starts at a list", async () => {
    const { stores, world } = await open();
    act(() => world.session.set({ person: null, ended: "person" }));
    expect(stores.patient.get()).toMatchObject({ patient: null, card: { value: null }, history: { value: null } });
    expect(screen.queryByText("08031234567")).not.toBeInTheDocument();
    act(() => world.session.set({ person: { ...clerk, userUuid: "aaaaaaaa-0000-4000-8000-000000000002", displayName: "Musa Abubakar" }, ended: null }));
    expect(stores.shell.get().route).not.toBe("patient");
    expect(screen.queryByText("Hauwa Garba")).not.toBeInTheDocument();
  });
});

describe("the history on the card", () => {
  test("tells of each value who, when, why and from where", async () => {
    await open();
    const [current, former, beside, overwritten] = historyItems();
    expect(current).toHaveTextContent(/PhoneNow08031234567Submitted 22 Nov 2026, \d\d:\d\d, by Chidinma OkaforMissed in Line list\.xlsx, row 37Reason: March calls/);
    expect(former).toHaveTextContent(/PhoneEarlier08059876543In NMRS 15 Jan 2020, \d\d:\d\d, by Super UserUntil 22 Nov 2026, \d\d:\d\d, by a user who is no longer in NMRS \(number 99\)Because: New value: 08031234567/);
    expect(beside).toHaveTextContent(/AddressAlso in NMRS2 Side Road, KARUIt stands in NMRS beside/);
    expect(overwritten).toHaveTextContent(/BirthdateEarlier1 January 1987Brought back\. NMRS does not say when\..*Somebody changed it in NMRS afterwards.*NMRS wrote over this change; found 23 Nov 2026/);
  });

  test("is narrowed to one field, by keyboard too", async () => {
    const { user } = await open();
    expect(historyItems()).toHaveLength(4);
    screen.getByRole("tab", { name: "Phone" }).focus();
    await user.keyboard("{Enter}");
    expect(historyItems()).toHaveLength(2);
    await user.click(screen.getByRole("tab", { name: "Address" }));
    expect(historyItems()).toHaveLength(1);
  });

  test("opens the submission that a value came from, or says why not", async () => {
    const { user, stores, readSubmission } = await open();
    const another = within(historyItems()[3] ?? document.body).getByRole("button", { name: /^Open the submission/ });
    expect(another).toHaveAttribute("aria-disabled", "true");
    expect(another).toHaveAccessibleDescription("Somebody else sent this submission. Ask a supervisor to look at it.");
    await user.click(another);
    expect(readSubmission).not.toHaveBeenCalled();
    await user.click(within(historyItems()[0] ?? document.body).getByRole("button", { name: /^Open the submission: Missed in Line list\.xlsx, row 37/ }));
    expect(readSubmission).toHaveBeenCalledWith(submission);
    expect(stores.shell.get().route).toBe("submissions");
  });

  test("puts an earlier value into the form with one press, and the keyboard goes there", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Use this value: 08059876543" }));
    const field = screen.getByRole("textbox", { name: "New phone" });
    expect(field).toHaveValue("08059876543");
    await waitFor(() => expect(field).toHaveFocus());
    expect(within(historyItems()[0] ?? document.body).queryByRole("button", { name: /^Use this value/ })).not.toBeInTheDocument();
  });

  test("does not put anything into the form that is hidden, nor where the patient cannot be updated", async () => {
    const hiddenEntries: HistoryEntry[] = [{ ...held, field: "phone", phone: "0805•••••43" }];
    const { user } = await open({ role: "supervisor", card: () => Promise.resolve(masked), history: () => Promise.resolve({ entries: hiddenEntries, masked: true, fields: ["phone"] }) });
    const use = within(historyItems()[0] ?? document.body).getByRole("button", { name: /^Use this value/ });
    expect(use).toHaveAccessibleDescription("Show the contacts first.");
    await user.click(use);
    expect(screen.getByRole("textbox", { name: "New phone" })).toHaveValue("");
  });

  test("of a patient who cannot be updated no value is offered to the form", async () => {
    await open({ card: () => Promise.resolve({ ...card, artId: null, marks: ["no-art-id"] }) });
    expect(screen.getByRole("button", { name: "Use this value: 08059876543" })).toHaveAccessibleDescription("This patient cannot be updated here.");
  });

  test("fails alone: the card stays, and the history is asked for again", async () => {
    let answer: () => Promise<PatientHistory> = offline;
    const { user } = await open({ history: () => answer() });
    expect(within(panel()).getByText("08031234567")).toBeInTheDocument();
    answer = () => Promise.resolve({ entries: [...entries], masked: false, fields: ["phone", "address", "birthdate"] });
    await user.click(within(screen.getByRole("region", { name: "History" })).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(historyItems()).toHaveLength(4));
  });
});
