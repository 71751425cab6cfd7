/** What a list can be filled with from the record, in the order of its columns. */
export const recordFields = ["name", "phone", "address", "street", "ward", "lga", "state", "birthdate", "lastVerified", "lastChanged"] as const;
export type RecordField = (typeof recordFields)[number];

/**
 * Headings of the columns that are filled from the record. They begin with *Record* so that nobody, and no rule of `columnHeaders`, takes them
 * for new values. Like the headings of results they stay English whatever language the pane speaks: a second fill finds its columns by them.
 */
export const recordHeadings: Readonly<Record<RecordField, string>> = {
  name: "Record name",
  phone: "Record phone",
  address: "Record address",
  street: "Record street",
  ward: "Record ward",
  lga: "Record LGA",
  state: "Record state",
  birthdate: "Record date of birth",
  lastVerified: "Record last verified",
  lastChanged: "Record last update",
};

const byHeading = new Map<string, RecordField>(recordFields.map((field) => [recordHeadings[field].toLowerCase(), field]));

/** The field of a heading of ours, also of a second one such as `Record phone (2)`; null for anybody else's. */
export function recordFieldOf(heading: string): RecordField | null {
  return byHeading.get(heading.trim().replace(/ \(\d+\)$/, "").toLowerCase()) ?? null;
}
