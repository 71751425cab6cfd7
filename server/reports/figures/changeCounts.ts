import { noChanges } from "../../../src/contract/reports";
import type { ChangeCounts, ReportRows } from "../../../src/contract/reports";
import { contactFields } from "../../../src/domain/types";
import type { ContactField } from "../../../src/domain/types";
import { changeStatuses, countedRowStatuses, judgedRowStatuses } from "../../tally/counts";
import type { CountName, Counts, SubmissionsName } from "../../tally/counts";
import type { TallyLine } from "../../tally/readTally";

/** Names of the counts that `changesOf` needs. */
export const changeCountNames: readonly CountName[] = contactFields.flatMap((field): readonly CountName[] => [
  `${field}_changed`,
  `${field}_unchanged`,
  `${field}_conflict`,
  `${field}_failed`,
  `${field}_reverted`,
]);

/** Of some counts, the changes of one field. An undo asks for no change: what it changed was taken back, and what it could not is no failure of one. */
function changesOfField(lines: readonly TallyLine[], field: ContactField): ChangeCounts {
  const changes = { ...noChanges };
  for (const { kind, counts } of lines) {
    changes.reverted += counts[`${field}_reverted`] ?? 0;
    if (kind === "undo") {
      changes.undone += counts[`${field}_changed`] ?? 0;
      continue;
    }
    for (const status of changeStatuses) {
      const count = counts[`${field}_${status}`] ?? 0;
      changes[status] += count;
      changes.given += count;
    }
  }
  return changes;
}

/** Changes by field; of the one field where one is chosen, and then nothing of the others. */
export function fieldsOf(lines: readonly TallyLine[], only: ContactField | null): Record<ContactField, ChangeCounts> {
  const of = (field: ContactField): ChangeCounts => changesOfField(only === null || only === field ? lines : [], field);
  return { phone: of("phone"), address: of("address"), birthdate: of("birthdate") };
}

export function sumOfFields(fields: Readonly<Record<ContactField, ChangeCounts>>): ChangeCounts {
  const sum = (name: keyof ChangeCounts): number => contactFields.reduce((total, field) => total + fields[field][name], 0);
  return {
    given: sum("given"),
    changed: sum("changed"),
    unchanged: sum("unchanged"),
    conflict: sum("conflict"),
    failed: sum("failed"),
    undone: sum("undone"),
    reverted: sum("reverted"),
  };
}

/** Names of the counts that `rowsOf` needs. */
export function rowCountNames(only: ContactField | null): readonly CountName[] {
  return only === null ? countedRowStatuses : judgedRowStatuses.map((status): CountName => `${only}_row_${status}`);
}

/** Rows by what became of them; where a field is chosen, those that gave it. */
export function rowsOf(counts: Counts, only: ContactField | null): ReportRows {
  const of = (status: (typeof countedRowStatuses)[number]): number => {
    if (only === null) return counts[status] ?? 0;
    return status === "collapsed" || status === "withdrawn" ? 0 : (counts[`${only}_row_${status}`] ?? 0);
  };
  const rows = {
    updated: of("updated"),
    partly: of("partly"),
    unchanged: of("unchanged"),
    conflict: of("conflict"),
    failed: of("failed"),
    collapsed: of("collapsed"),
    withdrawn: of("withdrawn"),
  };
  return { sent: Object.values(rows).reduce((sum, count) => sum + count, 0), ...rows };
}

export function submissionsName(only: ContactField | null): SubmissionsName {
  return only === null ? "submissions" : `${only}_submissions`;
}
