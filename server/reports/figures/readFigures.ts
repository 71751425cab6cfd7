import type { FiguresAnswer, FiguresRequest, ReportFigures } from "../../../src/contract/reports";
import { can } from "../../../src/domain/roles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { inSnapshot } from "../../database/snapshot";
import { toSiteDay } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import type { Input } from "../../http/endpoint";
import { readCompleteness } from "../completeness/readCompleteness";
import { readQuality } from "../../quality/readQuality";
import { readProgress } from "../../worklists/progress";
import { filterDetails } from "../filterDetails";
import { requireKind } from "../requireKind";
import { readFailures } from "./failures";
import { readStaff, readSummary, readTrend } from "./figureKinds";
import { figureQuery } from "./figureQuery";
import { rowsOfFigures } from "./rowsOfFigures";

/** `POST /api/reports/figures`: what changes came to in a period, right at the instant of asking. Being asked for is itself audited. */
export async function readFigures(deps: Deps, caller: Caller, { body }: Input<FiguresRequest, undefined, undefined>): Promise<FiguresAnswer> {
  await requireKind(deps, caller, body.kind);
  const now = deps.clock.now();
  const today = toSiteDay(now, deps.site.timeZone);
  const persons = new Set<number>();
  const figures = await figuresOf(deps, caller, body, { today, shown: (personIds) => personIds.forEach((personId) => persons.add(personId)) });
  const { kind, filters, step } = body;
  await insertAuditEvent(deps.pool, {
    at: now,
    caller,
    action: "read-report",
    result: "done",
    details: { ...filterDetails(kind, filters), ...(kind === "trend" ? { step } : {}), rows: rowsOfFigures(figures, filters) },
    subjects: [...persons].map((personId) => ({ personId })),
  });
  return { figures, today, madeAt: now.toISOString() };
}

interface Reading {
  /** The site's day. */
  readonly today: string;
  /** Told of which patients values are shown. */
  readonly shown: (personIds: readonly number[]) => void;
}

/** The figures alone, for whoever writes them into a file: without audit, which the maker of the file writes. */
export async function figuresOf(deps: Deps, caller: Caller, { kind, filters, step }: FiguresRequest, { today, shown }: Reading): Promise<ReportFigures> {
  const query = await figureQuery(deps, caller, { kind, filters, today });
  if (kind === "quality") return await readQuality(deps, caller, { place: query.place, today, shown });
  if (kind === "worklists") return await inSnapshot(deps, async (connection) => ({ kind, lists: [...(await readProgress(connection, deps, caller, query))] }));
  if (kind === "completeness") return await readCompleteness(deps, caller, filters);
  return await inSnapshot(deps, async (connection) => {
    const context = { deps, connection, query, field: filters.field };
    switch (kind) {
      case "summary":
        return await readSummary(context);
      case "trend":
        return await readTrend(context, step);
      case "failures":
        return await readFailures(context, { seesValues: can(caller.role, "report-values"), shown });
      case "staff":
        return await readStaff(context);
    }
  });
}
