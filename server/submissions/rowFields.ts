import type { RowInput } from "../../src/contract/submissions";
import { contactFieldOf, contactFields, guardFields, valueFields } from "../../src/domain/types";
import type { ContactField, RowField } from "../../src/domain/types";
import { isBlankCell } from "../../src/domain/cell";

/** Columns that say whose row it is and why, whatever of it is sent. */
const columnsOfEveryRow: ReadonlySet<RowField> = new Set<RowField>(["artId", "reason", ...guardFields]);

/** The row with the columns of these fields only, beside those that say whose row it is and why. */
export function restrictRow(row: RowInput, fields: readonly ContactField[]): RowInput {
  const kept = new Set<RowField>([...columnsOfEveryRow, ...valueFields.filter((column) => fields.includes(contactFieldOf[column]))]);
  const cells = Object.fromEntries(Object.entries(row.cells).filter(([column]) => kept.has(column as RowField))) as RowInput["cells"];
  return {
    ...row,
    cells,
    acceptedRepairs: row.acceptedRepairs?.filter(({ field }) => kept.has(field)),
    baseline: onlyFields(row.baseline, fields),
    seen: onlyFields(row.seen, fields),
  };
}

/** Fields of which the row has a cell that is not blank. */
export function fieldsGiven(row: RowInput): readonly ContactField[] {
  return contactFields.filter((field) =>
    valueFields.some((column) => {
      const cell = row.cells[column];
      return contactFieldOf[column] === field && cell !== undefined && !isBlankCell(cell);
    }),
  );
}

function onlyFields<T extends Partial<Record<ContactField, unknown>>>(of: T | undefined, fields: readonly ContactField[]): T | undefined {
  return of === undefined ? undefined : (Object.fromEntries(Object.entries(of).filter(([field]) => fields.includes(field as ContactField))) as T);
}
