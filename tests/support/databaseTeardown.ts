import { rmSync } from "node:fs";

/** After the server tests: nothing of them stays on the machine. */
export default async function tearDownDatabase(): Promise<void> {
  const test = globalThis.testEngine;
  if (test === undefined) return;
  // The data is thrown away, so there is nothing that an orderly end would save.
  await test.engine.kill();
  rmSync(test.directory, { recursive: true, force: true });
}
