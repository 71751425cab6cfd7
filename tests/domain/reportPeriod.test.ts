import { bucketIndexOf, bucketsOf, mostBuckets, periodFault, splitByMonths } from "../../src/domain/reportPeriod";
import { daysBetween } from "../../src/domain/days";

test.each([
  ["2026-11-01", "2026-11-22", null],
  ["2026-11-22", "2026-11-22", null],
  // What is left of the month is part of "this month".
  ["2026-11-01", "2026-11-30", null],
  ["2026-11-22", "2026-11-21", "period-reversed"],
  ["2026-11-23", "2026-11-30", "period-in-future"],
  ["2026-12-02", "2026-12-01", "period-reversed"],
])("a period from %s to %s, asked for on 22 November, is %s", (from, to, fault) => {
  expect(periodFault({ from, to }, "2026-11-22")).toBe(fault);
});

test.each([
  ["day", "2026-02-27", "2026-03-01", ["2026-02-27 2026-02-27", "2026-02-28 2026-02-28", "2026-03-01 2026-03-01"]],
  ["day", "2024-02-28", "2024-03-01", ["2024-02-28 2024-02-28", "2024-02-29 2024-02-29", "2024-03-01 2024-03-01"]],
  // 4 November 2026 is a Wednesday: weeks begin on Monday, the first and the last are cut.
  ["week", "2026-11-04", "2026-11-17", ["2026-11-04 2026-11-08", "2026-11-09 2026-11-15", "2026-11-16 2026-11-17"]],
  ["week", "2026-11-08", "2026-11-09", ["2026-11-08 2026-11-08", "2026-11-09 2026-11-09"]],
  ["week", "2026-11-10", "2026-11-11", ["2026-11-10 2026-11-11"]],
  ["month", "2026-01-31", "2026-03-02", ["2026-01-31 2026-01-31", "2026-02-01 2026-02-28", "2026-03-01 2026-03-02"]],
  ["month", "2025-12-01", "2026-01-31", ["2025-12-01 2025-12-31", "2026-01-01 2026-01-31"]],
] as const)("by %s, %s to %s is cut so", (step, from, to, expected) => {
  expect(bucketsOf({ from, to }, step)).toEqual({ step, buckets: expected.map((text) => ({ from: text.slice(0, 10), to: text.slice(11) })) });
});

test("three years are told by day; longer periods by the next coarser step that stays within what a chart can hold", () => {
  expect(bucketsOf({ from: "2023-11-23", to: "2026-11-22" }, "day")).toMatchObject({ step: "day" });
  expect(bucketsOf({ from: "2023-11-23", to: "2026-11-22" }, "day").buckets).toHaveLength(1_096);
  expect(bucketsOf({ from: "2020-01-01", to: "2026-11-22" }, "day").step).toBe("week");
  expect(bucketsOf({ from: "1990-01-01", to: "2026-11-22" }, "day").step).toBe("month");
  expect(bucketsOf({ from: "1990-01-01", to: "2026-11-22" }, "week").step).toBe("month");
  const { step, buckets } = bucketsOf({ from: "0001-01-01", to: "2026-11-22" }, "day");
  expect([step, buckets.length, buckets.at(-1)]).toEqual(["month", mostBuckets, { from: "2026-11-01", to: "2026-11-22" }]);
});

test("a period without end stops at the last day that there is", () => {
  expect(bucketsOf({ from: "9999-12-30", to: "9999-12-31" }, "day").buckets.map(({ from }) => from)).toEqual(["9999-12-30", "9999-12-31"]);
  expect(bucketsOf({ from: "9999-12-30", to: "9999-12-31" }, "month").buckets).toEqual([{ from: "9999-12-30", to: "9999-12-31" }]);
});

test.each(["day", "week", "month"] as const)("by %s every day of a period is in exactly one part of it, in order", (step) => {
  for (const [from, to] of [["2025-12-29", "2026-03-05"], ["2024-02-27", "2024-03-02"], ["2026-11-22", "2026-11-22"]] as const) {
    const { buckets } = bucketsOf({ from, to }, step);
    const indexOf = bucketIndexOf(buckets, step);
    expect(buckets.flatMap((bucket) => daysBetween(bucket.from, bucket.to))).toEqual(daysBetween(from, to));
    for (const day of daysBetween(from, to)) {
      const bucket = buckets[indexOf(day) ?? -1];
      expect(bucket !== undefined && bucket.from <= day && day <= bucket.to).toBe(true);
    }
  }
});

test.each([
  // from, to, the first and last whole month, the days beside them
  ["2026-01-01", "2026-03-31", "2026-01-01 2026-03-01", []],
  ["2026-01-02", "2026-03-31", "2026-02-01 2026-03-01", ["2026-01-02 2026-01-31"]],
  ["2026-01-02", "2026-03-30", "2026-02-01 2026-02-01", ["2026-01-02 2026-01-31", "2026-03-01 2026-03-30"]],
  ["2026-02-01", "2026-02-28", "2026-02-01 2026-02-01", []],
  ["2026-01-02", "2026-02-27", null, ["2026-01-02 2026-02-27"]],
  ["2026-01-15", "2026-01-20", null, ["2026-01-15 2026-01-20"]],
  ["2025-12-01", "2026-01-31", "2025-12-01 2026-01-01", []],
  // Today is 22 November: nothing has happened after it, so the month is whole.
  ["2026-11-01", "2026-11-22", "2026-11-01 2026-11-01", []],
  ["2026-10-31", "2026-11-25", "2026-11-01 2026-11-01", ["2026-10-31 2026-10-31"]],
  ["2026-11-01", "2026-11-21", null, ["2026-11-01 2026-11-21"]],
  ["2026-11-22", "2026-11-22", null, ["2026-11-22 2026-11-22"]],
  ["2026-11-01", "2027-01-15", "2026-11-01 2026-12-01", ["2027-01-01 2027-01-15"]],
] as const)("whole months from %s to %s are %s", (from, to, months, days) => {
  const period = (text: string): object => ({ from: text.slice(0, 10), to: text.slice(11) });
  expect(splitByMonths({ from, to }, "2026-11-22")).toEqual({ months: months === null ? null : period(months), days: days.map(period) });
});
