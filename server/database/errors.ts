/** Errors of the driver are told apart by number and code, never by message. */
interface DriverError {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly fatal?: unknown;
}

function numberOf(error: unknown): number | null {
  return isDriverError(error) && typeof error.errno === "number" ? error.errno : null;
}

function isDriverError(error: unknown): error is DriverError {
  return typeof error === "object" && error !== null;
}

const retryable = new Set([1205, 1213]);

/** A deadlock (1213, on Galera also the loser of a row conflict) or a lock waited for too long (1205): the transaction may be tried again. */
export function isRetryable(error: unknown): boolean {
  const number = numberOf(error);
  return number !== null && retryable.has(number);
}

export function isDuplicateKey(error: unknown): boolean {
  return numberOf(error) === 1062;
}

/** Server gone or going (1053, 1927, 2006, 2013), full (1040), read-only after a failover (1290, 1836) or not in its cluster (1047). */
const unavailable = new Set([1040, 1047, 1053, 1290, 1317, 1836, 1927, 2002, 2003, 2006, 2013]);
const lostCodes = new Set([
  "PROTOCOL_CONNECTION_LOST",
  "PROTOCOL_SEQUENCE_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** The database cannot be reached, or cannot serve now; nothing is wrong with the statement. */
export function isConnectionLost(error: unknown): boolean {
  if (!isDriverError(error)) return false;
  const number = numberOf(error);
  if (number !== null && unavailable.has(number)) return true;
  return typeof error.code === "string" && lostCodes.has(error.code);
}

/** True for any error that the driver raised: its message may hold values of a statement and must not be logged. */
export function isDatabaseError(error: unknown): boolean {
  return isDriverError(error) && ("sqlState" in error || "sql" in error || isConnectionLost(error));
}
