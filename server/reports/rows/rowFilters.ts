import type { Pool, RowDataPacket } from "mysql2/promise";
import type { ReportFilters, RowsRequest } from "../../../src/contract/reports";
import { addDays } from "../../../src/domain/days";
import { periodFault } from "../../../src/domain/reportPeriod";
import { startOfSiteDay } from "../../dashboard/siteDays";
import { openmrsTable } from "../../database/names";
import { toSiteDay, toUtcText } from "../../database/time";
import type { Caller, Deps, Site } from "../../deps";
import { ApiError } from "../../http/apiError";

/** Which rows are wanted, in the words of the tables. Times are UTC text as in the columns. */
export interface RowsQuery extends Pick<ReportFilters, "field" | "source" | "sheet">, Pick<RowsRequest, "status" | "cause"> {
  /** Whose reach decides. */
  readonly caller: Caller;
  readonly from: string;
  /** The first instant that does not belong to the list any more. */
  readonly until: string;
  /** `location_id` of the patients' facility; null: all. */
  readonly facilityId: number | null;
  /** `user_id` of who sent; null: all. */
  readonly personId: number | null;
}

/** Filters as the tables know them; stops a request for a period that cannot be, a facility or a person that is not there. */
export async function readRowFilters(
  deps: Pick<Deps, "pool" | "site" | "clock">,
  caller: Caller,
  { filters, status, cause }: { readonly filters: ReportFilters } & Pick<RowsRequest, "status" | "cause">,
): Promise<RowsQuery> {
  const { pool, site, clock } = deps;
  requirePeriod(filters, toSiteDay(clock.now(), site.timeZone));
  return {
    caller,
    from: toUtcText(startOfSiteDay(filters.from, site.timeZone)),
    until: toUtcText(startOfSiteDay(addDays(filters.to, 1), site.timeZone)),
    facilityId: filters.facility === null ? null : await requireFacility(pool, site, caller, filters.facility),
    personId: filters.person === null ? null : await requireId(pool, site, "users", filters.person),
    field: filters.field,
    source: filters.source,
    sheet: filters.sheet,
    status,
    cause,
  };
}

export function requirePeriod(period: Pick<ReportFilters, "from" | "to">, today: string): void {
  const fault = periodFault(period, today);
  if (fault !== null) throw new ApiError(422, fault);
}

/** A facility beyond the asker's is as unknown as one that is not there. */
async function requireFacility(pool: Pool, site: Site, { facilityIds }: Caller, uuid: string): Promise<number> {
  const id = await requireId(pool, site, "location", uuid);
  if (facilityIds !== null && !facilityIds.includes(id)) throw new ApiError(422, "unknown-filter");
  return id;
}

const idColumns = { location: "location_id", users: "user_id" } as const;

async function requireId(pool: Pool, site: Site, table: keyof typeof idColumns, uuid: string): Promise<number> {
  const [[row]] = await pool.query<(RowDataPacket & { id: number })[]>(`SELECT ${idColumns[table]} AS id FROM ${openmrsTable(site, table)} WHERE uuid = ?`, [uuid]);
  if (row === undefined) throw new ApiError(422, "unknown-filter");
  return row.id;
}
