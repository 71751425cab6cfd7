import { randomUUID } from "node:crypto";
import { contactFields } from "../../src/domain/types";
import type { FieldStatus, RowStatus } from "../../src/domain/types";
import type { MadeField, MadeReverted, MadeRow, MadeSubmission, seeded } from "./madeHistory";

type Random = ReturnType<typeof seeded>;

export interface HistoryPeople {
  readonly senders: readonly { readonly userId: number; readonly facilityIds: readonly number[] | null }[];
  readonly patients: readonly NonNullable<MadeRow["patient"]>[];
  /** The first of the fifty days of the history; `historySpan` where it is left out. */
  readonly from?: string;
}

const sources: readonly MadeSubmission["source"][] = [
  { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "sheet" },
  { workbook: "LINE LIST.xlsx", sheet: "missedappointment", kind: "sheet" },
  { workbook: "Übersicht März 📞.xlsx", sheet: "Sheet1", kind: "sheet" },
  { workbook: "Viral load 100%_done.csv", sheet: "", kind: "file" },
  { workbook: "", sheet: "", kind: "form" },
  { workbook: "Line list.xlsx", sheet: "MissedAppointment", kind: "form" },
];
/** Parts of the names above in other letters, and one that is none. */
export const sheetTexts = ["LINE", "missedAPPOINTMENT", "übersicht", "ÜBER", "100%_D", "sheet1", "nowhere"];

/** The first and the last days of the histories. */
export const historySpan = { from: "2019-02-20", to: "2019-04-10" };

/** An instant of the span; every third lies within seconds of midnight in Lagos, which is 23:00 in UTC. */
function instant(random: Random, from: string): string {
  const first = Date.parse(`${from}T00:00:00Z`);
  const day = first + random.below(50) * 86_400_000;
  const milliseconds = random.chance(35) ? 23 * 3_600_000 + (random.below(5) - 2) * 500 : random.below(82_000_000);
  const at = Math.min(day + milliseconds, first + 50 * 86_400_000 - 3_601_000);
  return new Date(Math.max(at, first - 3_600_000)).toISOString().replace("T", " ").slice(0, 23);
}

const reasons = ["phone-too-short", "art-id-not-found", "lga-unknown", "birthdate-in-future", "conflict", "duplicate-patient"];

function field(random: Random, statuses: readonly FieldStatus[]): MadeField {
  const status = random.pick(statuses);
  return { status, reason: status === "failed" || status === "conflict" || status === "waiting" ? random.pick(reasons) : null };
}

const rowStatuses: readonly RowStatus[] = ["updated", "updated", "updated", "partly", "unchanged", "failed", "failed", "conflict", "collapsed", "withdrawn", "withdrawn"];
/** What the fields of such a row may be. Rows that were taken out keep what they waited for; of some that failed nothing is known. */
const fieldsOfRow: Readonly<Record<RowStatus, readonly FieldStatus[]>> = {
  updated: ["changed", "changed", "unchanged"],
  partly: ["changed", "failed", "conflict", "waiting", "unchanged"],
  unchanged: ["unchanged"],
  failed: ["failed"],
  conflict: ["conflict", "failed", "unchanged"],
  waiting: ["waiting"],
  collapsed: [],
  withdrawn: ["waiting", "failed", "conflict", "unchanged"],
};

function row(random: Random, patients: HistoryPeople["patients"], place: { readonly rowKey: number; readonly ordinal: number }, at: string): MadeRow {
  const status = random.pick(rowStatuses);
  const statuses = fieldsOfRow[status];
  const isBare = statuses.length === 0 || ((status === "failed" || status === "withdrawn") && random.chance(25));
  const given = isBare ? [] : contactFields.filter(() => random.chance(60));
  const patient = status === "failed" && random.chance(40) ? null : random.pick(patients);
  return {
    ...place,
    rowNumber: place.ordinal + 2,
    status,
    patient,
    artId: patient?.artId ?? `NOBODY${random.below(1_000_000)}`,
    fields: Object.fromEntries(given.map((name) => [name, field(random, statuses)])),
    given: Object.fromEntries(given.map((name) => [name, `${name} ${random.below(1_000_000)}`])),
    finishedAt: at,
  };
}

/** A submission as it may lie in the tables: ended or under way, of one chunk or of several about midnight. */
export function randomSubmission(random: Random, { senders, patients, from = historySpan.from }: HistoryPeople): MadeSubmission {
  const sender = random.pick(senders);
  const state = random.pick(["done", "done", "done", "done", "cancelled", "running", "stopped", "accepted", "receiving"] as const);
  const rowsOfParts = random.chance(20) ? [1 + random.below(4), 1 + random.below(4)] : [1 + random.below(9)];
  const kind = random.pick(["update", "update", "update", "follow-up", "undo"] as const);
  const chunks = [instant(random, from), random.chance(40) ? instant(random, from) : null];
  let ordinal = -1;
  const all = rowsOfParts.flatMap((rows, part) =>
    Array.from({ length: rows }, (_, index) => {
      ordinal += 1;
      return row(random, patients, { rowKey: (part + 1) * 10_000 + index, ordinal }, (random.chance(50) ? chunks[1] : chunks[0]) ?? chunks[0] ?? "");
    }),
  );
  // What is under way has some rows still to come.
  const rows = state === "receiving" ? [] : state === "running" || state === "stopped" ? all.filter(() => random.chance(70)) : all;
  const reverted = rows.flatMap(({ rowKey, fields }): MadeReverted[] =>
    contactFields.filter((name) => fields[name]?.status === "changed" && random.chance(20)).map((name) => ({ rowKey, field: name, foundAt: instant(random, from) })),
  );
  const { userId, facilityIds } = sender;
  return { uuid: randomUUID(), userId, facilityIds, kind, state, source: random.pick(sources), rowsOfParts, rows, reverted };
}
