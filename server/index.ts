import { setFlagsFromString } from "node:v8";
import { ConfigError, readConfig } from "./config";
import { MigrationError } from "./database/migrate";
import { SiteError } from "./database/openSite";
import { createLogger } from "./log";
import { startServer } from "./main";

/** Faults that an administrator can mend are sentences; everything else shows where it happened. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof SiteError || error instanceof MigrationError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * How far the heap may grow beyond what was in use after the last collection. V8 would let 250 MB of rows that are done with pile up before it
 * looks again; a clinic's server has little memory, and looking through less more often holds requests up less.
 */
const heapGrowingPercent = 100;

async function run(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  const config = readConfig();
  const log = createLogger(config);
  // Node would print the error with its message, which may quote a patient's values.
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "the server ends: an error that nothing was prepared for");
    process.exit(1);
  });
  const server = await startServer(config, log);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

run().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
