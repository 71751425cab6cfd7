import { existsSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { localPath, projectFolder } from "./support/paths";

/** `npm run excel`: sideloads the built add-in into the Excel of this desktop. */
function main(): void {
  if (process.platform !== "win32" && process.platform !== "darwin") {
    console.log("There is no desktop Excel on this system, so the add-in cannot be sideloaded here.");
    console.log("Use the preview workbook instead: `npm start` prints its address. With Excel on the web, upload dist/web/manifest.xml there.");
    process.exitCode = 1;
    return;
  }
  const manifest = join(projectFolder, "dist/web/manifest.xml");
  if (!existsSync(manifest)) throw new Error("The add-in is not built. Remedy: run `npm start` once; it has to run while Excel is open.");
  console.log("Sideloading into Excel. `npm start` has to run in another window, on port 3000: Excel loads the add-in from it.");
  // Trust is the person's decision: nothing of ours changes the system's list of authorities.
  console.log(`Excel shows the add-in only when the system trusts this folder's certificate. Once:\n  ${trustCommand()}`);
  const tool = join(projectFolder, "node_modules/office-addin-debugging/cli.js");
  const result = spawnSync(process.execPath, [tool, "start", manifest, "desktop", "--app", "excel", "--no-debug"], { stdio: "inherit" });
  process.exitCode = result.status ?? 1;
}

function trustCommand(): string {
  const authority = localPath("certificates", "ca.crt");
  return process.platform === "win32"
    ? `certutil -user -addstore Root "${authority}"`
    : `security add-trusted-cert -k ~/Library/Keychains/login.keychain-db "${authority}"`;
}

main();
