import { leftText, paceAfter, paceText } from "../../src/taskpane/common/pace";
import type { Pace } from "../../src/taskpane/common/pace";

/** The pace after words of the server: each at so many seconds with so many rows done. */
function paceOf(words: readonly (readonly [seconds: number, done: number])[]): Pace | null {
  return words.reduce<Pace | null>((pace, [seconds, done]) => paceAfter(pace, { at: seconds * 1000, done }), null);
}

test("one word of the server says nothing about speed", () => {
  expect(paceText(paceOf([[0, 500]]), 10_000)).toBe("");
});

test("a steady pace is told with the time that is left", () => {
  const words = Array.from({ length: 20 }, (_, second) => [second, second * 100] as const);
  expect(paceText(paceOf(words), 10_000)).toBe("100 rows a second · about a minute left");
});

test("a burst moves the figure a little, not to and fro", () => {
  const steady = Array.from({ length: 20 }, (_, second) => [second, second * 100] as const);
  const speed = paceOf([...steady, [20, 2_900]])?.rowsPerSecond ?? 0;
  expect(speed).toBeGreaterThan(150);
  expect(speed).toBeLessThan(320);
});

test("a server that stands still is told of ever lower speed, then of none", () => {
  const waits = Array.from({ length: 90 }, (_, second) => [second + 1, 100] as const);
  expect(paceText(paceOf([[0, 0], ...waits]), 1_000)).toBe("");
});

test("words that follow each other at once change nothing", () => {
  const before = paceOf([[0, 0], [1, 100]]);
  expect(paceAfter(before, { at: 1_050, done: 1_000 })).toBe(before);
});

test("at the end nothing is left to tell", () => {
  expect(paceText(paceOf([[0, 0], [1, 100]]), 100)).toBe("");
});

test.each([
  [3, "a few seconds left"],
  [12, "about 20 seconds left"],
  [51, "about 60 seconds left"],
  [75, "about a minute left"],
  [100, "about 2 minutes left"],
  [3_000, "about 50 minutes left"],
  [9_000, "about 3 hours left"],
])("%i seconds are told as %s", (seconds, text) => expect(leftText(seconds)).toBe(text));
