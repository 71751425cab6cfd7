import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ApiFailure } from "../../../src/client/apiFailure";
import type { FollowUpRequest, LeftOverPage, LeftOverRow } from "../../../src/contract/followUps";
import type { SubmissionStatus } from "../../../src/contract/submissions";
import { LeftOverScreen } from "../../../src/taskpane/leftOver/LeftOverScreen";
import { createLeftOverStore } from "../../../src/taskpane/leftOver/leftOverStore";
import { rowIdFor } from "../../../src/taskpane/submit/engine/sentRows";
import { rowMark } from "../../../src/taskpane/workbook/rowMark";
import { submissionStatus } from "../../support/submissionStatus";
import { makeWorld, show } from "../paneWorld";
import type { World } from "../paneWorld";
import { leftOverRow } from "./leftOverRows";

const grid = [["ART ID", "New phone"], ["NAS/001", "08035555555"], ["NAS/002", "08035555556"], ["NAS/003", "08035555557"]];

/** A left-over row of the sheet, with its own ART ID and phone. */
function row(rowNumber: number, more: Partial<LeftOverRow> = {}): LeftOverRow {
  const [artId = "", phone = ""] = grid[rowNumber - 1] ?? [];
  const mark = rowMark({ artId: { value: artId }, phone: { value: phone } });
  return leftOverRow({
    ordinal: rowNumber - 2,
    rowNumber,
    artId,
    rowId: rowIdFor({ rowNumber, rowId: "" }, mark),
    fields: { phone: { status: "changed", before: "08030000009", after: phone, reason: null } },
    ...more,
  });
}

interface Opened {
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly world: World;
  readonly sent: Omit<FollowUpRequest, "uuid">[];
  readonly begun: SubmissionStatus[];
}

function open(given: { pages: readonly (LeftOverPage | Error)[]; origin?: Partial<SubmissionStatus>; refuse?: ApiFailure }): Opened {
  const world = makeWorld(grid);
  const origin = submissionStatus({ leftOver: 3, ...given.origin });
  const sent: Omit<FollowUpRequest, "uuid">[] = [];
  const begun: SubmissionStatus[] = [];
  const pages = [...given.pages];
  const store = createLeftOverStore(
    {
      workbook: world.ports.workbook,
      server: {
        ...world.ports.server,
        leftOver: () => {
          const page = pages.length > 1 ? pages.shift() : pages[0];
          return page === undefined || page instanceof Error ? Promise.reject(page ?? new Error("no page")) : Promise.resolve(page);
        },
      },
      followUps: {
        ...world.ports.followUps,
        followUp: (_, wish) => {
          if (given.refuse !== undefined) return Promise.reject(given.refuse);
          sent.push(wish);
          return Promise.resolve(wish.rows.length === 0 ? { ...origin, leftOver: 0 } : submissionStatus({ uuid: "4aaaaaaa-0000-4000-8000-000000000002", kind: "follow-up" }));
        },
      },
    },
    origin,
    { onSent: (status) => (begun.push(status), Promise.resolve()), onLeft: () => Promise.resolve() },
  );
  void store.load();
  show(<LeftOverScreen store={store} onBack={() => undefined} onJump={() => undefined} />);
  return { user: userEvent.setup(), world, sent, begun };
}

const page = (...rows: LeftOverRow[]): LeftOverPage => ({ rows, next: null });
const card = (artId: string) => within(screen.getByRole("region", { name: new RegExp(artId) }));

