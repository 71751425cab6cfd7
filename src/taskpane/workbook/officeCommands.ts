import { commandIds } from "../shell/commands";
import type { CommandLine } from "../shell/commands";

/** Joins the buttons of the ribbon and of the cell's menu to the pane: each shows it, hands over its command and reports itself done. */
export function associateCommands(line: CommandLine): void {
  for (const id of commandIds) {
    Office.actions.associate(id, (event: Office.AddinCommands.Event) => {
      line.send(id);
      // A pane that cannot be shown (it is refused to add-ins from the store) still does the command.
      void Promise.resolve(Office.addin.showAsTaskpane()).catch(() => undefined);
      event.completed();
    });
  }
}
