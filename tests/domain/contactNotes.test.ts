import fc from "fast-check";
import { attemptOutcomes, checkAttempt, checkOtherNumber, checkVoidReason } from "../../src/domain/contactNotes";
import type { NumberTyped } from "../../src/domain/contactNotes";
import { judgeReachability } from "../../src/domain/reachability";
import type { AttemptSeen } from "../../src/domain/reachability";

const typed: NumberTyped = { phone: "08031234567", relation: "next-of-kin", relationWord: "", name: "", note: "" };

describe("another number as it was typed", () => {
  test("is kept in the form of the record, its words trimmed, empty ones as none", () => {
    const { checked, faults } = checkOtherNumber({ phone: " +234 803 123 4567 ", relation: "other", relationWord: " her  pastor ", name: "Mama\nTola", note: " " });
    expect(faults).toEqual([]);
    expect(checked).toEqual({ phone: "08031234567", relation: "other", relationWord: "her pastor", name: "Mama Tola", note: null });
  });

  test.each([
    ["no number at all", { phone: "" }, "phone", "phone-missing"],
    ["a word for an empty cell", { phone: "N/A" }, "phone", "phone-missing"],
    ["a digit too few", { phone: "0803123456" }, "phone", "phone-unreadable"],
    ["letters", { phone: "call mother" }, "phone", "phone-unreadable"],
    ["a lost zero that nobody has agreed to", { phone: "8031234567" }, "phone", "phone-unreadable"],
    ["two numbers", { phone: "08031234567 / 08051112222" }, "phone", "phone-unreadable"],
    ["another relation without a word for it", { relation: "other" }, "relation", "relation-word-missing"],
    ["a word of 51 letters", { relation: "other", relationWord: "x".repeat(51) }, "relation", "text-too-long"],
    ["a name of 101 letters", { name: "x".repeat(101) }, "name", "text-too-long"],
    ["a note of 256 letters", { note: "x".repeat(256) }, "note", "text-too-long"],
    ["a face in the note", { note: "she said yes 🙂" }, "note", "characters-not-allowed"],
  ] as const)("%s is refused", (_what, part, field, code) => {
    expect(checkOtherNumber({ ...typed, ...part })).toMatchObject({ checked: null, faults: [{ field, code }] });
  });

  test("a note of 255 letters and a doubtful prefix are kept; the doubt is told", () => {
    const { checked, issues } = checkOtherNumber({ ...typed, phone: "07001234567", note: "x".repeat(255) });
    expect(checked).toMatchObject({ phone: "07001234567" });
    expect(issues.map(({ code }) => code)).toContain("phone-service-number");
  });
});

describe("a call as it was typed", () => {
  test.each([
    ["2026-11-22", null],
    ["2026-11-23", "day-in-future"],
    ["2024-11-22", null],
    ["2024-11-21", "day-too-old"],
    ["2026-02-29", "day-not-real"],
    ["22/11/2026", "day-not-real"],
    ["", "day-not-real"],
  ])("on %p is judged %p on 22 November 2026", (day, code) => {
    expect(checkAttempt({ day, note: "" }, "2026-11-22").faults).toEqual(code === null ? [] : [{ field: "day", code }]);
  });

  test("what is voided needs a reason", () => {
    expect(checkVoidReason("  ")).toEqual({ reason: null, faults: [{ field: "reason", code: "reason-missing" }] });
    expect(checkVoidReason(" wrong  patient ")).toEqual({ reason: "wrong patient", faults: [] });
    expect(checkVoidReason("x".repeat(256)).faults).toEqual([{ field: "reason", code: "text-too-long" }]);
  });
});

/** `3 reached recorded` is a call of the third of May to the number recorded. */
function calls(...texts: readonly string[]): AttemptSeen[] {
  return texts.map((text, index) => {
    const [day = "", outcome, number] = text.split(" ");
    const found = attemptOutcomes.find((one) => one === outcome);
    if (found === undefined || (number !== "recorded" && number !== "own" && number !== "other")) throw new Error(text);
    return { day: `2026-05-${day.padStart(2, "0")}`, sequence: index, outcome: found, number };
  });
}
const may = (day: number | null): string | null => (day === null ? null : `2026-05-${String(day).padStart(2, "0")}`);

