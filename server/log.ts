import pino, { type DestinationStream, type Logger } from "pino";
import type { Config } from "./config";
import { safeError } from "./http/safeError";

/** The server's log: JSON lines. Errors are written without the values that they quote. */
export function createLogger(config: Pick<Config, "LOG_LEVEL">, destination?: DestinationStream): Logger {
  const options = { level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: safeError, error: safeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
