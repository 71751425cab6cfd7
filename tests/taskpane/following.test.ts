import { ApiFailure } from "../../src/client/apiFailure";
import type { Clock } from "../../src/client/clock";
import { createFollowing } from "../../src/taskpane/history/following";
import { openedState, startHistory } from "../../src/taskpane/history/historyState";
import { createStore } from "../../src/taskpane/store";
import { submissionStatus } from "../support/submissionStatus";
import { makeWorld } from "./paneWorld";

/** Undos and follow-ups that this pane has begun, while the line to the server comes and goes. */

const begun = submissionStatus({ state: "running", kind: "undo", rowCount: 1, rowsDone: 0 });
const ended = submissionStatus({ state: "done", kind: "undo", rowCount: 1, rowsDone: 1 });

function follow(given: { readonly answers: readonly (typeof begun | "offline" | "refused")[]; readonly results?: readonly ("offline" | "there")[] }) {
  const world = makeWorld([["ART ID"], ["NAS/001"]]);
  const answers = [...given.answers];
  const results = [...(given.results ?? [])];
  const pauses: number[] = [];
  // Every pause is over at once.
  const clock: Clock = {
    now: () => 0,
    later: (work, milliseconds) => {
      pauses.push(milliseconds);
      const timer = setTimeout(work, 0);
      return () => clearTimeout(timer);
    },
  };
  const cut = (kind: string | undefined): ApiFailure => (kind === "refused" ? new ApiFailure("refused", { status: 404 }) : new ApiFailure("offline"));
  const server = {
    ...world.ports.server,
    readSubmission: () => {
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return typeof answer === "object" ? Promise.resolve(answer) : Promise.reject(cut(answer));
    },
    watchSubmission: () => Promise.resolve(false),
  };
  const outbox = { ...world.ports.outbox, results: () => (results.shift() === "offline" ? Promise.reject(new ApiFailure("timed-out")) : Promise.resolve([])) };
  const problems: unknown[] = [];
  const store = createStore(startHistory);
  const following = createFollowing({ ports: { ...world.ports, server, outbox }, store, change: (_, change) => problems.push(change(openedState(begun)).problem) }, clock);
  following.begun(begun);
  return { following, cells: world.workbook.cells, pauses, problems };
}

test("a line that is cut once does not keep cells old: it is asked again until the end is known", async () => {
  const { following, cells, pauses, problems } = follow({ answers: [begun, "offline", "offline", ended] });
  await following.follow(begun);
  expect(cells).toEqual(["forgot all", "refreshed"]);
  expect(pauses).toEqual(expect.arrayContaining([5_000, 10_000]));
  expect(problems).toContainEqual(expect.objectContaining({ code: "offline" }));
});

test("cells are fresh as soon as the end is known, and results come when the line is back", async () => {
  const { following, cells } = follow({ answers: [ended], results: ["offline", "there"] });
  await following.follow(begun);
  expect(cells).toEqual(["forgot all", "refreshed", "forgot all", "refreshed"]);
});

test("what the server refuses is told, and not asked again", async () => {
  const { following, cells, pauses, problems } = follow({ answers: ["refused"] });
  await following.follow(begun);
  expect(cells).toEqual([]);
  expect(pauses).toEqual([]);
  expect(problems.at(-1)).toMatchObject({ kind: "server" });
});

test("whoever leaves while the line is cut is followed no further", async () => {
  const { following, cells } = follow({ answers: ["offline"] });
  const followed = following.follow(begun);
  await new Promise((resolve) => setTimeout(resolve, 20));
  following.stop();
  await followed;
  expect(cells).toEqual([]);
});
