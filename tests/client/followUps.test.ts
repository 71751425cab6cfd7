/** @jest-environment node */
import { createApi } from "../../src/client/api";
import { createFollowUps } from "../../src/client/followUps";
import { createSession } from "../../src/client/session";
import { submissionStatus } from "../support/submissionStatus";
import { problem } from "./support/fakeServer";
import { amina, bello, createMemoryStorage, signInAnswer } from "./support/people";
import { createTestClock } from "./support/testClock";

const origin = "33333333-3333-4333-8333-333333333333";
const wish = { ordinals: [3, 1], reason: "Wrong list" };

interface Asked {
  readonly line: string;
  readonly body: Record<string, unknown>;
}

/** A server that begins a submission for every uuid it has not seen, and counts them; `lose` swallows the answer afterwards. */
function createBench(storage: Storage = createMemoryStorage()) {
  const clock = createTestClock();
  const session = createSession({ clock });
  const asked: Asked[] = [];
  const begun = new Set<string>();
  const bench = { lose: false, refuse: false };
  const network: typeof fetch = (input, init = {}) => {
    const text = init.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : "{}";
    const body = JSON.parse(text) as Record<string, unknown>;
    asked.push({ line: `${init.method ?? ""} ${typeof input === "string" ? input : ""}`, body });
    if (bench.refuse) return Promise.resolve(problem(403, "not-allowed"));
    if (typeof body.uuid === "string") begun.add(body.uuid);
    if (bench.lose) return Promise.reject(new TypeError("connection reset"));
    return Promise.resolve(Response.json(submissionStatus({ uuid: typeof body.uuid === "string" ? body.uuid : origin, kind: "undo", origin }), { status: 202 }));
  };
  const api = createApi({ baseUrl: "", session, clock, fetch: network });
  const followUps = createFollowUps({ api, session, kept: storage });
  session.adopt(signInAnswer(amina, clock.now()));
  return { api, followUps, session, clock, asked, begun, bench };
}

test("taking back is asked under a number of the asker's own, with the rows and the reason", async () => {
  const { followUps, asked } = createBench();
  const answer = await followUps.undo(origin, wish);
  expect(asked).toEqual([{ line: `POST /api/submissions/${origin}/undo`, body: { uuid: answer.uuid, ...wish } }]);
});

test("an answer that was lost is asked for again under the same number: nothing is taken back twice", async () => {
  const { followUps, begun, bench } = createBench();
  bench.lose = true;
  await expect(followUps.undo(origin, wish)).rejects.toMatchObject({ code: "offline" });
  await expect(followUps.undo(origin, wish)).rejects.toMatchObject({ code: "offline" });
  bench.lose = false;
  const answer = await followUps.undo(origin, wish);
  expect([...begun]).toEqual([answer.uuid]);
});

test("also after the pane was loaded anew", async () => {
  const storage = createMemoryStorage();
  const before = createBench(storage);
  before.bench.lose = true;
  await expect(before.followUps.undo(origin, wish)).rejects.toMatchObject({ code: "offline" });
  const after = createBench(storage);
  await after.followUps.undo(origin, wish);
  expect([...after.begun]).toEqual([...before.begun]);
  const kept = Array.from({ length: storage.length }, (_, at) => storage.getItem(storage.key(at) ?? "") ?? "");
  expect(kept.join()).not.toContain("Wrong list");
});

test("the same wish once more, after it was answered, is a new one", async () => {
  const { followUps, begun } = createBench();
  await followUps.undo(origin, wish);
  await followUps.undo(origin, wish);
  expect(begun.size).toBe(2);
});

test("other rows are another wish, and so is the same wish of another person", async () => {
  const { followUps, session, clock, begun, bench } = createBench();
  bench.lose = true;
  await expect(followUps.undo(origin, wish)).rejects.toThrow();
  await expect(followUps.undo(origin, { ...wish, ordinals: [3] })).rejects.toThrow();
  session.adopt(signInAnswer(bello, clock.now()));
  await expect(followUps.undo(origin, wish)).rejects.toThrow();
  expect(begun.size).toBe(3);
});

test("what the server refuses is not kept: asked again it is a new wish", async () => {
  const { followUps, asked, bench } = createBench();
  bench.refuse = true;
  await expect(followUps.undo(origin, wish)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(followUps.undo(origin, wish)).rejects.toMatchObject({ code: "not-allowed" });
  expect(asked[0]?.body.uuid).not.toBe(asked[1]?.body.uuid);
});

test("rows that are carried on go with what was seen of them, and rows that are left out go along", async () => {
  const { followUps, asked } = createBench();
  const rows = [{ ordinal: 4, fields: ["phone" as const], baseline: { phone: "b".repeat(64) }, seen: { phone: "08030000001" } }];
  await followUps.followUp(origin, { reason: null, rows, leaveOut: [7] });
  expect(asked[0]?.line).toBe(`POST /api/submissions/${origin}/follow-up`);
  expect(asked[0]?.body).toMatchObject({ rows, leaveOut: [7], reason: null });
});

test("cancelling and resuming name only the submission; a result file names its format", async () => {
  const { api, asked } = createBench();
  await api.cancel(origin);
  await api.resume(origin);
  await expect(api.resultFile(origin, { format: "xlsx" })).rejects.toMatchObject({ kind: "unreadable" });
  expect(asked.map(({ line }) => line)).toEqual([
    `POST /api/submissions/${origin}/cancel`,
    `POST /api/submissions/${origin}/resume`,
    `POST /api/submissions/${origin}/result-file`,
  ]);
  expect(asked[2]?.body).toEqual({ format: "xlsx" });
});
