import type { ChangeCounts, ReportRows } from "../../../src/contract/reports";
import { contactFields } from "../../../src/domain/types";
import type { ContactField } from "../../../src/domain/types";
import { countedRowStatuses, judgedRowStatuses } from "../tally/counts";
import type { CountName, Counts, SubmissionsName } from "../tally/counts";
import type { TallyLine } from "../tally/readTally";

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
  const sum = (name: CountName, isWanted: (line: TallyLine) => boolean): number => lines.reduce((total, line) => total + (isWanted(line) ? (line.counts[name] ?? 0) : 0), 0);
  const asked = (line: TallyLine): boolean => line.kind !== "undo";
  const [changed, unchanged, conflict, failed] = [
    sum(`${field}_changed`, asked),
    sum(`${field}_unchanged`, asked),
    sum(`${field}_conflict`, asked),
    sum(`${field}_failed`, asked),
  ];
  return {
    given: changed + unchanged + conflict + failed,
    changed,
    unchanged,
    conflict,
    failed,
    undone: sum(`${field}_changed`, (line) => line.kind === "undo"),
    reverted: sum(`${field}_reverted`, () => true),
  };
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
