import type { z } from "zod";
import type { RowsAnswer, RowsRequest } from "../../../src/contract/reports";
import { insertAuditEvent } from "../../audit/auditEvents";
import { toSiteDay } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import type { Input } from "../../http/endpoint";
import { filterDetails } from "../filterDetails";
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
  const query = await readRowFilters(deps, caller, body);
  const { answer, persons } = await (body.kind === "updates" ? readUpdatesPage(deps, query, body) : readAuditPage(deps, query, body));
  const now = deps.clock.now();
  await insertAuditEvent(deps.pool, {
    at: now,
    caller,
    action: "read-report-rows",
    result: "done",
    details: { ...filterDetails(body.kind, body.filters), ...whichRows(query), rows: answer.rows.length },
    subjects: [...persons].map((personId) => ({ personId })),
  });
  return { ...answer, today: toSiteDay(now, deps.site.timeZone), madeAt: now.toISOString() };
}

type PageRequest = Pick<RowsRequest, "after" | "limit">;

interface ListPage {
  readonly answer: DistributiveOmit<RowsAnswer, "today" | "madeAt">;
  /** Whose values it shows. */
  readonly persons: ReadonlySet<number>;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

async function readUpdatesPage(deps: Deps, query: RowsQuery, page: PageRequest): Promise<ListPage> {
  const { shown, ...found } = await readPage(page, { schema: UpdatePosition, count: () => countUpdates(deps, query), read: (after, atOnce) => readUpdates(deps, query, after, atOnce) });
  return { answer: { kind: "updates", rows: shown.map(({ row }) => row), ...found }, persons: new Set(shown.flatMap(({ personId }) => personId ?? [])) };
}

/** The audit tells how many patients an event concerned, and never whom. */
async function readAuditPage(deps: Deps, query: RowsQuery, page: PageRequest): Promise<ListPage> {
  const { shown, ...found } = await readPage(page, { schema: AuditPosition, count: () => countAudit(deps, query), read: (after, atOnce) => readAudit(deps, query, after, atOnce) });
  return { answer: { kind: "audit", rows: shown.map(({ row }) => row), ...found }, persons: new Set() };
}

interface Source<P, R> {
  readonly schema: z.ZodType<P>;
  readonly count: () => Promise<number>;
  readonly read: (after: P | null, atOnce: number) => AsyncGenerator<readonly R[]>;
}

async function readPage<P extends object, R extends { readonly position: P }>(
  { after, limit }: PageRequest,
  { schema, count, read }: Source<P, R>,
): Promise<{ readonly shown: readonly R[]; readonly next: string | null; readonly total: number }> {
  const from = after === null ? null : readPosition(schema, after);
  const placed: R[] = [];
  // One more than is shown tells whether there are further ones.
  for await (const some of read(from?.position ?? null, limit + 1)) {
    placed.push(...some);
    if (placed.length > limit) break;
  }
  const shown = placed.slice(0, limit);
  const total = from?.total ?? (placed.length > limit ? await count() : shown.length);
  const last = shown.at(-1);
  return { shown, next: placed.length > limit && last !== undefined ? writePosition(last.position, total) : null, total };
}

function whichRows({ status, cause }: Pick<RowsQuery, "status" | "cause">): Readonly<Record<string, string>> {
  return { ...(status === null ? {} : { status }), ...(cause === null ? {} : { cause }) };
}
