import { commandIds } from "../shell/commands";
import type { CommandLine } from "../shell/commands";

/** Excel ends a command after five minutes; a long list goes on in the pane anyway. */
const longestCommand = 60_000;

/** Joins the buttons of the ribbon and of the cell's menu to the pane: each shows it, hands over its command and reports when it is done. */
export function associateCommands(line: CommandLine): void {
  for (const id of commandIds) {
    Office.actions.associate(id, (event: Office.AddinCommands.Event) => {
      // A pane that cannot be shown (Excel refuses that to add-ins from the store) still does the command.
      void Promise.resolve(Office.addin.showAsTaskpane()).catch(() => undefined);
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, longestCommand);
      });
      void Promise.race([line.send(id), late]).finally(() => event.completed());
    });
  }
}
