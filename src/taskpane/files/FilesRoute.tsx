import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import type { PanePorts } from "../ports";
import { FilesScreen } from "./FilesScreen";
import { createFilesStore } from "./filesStore";
import type { FilesDeps, FilesStore } from "./filesStore";
import { createWorkerReader } from "./workerReader";

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "openAddress">;
  readonly onMade: FilesDeps["onMade"];
  readonly onClose: () => void;
}

/** The screen with its worker; both live until the screen is left, and until a sheet that is being written is complete. */
export function FilesRoute({ ports, onMade, onClose }: Props): ReactElement | null {
  const [store, setStore] = useState<FilesStore | null>(null);
  const made = useRef(onMade);
  useEffect(() => {
    const own = createFilesStore({ workbook: ports.workbook, reader: createWorkerReader(), onMade: (sheet) => made.current(sheet) });
    setStore(own);
    return own.leave;
  }, [ports.workbook]);
  return store === null ? null : <FilesScreen store={store} openAddress={ports.openAddress} onClose={onClose} />;
}
