import { OpenSubmissionRequest, type SubmissionStatus } from "../contract/submissions";
import type { Api } from "./api";
import { ApiFailure } from "./apiFailure";
import { unseal } from "./outboxCrypto";
import type { OutboxStore, StoredItem } from "./outboxStore";

/** The ways to the server that sending needs. */
export type SendingApi = Pick<Api, "openSubmission" | "putPart" | "acceptSubmission" | "readSubmission">;

export interface Sending {
  readonly api: SendingApi;
  readonly store: OutboxStore;
  readonly item: StoredItem;
  readonly key: CryptoKey;
  readonly signal: AbortSignal;
  /** Throws where the person who sends is no longer the one who is signed in. */
  readonly guard: () => void;
  readonly onChange: (item: StoredItem) => void;
}

/** What is stored here does not open any more: a bit has changed, or a part is missing. */
export class OutboxDamaged extends Error {
  override readonly name = "OutboxDamaged";
}

export const placeOfHeader = (uuid: string, userUuid: string): string => `header|${uuid}|${userUuid}`;
export const placeOfPart = (uuid: string, userUuid: string, part: number): string => `part|${part}|${uuid}|${userUuid}`;

/** How often the server may answer that parts are missing that it was just sent. */
const rounds = 3;

/**
 * Sends one submission up to its acceptance. Every step may be repeated, so a crash after any of them is mended by calling again: opening
 * answers with the parts that the server has, a part sent twice is the same part, accepting twice is accepted once. Gives the server's status,
 * or null where the person took the submission back meanwhile.
 */
export async function sendSubmission(sending: Sending): Promise<SubmissionStatus | null> {
  const { api, item, signal, guard } = sending;
  const { uuid } = item;
  const header = await openHeader(item, sending.key);
  guard();
  let status = await api.openSubmission(uuid, header, signal);
  for (let round = 1; status.state === "receiving"; round++) {
    if (!(await sendParts(sending, status))) return null;
    // From here on the server may have accepted whatever becomes of the answer: taking back is no longer offered.
    if (!(await advance(sending, { state: "accepting", rowsDone: item.rowCount }))) return null;
    guard();
    try {
      return await api.acceptSubmission(uuid, signal);
    } catch (error) {
      if (!isOutOfStep(error) || round === rounds) throw error;
      status = await api.readSubmission(uuid, signal);
    }
  }
  return status;
}

/** Sends the parts that the server lacks; false where the submission was taken back. */
async function sendParts(sending: Sending, status: SubmissionStatus): Promise<boolean> {
  const { api, store, item, signal, guard } = sending;
  const received = new Set(status.partsReceived);
  let rowsDone = item.partRows.reduce((sum, rows, index) => (received.has(index + 1) ? sum + rows : sum), 0);
  if (!(await advance(sending, { rowsDone }))) return false;
  for (const [index, rows] of item.partRows.entries()) {
    const part = index + 1;
    if (received.has(part)) continue;
    const stored = await store.part(item.uuid, part);
    const bytes = stored === null ? null : await unseal(sending.key, stored.sealed, placeOfPart(item.uuid, item.userUuid, part));
    if (bytes === null) {
      if ((await store.item(item.uuid)) === null) return false;
      throw new OutboxDamaged(`part ${part}`);
    }
    guard();
    await api.putPart({ uuid: item.uuid, part, bytes, signal });
    rowsDone += rows;
    if (!(await advance(sending, { rowsDone }))) return false;
  }
  return true;
}

/** Writes down how far it is; false where the submission was taken back or settled meanwhile. */
async function advance(sending: Sending, to: { state?: "accepting"; rowsDone: number }): Promise<boolean> {
  const after = await sending.store.change(sending.item.uuid, (item) => {
    if (item.state !== "waiting" && item.state !== "sending" && item.state !== "accepting") return null;
    return { ...item, rowsDone: to.rowsDone, state: to.state ?? (item.state === "accepting" ? "accepting" : "sending") };
  });
  if (after?.state !== "sending" && after?.state !== "accepting") return false;
  sending.onChange(after);
  return true;
}

/** What was stored of the header, in the form in which it is sent. */
export async function openHeader(item: StoredItem, key: CryptoKey): Promise<OpenSubmissionRequest> {
  const bytes = await unseal(key, item.header, placeOfHeader(item.uuid, item.userUuid));
  if (bytes === null) throw new OutboxDamaged("header");
  return OpenSubmissionRequest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The server is at another step than was thought here: its status tells at which. */
function isOutOfStep(error: unknown): boolean {
  return error instanceof ApiFailure && (error.code === "parts-missing" || error.code === "submission-state");
}
