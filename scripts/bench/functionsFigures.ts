import type { BenchEngine } from "./bed";
import type { Spread } from "./statistics";

/** What the part in the emulated Excel is given: a running server at its best, over the record of the benchmark. */
export interface ExcelBench {
  readonly engine: BenchEngine;
  /** Of the built server, such as `https://localhost:3000`; it serves the API and the web files of the build on one origin. */
  readonly baseUrl: string;
  /** Certificate that the server is known by, as PEM. */
  readonly ca: Buffer;
  readonly username: string;
  readonly password: string;
  /** Different ART IDs of living patients, one to a formula: as many as formulas are wanted for the rounds together. */
  readonly artIds: readonly string[];
  /** Formulas of one round. */
  readonly formulas: number;
  /** Counted rounds, each with ART IDs of its own. */
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** Custom functions through the emulated Excel with Microsoft's own Office.js; times in milliseconds. */
export interface ExcelFigures {
  /** Look-up requests of one cold round; the most that any round needed. */
  readonly requests: number;
  readonly firstRequestToLastSettledMs: Spread;
  /** One look-up request of all the round's ART IDs from the same page, in the same round. */
  readonly oneLookupMs: Spread;
  /** Of the two, round by round. */
  readonly ratio: Spread;
  /** Look-up requests of a round whose answers are known already. */
  readonly warmRequests: number;
  /** The longest time for which 40,000 formulas kept the pane from doing anything else, round by round; the workbook runs in a process of its own. */
  readonly longestBlockMs40k: Spread;
  /** The same where the workbook sends all calls in one message, instead of a thousand at a time: Excel's own number is not known. */
  readonly longestBlockOneMessageMs40k: Spread;
  /** The same while 40,000 formulas whose answers are known are calculated again. */
  readonly longestWarmBlockMs40k: Spread;
  /** How long the emulated Excel itself was busy with 40,000 formulas, in its own process: no part of the figures above. */
  readonly workbookBusyMs40k: Spread;
}

/** `measureInExcel` of `functionsInExcel.ts`, loaded only where that part is asked for: it needs a browser. */
export type MeasureInExcel = (bench: ExcelBench) => Promise<ExcelFigures>;
