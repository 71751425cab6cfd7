import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { localPath, projectFolder } from "../support/paths";
import { isPortFree, pause } from "../support/processes";
import { serverCommand } from "../support/serverCommand";

export interface ServerProcess {
  child: ChildProcess;
  /** Settles when the server has ended, by whatever cause. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

export const serverLog = localPath("server.log");

/** Starts the built server with these settings; what it logs goes to .local/server.log. */
export function startServer(settings: NodeJS.ProcessEnv): ServerProcess {
  const log = openSync(serverLog, "w", 0o600);
  // A group of its own: Ctrl+C reaches our script alone, which ends the server before the database.
  const child = spawn(process.execPath, serverCommand(), {
    cwd: projectFolder,
    env: settings,
    stdio: ["ignore", log, log],
    detached: process.platform !== "win32",
  });
  closeSync(log);
  const ended = new Promise<void>((settle) => {
    child.once("error", () => settle());
    child.once("exit", () => settle());
  });
  const stop = async () => {
    if (hasEnded(child)) return;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(late);
  };
  return { child, ended, stop };
}

/** Waits until the server answers at its address; throws with the end of its log when it ends or is silent for a minute. */
export async function waitForServer(server: ServerProcess, port: number): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (hasEnded(server.child) || Date.now() > end) throw new Error(`The server did not start. The end of its log (.local/server.log):\n${endOfLog()}`);
    await pause(100);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

export function endOfLog(): string {
  return existsSync(serverLog) ? readFileSync(serverLog, "utf8").trimEnd().split("\n").slice(-12).join("\n") : "(no log)";
}

/** The first free port from `wanted` on. */
export async function findServerPort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port += 1) if (await isPortFree(port)) return port;
  throw new Error(`No port from ${wanted} to ${wanted + 99} is free. Remedy: set PORT to one that is.`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((settle) => {
    // Whether it answers at all is asked, and nothing is told: the certificate may be one of the person's own.
    const call = request({ host: "127.0.0.1", port, path: "/api/system", rejectUnauthorized: false, timeout: 2000 }, (response) => {
      response.resume();
      settle(response.statusCode === 200);
    });
    call.on("error", () => settle(false));
    call.on("timeout", () => call.destroy());
    call.end();
  });
}
