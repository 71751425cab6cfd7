import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Dashboard, RecentEvents } from "../../../src/contract/dashboard";
import { ApiFailure } from "../../../src/client/apiFailure";
import { createPaneStores } from "../../../src/taskpane/shell/paneStores";
import type { PaneStores } from "../../../src/taskpane/shell/paneStores";
import { Shell } from "../../../src/taskpane/shell/Shell";
import { submissionStatus } from "../../support/submissionStatus";
import { clerk, emptyDashboard, makeWorld, needsTold, show } from "../paneWorld";
import type { World } from "../paneWorld";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const figures: Dashboard = {
  ...emptyDashboard,
  periods: {
    today: { ...emptyDashboard.periods.today, phone: 3, updated: 4 },
    week: { ...emptyDashboard.periods.week, phone: 30, updated: 41, failed: 2 },
    month: { ...emptyDashboard.periods.month, phone: 1300, updated: 1400, failed: 2, reverted: 1 },
  },
  days: emptyDashboard.days.map((day, index) => (index === 13 ? { ...day, updated: 4 } : index === 10 ? { ...day, updated: 37, failed: 2 } : day)),
};
const events: RecentEvents["events"] = [
  {
    id: 2,
    at: "2026-11-22T08:10:00.000Z",
    action: "change-contacts",
    person: "Amina Bello",
    isOwn: true,
    patients: 1,
    patient: { uuid: "p-1", artId: "NAS/001" },
    submission: "3f9a2c1b-0000-4000-8000-000000000009",
  },
  { id: 1, at: "2026-11-22T08:00:00.000Z", action: "look-up", person: "Musa Danladi", isOwn: false, patients: 12, patient: null, submission: null },
];

function open(world: World): { user: ReturnType<typeof userEvent.setup>; stores: PaneStores } {
  const stores = createPaneStores(world.ports);
  stops.push(stores.stop);
  show(<Shell ports={world.ports} stores={stores} hasFunctions />);
  return { user: userEvent.setup(), stores };
}

function withServer(server: Partial<World["ports"]["server"]>): World {
  const world = makeWorld([["ART ID", "New phone"], ["NAS/001", "08031234567"]]);
  return { ...world, ports: { ...world.ports, server: { ...world.ports.server, ...server } } };
}

test("whoever signs in begins at home, with the figures of today, this week and this month", async () => {
  open(withServer({ dashboard: () => Promise.resolve(figures), recentEvents: () => Promise.resolve({ events }) }));
  expect(await screen.findByRole("tab", { name: "Home", selected: true })).toBeInTheDocument();
  const table = await screen.findByRole("table", { name: "Your updates" });
  expect(within(table).getByRole("row", { name: "Phones 3 30 1,300" })).toBeInTheDocument();
  expect(within(table).getByRole("row", { name: "Overwritten in NMRS 0 0 1" })).toBeInTheDocument();
  expect(screen.getByRole("img", { name: /22 November 2026: 4 successful/ })).toHaveAccessibleName(/19 November 2026: 37 successful, 2 not/);
});

test("what was done last names who, what, whom and when, and leads to the patient and the submission", async () => {
  const pending = (): Promise<never> => new Promise(() => undefined);
  const { user, stores } = open(withServer({ recentEvents: () => Promise.resolve({ events }), patientCard: pending, patientHistory: pending, patientNotes: pending }));
  const list = await screen.findByRole("list", { name: "What you did last" });
  expect(within(list).getAllByRole("listitem")[0]).toHaveTextContent(/You: changed contacts, NAS\/001/);
  expect(within(list).getAllByRole("listitem")[1]).toHaveTextContent(/Musa Danladi: looked up contacts, 12 patients/);
  await user.click(within(list).getByRole("button", { name: "Show patient NAS/001" }));
  expect(stores.shell.get().route).toBe("patient");
});

test("the buttons lead to finding a patient, to the list in front, to the settings and to the reports", async () => {
  const { user, stores } = open(withServer({}));
  await user.click(await screen.findByRole("button", { name: "New update" }));
  expect(stores.shell.get().route).toBe("patients");
  act(() => stores.show("home"));
  await user.click(await screen.findByRole("button", { name: "Batch" }));
  expect(stores.shell.get().route).toBe("submit");
  act(() => stores.show("home"));
  await user.click(await screen.findByRole("button", { name: "Settings" }));
  expect(stores.shell.get().route).toBe("settings");
  act(() => stores.show("home"));
  await user.click(await screen.findByRole("button", { name: "Reports" }));
  expect(stores.shell.get().route).toBe("reports");
});

