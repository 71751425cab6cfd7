import { rmSync } from "node:fs";
import { waitForExit } from "../../scripts/support/processes";

/** After the journeys: ends what their set-up began. */
export default async function tearDownJourneys(): Promise<void> {
  const { server, engine, directory } = globalThis.journeyProcesses ?? {};
  if (server?.pid !== undefined) {
    server.kill("SIGTERM");
    if (!(await waitForExit(server.pid, 15_000))) server.kill("SIGKILL");
  }
  await engine?.stop();
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
}
