import type { z } from "zod";
import type { ReportFilters, ReportKind, RowsAnswer, RowsRequest } from "../../../src/contract/reports";
import { appliedFilters } from "../../../src/reports/appliedFilters";
import { insertAuditEvent } from "../../audit/auditEvents";
import { toSiteDay } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import type { Input } from "../../http/endpoint";
import { requireKind } from "../requireKind";
import { countUpdates } from "./countUpdates";
import { readPosition, writePosition } from "./position";
import { AuditPosition, countAudit, readAudit } from "./readAudit";
import { UpdatePosition, readUpdates } from "./readUpdates";
import { readRowFilters } from "./rowFilters";
import type { RowsQuery } from "./rowFilters";

/**
 * `POST /api/reports/rows`: one page of a list, oldest first. The number of all rows is counted for the first page and goes with the cursor:
 * a list of two million is not counted again for each of its pages.
 */
export async function listRows(deps: Deps, caller: Caller, { body }: Input<RowsRequest, undefined, undefined>): Promise<RowsAnswer> {
  await requireKind(deps, caller, body.kind);
  const query = await readRowFilters(deps, caller, { ...body, filters: appliedFilters(body.kind, body.filters) });
  const page =
    body.kind === "updates"
      ? { kind: body.kind, ...(await readPage(body, { schema: UpdatePosition, count: () => countUpdates(deps, query), read: (after, atOnce) => readUpdates(deps, query, after, atOnce) })) }
      : { kind: body.kind, ...(await readPage(body, { schema: AuditPosition, count: () => countAudit(deps, query), read: (after, atOnce) => readAudit(deps, query, after, atOnce) })) };
  const now = deps.clock.now();
  await insertAuditEvent(deps.pool, {
    at: now,
    caller,
    action: "read-report-rows",
    result: "done",
    details: { ...filterDetails(body.kind, body.filters), ...whichRows(query), rows: page.rows.length },
  });
  return { ...page, today: toSiteDay(now, deps.site.timeZone), madeAt: now.toISOString() };
}

interface Source<P, R> {
  readonly schema: z.ZodType<P>;
  readonly count: () => Promise<number>;
  readonly read: (after: P | null, atOnce: number) => AsyncGenerator<readonly { readonly row: R; readonly position: P }[]>;
}

async function readPage<P extends object, R>(
  { after, limit }: Pick<RowsRequest, "after" | "limit">,
  { schema, count, read }: Source<P, R>,
): Promise<{ readonly rows: R[]; readonly next: string | null; readonly total: number }> {
  const from = after === null ? null : readPosition(schema, after);
  const placed: { readonly row: R; readonly position: P }[] = [];
  // One more than is shown tells whether there are further ones.
  for await (const some of read(from?.position ?? null, limit + 1)) {
    placed.push(...some);
    if (placed.length > limit) break;
  }
  const shown = placed.slice(0, limit);
  const total = from?.total ?? (placed.length > limit ? await count() : shown.length);
  const last = shown.at(-1);
  return { rows: shown.map(({ row }) => row), next: placed.length > limit && last !== undefined ? writePosition(last.position, total) : null, total };
}

/** What was asked for, for the audit: days and choices. Of a name that was typed only that there was one. */
export function filterDetails(kind: ReportKind, filters: Omit<ReportFilters, "from" | "to"> & Partial<Pick<ReportFilters, "from" | "to">>): Readonly<Record<string, string>> {
  const { sheet, ...others } = filters;
  const chosen = Object.entries(others).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
  return { kind, ...Object.fromEntries(chosen), ...(sheet === null ? {} : { sheet: "part of a name" }) };
}

function whichRows({ status, cause }: Pick<RowsQuery, "status" | "cause">): Readonly<Record<string, string>> {
  return { ...(status === null ? {} : { status }), ...(cause === null ? {} : { cause }) };
}
