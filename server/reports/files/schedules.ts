import { isDeepStrictEqual } from "node:util";
import type { ReportSchedule, ScheduleList, ScheduleRequest } from "../../../src/contract/reportFiles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { inRetriedTransaction } from "../../database/transaction";
import { toSiteDay } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import { ApiError } from "../../http/apiError";
import type { Input } from "../../http/endpoint";
import { figureQuery } from "../figures/figureQuery";
import { filterDetails } from "../filterDetails";
import { requireKind } from "../requireKind";
import type { FileParams } from "./askForFile";
import { nextRunDay, periodBefore } from "./scheduleDays";
import { countSchedules, deleteSchedule, findSchedule, findScheduleToEnd, insertSchedule, listSchedules } from "./scheduleStore";

const mostSchedules = 50;

/** `PUT /api/reports/schedules/{uuid}`: plans a report for every week or month, the first time when the one that goes on now has ended. */
export async function planReport(deps: Deps, caller: Caller, { params, body }: Input<ScheduleRequest, FileParams, undefined>): Promise<ReportSchedule> {
  const { pool, clock, site } = deps;
  await requireKind(deps, caller, body.kind);
  const now = clock.now();
  const today = toSiteDay(now, site.timeZone);
  const known = await findSchedule(pool, params.uuid);
  if (known === null) {
    await figureQuery(deps, caller, { kind: body.kind, filters: { ...body.filters, ...periodBefore(body.rhythm, today) }, today });
    await inRetriedTransaction(deps, async (tx) => {
      if ((await countSchedules(tx, caller.userId)) >= mostSchedules) throw new ApiError(429, "too-many-reports");
      const isNew = await insertSchedule(tx, { uuid: params.uuid, userId: caller.userId, request: body, nextDay: nextRunDay(body.rhythm, today), at: now });
      if (!isNew) return;
      await insertAuditEvent(tx, {
        at: now,
        caller,
        action: "plan-report",
        result: "done",
        details: { ...filterDetails(body.kind, body.filters), format: body.format, rhythm: body.rhythm },
      });
    });
  }
  const stored = known ?? (await findSchedule(pool, params.uuid));
  if (stored === null || stored.userId !== caller.userId || !isDeepStrictEqual(stored.request, body)) throw new ApiError(409, "report-differs");
  return stored.shown;
}

/** `GET /api/reports/schedules`: the caller's own. */
export async function listOwnSchedules({ pool }: Deps, caller: Caller): Promise<ScheduleList> {
  const { schedules, unreadable } = await listSchedules(pool, caller.userId);
  return { schedules: schedules.map(({ shown }) => shown), unreadable };
}

/** `DELETE /api/reports/schedules/{uuid}`: nothing more is made; files that were made stay. One that cannot be read can be ended, too. */
export async function endSchedule(deps: Deps, caller: Caller, { params }: Input<undefined, FileParams, undefined>): Promise<undefined> {
  const schedule = await findScheduleToEnd(deps.pool, params.uuid);
  if (schedule === null || schedule.userId !== caller.userId) throw new ApiError(404, "not-found");
  const { request } = schedule;
  const details = request === null ? { reason: "unreadable" } : { kind: request.kind, format: request.format, rhythm: request.rhythm };
  await inRetriedTransaction(deps, async (tx) => {
    if (!(await deleteSchedule(tx, schedule.uuid))) return;
    await insertAuditEvent(tx, { at: deps.clock.now(), caller, action: "end-report-plan", result: "done", details });
  });
  return undefined;
}
