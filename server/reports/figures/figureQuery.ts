import type { RowDataPacket } from "mysql2/promise";
import type { ReportFilters, ReportKind } from "../../../src/contract/reports";
import { addDays } from "../../../src/domain/days";
import { periodFault } from "../../../src/domain/reportPeriod";
import { appliedFilters } from "../../../src/reports/appliedFilters";
import { startOfSiteDay } from "../../database/siteDays";
import { openmrsTable } from "../../database/names";
import type { Caller, Deps } from "../../deps";
import { ApiError } from "../../http/apiError";
import { readChoices } from "../choices";
import { searchedName } from "../../tally/counts";
import type { TallyQuery } from "../../tally/readTally";
import { reachOf } from "./reach";

/** Beyond these nothing has happened, and instants cannot be written. */
const [earliest, latest] = ["2000-01-01", "9999-12-29"];

export interface AskedFigures {
  readonly kind: ReportKind;
  readonly filters: ReportFilters;
  /** The site's day. */
  readonly today: string;
}

/**
 * Filters as the tallies know them, without those that say nothing about the kind; stops a request for a period that cannot be, and for a facility
 * or a person that is not within reach.
 */
export async function figureQuery(deps: Deps, caller: Caller, { kind, filters: asked, today }: AskedFigures): Promise<TallyQuery> {
  const filters = appliedFilters(kind, asked);
  const fault = periodFault(filters, today);
  if (fault !== null) throw new ApiError(422, fault);
  const { timeZone } = deps.site;
  return {
    fromDay: filters.from,
    toDay: filters.to,
    today,
    from: startOfSiteDay(filters.from < earliest ? earliest : filters.from, timeZone),
    until: startOfSiteDay(addDays(filters.to > latest ? latest : filters.to, 1), timeZone),
    place: filters.facility === null ? null : await requireFacility(deps, caller, filters.facility),
    userId: filters.person === null ? null : await requirePerson(deps, caller, { kind, uuid: filters.person }),
    source: filters.source,
    sheet: filters.sheet === null ? null : searchedName(filters.sheet),
    reach: reachOf(caller),
  };
}

interface IdRecord extends RowDataPacket {
  id: number;
}

async function requireFacility({ pool, site }: Deps, { facilityIds }: Caller, uuid: string): Promise<number> {
  const [[found]] = await pool.query<IdRecord[]>(`SELECT location_id AS id FROM ${openmrsTable(site, "location")} WHERE uuid = ?`, [uuid]);
  if (found === undefined || (facilityIds !== null && !facilityIds.includes(found.id))) throw new ApiError(422, "unknown-filter");
  return found.id;
}

async function requirePerson(deps: Deps, caller: Caller, { kind, uuid }: { readonly kind: ReportKind; readonly uuid: string }): Promise<number> {
  if (uuid === caller.userUuid) return caller.userId;
  const [[found]] = await deps.pool.query<IdRecord[]>(`SELECT user_id AS id FROM ${openmrsTable(deps.site, "users")} WHERE uuid = ?`, [uuid]);
  if (found === undefined) throw new ApiError(422, "unknown-filter");
  const { others } = reachOf(caller);
  if (others === "all") return found.id;
  const choices = others === "allowed" ? await readChoices(deps, caller) : null;
  const people = kind === "audit" ? choices?.auditPeople : choices?.people;
  if (people?.some((person) => person.uuid === uuid) !== true) throw new ApiError(422, "unknown-filter");
  return found.id;
}
