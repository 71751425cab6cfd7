import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { localPath } from "../support/paths";
import { isRunning, waitForExit } from "../support/processes";

/** Which process runs the project, its address once it has one, and the server that it has started. */
const Note = z.object({ pid: z.number(), address: z.string(), serverPid: z.number().nullable() });
type Note = z.infer<typeof Note>;

const file = localPath("start.json");

/**
 * Notes that this process runs the project. Gives null, or a sentence about another process that still runs it: two would take the private
 * database from each other. A server that outlived its script is ended.
 */
export async function claimProject(): Promise<string | null> {
  const note = readNote();
  if (note !== null && note.pid !== process.pid && isOurs(note.pid, "scripts/start.ts")) {
    return note.address === "" ? `Process ${note.pid} is starting it already.` : `It already runs: ${note.address} (process ${note.pid}). End it there with Ctrl+C.`;
  }
  if (note !== null && note.serverPid !== null && isOurs(note.serverPid, "dist/server/index.js")) {
    process.kill(note.serverPid, "SIGTERM");
    if (!(await waitForExit(note.serverPid, 15_000))) process.kill(note.serverPid, "SIGKILL");
  }
  noteRunning({ address: "", serverPid: null });
  return null;
}

export function noteRunning(running: Omit<Note, "pid">): void {
  mkdirSync(localPath(), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, ...running }));
}

function readNote(): Note | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, "utf8");
  // A machine that lost its power while the note was written leaves an empty one.
  return text.trim() === "" ? null : Note.parse(JSON.parse(text));
}

/** Process ids are used again, so where the system tells, the process must be what it was. */
function isOurs(pid: number, program: string): boolean {
  if (!isRunning(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes(program);
}
