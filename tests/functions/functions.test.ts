/** @jest-environment node */
import { messageForCell } from "../../src/functions/cellMessages";
import { birthdate, checkPhone, fullName, get, homeAddress, phone } from "../../src/functions/functions";
import { functionSentences } from "../../src/wording/functions";
import { problem } from "../client/support/fakeServer";
import { ExcelError, cell, createBench, na, settle } from "./support/functionBench";

describe("one patient in a cell", () => {
  test.each([
    ["phone", phone, "08031234567"],
    ["home address", homeAddress, "12 Aminu Kano Crescent, Municipal Area Council, FCT"],
    ["birthdate, as text that no setting can turn round", birthdate, "1987-03-14"],
    ["full name", fullName, "Ngozi Ada Okafor"],
  ] as const)("gives the %s", async (_what, call, value) => {
    const bench = createBench();
    expect(await settle(bench, call("FCT/001/0001", cell("Sheet1!B2")))).toBe(value);
    expect(messageForCell("Sheet1!B2")).toBeNull();
  });

  test.each([phone, homeAddress, birthdate, fullName])("what the record does not have is an empty text", async (call) => {
    const bench = createBench();
    expect(await settle(bench, call("FCT/001/0002", cell("Sheet1!B2")))).toBe("");
  });

  test.each([
    ["an ART ID that is a number", 10023, "08090000000"],
    ["spaces and a text mark round it", " FCT/001/0001 ", "08031234567"],
    ["an empty cell", null, ""],
    ["an empty cell as desktop Excel passes it", 0, ""],
    ["an empty text", "", ""],
    ["blanks only", "   ", ""],
    ["an unknown ART ID", "FCT/009/9999", na("art-id-not-found")],
    ["an ART ID of two patients", "FCT/001/0666", na("art-id-ambiguous")],
    ["a date that Excel made of it", "1.2E+05", na("art-id-damaged")],
    ["TRUE", true, na("art-id-damaged")],
    ["a cell with an error", new ExcelError("#REF!"), na("art-id-error")],
  ] as const)("%s", async (_what, artId, shown) => {
    const bench = createBench();
    expect(await settle(bench, phone(artId, cell("Sheet1!B2")))).toBe(shown);
    expect(messageForCell("Sheet1!B2")).toBe(shown.startsWith("#N/A ") ? shown.slice(5) : null);
  });

  test("an estimated birthdate is given, and the pane tells that it is an estimate", async () => {
    const bench = createBench();
    expect(await settle(bench, birthdate("FCT/001/0003", cell("Sheet1!B2")))).toBe("1980-01-01");
    expect(messageForCell("Sheet1!B2")).toBe(functionSentences["birthdate-estimated"]);
  });

  test("a cell that is mended loses its sentence", async () => {
    const bench = createBench();
    await settle(bench, phone("FCT/009/9999", cell("Sheet1!B2")));
    expect(messageForCell("Sheet1!B2")).not.toBeNull();
    await settle(bench, phone("FCT/001/0001", cell("Sheet1!B2")));
    expect(messageForCell("Sheet1!B2")).toBeNull();
  });
});

describe("one request", () => {
  test("for all cells of a recalculation, whatever they ask", async () => {
    const bench = createBench();
    const calls = Array.from({ length: 500 }, (_, index) => phone(`A${index}`, cell(`S!B${index}`)).catch(() => null));
    const others = [fullName("FCT/001/0001", cell("S!C1")), homeAddress("FCT/001/0001", cell("S!D1"))];
    const table = get([["FCT/001/0001"], ["FCT/001/0002"]], [[["phone"]]], cell("S!E1"));
    await bench.clock.pass(100);
    await Promise.all([...calls, ...others, table]);
    expect(bench.requests).toHaveLength(1);
    expect(bench.requests[0]?.artIds).toHaveLength(502);
    expect(bench.requests[0]?.fields).toEqual(["phone", "address", "name"]);
  });

  test("none for a formula that Excel cancelled", async () => {
    const bench = createBench();
    const invocation = cell("S!B1");
    const call = phone("FCT/001/0001", invocation);
    invocation.onCanceled?.();
    expect(await settle(bench, call)).toBe(na("cancelled"));
    expect(bench.requests).toEqual([]);
  });

  test("a call that Excel cancelled says nothing of its cell: what the next call found stays", async () => {
    const bench = createBench();
    const invocation = cell("Sheet1!B7");
    const first = phone("FCT/001/0001", invocation);
    const next = phone("FCT/009/9999", cell("Sheet1!B7"));
    const shown = Promise.all([settle(bench, first), settle(bench, next)]);
    await bench.clock.pass(100);
    invocation.onCanceled?.();
    expect((await shown)[1]).toBe(na("art-id-not-found"));
    expect(messageForCell("Sheet1!B7")).toBe(functionSentences["art-id-not-found"]);
    const alone = cell("Sheet1!B8");
    const cancelled = phone("FCT/001/0002", alone);
    alone.onCanceled?.();
    expect(await settle(bench, cancelled)).toBe(na("cancelled"));
    expect(messageForCell("Sheet1!B8")).toBeNull();
  });

  test("none for CHECKPHONE", () => {
    const bench = createBench();
    expect(checkPhone("0803 123 4567")).toBe("OK");
    expect(bench.requests).toEqual([]);
  });
});

describe("when there is no answer", () => {
  test("signed out: every cell says to sign in, without a request", async () => {
    const bench = createBench();
    bench.client.session.end("person");
    expect(await settle(bench, phone("FCT/001/0001", cell("Sheet1!B2")))).toBe(na("not-signed-in"));
    expect(messageForCell("Sheet1!B2")).toBe(functionSentences["not-signed-in"]);
    expect(bench.requests).toEqual([]);
  });

  test.each([
    ["no connection", () => Promise.reject(new TypeError("fetch failed")), "offline"],
    ["no role", () => problem(403, "no-role"), "no-role"],
    // The refusal ends the session, which settles the waiting cells itself.
    ["a session that is over", () => problem(401, "session-expired"), "not-signed-in"],
    ["a database that is away", () => problem(503, "database-unavailable"), "database-unavailable"],
    ["a server that is broken", () => problem(500, "internal"), "look-up-failed"],
  ] as const)("%s", async (_what, answer, code) => {
    const bench = createBench(answer);
    expect(await settle(bench, phone("FCT/001/0001", cell("Sheet1!B2")))).toBe(na(code));
  });
});

describe("CONTACTS.CHECKPHONE", () => {
  test.each([
    ["0803 123 4567", "OK"],
    ["+234-0803 123 4567", "OK"],
    ["", ""],
    [null, ""],
    [0, ""],
  ])("%j: %j", (text, shown) => expect(checkPhone(text)).toBe(shown));

  test.each([[8031234567], ["0803123"], ["O8O3l234567"], ["0803 123 4567 / 0809 000 0000"], ["8.03E+09"]])("%j: a sentence, as Validate would give", (text) => {
    const shown = checkPhone(text);
    expect(shown).not.toBe("OK");
    expect(shown).toMatch(/[a-z].*\.$/);
  });

  test("a cell with an error", () => expect(checkPhone(new ExcelError("#REF!"))).toBe(functionSentences["phone-error"]));
});
