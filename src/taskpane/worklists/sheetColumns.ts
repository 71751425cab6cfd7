import { columnHeaders, outcomeHeadings, rowIdHeading } from "../../domain/columnHeaders";
import type { RowField } from "../../domain/types";

/** What of the record the sheet shows beside the name: for information, never read as a new value. */
export const recordColumns = ["age", "why", "phone", "address", "birthdate", "lastVerified", "lastVisit"] as const;
/** What tells the patient from others; Validate compares it with the record. */
export const identityColumns = ["artId", "hospitalNumber", "fullName", "sex"] as const satisfies readonly RowField[];
/** What clerks fill in: new values, and what came of a call. */
export const valueColumns = ["phone", "street", "ward", "lga", "state", "birthdate", "reason"] as const satisfies readonly RowField[];
export const callColumns = ["callOutcome", "callDate", "callNote"] as const;

export type WorklistColumnId =
  | (typeof identityColumns)[number]
  | `record-${(typeof recordColumns)[number]}`
  | `new-${(typeof valueColumns)[number]}`
  | (typeof callColumns)[number]
  | "status"
  | "detail"
  | "rowId";

export interface WorklistColumn {
  readonly id: WorklistColumnId;
  readonly header: string;
  /** In points. */
  readonly width: number;
  /** Clerks write here. */
  readonly isFilled: boolean;
}

/**
 * Headings by which a sheet is read again, on any computer: they stay English whatever language the pane speaks. Those of the record begin with
 * a word that no heading of a new value has.
 */
const recordHeadings: Readonly<Record<(typeof recordColumns)[number], readonly [string, number]>> = {
  age: ["Age", 40],
  why: ["Why", 150],
  phone: ["Record phone", 95],
  address: ["Record address", 190],
  birthdate: ["Record birthdate", 110],
  lastVerified: ["Last verified", 85],
  lastVisit: ["Last visit", 85],
};
const callHeadings: Readonly<Record<(typeof callColumns)[number], readonly [string, number]>> = {
  callOutcome: ["Call outcome", 105],
  callDate: ["Call date", 80],
  callNote: ["Call note", 150],
};
const widths: Readonly<Partial<Record<RowField, number>>> = { artId: 110, hospitalNumber: 95, fullName: 150, sex: 50, phone: 95, street: 170, birthdate: 90, reason: 120 };

const column = (id: WorklistColumnId, header: string, width: number, isFilled: boolean): WorklistColumn => ({ id, header, width, isFilled });

/** The columns of a worklist's sheet, from left to right. */
export const worklistColumns: readonly WorklistColumn[] = [
  ...identityColumns.map((field) => column(field, columnHeaders[field].template, widths[field] ?? 90, false)),
  ...recordColumns.map((id) => column(`record-${id}`, ...recordHeadings[id], false)),
  ...valueColumns.map((field) => column(`new-${field}`, columnHeaders[field].template, widths[field] ?? 90, true)),
  ...callColumns.map((id) => column(id, ...callHeadings[id], true)),
  column("status", outcomeHeadings.status, 90, false),
  column("detail", outcomeHeadings.detail, 260, false),
  column("rowId", rowIdHeading, 60, false),
];
