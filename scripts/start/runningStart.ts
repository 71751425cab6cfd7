import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { localPath } from "../support/paths";
import { isRunning } from "../support/processes";

const file = localPath("start.json");

/**
 * Notes that this process runs the project, with its address once it has one. Gives null, or what another process that still runs has
 * noted: two would take the private database from each other.
 */
export function claimProject(address = ""): string | null {
  if (existsSync(file)) {
    const note: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isNote(note) && note.pid !== process.pid && isRunning(note.pid) && isStart(note.pid)) {
      return note.address === "" ? `process ${note.pid} is starting it` : `${note.address} (process ${note.pid})`;
    }
  }
  mkdirSync(localPath(), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, address }));
  return null;
}

function isNote(value: unknown): value is { pid: number; address: string } {
  return typeof value === "object" && value !== null && "pid" in value && typeof value.pid === "number" && "address" in value && typeof value.address === "string";
}

/** Process ids are used again, so where the system tells, the process must be a start of ours. */
function isStart(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("scripts/start.ts");
}
