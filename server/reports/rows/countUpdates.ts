import type { RowsStatus } from "../../../src/contract/reports";
import { doneOf } from "../../../src/reports/changeCounts";
import { inSnapshot } from "../../database/snapshot";
import type { Deps } from "../../deps";
import { sliced } from "../../patients/sql";
import { changeCountNames, fieldsOf, sumOfFields } from "../figures/changeCounts";
import { linesOf, piecesOf, readStanding, readTallied } from "../../tally/readTally";
import { countChanges } from "./outcomeRecords";
import { findListedSubmissions } from "./periodSubmissions";
import type { RowsQuery } from "./rowFilters";

type CountDeps = Pick<Deps, "pool" | "site">;

/** How many changes a list has. Without a cause they were summed up; with one only the submissions are counted in which it was found. */
export async function countUpdates(deps: CountDeps, query: RowsQuery): Promise<number> {
  return query.cause === null ? await readTotal(deps, query, query.status) : await countRows(deps, query);
}

async function readTotal(deps: CountDeps, { tally, field }: RowsQuery, status: RowsStatus | null): Promise<number> {
  const lines = await inSnapshot(deps, async (connection) => {
    const { cells } = await readStanding(connection, deps.site, tally, { withCauses: false });
    return [...(await readTallied(connection, "kind", changeCountNames, await piecesOf(connection, tally))), ...linesOf(cells, "kind")];
  });
  const counts = sumOfFields(fieldsOf(lines, field));
  if (status === null) return counts.given + counts.undone;
  if (status === "done") return doneOf(counts);
  if (status === "not-done") return counts.conflict + counts.failed;
  return status === "overwritten" ? counts.reverted : counts[status];
}

async function countRows({ pool, site }: CountDeps, query: RowsQuery): Promise<number> {
  let total = 0;
  for await (const found of findListedSubmissions(pool, query, null)) {
    for (const isUndo of [false, true]) {
      for (const submissionIds of sliced(found.filter(({ kind }) => (kind === "undo") === isUndo).map(({ submissionId }) => submissionId))) {
        if (submissionIds.length > 0) total += await countChanges(pool, site, query, { submissionIds, isUndo });
      }
    }
  }
  return total;
}
