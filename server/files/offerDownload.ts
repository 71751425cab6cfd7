import type { DownloadAnswer } from "../../src/contract/followUps";
import { insertAuditEvent } from "../audit/auditEvents";
import type { Caller, Deps } from "../deps";
import { deleteExpiredDownloads, insertDownload, newToken } from "./downloadStore";

export interface DownloadOffer {
  /** Which maker of `openDownload.ts` makes the file. */
  readonly kind: string;
  /** Everything that the maker needs; stored until the offer ends. */
  readonly request: unknown;
  readonly fileName: string;
  readonly submissionId: number | null;
  /** Codes and counts for the audit. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** Gives a person, whose right to the file has been judged, an address that opens it without a session until its time is over. */
export async function offerDownload(deps: Deps, caller: Caller, { kind, request, fileName, submissionId, details }: DownloadOffer): Promise<DownloadAnswer> {
  const { pool, clock, site } = deps;
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + site.settings.latest().downloadSeconds * 1000);
  await deleteExpiredDownloads(pool, now);
  const token = newToken();
  await insertDownload(pool, { token, userId: caller.userId, kind, request, createdAt: now, expiresAt });
  await insertAuditEvent(pool, { at: now, caller, action: "ask-for-file", result: "done", submissionId, details: { kind, ...details } });
  return { path: `/api/files/${token}`, fileName, expiresAt: expiresAt.toISOString() };
}
