import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../../scripts/support/processes";

/** After the server tests: nothing of them stays on the machine. */
export default async function tearDownDatabase(): Promise<void> {
  const test = globalThis.testEngine;
  if (test === undefined) return;
  // A server that crashed has failed tests in odd ways: say so, with its own words.
  if (!isRunning(test.engine.pid())) process.stderr.write(`The database ended by itself. ${readFileSync(join(test.directory, "server.log"), "utf8").slice(-6000)}\n`);
  // The data is thrown away, so there is nothing that an orderly end would save.
  await test.engine.kill();
  rmSync(test.directory, { recursive: true, force: true });
}
