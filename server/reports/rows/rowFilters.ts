import type { ReportFilters, RowsRequest } from "../../../src/contract/reports";
import { appliedFilters } from "../../../src/reports/appliedFilters";
import { toSiteDay, toUtcText } from "../../database/time";
import type { Caller, Deps } from "../../deps";
import { figureQuery } from "../figures/figureQuery";
import type { TallyQuery } from "../../tally/readTally";

/** Which rows are wanted, in the words of the tables. Times are UTC text as in the columns. */
export interface RowsQuery extends Pick<ReportFilters, "field">, Pick<RowsRequest, "status" | "cause"> {
  /** Whose reach decides. */
  readonly caller: Caller;
  /** The same as the tallies know it: a list has the rows that figures count. */
  readonly tally: TallyQuery;
  readonly from: string;
  /** The first instant that does not belong to the list any more. */
  readonly until: string;
}

/** Filters of a kind as the tables know them; stops a request for a period that cannot be, and for a facility or a person that is not within reach. */
export async function readRowFilters(
  deps: Deps,
  caller: Caller,
  { kind, filters, status, cause }: Pick<RowsRequest, "kind" | "filters" | "status" | "cause">,
): Promise<RowsQuery> {
  const tally = await figureQuery(deps, caller, { kind, filters, today: toSiteDay(deps.clock.now(), deps.site.timeZone) });
  // Events of the audit have neither a status of updates nor a cause.
  const narrowed = kind === "audit" ? { status: null, cause: null } : { status, cause };
  return { caller, tally, from: toUtcText(tally.from), until: toUtcText(tally.until), field: appliedFilters(kind, filters).field, ...narrowed };
}
