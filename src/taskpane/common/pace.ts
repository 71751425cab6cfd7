import { submissionWords } from "../../wording/paneSubmissions";

/** How fast a submission goes, from what was heard of it so far. */
export interface Pace {
  /** Milliseconds of this computer's clock at the last word. */
  readonly at: number;
  readonly done: number;
  /** Smoothed; null before there are two words to compare. */
  readonly rowsPerSecond: number | null;
}

/** A word older than so many milliseconds counts for little: chunks end in bursts, the person wants a steady figure. */
const memoryMilliseconds = 5_000;
/** Words that follow each other faster say nothing about speed. */
const shortestMilliseconds = 200;

/** The pace after another word of the server. */
export function paceAfter(before: Pace | null, now: { readonly at: number; readonly done: number }): Pace {
  if (before === null || now.done < before.done) return { ...now, rowsPerSecond: null };
  const passed = now.at - before.at;
  if (passed < shortestMilliseconds) return before;
  const speed = ((now.done - before.done) / passed) * 1000;
  const weight = 1 - Math.exp(-passed / memoryMilliseconds);
  return { ...now, rowsPerSecond: before.rowsPerSecond === null ? speed : before.rowsPerSecond + weight * (speed - before.rowsPerSecond) };
}

/** `120 rows a second · about 2 minutes left`; empty where nothing is known yet. */
export function paceText(pace: Pace | null, total: number): string {
  if (pace === null || pace.rowsPerSecond === null || pace.rowsPerSecond < 0.05 || pace.done >= total) return "";
  const { perSecond } = submissionWords.progress;
  return `${perSecond(pace.rowsPerSecond)} · ${leftText((total - pace.done) / pace.rowsPerSecond)}`;
}

/** Time left in words that do not jump about. */
export function leftText(seconds: number): string {
  const { left } = submissionWords.progress;
  if (seconds < 8) return left.fewSeconds;
  if (seconds < 55) return left.seconds(Math.ceil(seconds / 10) * 10);
  if (seconds < 90) return left.minute;
  if (seconds < 90 * 60) return left.minutes(Math.round(seconds / 60));
  return left.hours(Math.round(seconds / 3600));
}