test("what needs the person, what was validated and what waits to be sent stand there, each with the way to it", async () => {
  const needy = submissionStatus({ leftOver: 3, reverted: 1 });
  const counts = { "left-over": { rows: 3, submissions: 1, newest: [needy.uuid] }, reverted: { rows: 1, submissions: 1, newest: [needy.uuid] } };
  const world = withServer({ listSubmissions: () => Promise.resolve({ submissions: [needy], next: null }), needs: () => Promise.resolve(needsTold(counts, { submissions: [needy] })) });
  const { user, stores } = open(world);
  expect(await screen.findByText("3 rows were not carried out: in conflict, waiting for a decision, or failed.")).toBeInTheDocument();
  expect(screen.getByText("1 change was overwritten in NMRS afterwards.")).toBeInTheDocument();
  expect(screen.getByText("Nothing is waiting on this computer.")).toBeInTheDocument();
  act(() => stores.show("submit"));
  await screen.findByText("1 row");
  await user.click(screen.getByRole("button", { name: "Validate" }));
  await screen.findByText("Not sent yet");
  act(() => stores.show("home"));
  expect(await screen.findByText("“Line list” was validated (1 row), and is not sent yet.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: /^Look: 3 rows/ }));
  expect(stores.shell.get().route).toBe("submissions");
});

const olderUuid = "3f9a2c1b-0000-4000-8000-000000000077";
const waiting = { approval: { rows: 2, submissions: 1, newest: [olderUuid] } };

test("rows that only a supervisor may carry out are told to the clerk as waiting, not as failed", async () => {
  open(withServer({ needs: () => Promise.resolve(needsTold(waiting)) }));
  expect(await screen.findByText("2 rows wait for a supervisor, because only a supervisor may erase.")).toBeInTheDocument();
  expect(screen.queryByText(/not carried out/)).not.toBeInTheDocument();
});

test("to a supervisor they are told as waiting for approval, however old, and lead to these rows", async () => {
  const older = submissionStatus({ uuid: olderUuid, isOwn: false, leftOver: 2, approvals: 2 });
  const asked: string[] = [];
  const world = withServer({
    needs: () => Promise.resolve(needsTold(waiting, { scope: "everyone", mayApprove: true, submissions: [older] })),
    readSubmission: () => Promise.resolve(older),
    readOutcomes: () => Promise.resolve({ outcomes: [], next: null, state: "done" }),
    leftOver: (uuid) => {
      asked.push(uuid);
      return Promise.resolve({ rows: [], next: null });
    },
  });
  world.session.set({ person: { ...clerk, role: "supervisor" } });
  const { user, stores } = open(world);
  await user.click(await screen.findByRole("button", { name: /^Look: 2 rows wait for your approval/ }));
  expect(await screen.findByRole("heading", { level: 1, name: "Rows to settle" })).toBeInTheDocument();
  expect(asked).toEqual([olderUuid]);
  act(() => stores.show("home"));
  act(() => stores.history.close());
  act(() => stores.show("patients"));
  expect(await screen.findByText("2 rows wait for your approval.")).toBeInTheDocument();
});

test("without the server, what needs the person is told as it was, and since when", async () => {
  let isThere = true;
  const needs = (): Promise<ReturnType<typeof needsTold>> =>
    isThere ? Promise.resolve(needsTold({ "left-over": { rows: 4, submissions: 1, newest: [olderUuid] } })) : Promise.reject(new ApiFailure("offline"));
  const { stores } = open(withServer({ needs }));
  expect(await screen.findByText(/^4 rows were not carried out/)).toBeInTheDocument();
  expect(screen.queryByText(/^As of .* cannot be asked now/)).not.toBeInTheDocument();
  isThere = false;
  await act(() => stores.history.refresh());
  expect(screen.getByText(/^4 rows were not carried out/)).toBeInTheDocument();
  expect(screen.getByText(/^As of .*: the server cannot be asked now\.$/)).toBeInTheDocument();
});

test("calls and numbers that wait to be sent are counted at home and on every other screen, until the server has taken them", async () => {
  let waiting = [{ id: 1, createdAt: "2026-11-22T09:00:00.000Z", note: null, refusal: null }];
  const listeners = new Set<(event: { patient: string | null; taken: boolean }) => void>();
  const world = withServer({});
  const notes: World["ports"]["notes"] = {
    ...world.ports.notes,
    list: () => Promise.resolve(waiting),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const { stores } = open({ ...world, ports: { ...world.ports, notes } });
  expect(await screen.findByText("1 noted call or number waits to be sent.")).toBeInTheDocument();
  expect(screen.queryByText("Nothing is waiting on this computer.")).not.toBeInTheDocument();
  act(() => stores.show("patients"));
  expect(await screen.findByText("1 noted call or number waits to be sent.")).toBeInTheDocument();
  waiting = [];
  act(() => {
    for (const listener of listeners) listener({ patient: "p-1", taken: true });
  });
  await waitFor(() => expect(screen.queryByText("1 noted call or number waits to be sent.")).not.toBeInTheDocument());
});

test("from a submission that was opened from a patient's card there is a way back to the patient; from another there is none", async () => {
  const pending = (): Promise<never> => new Promise(() => undefined);
  const status = submissionStatus();
  const { user, stores } = open(
    withServer({ readSubmission: () => Promise.resolve(status), readOutcomes: () => Promise.resolve({ outcomes: [], next: null, state: "done" }), patientCard: pending, patientHistory: pending, patientNotes: pending }),
  );
  act(() => stores.showPatient("p-1"));
  act(() => stores.showSubmissionOfPatient(status.uuid));
  await user.click(await screen.findByRole("button", { name: "Back to the patient" }));
  expect(stores.shell.get().route).toBe("patient");
  expect(stores.patient.get().patient).toBe("p-1");
  act(() => stores.showSubmission(status.uuid));
  await screen.findByRole("button", { name: "All submissions" });
  expect(screen.queryByRole("button", { name: "Back to the patient" })).not.toBeInTheDocument();
});

test("a supervisor is told that the figures are everybody's", async () => {
  const world = withServer({ dashboard: () => Promise.resolve({ ...figures, scope: "everyone" }) });
  world.session.set({ person: { ...clerk, role: "supervisor" } });
  open(world);
  expect(await screen.findByRole("table", { name: "Updates of everybody" })).toBeInTheDocument();
});

test("without the server the screen says so and can be tried again", async () => {
  let isThere = false;
  const { user } = open(withServer({ dashboard: () => (isThere ? Promise.resolve(figures) : Promise.reject(new ApiFailure("offline"))) }));
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  isThere = true;
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("table", { name: "Your updates" })).toBeInTheDocument();
});
