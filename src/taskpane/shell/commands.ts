/** Commands of the ribbon and of the cell's menu; the ids stand in the manifest. */
export const commandIds = ["validateRows", "submitRows", "newSheet", "undoLastChange", "refreshContacts", "lookUpCell"] as const;
export type CommandId = (typeof commandIds)[number];

/** Commands that came before the pane was drawn are done as soon as it is. */
export interface CommandLine {
  send(id: CommandId): void;
  /** Takes over: gets what waits, then every further command. Gives the function that ends it. */
  receive(handler: (id: CommandId) => void): () => void;
}

export function createCommandLine(): CommandLine {
  let waiting: CommandId[] = [];
  let handle: ((id: CommandId) => void) | null = null;
  return {
    send: (id) => {
      if (handle === null) waiting.push(id);
      else handle(id);
    },
    receive: (handler) => {
      handle = handler;
      const all = waiting;
      waiting = [];
      for (const id of all) handler(id);
      return () => {
        if (handle === handler) handle = null;
      };
    },
  };
}
