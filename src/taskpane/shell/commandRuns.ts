import type { PanePorts } from "../ports";
import { toProblem } from "../problem";
import type { SearchStore } from "../search/searchStore";
import type { Store } from "../store";
import type { SubmitStore } from "../submit/submitStore";
import type { CommandId } from "./commands";
import type { Navigation } from "./navigation";
import type { ShellNotice, ShellState } from "./shellState";

export type PaneCommand = CommandId | "openFile" | "signOut";

interface CommandDeps {
  readonly ports: Pick<PanePorts, "workbook" | "entry">;
  readonly submit: SubmitStore;
  readonly search: SearchStore;
  readonly go: Pick<Navigation, "show" | "showPatient">;
  readonly shell: Store<ShellState>;
  readonly notice: (now: ShellNotice) => void;
  readonly isSignedIn: () => boolean;
}

/** What a command of the ribbon or of the menu does; what fails is said. */
export function createCommandRuns({ ports, submit, search, go: { show, showPatient }, shell, notice, isSignedIn }: CommandDeps): (id: PaneCommand) => Promise<void> {
  async function command(id: PaneCommand): Promise<void> {
    try {
      await run(id);
    } catch (error) {
      notice({ kind: "problem", problem: toProblem(error) });
    }
  }

  async function run(id: PaneCommand): Promise<void> {
    switch (id) {
      case "validateRows":
        show("submit");
        if (!isSignedIn()) return;
        await submit.look();
        await submit.validate();
        return;
      case "submitRows":
        show("submit");
        if (!isSignedIn()) return;
        // Nothing is sent that was not looked through: a list that is not validated is validated first.
        if (submit.get().phase.name === "validated") await submit.askToSubmit();
        else if (submit.get().phase.name !== "sending") {
          await submit.look();
          await submit.validate();
        }
        return;
      case "lookUpCell":
        show("patients");
        if (isSignedIn()) await lookUpSelection();
        return;
      case "newSheet": {
        const name = await ports.workbook.newSheet();
        show("submit");
        if (isSignedIn()) await submit.startAgain();
        notice({ kind: "sheet-made", name });
        return;
      }
      case "openFile":
        show("files");
        return;
      case "fillFromRecord":
        show("fill");
        return;
      case "undoLastChange": {
        const undone = await ports.workbook.undoLastChange();
        notice({ kind: "undone", ...undone });
        await submit.afterUndo();
        return;
      }
      case "refreshContacts":
        ports.entry.forgetLookups();
        notice({ kind: "refreshed", cells: await ports.workbook.refreshFunctions() });
        return;
      case "signOut":
        await ports.entry.signOut();
        return;
    }
  }

  /** Where the selected row names one patient, there is nothing to choose: the card is what was asked for. */
  async function lookUpSelection(): Promise<void> {
    await search.useSelection();
    const only = search.onlyHit();
    if (only === null || shell.get().route !== "patients") return;
    search.noteOpened();
    showPatient(only.patient);
  }

  return command;
}
