import { spawn } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  /** True: the person sees what the command prints while it runs. */
  show?: boolean;
}

/** Runs a program to its end. A program that cannot be started gives code 127 rather than an exception. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((settle) => {
    const child = spawn(command, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ["pipe", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.stdout += text;
      if (options.show) process.stdout.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.stderr += text;
      if (options.show) process.stderr.write(text);
    });
    child.on("error", (error) => settle({ code: 127, stdout: output.stdout, stderr: `${output.stderr}${error.message}` }));
    child.on("close", (code) => settle({ code: code ?? 1, ...output }));
    // A program that ends before it has read its input is judged by its exit code, not by the broken pipe.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** The first of the names that is an executable on PATH or in one of the folders, or null. */
export function findExecutable(names: readonly string[], folders: readonly string[] = []): string | null {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...folders].filter((place) => place !== "");
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  for (const name of names) {
    for (const place of places) {
      for (const ending of endings) {
        const path = join(place, `${name}${ending}`);
        if (isExecutable(path)) return path;
      }
    }
  }
  return null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended but that nobody has asked after (in containers the first process may not) still has its id.
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** True when nothing listens at the port of this machine's loopback address. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer();
    server.once("error", () => settle(false));
    server.listen(port, "127.0.0.1", () => server.close(() => settle(true)));
  });
}

/** A port that nobody listens at now. */
export function findFreePort(): Promise<number> {
  return new Promise((settle, refuse) => {
    const server = createServer();
    server.once("error", refuse);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === "object" ? settle(address.port) : refuse(new Error("No port is free."))));
    });
  });
}

/** Waits until the process is gone; false when it is still there after the time. */
export async function waitForExit(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isRunning(pid)) {
    if (Date.now() > end) return false;
    await pause(20);
  }
  return true;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds));
}
