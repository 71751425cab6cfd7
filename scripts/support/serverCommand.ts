import { join } from "node:path";
import { projectFolder } from "./paths";

/**
 * What Node is given to run the built server. V8 would keep up to 48 MB for objects that are a moment old; most of what the server makes is done
 * with at once, so it gets 12 MB, and a file of half a million rows takes no more memory than one of ten thousand.
 */
export function serverCommand(folder = join(projectFolder, "dist", "server")): string[] {
  return ["--max-semi-space-size=4", join(folder, "index.js")];
}
