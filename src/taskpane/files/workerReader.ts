import { readerOver } from "./fileReader";
import type { FileReader } from "./fileReader";
import type { FileAnswer } from "./read/fileDesk";

/** Reads in a worker, so that neither a long list nor a slow computer ever freezes the pane. */
export function createWorkerReader(): FileReader {
  const worker = new Worker(new URL("./read/fileWorker.ts", import.meta.url));
  const { reader, hear, fail } = readerOver(
    (request) => worker.postMessage(request, request.kind === "open" ? [request.bytes] : []),
    () => worker.terminate(),
  );
  worker.onmessage = ({ data }: MessageEvent<FileAnswer>) => hear(data);
  // Its script could not be loaded, or memory ran out.
  worker.onerror = () => fail(new Error("The reader of files stopped."));
  return reader;
}
