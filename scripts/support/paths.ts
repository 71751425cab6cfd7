import { join, resolve } from "node:path";

/** The root of the project: everything that the scripts make stays below it. */
export const projectFolder = resolve(__dirname, "../..");

/** A path in the git-ignored folder that holds private databases, certificates and secrets. */
export function localPath(...parts: string[]): string {
  return join(projectFolder, ".local", ...parts);
}
