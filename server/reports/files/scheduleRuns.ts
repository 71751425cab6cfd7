import { randomUUID } from "node:crypto";
import type { MakeFileRequest } from "../../../src/contract/reportFiles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { inRetriedTransaction } from "../../database/transaction";
import { toSiteDay } from "../../database/time";
import type { Deps } from "../../deps";
import { mayReport } from "../requireKind";
import { filterDetails } from "../rows/listRows";
import { fileNameOf } from "./fileName";
import { insertFile } from "./fileStore";
import { findReporter } from "./reporter";
import { nextRunDay, periodBefore } from "./scheduleDays";
import { findDueSchedules, takeTurn } from "./scheduleStore";
import type { StoredSchedule } from "./scheduleStore";

const schedulesAtOnce = 50;

/**
 * Has the file made of every schedule that is due, each once whichever server does it, and gives how many. After a time without any server
 * the last whole week or month is made up for, once.
 */
export async function runDueSchedules(deps: Deps): Promise<number> {
  const today = toSiteDay(deps.clock.now(), deps.site.timeZone);
  for (let made = 0; ; ) {
    const due = await findDueSchedules(deps.pool, today, schedulesAtOnce);
    for (const schedule of due) if (await runSchedule(deps, schedule, today)) made += 1;
    if (due.length < schedulesAtOnce) return made;
  }
}

async function runSchedule(deps: Deps, schedule: StoredSchedule, today: string): Promise<boolean> {
  const { clock, pool, site } = deps;
  const { uuid, userId } = schedule;
  const { rhythm, filters, ...asked } = schedule.request;
  const origin = { userId, requestId: `schedule-${uuid}`, address: "schedule" };
  const owner = await findReporter(pool, site, origin);
  const isAllowed = owner !== null && mayReport(owner.role, asked.kind);
  const request: MakeFileRequest = { ...asked, filters: { ...filters, ...periodBefore(rhythm, today) } };
  const file = isAllowed ? randomUUID() : null;
  const at = clock.now();
  return await inRetriedTransaction(deps, async (tx) => {
    const isOurs = await takeTurn(tx, schedule, { day: nextRunDay(rhythm, today), file, problem: isAllowed ? null : "not-allowed" });
    if (!isOurs) return false;
    if (file !== null) await insertFile(tx, { ...origin, uuid: file, request, fileName: fileNameOf(request), scheduleUuid: uuid, at });
    await insertAuditEvent(tx, {
      at,
      caller: origin,
      action: "make-report",
      result: isAllowed ? "done" : "refused",
      details: { ...filterDetails(request.kind, request.filters), format: request.format, ...(isAllowed ? { asked: 1 } : { reason: "role" }) },
    });
    return isAllowed;
  });
}
