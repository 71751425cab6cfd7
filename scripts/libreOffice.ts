import { hasDebianPackages, installPackages } from "./support/debianPackages";
import { findExecutable } from "./support/processes";

const folders = ["/usr/bin", "/usr/lib/libreoffice/program", "/opt/libreoffice/program", "/snap/bin", "/Applications/LibreOffice.app/Contents/MacOS"];
const windowsFolders = ["C:\\Program Files\\LibreOffice\\program"];

/** The LibreOffice that this machine has, or null. */
export function findLibreOffice(): string | null {
  return findExecutable(["soffice", "libreoffice"], process.platform === "win32" ? windowsFolders : folders);
}

/**
 * The same, installing Debian's spreadsheet part (without a desktop) where there is none: the tests have our workbooks opened by a program
 * that is not the one that wrote them. Throws with the remedy where that is not possible.
 */
export async function ensureLibreOffice(say: (line: string) => void = () => undefined): Promise<string> {
  const found = findLibreOffice();
  if (found !== null) return found;
  if (process.platform === "linux" && hasDebianPackages()) {
    say("Installing LibreOffice Calc (Debian package libreoffice-calc-nogui) …");
    if (await installPackages(["libreoffice-calc-nogui"])) {
      const installed = findLibreOffice();
      if (installed !== null) return installed;
    }
  }
  throw new Error("LibreOffice is missing and could not be installed. Remedy: install the package libreoffice-calc-nogui (or LibreOffice) and run this again.");
}
