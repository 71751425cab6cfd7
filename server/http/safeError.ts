import { isDatabaseError } from "../database/errors";

/** An error as the log may hold it. */
export interface SafeError {
  readonly type: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly errno?: number;
  readonly sqlState?: string;
  readonly stack: readonly string[];
  readonly cause?: SafeError;
}

/** Kinds whose messages name parts of the program, never what it was working on. */
const plainKinds = new Set(["TypeError", "ReferenceError", "RangeError", "AssertionError"]);

function driverPartsOf(error: object): { errno?: unknown; sqlState?: unknown; code?: unknown } {
  return error;
}

/**
 * Where and of what kind an error was, without its message unless that is known to hold no data: the database quotes values
 * ("Duplicate entry '0803…'"), the driver attaches the whole statement, and parsers repeat what they could not read.
 */
export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, stack: [] };
  const { errno, sqlState, code } = driverPartsOf(error);
  const isPlain = !isDatabaseError(error) && (plainKinds.has(error.name) || error.constructor === Error);
  return {
    type: error.name,
    ...(isPlain ? { message: error.message.slice(0, 300) } : {}),
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof errno === "number" ? { errno } : {}),
    ...(typeof sqlState === "string" ? { sqlState } : {}),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 15)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  };
}
