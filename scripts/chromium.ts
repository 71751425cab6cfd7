import { hasDebianPackages, installPackages } from "./support/debianPackages";
import { findExecutable } from "./support/processes";

const folders = ["/usr/bin", "/usr/lib/chromium", "/snap/bin", "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS"];
const windowsFolders = ["C:\\Program Files\\Google\\Chrome\\Application", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application"];
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "Google Chrome", "Chromium", "chrome", "msedge"];

/** The Chromium (or a browser of its kind) that this machine has, or null. */
export function findChromium(): string | null {
  return findExecutable(names, process.platform === "win32" ? windowsFolders : folders);
}

/** The same, installing Debian's where there is none; throws with the remedy where that is not possible. */
export async function ensureChromium(say: (line: string) => void = () => undefined): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  if (process.platform === "linux" && hasDebianPackages()) {
    say("Installing Chromium (Debian package chromium) …");
    if (await installPackages(["chromium"])) {
      const installed = findChromium();
      if (installed !== null) return installed;
    }
  }
  throw new Error("Chromium is missing and could not be installed. Remedy: install the package chromium (or Google Chrome) and run this again.");
}
