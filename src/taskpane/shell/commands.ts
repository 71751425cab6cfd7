/** Commands of the ribbon and of the cell's menu; the ids stand in the manifest. */
export const commandIds = ["validateRows", "submitRows", "newSheet", "undoLastChange", "refreshContacts", "fillFromRecord", "lookUpCell"] as const;
export type CommandId = (typeof commandIds)[number];

type Handler = (id: CommandId) => Promise<void>;

/** Commands that came before the pane was drawn are done as soon as it is. */
export interface CommandLine {
  /** Resolves when the command has been done. */
  readonly send: Handler;
  /** Takes over: gets what waits, then every further command. Gives the function that ends it. */
  readonly receive: (handler: Handler) => () => void;
}

export function createCommandLine(): CommandLine {
  let waiting: (() => void)[] = [];
  let handle: Handler | null = null;
  const send: Handler = async (id) => {
    if (handle === null) await new Promise<void>((resolve) => waiting.push(resolve));
    await handle?.(id);
  };
  return {
    send,
    receive: (handler) => {
      handle = handler;
      const all = waiting;
      waiting = [];
      for (const go of all) go();
      return () => {
        if (handle === handler) handle = null;
      };
    },
  };
}
