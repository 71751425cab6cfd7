import { hasDebianPackages, installPackages } from "./support/debianPackages";
import { findExecutable } from "./support/processes";

/** What reads a PDF as its readers do: text and where it stands, structure, fonts, and how its pages look. */
const programs = ["pdftotext", "pdfinfo", "pdffonts", "pdftoppm"] as const;
export type PopplerProgram = (typeof programs)[number];

/** Poppler's programs on this machine, installing Debian's where there are none; throws with the remedy where that is not possible. */
export async function ensurePoppler(say: (line: string) => void = () => undefined): Promise<Readonly<Record<PopplerProgram, string>>> {
  const found = findPoppler();
  if (found !== null) return found;
  if (process.platform === "linux" && hasDebianPackages()) {
    say("Installing Poppler (Debian package poppler-utils) …");
    if (await installPackages(["poppler-utils"])) {
      const installed = findPoppler();
      if (installed !== null) return installed;
    }
  }
  throw new Error("Poppler's programs are missing and could not be installed. Remedy: install the package poppler-utils and run this again.");
}

function findPoppler(): Readonly<Record<PopplerProgram, string>> | null {
  const [pdftotext, pdfinfo, pdffonts, pdftoppm] = programs.map((name) => findExecutable([name]));
  if (!pdftotext || !pdfinfo || !pdffonts || !pdftoppm) return null;
  return { pdftotext, pdfinfo, pdffonts, pdftoppm };
}
