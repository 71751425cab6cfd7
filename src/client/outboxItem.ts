import type { OpenSubmissionRequest } from "../contract/submissions";
import { OutboxDamaged, openHeader } from "./outboxSend";
import type { OutboxProblem, OutboxState, StoredItem } from "./outboxStore";

/** A submission of the signed-in person, as a screen shows it. */
export interface OutboxItem {
  readonly uuid: string;
  readonly createdAt: string;
  readonly rowCount: number;
  readonly state: OutboxState;
  /** False where it was sealed under an earlier password: it can be discarded, or opened by `unlockEarlier`. */
  readonly readable: boolean;
  readonly source: OpenSubmissionRequest["source"] | null;
  readonly attempts: number;
  readonly nextTryAt: string | null;
  readonly problem: OutboxProblem | null;
  /** Rows sent of all; once accepted, rows answered of all. */
  readonly progress: { readonly done: number; readonly total: number };
  readonly status: StoredItem["status"];
  /** Its results have been shown to the person or written into the sheet. */
  readonly isTold: boolean;
}

export async function viewItem(item: StoredItem, key: CryptoKey | null): Promise<OutboxItem> {
  const header = key === null ? null : await openHeader(item, key).catch(damagedAsNull);
  return {
    uuid: item.uuid,
    createdAt: new Date(item.createdAt).toISOString(),
    rowCount: item.rowCount,
    state: item.state,
    readable: header !== null,
    source: header?.source ?? null,
    attempts: item.attempts,
    nextTryAt: item.nextTryAt === 0 ? null : new Date(item.nextTryAt).toISOString(),
    problem: item.problem,
    progress: { done: item.rowsDone, total: item.rowCount },
    status: item.status,
    isTold: item.told ?? true,
  };
}

/** Its rows have not yet been accepted by the server. */
export function isUnsent(item: StoredItem): boolean {
  return item.state === "waiting" || item.state === "sending" || item.state === "accepting";
}

function damagedAsNull(error: unknown): null {
  if (error instanceof OutboxDamaged) return null;
  throw error;
}
