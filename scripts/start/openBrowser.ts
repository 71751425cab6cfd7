import { spawn } from "node:child_process";
import { findExecutable } from "../support/processes";

/** Opens the address where there is a desktop; on a machine without one it does nothing. */
export function openBrowser(address: string): void {
  const opener = findOpener();
  if (opener === null) return;
  const child = spawn(opener.program, [...opener.args, address], { stdio: "ignore", detached: true });
  // The address is printed as well, so a desktop that cannot open it is no reason to stop.
  child.on("error", () => undefined);
  child.unref();
}

function findOpener(): { program: string; args: readonly string[] } | null {
  if (process.platform === "darwin") return { program: "open", args: [] };
  if (process.platform === "win32") return { program: "explorer.exe", args: [] };
  const hasDesktop = (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? "") !== "";
  const program = hasDesktop ? findExecutable(["xdg-open"]) : null;
  return program === null ? null : { program, args: [] };
}
