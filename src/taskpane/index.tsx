import { createRoot } from "react-dom/client";
import { sharedClient } from "../client/client";
import { startLanguage } from "./language/paneLanguage";
import { livePorts } from "./livePorts";
import { App } from "./shell/App";
import { createCommandLine } from "./shell/commands";
import { restoreHistory } from "./restoreHistory";
import { createPaneStores } from "./shell/paneStores";
import { associateCommands } from "./workbook/officeCommands";
import { isOfficeDark, officeLanguage, startOffice } from "./workbook/officeStart";
import { createWorkbook } from "./workbook/workbook";

const longestWait = 15_000;

async function start(): Promise<void> {
  const element = document.getElementById("root");
  if (element === null) throw new Error("The page has no element for the pane.");
  const office = await startOffice(longestWait);
  restoreHistory();
  // English needs no waiting. Where another language cannot be fetched the pane starts in English all the same.
  await startLanguage(officeLanguage()).catch(rethrowLater);
  const root = createRoot(element);
  if (office.kind !== "ready") {
    root.render(<App start={office} officeIsDark={null} running={null} />);
    return;
  }
  const commands = createCommandLine();
  associateCommands(commands);
  const ports = livePorts(sharedClient(), createWorkbook());
  const stores = createPaneStores(ports, commands);
  root.render(<App start={office} officeIsDark={isOfficeDark()} running={{ ports, stores }} />);
}

function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

void start();
