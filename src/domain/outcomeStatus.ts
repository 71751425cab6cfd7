import type { FieldStatus, RowStatus } from "./types";

const rowStatusOf: Readonly<Record<FieldStatus, RowStatus>> = {
  changed: "updated",
  unchanged: "unchanged",
  failed: "failed",
  conflict: "conflict",
  waiting: "waiting",
};

/** Where several things keep a row from being done, the one that a person can act on soonest. */
const mostUrgent: readonly FieldStatus[] = ["waiting", "conflict", "failed"];

/** One word for a row from those of its fields. Fields that needed nothing do not count; some done and some not is `partly`. */
export function summariseRow(fields: Iterable<FieldStatus>): RowStatus {
  const kinds = new Set(fields);
  kinds.delete("unchanged");
  const [only] = kinds;
  if (only === undefined) return "unchanged";
  if (kinds.size === 1) return rowStatusOf[only];
  if (kinds.has("changed")) return "partly";
  return rowStatusOf[mostUrgent.find((status) => kinds.has(status)) ?? "failed"];
}
