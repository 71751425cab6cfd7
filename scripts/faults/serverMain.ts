import { createServer } from "node:http";
import { createApp } from "../../server/app";
import { startSealer } from "../../server/audit/sealer";
import { readConfig } from "../../server/config";
import { openSite } from "../../server/database/openSite";
import { createPool } from "../../server/database/pool";
import type { Deps } from "../../server/deps";
import { createLogger } from "../../server/log";
import { startRunner } from "../../server/submissions/runner";
import type { Runner } from "../../server/submissions/runner";
import { isEngineStep, TrapKeeper } from "./control";
import type { FromServer, ToServer } from "./control";
import { breakages, hookPool } from "./hookedPool";

/**
 * The server as `server/main.ts` starts it, without TLS, with traps at the steps of the engine. Only the harness starts it; the
 * production server knows neither traps nor breakages.
 */
async function main(): Promise<void> {
  const tell = (message: FromServer): void => {
    process.send?.(message);
  };
  const keeper = new TrapKeeper(tell);
  process.on("message", (message) => keeper.receive(message as ToServer));
  // Whoever started us is gone: a server that nobody stops would stay for ever.
  process.on("disconnect", () => process.exit(0));

  const config = readConfig();
  const breakage = breakages.find((name) => name === process.env.FAULTS_BREAKAGE) ?? null;
  const pool = createPool(config.DATABASE_URL, { connectionLimit: config.DATABASE_CONNECTIONS, database: config.CONTACTS_SCHEMA });
  const hooked = hookPool(pool, { onStep: keeper.step, breakage });
  const clock = { now: () => new Date() };
  const site = await openSite(pool, config, { clock });
  const engine: { runner?: Runner } = {};
  const deps: Deps = { config, pool: hooked, site, clock, log: createLogger(config), engine: { wake: () => engine.runner?.wake() } };
  const server = createServer(createApp(deps));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  engine.runner = startRunner(deps, { onStep: (step) => keeper.step(isEngineStep(step)) });
  startSealer(deps);
  const address = server.address();
  tell({ kind: "ready", port: typeof address === "object" && address !== null ? address.port : 0 });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
