import { addToGroups, sortGroups } from "./groups";
import type { GroupsSoFar, ProblemGroup } from "./groups";
import { openIssuesOf } from "./paneRow";
import type { PaneRow } from "./paneRow";
import { workInSlices } from "./slices";
import type { SliceOptions } from "./slices";
import { addToSummary, emptySummary } from "./summary";
import type { ListSummary } from "./summary";
import { isSent, verdictOf } from "./verdict";

/** What the screen shows of all rows together. */
export interface Overview {
  readonly groups: readonly ProblemGroup[];
  readonly summary: ListSummary;
  /** Rows that go along as things stand. */
  readonly changing: readonly PaneRow[];
  /** Rows with a problem that the person has not dealt with. */
  readonly troubled: number;
}

/** Rows are replaced as a whole when anything about them changes: what was gathered for one list holds. */
const known = new WeakMap<readonly PaneRow[], Overview>();

export function overviewOf(rows: readonly PaneRow[]): Overview {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const gathering = gather();
  for (const row of rows) gathering.add(row);
  const overview = gathering.finish();
  known.set(rows, overview);
  return overview;
}

/** The same in slices, ahead of the screen that shows it: ten thousand new rows at once would hold it up. */
export async function prepareOverview(rows: readonly PaneRow[], options: SliceOptions): Promise<void> {
  const gathering = gather();
  await workInSlices(rows, gathering.add, options);
  known.set(rows, gathering.finish());
}

function gather(): { readonly add: (row: PaneRow) => void; readonly finish: () => Overview } {
  const groups: GroupsSoFar = new Map();
  const summary = emptySummary();
  const changing: PaneRow[] = [];
  let troubled = 0;
  return {
    add: (row) => {
      addToGroups(groups, row);
      addToSummary(summary, row);
      if (isSent(verdictOf(row))) changing.push(row);
      if (openIssuesOf(row).some((issue) => issue.severity !== "info")) troubled += 1;
    },
    finish: () => ({ groups: sortGroups(groups), summary, changing, troubled }),
  };
}
