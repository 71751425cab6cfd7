import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { localPath, projectFolder } from "../support/paths";
import { pause } from "../support/processes";
import type { FromServer, FaultStep, ToServer, Trap } from "./control";
import type { Breakage } from "./hookedPool";
import { openLink } from "./link";
import type { Link } from "./link";

/** One server of the site: a process that can be killed, its link to the database, and the link that clients come by. */
export interface FaultServer {
  readonly name: string;
  readonly databaseLink: Link;
  readonly clientLink: Link;
  pid(): number;
  isRunning(): boolean;
  arm(trap: Trap): void;
  disarm(): void;
  goOn(): void;
  /** Fulfilled with the step when the trap is sprung: the process is held there, or dead. */
  sprung(): Promise<FaultStep>;
  kill(): Promise<void>;
  /** Starts a new process where the old one has ended. */
  start(): Promise<void>;
  /** Every step that the server has been at so far, in whichever process. */
  readonly seen: ReadonlySet<FaultStep>;
  /** Ends of the process that nobody here brought about, since the last time it was asked. */
  takeCrashes(): number;
  close(): Promise<void>;
}

/** Bundles the harness's start script, so that a server process starts in a fraction of a second. */
export async function bundleServer(): Promise<string> {
  const folder = localPath("faults", `server-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, "server.js");
  await build({
    entryPoints: [join(projectFolder, "scripts", "faults", "serverMain.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    logLevel: "error",
  });
  cpSync(join(projectFolder, "server", "database", "migrations"), join(folder, "migrations"), { recursive: true });
  return outfile;
}

export interface ServerOptions {
  readonly name: string;
  readonly entry: string;
  readonly databasePort: number;
  /** Settings of the server, but for the address of its database. */
  readonly environment: Readonly<Record<string, string>>;
  readonly databaseUrl: (port: number) => string;
  readonly breakage: Breakage | null;
}

/** Starts a server with its two links; the process can be killed and started again, the links stay. */
export async function startFaultServer(options: ServerOptions): Promise<FaultServer> {
  const { name, entry, environment, breakage } = options;
  const databaseLink = await openLink(options.databasePort);
  const clientLink = await openLink(0);
  let child: ChildProcess | null = null;
  /** Processes whose end somebody here has brought about; word of it may come after the next one has started. */
  const expected = new WeakSet<ChildProcess>();
  const seen = new Set<FaultStep>();
  let armed: Trap | null = null;
  let crashes = 0;
  let onSprung: (step: FaultStep) => void = () => undefined;
  let sprung = new Promise<FaultStep>(() => undefined);

  const send = (message: ToServer): void => {
    if (child?.connected === true) child.send(message, () => undefined);
  };

  const start = async (): Promise<void> => {
    const started = fork(entry, [], {
      cwd: projectFolder,
      env: { PATH: process.env.PATH, ...environment, DATABASE_URL: options.databaseUrl(databaseLink.port), ...(breakage === null ? {} : { FAULTS_BREAKAGE: breakage }) },
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child = started;
    const port = await new Promise<number>((resolve, reject) => {
      started.on("message", (message) => {
        const said = message as FromServer;
        if (said.kind === "ready") resolve(said.port);
        else if (said.kind === "seen") seen.add(said.step);
        else onSprung(said.step);
      });
      started.once("exit", (code, signal) => {
        if (signal === "SIGKILL" && armed?.action === "kill") {
          onSprung(armed.step);
        } else if (!expected.has(started)) crashes += 1;
        reject(new Error(`The server ${name} ended before it was ready: ${code ?? signal ?? ""}`));
      });
    });
    clientLink.target(port);
  };

  const kill = async (): Promise<void> => {
    const doomed = child;
    if (doomed === null || doomed.exitCode !== null || doomed.signalCode !== null) return;
    expected.add(doomed);
    const gone = new Promise<void>((resolve) => doomed.once("exit", () => resolve()));
    doomed.kill("SIGKILL");
    await gone;
  };

  const startWhenPossible = async (): Promise<void> => {
    const end = Date.now() + 60_000;
    for (;;) {
      try {
        await start();
        return;
      } catch (error) {
        // A server does not start without its database, which may be on its way up: that end is no crash.
        if (Date.now() > end) throw error;
        crashes = Math.max(0, crashes - 1);
        await pause(200);
      }
    }
  };

  await startWhenPossible();
  return {
    name,
    databaseLink,
    clientLink,
    seen,
    pid: () => child?.pid ?? 0,
    isRunning: () => child !== null && child.exitCode === null && child.signalCode === null,
    arm: (trap) => {
      armed = trap;
      sprung = new Promise((resolve) => {
        onSprung = resolve;
      });
      send({ kind: "arm", trap });
    },
    disarm: () => {
      send({ kind: "disarm" });
    },
    goOn: () => send({ kind: "go-on" }),
    sprung: () => sprung,
    kill,
    start: startWhenPossible,
    takeCrashes: () => {
      const found = crashes;
      crashes = 0;
      return found;
    },
    close: async () => {
      await kill();
      await databaseLink.close();
      await clientLink.close();
    },
  };
}
