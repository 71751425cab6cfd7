import { randomUUID } from "node:crypto";
import type { MakeFileRequest } from "../../../src/contract/reportFiles";
import { insertAuditEvent } from "../../audit/auditEvents";
import { isConnectionLost } from "../../database/errors";
import { inRetriedTransaction } from "../../database/transaction";
import { toSiteDay } from "../../database/time";
import type { Deps } from "../../deps";
import { filterDetails } from "../filterDetails";
import { mayReport } from "../requireKind";
import { fileNameOf } from "./fileName";
import { insertFile } from "./fileStore";
import { findReporter } from "./reporter";
import { missedRunDays, nextRunDay, periodBefore } from "./scheduleDays";
import { findDueTurns, findSchedule, takeTurn } from "./scheduleStore";
import type { ScheduleTurn, StoredSchedule } from "./scheduleStore";

const schedulesAtOnce = 50;

/** Weeks or months that are made up for after a time without any server: of a longer time, the latest. */
const mostMissed = 12;

/**
 * Has the file made of every schedule that is due, each once whichever server does it, and gives how many files. After a time without any server
 * every week or month that was missed is made up for. A schedule that cannot be run is logged and keeps nobody else waiting.
 */
export async function runDueSchedules(deps: Deps): Promise<number> {
  const today = toSiteDay(deps.clock.now(), deps.site.timeZone);
  let made = 0;
  for (let after: ScheduleTurn | null = null; ; ) {
    const due: readonly ScheduleTurn[] = await findDueTurns(deps.pool, { today, after, limit: schedulesAtOnce });
    for (const turn of due) made += await runTurn(deps, turn, today);
    after = due.at(-1) ?? null;
    if (due.length < schedulesAtOnce) return made;
  }
}

async function runTurn(deps: Deps, { uuid, nextDay }: ScheduleTurn, today: string): Promise<number> {
  try {
    const schedule = await findSchedule(deps.pool, uuid);
    // Ended or taken by another server since.
    return schedule === null || schedule.nextDay !== nextDay ? 0 : await runSchedule(deps, schedule, today);
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    // What is wrong with what is stored would be said with it: only which one, and the kind of fault.
    deps.log.error({ schedule: uuid, fault: error instanceof Error ? error.name : "unknown" }, "a planned report could not be run");
    return 0;
  }
}

async function runSchedule(deps: Deps, schedule: StoredSchedule, today: string): Promise<number> {
  const { clock, pool, site } = deps;
  const { uuid, userId, nextDay } = schedule;
  const { rhythm, filters, ...asked } = schedule.request;
  const origin = { userId, requestId: `schedule-${uuid}`, address: "schedule" };
  const owner = await findReporter(pool, site, origin);
  const isAllowed = owner !== null && mayReport(owner.role, asked.kind);
  const requests = missedRunDays(rhythm, { from: nextDay, today, most: mostMissed }).map((day): MakeFileRequest => ({ ...asked, filters: { ...filters, ...periodBefore(rhythm, day) } }));
  const files = isAllowed ? requests.map((request) => ({ uuid: randomUUID(), request })) : [];
  const at = clock.now();
  return await inRetriedTransaction(deps, async (tx) => {
    const isOurs = await takeTurn(tx, schedule, { day: nextRunDay(rhythm, today), file: files.at(-1)?.uuid ?? null, problem: isAllowed ? null : "not-allowed" });
    if (!isOurs) return 0;
    for (const file of files) await insertFile(tx, { ...origin, ...file, fileName: fileNameOf(file.request), scheduleUuid: uuid, at });
    for (const request of requests) {
      await insertAuditEvent(tx, {
        at,
        caller: origin,
        action: "make-report",
        result: isAllowed ? "done" : "refused",
        details: { ...filterDetails(request.kind, request.filters), format: request.format, ...(isAllowed ? { asked: 1 } : { reason: "role" }) },
      });
    }
    return files.length;
  });
}
