import type { OutboxItem } from "../../client/outbox";
import { paceAfter } from "../common/pace";
import type { Sending, Setup } from "./submitState";

/** A submission that has just been put into the outbox, or is met again after a reload. */
export function newSending(uuid: string, rowCount: number, item: OutboxItem | null): Sending {
  return { uuid, rowCount, item, pace: null, isCancelling: false, problem: null };
}

/** The same after another word about it; `at` in milliseconds. */
export function withItem(sending: Sending, item: OutboxItem | null, at: number): Sending {
  const pace = item?.state === "accepted" ? paceAfter(sending.pace, { at, done: item.progress.done }) : null;
  return { ...sending, item, pace };
}

/** Where the list in front stands, as it is said to the server. */
export function sourceOf({ look }: Setup): { workbook: string; sheet: string; kind: "sheet" } {
  return { workbook: look.workbookName.slice(0, 255), sheet: look.sheetName.slice(0, 255), kind: "sheet" };
}
