import type { PanePorts } from "../ports";
import type { Store } from "../store";
import type { HistoryState, OpenSubmission } from "./historyState";

export type HistoryPorts = Pick<PanePorts, "server" | "workbook" | "outbox" | "followUps" | "openAddress" | "entry">;

/** What the parts of the history work on. */
export interface HistoryDeps {
  readonly ports: HistoryPorts;
  readonly store: Store<HistoryState>;
  /** Changes the open submission, where it is still this one. */
  readonly change: (uuid: string, change: (open: OpenSubmission) => OpenSubmission) => void;
}
