/** @jest-environment node */
import { createClient, shareClient } from "../../src/client/client";
import type { HistoriesAnswer, HistoriesRequest } from "../../src/contract/patients";
import { messageForCell } from "../../src/functions/cellMessages";
import { history, status } from "../../src/functions/functions";
import { functionSentences } from "../../src/wording/functions";
import { problem } from "../client/support/fakeServer";
import { amina, bello, signInAnswer } from "../client/support/people";
import { createTestClock } from "../client/support/testClock";

class ExcelError extends Error {
  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message);
  }
}
Object.assign(globalThis, { CustomFunctions: { Error: ExcelError, ErrorCode: { notAvailable: "#N/A", invalidValue: "#VALUE!" } } });

/** Noon, so that the day is the same on every computer that runs this. */
const value = (text: string | null, day: number, isCurrent: boolean) => ({
  value: text,
  from: `2026-03-${String(day).padStart(2, "0")}T12:00:00.000Z`,
  until: isCurrent ? null : `2026-03-${String(day + 1).padStart(2, "0")}T12:00:00.000Z`,
  by: isCurrent ? "Amina Bello" : null,
  isCurrent,
});

function createBench(patient: object = {}) {
  const clock = createTestClock();
  const asked: HistoriesRequest[] = [];
  const server: { version: number; refuse: (() => Response) | null } = { version: 1, refuse: null };
  const network: typeof fetch = async (input, init) => {
    if (server.refuse !== null) return server.refuse();
    const request: HistoriesRequest = JSON.parse(await new Response(init?.body ?? null).text());
    const path = typeof input === "string" ? input : "";
    if (path === "/api/patients/lookup") return Response.json({ results: request.artIds.map(() => ({ found: true, ...patient })), readAt: "now" });
    expect(path).toBe("/api/patients/histories");
    asked.push(request);
    const results = request.artIds.map((artId): HistoriesAnswer["results"][number] => {
      if (artId === "NONE") return { found: false, reason: "art-id-not-found" };
      if (artId === "EMPTY") return { found: true, values: [] };
      return { found: true, values: [value(`${artId} ${request.field} ${server.version}`, 20, true), value(null, 10, false)] };
    });
    return Response.json({ results, readAt: "now" });
  };
  const client = createClient({ clock, fetch: network, store: null, openChannel: () => null });
  shareClient(client);
  client.session.adopt(signInAnswer(amina, clock.now()));
  const show = async (work: Promise<unknown>): Promise<unknown> => {
    const shown = work.catch((error: unknown) => (error instanceof ExcelError ? `${error.code} ${error.message}` : Promise.reject(error as Error)));
    await clock.pass(200);
    return shown;
  };
  return { client, clock, asked, server, show };
}
const at = (address: string): CustomFunctions.Invocation => ({ address });
const na = (code: keyof typeof functionSentences): string => `#N/A ${functionSentences[code]}`;

describe("CONTACTS.HISTORY", () => {
  test("spills every value, newest first: value, from, until, by; what nobody knows is empty", async () => {
    const bench = createBench();
    expect(await bench.show(history("A1", "phone", at("S!B2")))).toEqual([
      ["A1 phone 1", "2026-03-20", "", "Amina Bello"],
      ["", "2026-03-10", "2026-03-11", ""],
    ]);
    expect(messageForCell("S!B2")).toBeNull();
  });

  test("several cells are one request for each field, each ART ID once; asked again none", async () => {
    const bench = createBench();
    const cells = (): Promise<unknown> =>
      Promise.all([history("A1", "phone", at("S!B1")), history(" A1 ", "Phone", at("S!B9")), history("A2", "phone", at("S!B2")), history("A1", "address", at("S!B3"))]);
    await bench.show(cells());
    expect(bench.asked).toEqual([
      { artIds: ["A1", "A2"], field: "phone" },
      { artIds: ["A1"], field: "address" },
    ]);
    await bench.show(cells());
    expect(bench.asked).toHaveLength(2);
  });

  test("more than two hundred patients go in several requests", async () => {
    const bench = createBench();
    await bench.show(Promise.all(Array.from({ length: 450 }, (_, row) => history(`A${row}`, "birthdate", at(`S!B${row}`)))));
    expect(bench.asked.map(({ artIds }) => artIds.length)).toEqual([200, 200, 50]);
  });

  test("after a submission only its patients are asked again, and their cells show the new value", async () => {
    const bench = createBench();
    const cells = () => Promise.all([history("A1", "phone", at("S!B1")), history("A2", "phone", at("S!B2"))]);
    await bench.show(cells());
    bench.server.version = 2;
    bench.client.lookup.invalidate(["a1"]);
    expect(await bench.show(cells())).toMatchObject([{ 0: { 0: "A1 phone 2" } }, { 0: { 0: "A2 phone 1" } }]);
    expect(bench.asked.map(({ artIds }) => artIds)).toEqual([["A1", "A2"], ["A1"]]);
  });

  test("another person is told nothing that was read before", async () => {
    const bench = createBench();
    await bench.show(history("A1", "phone", at("S!B1")));
    bench.client.session.end("person");
    expect(await bench.show(history("A1", "phone", at("S!B1")))).toBe(na("not-signed-in"));
    bench.client.session.adopt(signInAnswer(bello, bench.clock.now()));
    await bench.show(history("A1", "phone", at("S!B1")));
    expect(bench.asked).toHaveLength(2);
  });

  test.each([
    ["NONE", "phone", na("art-id-not-found")],
    ["1.2E+05", "phone", na("art-id-damaged")],
    [new ExcelError("#REF!"), "phone", na("art-id-error")],
    ["A1", "shoe size", `#VALUE! ${functionSentences["history-field-unknown"]}`],
    ["A1", 7, `#VALUE! ${functionSentences["history-field-unknown"]}`],
  ])("%s, %s: an error with a sentence, which the pane repeats", async (artId, field, shown) => {
    const bench = createBench();
    expect(await bench.show(history(artId, field, at("S!B4")))).toBe(shown);
    expect(shown.endsWith(messageForCell("S!B4") ?? "nothing")).toBe(true);
  });

  test.each(["EMPTY", "", null])("%j: one empty row", async (artId) => {
    const bench = createBench();
    expect(await bench.show(history(artId, "phone", at("S!B5")))).toEqual([["", "", "", ""]]);
  });

  test("a server that does not answer is told in every cell", async () => {
    const bench = createBench();
    bench.server.refuse = () => problem(503, "database-unavailable");
    expect(await bench.show(history("A1", "phone", at("S!B6")))).toBe(na("database-unavailable"));
  });
});

describe("CONTACTS.STATUS", () => {
  const never = { dead: false, lastChanged: null, lastVerified: null, unreachableSince: null };
  test.each([
    ["nothing was ever done here", never, "Never updated here; not verified"],
    ["an instant is told as its day", { ...never, lastChanged: "2026-03-14T12:00:00.000Z" }, "Updated 14 March 2026; not verified"],
    ["everything", { dead: true, lastChanged: "2026-03-14T12:00:00.000Z", lastVerified: "2026-04-02", unreachableSince: "2026-05-01" }, "Updated 14 March 2026; verified 2 April 2026; unreachable since 1 May 2026; died"],
  ])("%s", async (_what, told, shown) => {
    const bench = createBench({ status: told });
    expect(await bench.show(status("A1", { address: "S!C1" }))).toBe(shown);
  });
});