describe("last verified and unreachable since", () => {
  test.each([
    { what: "nobody has called", of: [], verified: null, since: null },
    { what: "reached", of: ["3 reached recorded"], verified: 3, since: null },
    { what: "reached again: the last time counts", of: ["3 reached recorded", "9 reached recorded"], verified: 9, since: null },
    { what: "no answer since the first failure", of: ["3 no-answer recorded", "9 switched-off recorded"], verified: null, since: 3 },
    { what: "failed after having been reached", of: ["1 reached recorded", "3 wrong-number recorded", "4 no-answer recorded"], verified: 1, since: 3 },
    { what: "reached after having failed", of: ["3 no-answer recorded", "9 reached recorded"], verified: 9, since: null },
    { what: "a relative answered: neither", of: ["3 relative recorded"], verified: null, since: null },
    { what: "a relative answered after failures: still out of reach", of: ["3 no-answer recorded", "5 relative recorded"], verified: null, since: 3 },
    { what: "a number that was replaced since verifies nothing", of: ["3 reached other"], verified: null, since: null },
    { what: "a number that was replaced since does not say that the new one fails", of: ["3 wrong-number other"], verified: null, since: null },
    { what: "reached by any number ends being out of reach", of: ["3 no-answer recorded", "5 reached other"], verified: null, since: null },
    { what: "the second number of one's own that fails counts", of: ["3 switched-off own"], verified: null, since: 3 },
    { what: "reached by the second number does not verify the first", of: ["3 reached own"], verified: null, since: null },
    { what: "a next of kin who does not answer says nothing", of: ["3 no-answer other"], verified: null, since: null },
    { what: "two calls of one day: the one noted later decides", of: ["3 reached recorded", "3 no-answer recorded"], verified: 3, since: 3 },
    { what: "two calls of one day the other way round", of: ["3 no-answer recorded", "3 reached recorded"], verified: 3, since: null },
    { what: "noted late: the day of the call counts", of: ["9 reached recorded", "3 no-answer recorded"], verified: 9, since: null },
  ])("$what", ({ of, verified, since }) => {
    expect(judgeReachability(calls(...of))).toEqual({ lastVerified: may(verified), unreachableSince: may(since) });
  });

  const attempt: fc.Arbitrary<Omit<AttemptSeen, "sequence">> = fc.record({
    day: fc.integer({ min: 1, max: 28 }).map((day) => may(day) ?? ""),
    outcome: fc.constantFrom(...attemptOutcomes),
    number: fc.constantFrom("recorded", "own", "other"),
  });
  const attempts = fc.array(attempt, { maxLength: 12 }).map((all) => all.map((one, sequence): AttemptSeen => ({ ...one, sequence })));

  test("do not depend on the order in which the calls are read", () => {
    fc.assert(fc.property(attempts, fc.func(fc.integer()), (all, key) => {
      const shuffled = [...all].sort((one, other) => key(one) - key(other));
      expect(judgeReachability(shuffled)).toEqual(judgeReachability(all));
    }));
  });

  test("are days of such calls, and nobody is out of reach on a day after which they were reached", () => {
    fc.assert(fc.property(attempts, (all) => {
      const { lastVerified, unreachableSince } = judgeReachability(all);
      const reached = all.filter(({ outcome }) => outcome === "reached");
      const verified = reached.filter(({ number }) => number === "recorded").map(({ day }) => day).sort();
      expect(lastVerified).toBe(verified.at(-1) ?? null);
      if (unreachableSince === null) return;
      expect(all.some(({ day, outcome, number }) => day === unreachableSince && outcome !== "reached" && outcome !== "relative" && number !== "other")).toBe(true);
      expect(reached.every(({ day }) => day <= unreachableSince)).toBe(true);
    }));
  });
});
