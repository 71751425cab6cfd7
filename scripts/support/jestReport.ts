import { z } from "zod";

/** The part of jest's JSON report that is counted. */
const JestReport = z.object({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

export interface JestCounts {
  /** Tests that jest found, and files that it could not run. */
  total: number;
  passed: number;
  failed: number;
}

/** Counts a report: a file that could not be run is a failure, and so is a test that was skipped or left for later. */
export function countJestReport(json: unknown): JestCounts {
  const report = JestReport.parse(json);
  const brokenFiles = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
  const notRun = report.numTotalTests - report.numPassedTests - report.numFailedTests;
  return { total: report.numTotalTests + brokenFiles, passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles + notRun };
}
