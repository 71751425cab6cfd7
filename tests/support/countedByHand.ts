import type { ReportFilters } from "../../src/contract/reports";
import { contactFields } from "../../src/domain/types";
import type { ContactField, Role } from "../../src/domain/types";
import type { MadeRow, MadeSubmission } from "./madeHistory";

/** Figures by plain counting of rows, without any of the server's code: what the roll-ups must come to. */
export interface HandCaller {
  readonly userId: number;
  readonly role: Role;
  readonly facilityIds: readonly number[] | null;
}

export interface HandQuery {
  readonly caller: HandCaller;
  /** Facility and person as numbers of the tables. */
  readonly filters: Omit<ReportFilters, "facility" | "person"> & { readonly facility: number | null; readonly person: number | null };
}

type Changes = Record<"given" | "changed" | "unchanged" | "conflict" | "failed" | "undone" | "reverted", number>;
const none = (): Changes => ({ given: 0, changed: 0, unchanged: 0, conflict: 0, failed: 0, undone: 0, reverted: 0 });

/** Lagos is one hour before UTC, all the year. */
export function lagosDay(utc: string): string {
  return new Date(Date.parse(`${utc.replace(" ", "T")}Z`) + 3_600_000).toISOString().slice(0, 10);
}

export function isWithinReach({ userId, role, facilityIds }: HandCaller, submission: MadeSubmission): boolean {
  if (submission.userId === userId) return true;
  if (role === "clerk") return false;
  if (facilityIds === null) return true;
  return submission.facilityIds !== null && submission.facilityIds.every((id) => facilityIds.includes(id));
}

/** A Mac writes an accent as a letter of its own, and finds the same names. */
function asSearched(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

export function isChosen(submission: MadeSubmission, { caller, filters }: HandQuery): boolean {
  const wanted = asSearched(filters.sheet ?? "");
  const names = [asSearched(submission.source.workbook), asSearched(submission.source.sheet)];
  return (
    isWithinReach(caller, submission) &&
    (filters.person === null || filters.person === submission.userId) &&
    (filters.source === null || filters.source === submission.source.kind) &&
    names.some((name) => name.includes(wanted))
  );
}

interface Hit {
  readonly submission: MadeSubmission;
  readonly row: MadeRow;
}

function hits(history: readonly MadeSubmission[], query: HandQuery): readonly Hit[] {
  const { from, to, facility } = query.filters;
  return history.flatMap((submission) =>
    !isChosen(submission, query)
      ? []
      : submission.rows.flatMap((row) => {
          const day = lagosDay(row.finishedAt);
          return day >= from && day <= to && (facility === null || row.patient?.place === facility) ? [{ submission, row }] : [];
        }),
  );
}

const outcomes = ["changed", "unchanged", "conflict", "failed"] as const;

/** What a field of a row counts as: nothing where it was not given, still waits, or the row was taken out. */
function outcomeOf({ row }: Hit, field: ContactField): (typeof outcomes)[number] | null {
  if (row.status === "withdrawn" || row.status === "collapsed") return null;
  return outcomes.find((outcome) => outcome === row.fields[field]?.status) ?? null;
}

function isAsked(field: ContactField, { filters }: HandQuery): boolean {
  return filters.field === null || filters.field === field;
}

export function changesByHand(history: readonly MadeSubmission[], query: HandQuery): Record<ContactField, Changes> {
  const changes = { phone: none(), address: none(), birthdate: none() };
  for (const hit of hits(history, query)) {
    for (const field of contactFields.filter((name) => isAsked(name, query))) {
      const outcome = outcomeOf(hit, field);
      if (outcome === null) continue;
      if (hit.submission.kind === "undo") changes[field].undone += outcome === "changed" ? 1 : 0;
      else {
        changes[field][outcome] += 1;
        changes[field].given += 1;
      }
    }
  }
  const { from, to, facility } = query.filters;
  for (const submission of history.filter((one) => isChosen(one, query))) {
    for (const { rowKey, field, foundAt } of submission.reverted) {
      const place = submission.rows.find((row) => row.rowKey === rowKey)?.patient?.place;
      const day = lagosDay(foundAt);
      if (day >= from && day <= to && (facility === null || place === facility) && isAsked(field, query)) changes[field].reverted += 1;
    }
  }
  return changes;
}

/** Rows that were sent; with a field chosen, those in which it was judged. */
function sentHits(history: readonly MadeSubmission[], query: HandQuery): readonly Hit[] {
  const { field } = query.filters;
  return hits(history, query).filter((hit) => hit.submission.kind !== "undo" && (field === null || outcomeOf(hit, field) !== null));
}

export function rowsByHand(found: readonly Hit[]): Record<string, number> {
  const rows: Record<string, number> = { sent: found.length, updated: 0, partly: 0, unchanged: 0, conflict: 0, failed: 0, collapsed: 0, withdrawn: 0 };
  for (const { row } of found) rows[row.status] = (rows[row.status] ?? 0) + 1;
  return rows;
}

function submissionsOf(found: readonly Hit[]): number {
  return new Set(found.filter(({ row }) => row.status !== "withdrawn" && row.status !== "collapsed").map(({ submission }) => submission.uuid)).size;
}

export function summaryByHand(history: readonly MadeSubmission[], query: HandQuery): object {
  const sent = sentHits(history, query);
  return { kind: "summary", fields: changesByHand(history, query), rows: rowsByHand(sent), submissions: submissionsOf(sent) };
}

/** By person's number; people of whom there is nothing are absent. */
export function staffByHand(history: readonly MadeSubmission[], query: HandQuery): ReadonlyMap<number, object> {
  const people = new Map<number, object>();
  for (const userId of new Set(history.map((submission) => submission.userId))) {
    const own = history.filter((submission) => submission.userId === userId);
    const sent = sentHits(own, query);
    const first = rowsByHand(sent.filter(({ submission }) => submission.kind === "update"));
    const changes = none();
    for (const ofField of Object.values(changesByHand(own, query))) {
      for (const name of Object.keys(changes) as (keyof Changes)[]) changes[name] += ofField[name];
    }
    const line = { submissions: submissionsOf(sent), rows: first.sent ?? 0, firstPassValid: (first.updated ?? 0) + (first.unchanged ?? 0), changes };
    if (line.submissions + line.rows + changes.given + changes.undone + changes.reverted > 0) people.set(userId, line);
  }
  return people;
}

export interface HandCause {
  count: number;
  readonly people: Map<number, number>;
  /** `uuid:ordinal`, all of them, newest first. */
  rows: { readonly key: string; readonly at: string; readonly artId: string; readonly given: string | undefined }[];
}

/** By `field code`. */
export function failuresByHand(history: readonly MadeSubmission[], query: HandQuery): ReadonlyMap<string, HandCause> {
  const causes = new Map<string, HandCause>();
  for (const hit of hits(history, query)) {
    if (hit.submission.kind === "undo") continue;
    for (const field of contactFields.filter((name) => isAsked(name, query))) {
      const outcome = outcomeOf(hit, field);
      if (outcome !== "failed" && outcome !== "conflict") continue;
      const key = `${field} ${hit.row.fields[field]?.reason}`;
      const cause = causes.get(key) ?? { count: 0, people: new Map<number, number>(), rows: [] };
      cause.count += 1;
      cause.people.set(hit.submission.userId, (cause.people.get(hit.submission.userId) ?? 0) + 1);
      cause.rows.push({ key: `${hit.submission.uuid}:${hit.row.ordinal}`, at: hit.row.finishedAt, artId: hit.row.artId, given: hit.row.given[field] });
      causes.set(key, cause);
    }
  }
  return causes;
}