test("each field shows what was seen, what is there now and what is wanted", async () => {
  open({ pages: [page(row(2))] });
  expect(await screen.findByRole("heading", { name: "Changed by somebody else (1)" })).toBeInTheDocument();
  expect(card("NAS/001").getByText("08030000001")).toBeInTheDocument();
  expect(card("NAS/001").getByText("08030000009")).toBeInTheDocument();
  expect(card("NAS/001").getByText("08035555555")).toBeInTheDocument();
  expect(card("NAS/001").getByText("not decided")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Send" })).toHaveAttribute("aria-disabled", "true");
});

test("take mine and keep theirs go as one follow-up, and a row that is left is marked in the sheet", async () => {
  const { user, world, sent, begun } = open({ pages: [page(row(2), row(3))] });
  await screen.findByRole("heading", { name: "Changed by somebody else (2)" });
  await user.click(card("NAS/001").getByRole("radio", { name: "Take mine" }));
  await user.click(card("NAS/002").getByRole("radio", { name: "Keep theirs" }));
  await user.click(screen.getByRole("button", { name: "Send 1, leave 1" }));
  await waitFor(() => expect(begun).toHaveLength(1));
  expect(sent).toEqual([
    { reason: null, rows: [{ ordinal: 0, fields: ["phone"], baseline: { phone: "b".repeat(64) }, seen: { phone: "08030000009" } }], leaveOut: [1] },
  ]);
  expect(world.workbook.writtenStatuses[0]).toMatchObject([{ status: "Left as it was", detail: expect.stringMatching(/^The record was left as it is\. Ref 3F9A2C1B-/) }]);
});

test("what can be decided for one row can be decided for all of its kind", async () => {
  const { user, sent } = open({ pages: [page(row(2), row(3), row(4, { why: "waiting" }))] });
  await screen.findByRole("heading", { name: "Changed by somebody else (2)" });
  const section = within(screen.getByRole("region", { name: "Changed by somebody else (2)" }));
  await user.click(section.getByRole("button", { name: "Take mine for all" }));
  expect(screen.getByText("2 rows will be sent · 1 not decided")).toBeInTheDocument();
  await user.click(section.getByRole("button", { name: "Keep theirs for all" }));
  await user.click(await screen.findByRole("button", { name: "Leave 2 rows" }));
  await waitFor(() => expect(sent).toMatchObject([{ rows: [], leaveOut: [0, 1] }]));
  expect(await screen.findByText("2 rows were left as the record has them.")).toBeInTheDocument();
});

test("overwritten rows are applied again with one press", async () => {
  const { user, sent } = open({ pages: [page(row(2, { why: "reverted" }), row(3, { why: "reverted" }), row(4))] });
  await user.click(await screen.findByRole("button", { name: "Apply 2 rows again" }));
  await waitFor(() => expect(sent).toMatchObject([{ rows: [{ ordinal: 0 }, { ordinal: 1 }], leaveOut: [] }]));
});

test("failed rows that would go through now are chosen already; the one that still cannot says why and can be left", async () => {
  const tooShort = row(3, {
    why: "failed",
    issues: [{ code: "phone-too-short", severity: "error", field: "phone", params: { digits: 7 } }],
    fields: { phone: { status: "failed", before: "08030000009", after: null, reason: "phone-too-short" } },
  });
  const { user, sent } = open({ pages: [page(row(2, { why: "failed" }), tooShort, row(4, { why: "not-carried-out" }))] });
  expect(await screen.findByRole("button", { name: "Send 2 rows" })).toBeInTheDocument();
  expect(card("NAS/002").getByText(/too short/)).toBeInTheDocument();
  expect(card("NAS/002").queryByRole("radio")).not.toBeInTheDocument();
  await user.click(card("NAS/002").getByRole("button", { name: "Leave row 3 as it is" }));
  await user.click(screen.getByRole("button", { name: "Send 2, leave 1" }));
  await waitFor(() => expect(sent).toMatchObject([{ rows: [{ ordinal: 0 }, { ordinal: 2 }], leaveOut: [1] }]));
});

test("a warning is confirmed for one or for all of its kind, and a repair is used, before rows go", async () => {
  const dead = { code: "patient-dead" as const, severity: "warning" as const, field: null };
  const waits = (number: number): LeftOverRow =>
    row(number, { why: "waiting", issues: [dead], fields: { phone: { status: "waiting", before: "08030000009", after: "08035555555", reason: "patient-dead" } } });
  const damaged = row(4, {
    why: "waiting",
    issues: [{ code: "leading-zero-lost", severity: "repair", field: "phone", repair: { before: "8035555557", after: "08035555557" } }],
    fields: { phone: { status: "waiting", before: "08030000009", after: null, reason: "leading-zero-lost" } },
  });
  const { user, sent } = open({ pages: [page(waits(2), waits(3), damaged)] });
  await user.click(await screen.findByRole("button", { name: "Take mine for all" }));
  expect(screen.getByText("3 not decided")).toBeInTheDocument();
  await user.click(screen.getByRole("checkbox", { name: "Confirm for all: 2 patients are recorded as dead" }));
  await user.click(card("NAS/003").getByRole("checkbox", { name: "Use 08035555557 instead of 8035555557" }));
  await user.click(screen.getByRole("button", { name: "Send 3 rows" }));
  await waitFor(() =>
    expect(sent[0]?.rows).toMatchObject([
      { ordinal: 0, confirmations: ["patient-dead"] },
      { ordinal: 1, confirmations: ["patient-dead"] },
      { ordinal: 2, acceptedRepairs: [{ field: "phone", code: "leading-zero-lost", after: "08035555557" }] },
    ]),
  );
});

test("who takes over another's rows reads whose eyes and wishes they were", async () => {
  open({ pages: [page(row(2))], origin: { isOwn: false, sentBy: "Musa Ade" } });
  expect(await screen.findByText("What the sender saw")).toBeInTheDocument();
  expect(screen.getByText("What the sender wants")).toBeInTheDocument();
});

test("pages of the server are read to their end before anything is decided", async () => {
  open({ pages: [{ rows: [row(2)], next: 0 }, { rows: [row(3)], next: 1 }, page(row(4))] });
  expect(await screen.findByRole("heading", { name: "Changed by somebody else (3)" })).toBeInTheDocument();
});

test("nothing left, a server that cannot be reached and rows that somebody else has settled meanwhile are sentences", async () => {
  const { user } = open({ pages: [new ApiFailure("offline"), page()] });
  expect(await screen.findByText(/The server cannot be reached/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("No row is left to settle.")).toBeInTheDocument();
});

test("where somebody else has dealt with a row meanwhile, what is left is looked at anew", async () => {
  const refuse = new ApiFailure("refused", { status: 409, problem: { code: "rows-settled", message: "", requestId: "req-1" } });
  const { user } = open({ pages: [page(row(2), row(3)), page(row(3))], refuse });
  await screen.findByRole("heading", { name: "Changed by somebody else (2)" });
  await user.click(screen.getByRole("button", { name: "Take mine for all" }));
  await user.click(screen.getByRole("button", { name: "Send 2 rows" }));
  expect(await screen.findByText(/Somebody has dealt with some of these rows meanwhile/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Changed by somebody else (1)" })).toBeInTheDocument();
});
