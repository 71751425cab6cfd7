/** @jest-environment node */
import { createClient, shareClient } from "../../src/client/client";
import { messageForCell } from "../../src/functions/cellMessages";
import { checkBirthdate, checkRow } from "../../src/functions/functions";
import { functionSentences } from "../../src/wording/functions";

/** Nobody is signed in and there is no network: whatever asked the server would fail. */
const network = jest.fn(() => Promise.reject(new TypeError("no network")));
shareClient(createClient({ fetch: network, store: null, openChannel: () => null }));
afterAll(() => expect(network).not.toHaveBeenCalled());

class ExcelError extends Error {
  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message);
  }
}
Object.assign(globalThis, { CustomFunctions: { Error: ExcelError, ErrorCode: { notAvailable: "#N/A", invalidValue: "#VALUE!" } } });

describe("CONTACTS.CHECKBIRTHDATE", () => {
  test.each([
    ["1987-03-14", "OK"],
    ["14/03/1987", "OK"],
    ["14 March 1987", "OK"],
    // A date cell, as Excel gives it to a function: 14 March 1987.
    [31850, "OK"],
    [19870314, "OK"],
    ["", ""],
    ["  ", ""],
    [null, ""],
    [0, ""],
  ])("%j: %j", async (typed, shown) => expect(await checkBirthdate(typed)).toBe(shown));

  test.each([
    ["31/02/1990", /no such day/],
    ["2190-01-01", /future/],
    ["1850-01-01", /120 years/],
    // Rather a year than the 1,987th day since 1900.
    [1987, /cannot be read/i],
    ["14/03/87", /./],
    [new ExcelError("#REF!"), /#REF!/],
    [true, /./],
  ])("%j: a sentence, as Validate would give", async (typed, sentence) => {
    const shown = await checkBirthdate(typed);
    expect(shown).not.toBe("OK");
    expect(shown).toMatch(sentence);
    expect(shown).toMatch(/\.$/);
  });
});

describe("CONTACTS.CHECKROW", () => {
  const headings = ["ART ID", "New phone", "Patient's home", "New street", "LGA", "New birthdate"];
  const check = (row: unknown[], head: unknown[] = headings): Promise<string> => checkRow([head], [row], { address: "Sheet1!H2" });

  test.each([
    ["a row that is fine", ["FCT/001/0001", "0803 123 4567", "anything", "12 Aminu Kano Crescent", "Bwari", "14/03/1987"]],
    ["cells that are empty mean no change, also as desktop Excel passes them", ["FCT/001/0001", "", null, 0, undefined, 0]],
    ["a date cell", ["FCT/001/0001", "08031234567", "", "", "", 31850]],
    ["an error in a column that is not read", ["FCT/001/0001", "08031234567", new ExcelError("#DIV/0!"), "", "", ""]],
  ])("%s: OK", async (_what, row) => expect(await check(row)).toBe("OK"));

  test("an empty row says nothing", async () => expect(await check(["", null, 0, " ", undefined, 0])).toBe(""));

  test("every fault of the row has its sentence", async () => {
    const shown = await check(["FCT/001/0001", "0803123", "", "", "", "31/02/1990"]);
    expect(shown).toMatch(/0803123/);
    expect(shown).toMatch(/no such day/);
  });

  test("a phone that lost its zero is told, as Validate would propose a repair", async () => {
    expect(await check(["FCT/001/0001", 8031234567, "", "", "", ""])).toMatch(/08031234567/);
  });

  test("a row with values and without an ART ID", async () => expect(await check(["", "08031234567", "", "", "", ""])).toMatch(/ART ID/));

  test.each(["#REF!", "#N/A", "#NAME?"])("a cell with the error %s is told, and nothing is thrown", async (code) => {
    expect(await check(["FCT/001/0001", new ExcelError(code), "", "", "", ""])).toContain(code);
  });

  test("an error whose kind nobody knows is an error all the same", async () => {
    expect(await check(["FCT/001/0001", {}, "", "", "", ""])).not.toBe("OK");
  });

  test.each([
    ["headings that are none of ours", [["a", "b"]], [["1", "2"]], "row-headings"],
    ["headings without ART ID", [["New phone", "New street"]], [["1", "2"]], "row-headings"],
    ["headings that are errors", [[new ExcelError("#REF!"), null]], [["1", "2"]], "row-headings"],
    ["more cells than headings", [["ART ID", "New phone"]], [["1", "2", "3"]], "row-size"],
    ["several rows", [["ART ID", "New phone"]], [["1", "2"], ["3", "4"]], "row-size"],
    ["two rows of headings", [["Title", ""], ["ART ID", "New phone"]], [["1", "2"]], "row-size"],
  ] as const)("%s: #VALUE! with a sentence, which the pane repeats", async (_what, head, cells, code) => {
    const shown = checkRow([...head.map((row) => [...row])], [...cells.map((row) => [...row])], { address: "Sheet1!H9" });
    await expect(shown).rejects.toMatchObject({ code: "#VALUE!", message: functionSentences[code] });
    expect(messageForCell("Sheet1!H9")).toBe(functionSentences[code]);
    await checkRow([["ART ID", "New phone"]], [["FCT/001/0001", "08031234567"]], { address: "Sheet1!H9" });
    expect(messageForCell("Sheet1!H9")).toBeNull();
  });
});
