import type { FiguresAnswer, FiguresRequest, ReportFigures } from "../../../src/contract/reports";
import { can } from "../../../src/domain/roles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { inSnapshot } from "../../database/snapshot";
import { toSiteDay } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import type { Input } from "../../http/endpoint";
import { readCompleteness } from "../completeness/readCompleteness";
import { hasPeriod } from "../../../src/reports/appliedFilters";
import { readQuality } from "../../quality/readQuality";
import { readProgress } from "../../worklists/progress";
import { requireKind } from "../requireKind";
import { readFailures } from "./failures";
import { readStaff, readSummary, readTrend } from "./figureKinds";
import { figureQuery } from "./figureQuery";

/** `POST /api/reports/figures`: what changes came to in a period, right at the instant of asking. Being asked for is itself audited. */
export async function readFigures(deps: Deps, caller: Caller, { body }: Input<FiguresRequest, undefined, undefined>): Promise<FiguresAnswer> {
  await requireKind(deps, caller, body.kind);
  const now = deps.clock.now();
  const today = toSiteDay(now, deps.site.timeZone);
  const persons = new Set<number>();
  const figures = await figuresOf(deps, caller, body, { today, shown: (personIds) => personIds.forEach((personId) => persons.add(personId)) });
  const { kind, filters, step } = body;
  const period = hasPeriod(kind) ? { from: filters.from, to: filters.to } : {};
  await insertAuditEvent(deps.pool, {
    at: now,
    caller,
    action: "read-report",
    result: "done",
    details: { kind, ...period, ...chosen(filters), ...(kind === "trend" ? { step } : {}) },
    subjects: [...persons].map((personId) => ({ personId })),
  });
  return { figures, today, madeAt: now.toISOString() };
}

/** Filters that are set. The text that a sheet's name is searched by was typed by a person, and may name anybody: only that there is one is kept. */
function chosen({ facility, person, field, source, sheet }: FiguresRequest["filters"]): Record<string, string> {
  return {
    ...(facility === null ? {} : { facility }),
    ...(person === null ? {} : { person }),
    ...(field === null ? {} : { field }),
    ...(source === null ? {} : { source }),
    ...(sheet === null ? {} : { sheet: "part of a name" }),
  };
}

interface Reading {
  /** The site's day. */
  readonly today: string;
  /** Told of which patients values are shown. */
  readonly shown: (personIds: readonly number[]) => void;
}

/** The figures alone, for whoever writes them into a file: without audit, which the maker of the file writes. */
export async function figuresOf(deps: Deps, caller: Caller, { kind, filters, step }: FiguresRequest, { today, shown }: Reading): Promise<ReportFigures> {
  const query = await figureQuery(deps, caller, filters, today);
  if (kind === "quality") return await readQuality(deps, caller, { place: query.place, today, shown });
  if (kind === "worklists") return await inSnapshot(deps, async (connection) => ({ kind, lists: [...(await readProgress(connection, deps, caller, { filters, place: query.place }))] }));
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
