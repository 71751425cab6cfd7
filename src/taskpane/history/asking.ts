import type { ResultFileRequest, UndoRequest } from "../../contract/followUps";
import type { SubmissionStatus } from "../../contract/submissions";
import { toProblem } from "../problem";
import type { Following } from "./following";
import type { Act } from "./historyState";
import type { HistoryDeps } from "./historyDeps";

export interface Asking {
  readonly undo: (wish: Omit<UndoRequest, "uuid">, open: (begun: SubmissionStatus) => Promise<void>) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly download: (format: ResultFileRequest["format"]) => Promise<void>;
}

/** What a person asks the server to do with the open submission. A refusal is shown there, with the way to try again. */
export function createAsking({ ports, store, change }: HistoryDeps, following: Following): Asking {
  async function ask(act: Act, work: (submission: SubmissionStatus) => Promise<void>): Promise<void> {
    const { open } = store.get();
    if (open === null || open.acting !== null) return;
    const { submission } = open;
    change(submission.uuid, (now) => ({ ...now, acting: act, refused: null, file: null }));
    try {
      await work(submission);
    } catch (error) {
      const problem = toProblem(error);
      change(submission.uuid, (now) => ({ ...now, refused: { act, problem }, isCancelling: false }));
    } finally {
      change(submission.uuid, (now) => ({ ...now, acting: null }));
    }
  }

  return {
    undo: (wish, open) =>
      ask("undo", async ({ uuid }) => {
        const begun = await ports.followUps.undo(uuid, wish);
        following.begun(begun);
        void open(begun);
      }),
    cancel: () =>
      ask("cancel", async ({ uuid }) => {
        change(uuid, (now) => ({ ...now, isCancelling: true }));
        const status = await ports.server.cancel(uuid);
        // One that was not running has come to its end at once; else its end is heard of by who follows it.
        change(uuid, (now) => ({ ...now, submission: status }));
        void following.follow(status);
      }),
    resume: () =>
      ask("resume", async ({ uuid }) => {
        const status = await ports.server.resume(uuid);
        change(uuid, (now) => ({ ...now, submission: status, outcomes: null, sheet: null }));
        following.begun(status);
        void following.follow(status);
      }),
    download: (format) =>
      ask("download", async ({ uuid }) => {
        const { path, fileName } = await ports.server.resultFile(uuid, { format });
        const address = new URL(path, globalThis.location.href).href;
        const isOpened = ports.openAddress(address);
        change(uuid, (now) => ({ ...now, file: { address, name: fileName, isOpened } }));
      }),
  };
}
