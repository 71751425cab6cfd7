import { countJestReport } from "../../scripts/support/jestReport";

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }, () => ({})) });

test.each([
  ["three that passed", { numTotalTests: 3, numPassedTests: 3, numFailedTests: 0, testResults: [file("passed", 3)] }, { total: 3, passed: 3, failed: 0 }],
  ["one of three that failed", { numTotalTests: 3, numPassedTests: 2, numFailedTests: 1, testResults: [file("failed", 3)] }, { total: 3, passed: 2, failed: 1 }],
  ["a file that does not even compile", { numTotalTests: 0, numPassedTests: 0, numFailedTests: 0, testResults: [file("failed", 0)] }, { total: 1, passed: 0, failed: 1 }],
  ["a skipped test, which is no success", { numTotalTests: 2, numPassedTests: 1, numFailedTests: 0, testResults: [file("passed", 2)] }, { total: 2, passed: 1, failed: 1 }],
  ["no test at all", { numTotalTests: 0, numPassedTests: 0, numFailedTests: 0, testResults: [] }, { total: 0, passed: 0, failed: 0 }],
])("counts %s", (_what, report, counts) => {
  expect(countJestReport(report)).toEqual(counts);
});

test("a report that is none is refused", () => {
  expect(() => countJestReport({ passed: 3 })).toThrow("numTotalTests");
});
