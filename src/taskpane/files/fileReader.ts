import type { FileChoices } from "./read/readFile";
import type { FileAnswer, FileRequest, ReadingSummary } from "./read/fileDesk";
import type { ImportedRow } from "./read/table";

/** Reads files somewhere beside the pane. One file at a time: opening another forgets the last. */
export interface FileReader {
  readonly open: (file: { readonly name: string; readonly bytes: ArrayBuffer }, choices: FileChoices) => Promise<ReadingSummary>;
  /** The same file, read as the person says. */
  readonly again: (choices: FileChoices) => Promise<ReadingSummary>;
  readonly rows: (from: number, count: number) => Promise<readonly ImportedRow[]>;
  readonly close: () => void;
}

type NewRequest = FileRequest extends infer Request ? (Request extends FileRequest ? Omit<Request, "id"> : never) : never;

/** The reader over anything that answers requests by their number. */
export function readerOver(post: (request: FileRequest) => void, close: () => void): { readonly reader: FileReader; readonly hear: (answer: FileAnswer) => void; readonly fail: (error: Error) => void } {
  const waiting = new Map<number, { readonly resolve: (answer: FileAnswer) => void; readonly reject: (error: Error) => void }>();
  let last = 0;
  const ask = (request: NewRequest): Promise<FileAnswer> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      post({ ...request, id: last });
    });
  const fail = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const reading = async (request: NewRequest): Promise<ReadingSummary> => {
    const answer = await ask(request);
    if ("reading" in answer) return answer.reading;
    throw new Error("failed" in answer ? answer.failed : "The reader of files gave another answer.");
  };
  return {
    reader: {
      open: ({ name, bytes }, choices) => reading({ kind: "open", name, bytes, choices }),
      again: (choices) => reading({ kind: "again", choices }),
      rows: async (from, count) => {
        const answer = await ask({ kind: "rows", from, count });
        if ("rows" in answer) return answer.rows;
        throw new Error("failed" in answer ? answer.failed : "The reader of files gave another answer.");
      },
      close: () => {
        close();
        fail(new Error("The reader of files was closed."));
      },
    },
    hear: (answer) => {
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
    },
    fail,
  };
}
