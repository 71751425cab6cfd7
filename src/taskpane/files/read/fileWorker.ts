import { createFileDesk } from "./fileDesk";
import type { FileAnswer, FileRequest } from "./fileDesk";

/** The script of the worker: requests are answered one after the other. */
const desk = createFileDesk();
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<FileRequest>) => {
  queue = queue.then(() => answer(data));
};

async function answer(request: FileRequest): Promise<void> {
  let reply: FileAnswer;
  try {
    reply = await desk(request);
  } catch (error) {
    // A bug of ours: the pane tells it as one. The text may quote the file, so only its kind goes on.
    reply = { id: request.id, failed: error instanceof Error ? error.name : "unknown" };
  }
  self.postMessage(reply);
}
