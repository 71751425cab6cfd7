import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync("docs/differences-from-the-script.md", "utf8");
/** Lines of the page's tables, as cells, without their heads. */
const lines = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
  .map((line) => line.slice(1, -1).split(" | ").map((cell) => cell.trim()));
const claims = lines.filter((cells) => cells.length === 5 && cells[4] !== "Test");

const titles = readdirSync("tests/server")
  .filter((name) => name.endsWith(".test.ts"))
  .flatMap((name) => [...readFileSync(join("tests/server", name), "utf8").matchAll(/(?:test|\]|as const|\))\(\s*"((?:[^"\\]|\\.)+)"/g)].map((match) => match[1] ?? ""));

/** A name in the page; `…` stands for what differs between the examples of one test. */
function isTest(name: string): boolean {
  return titles.some((title) => title.replace("%s", "…") === name);
}

function namesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

describe("the page on where we differ from the old script", () => {
  test("has a line for every known fault of the script", () => {
    const faults = [...Array.from({ length: 21 }, (_, index) => `B${index + 1}`), ...Array.from({ length: 8 }, (_, index) => `R${index + 1}`)];
    expect(claims.map(([first]) => first).filter((first) => /^[BR]\d+$/.test(first ?? ""))).toEqual(faults);
  });

  test("backs every line with a test that there is", () => {
    expect(claims.length).toBeGreaterThan(40);
    const without = claims.filter((cells) => namesIn(cells[4] ?? "").length === 0).map(([first]) => first);
    const unknown = claims.flatMap((cells) => namesIn(cells[4] ?? "")).filter((name) => !isTest(name));
    expect({ without, unknown }).toEqual({ without: [], unknown: [] });
  });

  test("names the test that shows the parity", () => {
    const shown = /Shown by: `([^`]+)`/.exec(page)?.[1] ?? "";
    expect(isTest(shown)).toBe(true);
  });
});
