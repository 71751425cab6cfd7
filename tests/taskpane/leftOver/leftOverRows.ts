import type { LeftOverRow } from "../../../src/contract/followUps";

/** A row whose phone somebody else changed from …01 to …09 while the sender wanted …55, but for what a test says. */
export function leftOverRow(more: Partial<LeftOverRow> = {}): LeftOverRow {
  return {
    ordinal: 0,
    rowId: "row2~0000000000000a",
    rowNumber: 2,
    artId: "NAS/001",
    why: "conflict",
    open: ["phone"],
    seen: { phone: "08030000001" },
    fields: { phone: { status: "changed", before: "08030000009", after: "08035555555", reason: null } },
    issues: [],
    baseline: { phone: "b".repeat(64) },
    ...more,
  };
}
