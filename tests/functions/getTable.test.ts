/** @jest-environment node */
import { messageForCell } from "../../src/functions/cellMessages";
import { get, status } from "../../src/functions/functions";
import { functionSentences as english } from "../../src/wording/en/functions";
import { functionSentences as french } from "../../src/wording/fr/functions";
import { functionSentences } from "../../src/wording/functions";
import { ExcelError, cell, createBench, na, settle } from "./support/functionBench";

async function withoutFields(ids: unknown[][], invocation: CustomFunctions.Invocation): Promise<unknown[][]> {
  const rows: unknown[][] = await Reflect.apply(get, null, [ids, invocation]);
  return rows;
}

describe("CONTACTS.GET", () => {
  const table = (rows: unknown): unknown =>
    Array.isArray(rows) ? rows.map((row: unknown[]) => row.map((value) => (value instanceof ExcelError ? `${value.code} ${value.message}` : value))) : rows;

  test("gives one row per ART ID and one column per field, without a header", async () => {
    const bench = createBench();
    const rows = await settle(bench, get([["FCT/001/0001"], ["FCT/001/0002"], ["10023"]], [[["name"]], [["Phone"]], [["LGA"]]], cell("Sheet1!C3")));
    expect(table(rows)).toEqual([
      ["Ngozi Ada Okafor", "08031234567", "Municipal Area Council"],
      ["", "", ""],
      ["Ngozi Ada Okafor", "08090000000", "Municipal Area Council"],
    ]);
  });

  test("a row whose ART ID is unknown is #N/A in every cell, the others are filled, and each cell has its sentence", async () => {
    const bench = createBench();
    const rows = await settle(bench, get([["FCT/009/9999"], [""], ["FCT/001/0001"]], [[["name", "phone"]]], cell("'My list'!Z9")));
    expect(table(rows)).toEqual([
      [na("art-id-not-found"), na("art-id-not-found")],
      ["", ""],
      ["Ngozi Ada Okafor", "08031234567"],
    ]);
    expect(messageForCell("'My list'!AA9")).toBe(functionSentences["art-id-not-found"]);
    expect(messageForCell("'My list'!Z10")).toBeNull();
    await settle(bench, get([["FCT/001/0001"]], [[["name"]]], cell("'My list'!Z9")));
    expect(messageForCell("'My list'!AA9")).toBeNull();
  });

  test.each([
    // Excel leaves a repeating argument out altogether, so that the invocation stands in its place.
    ["no fields at all", withoutFields],
    ["an empty list of fields", (ids: unknown[][], invocation: CustomFunctions.Invocation) => get(ids, [], invocation)],
    ["an empty cell for the fields", (ids: unknown[][], invocation: CustomFunctions.Invocation) => get(ids, [[[null]]], invocation)],
  ])("%s: name, phone, address, birthdate", async (_what, call: (ids: unknown[][], invocation: CustomFunctions.Invocation) => Promise<unknown[][]>) => {
    const bench = createBench();
    const rows = await settle(bench, call([["FCT/001/0001"]], cell("Sheet1!C3")));
    expect(rows).toEqual([["Ngozi Ada Okafor", "08031234567", "12 Aminu Kano Crescent, Municipal Area Council, FCT", "1987-03-14"]]);
  });

  test("fields may stand in cells, in any spelling", async () => {
    const bench = createBench();
    const rows = await settle(bench, get([["FCT/001/0001"]], [[["Home address", "FULL NAME", "state"]]], cell("Sheet1!C3")));
    expect(rows).toEqual([["12 Aminu Kano Crescent, Municipal Area Council, FCT", "Ngozi Ada Okafor", "FCT"]]);
  });

  test.each(["regimen", "constructor", 7])("a field that it does not know (%s) is an error with all that it knows, without a request", async (field) => {
    const bench = createBench();
    const shown = await settle(bench, get([["FCT/001/0001"]], [[["phone", field]]], cell("Sheet1!C3")));
    expect(shown).toBe(`#VALUE! ${functionSentences["field-unknown"]}`);
    expect(messageForCell("Sheet1!C3")).toBe(functionSentences["field-unknown"]);
    expect(bench.requests).toEqual([]);
  });

  describe("the days that STATUS tells of", () => {
    const contacts = { "called and changed": "FCT/001/0004", "neither called nor changed": "FCT/001/0005" };

    test.each([
      ["called and changed", ["08031234567", "2026-10-30", "2026-11-01"]],
      ["neither called nor changed", ["08031234567", "", ""]],
    ] as const)("of a patient %s: last update and last verified, each in a column, as BIRTHDATE writes days", async (who, row) => {
      const bench = createBench();
      const rows = await settle(bench, get([[contacts[who]]], [[["phone", "last update", "last verified"]]], cell("Sheet1!C3")));
      expect(rows).toEqual([row]);
    });

    test("in any spelling, and with the cells beside them in one request that asks for each field once", async () => {
      const bench = createBench();
      const block = get([["FCT/001/0004"], ["FCT/001/0005"]], [[["Last Update", "last_verified", "LastVerified"]]], cell("Sheet1!C3"));
      const beside = status("FCT/001/0004", cell("Sheet1!B3"));
      expect(await settle(bench, block)).toEqual([
        ["2026-10-30", "2026-11-01", "2026-11-01"],
        ["", "", ""],
      ]);
      expect(await beside).toBe("Updated 30 October 2026; verified 1 November 2026");
      expect(bench.requests).toEqual([{ artIds: ["FCT/001/0004", "FCT/001/0005"], fields: ["status"] }]);
    });

    test("are not asked for where nobody wants them", async () => {
      const bench = createBench();
      await settle(bench, withoutFields([["FCT/001/0004"]], cell("Sheet1!C3")));
      expect(bench.requests[0]?.fields).toEqual(["phone", "address", "birthdate", "name"]);
    });
  });

  test("what it says that it knows, in both languages, it knows", async () => {
    for (const sentence of [english["field-unknown"], french["field-unknown"]]) {
      const named = sentence.split(":").at(-1)?.replace(/\.$/, "").split(",").map((name) => name.trim()) ?? [];
      expect(named).toEqual(["phone", "address", "street", "ward", "lga", "state", "birthdate", "name", "last update", "last verified"]);
      const bench = createBench();
      const rows = await settle(bench, get([["FCT/001/0001"]], [[named]], cell("Sheet1!C3")));
      expect(rows).toHaveLength(1);
      expect(rows[0]).toHaveLength(named.length);
    }
  });

  test("a block of several columns is read row by row", async () => {
    const bench = createBench();
    const rows = await settle(bench, get([["FCT/001/0001", "10023"]], [[["phone"]]], cell("Sheet1!C3")));
    expect(rows).toEqual([["08031234567"], ["08090000000"]]);
  });
});
