import { readerOver } from "../../../src/taskpane/files/fileReader";
import type { FileReader } from "../../../src/taskpane/files/fileReader";
import { createFileDesk } from "../../../src/taskpane/files/read/fileDesk";

/** The worker's own desk in this very thread: jsdom has no workers. */
export function createDirectReader(): FileReader {
  const desk = createFileDesk();
  const { reader, hear, fail } = readerOver(
    (request) => void desk(request).then(hear, fail),
    () => undefined,
  );
  return reader;
}
