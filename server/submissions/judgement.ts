import { checkContactRow } from "../../src/domain/contactRow";
import { decideRow } from "../../src/domain/decision";
import type { RowDecision } from "../../src/domain/decision";
import { findDuplicateRows } from "../../src/domain/duplicates";
import type { CheckedRow, CurrentContact, Issue, Places, ReadingContext, Role } from "../../src/domain/types";
import { valueFields } from "../../src/domain/types";
import type { Site } from "../deps";
import type { Identity } from "../patients/identities";
import { mapTakingTurns } from "../takeTurns";
import { compareBaseline } from "./baselineDigest";
import type { SentRow } from "./rowContent";

/** A row that has been read, before the record is looked at. */
export interface PreparedRow {
  readonly sent: SentRow;
  readonly checked: CheckedRow;
}

export interface JudgedRow extends PreparedRow {
  readonly identity: Identity;
  /** Null where the ART ID names nobody. */
  readonly current: CurrentContact | null;
  readonly decision: RowDecision;
}

export interface JudgementContext {
  readonly reading: ReadingContext;
  readonly role: Role;
  /** The submission's own reason, for rows that give none. */
  readonly reason: string | null;
  readonly places: Places;
  readonly site: Pick<Site, "streetColumn" | "addressColumns">;
  readonly digestKey: string;
  readonly mode: "preview" | "submit";
  /** Patients for whom an earlier row of the submission has been carried out already; another row for one is a duplicate. */
  readonly personsDone?: ReadonlySet<number>;
}

/** Reads a row as typed. The server reads anew whatever the sender read: a reading that differs is refused, not corrected. */
export function prepareRow(sent: SentRow, reading: ReadingContext): PreparedRow {
  const read = checkContactRow(sent.contactRow, reading, sent.accepted);
  const differing: Issue[] = valueFields
    .filter((field) => sent.read[field] !== undefined && sent.read[field] !== read.read[field])
    .map((field) => ({ code: "reading-differs", severity: "error", field }));
  return { sent, checked: differing.length === 0 ? read : { ...read, issues: [...read.issues, ...differing] } };
}

/** What is known about a row from outside it: whom its ART ID names, and whether another row is for the same patient. */
function outsideIssue(row: { checked: CheckedRow; identity: Identity; isKnown: boolean; duplicate: Issue | undefined }): Issue | null {
  const { checked, identity, isKnown, duplicate } = row;
  // An ART ID that cannot be read has said so already.
  const saidAlready = checked.issues.some(({ field, severity }) => field === "artId" && severity === "error");
  if (!identity.found) return saidAlready ? null : { code: identity.reason, severity: "error", field: "artId" };
  return isKnown ? (duplicate ?? null) : { code: "patient-voided", severity: "error", field: "artId" };
}

/** What becomes of each row, judged together because rows of one patient judge each other. Answers stand at the rows' places. */
export async function judgeRows(
  rows: readonly PreparedRow[],
  identities: readonly Identity[],
  contacts: ReadonlyMap<number, CurrentContact>,
  context: JudgementContext,
): Promise<readonly JudgedRow[]> {
  const duplicates = findDuplicateRows(
    rows.map(({ checked }, index) => {
      const identity = identities[index];
      // Rows without a patient cannot meet on one: each keeps a key of its own, and its own reason to fail.
      return { key: identity?.found === true ? String(identity.patientId) : `row ${index}`, checked };
    }),
  );
  return await mapTakingTurns(rows, ({ sent, checked }, index) => {
    const identity: Identity = identities[index] ?? { found: false, reason: "art-id-not-found" };
    const current = identity.found ? (contacts.get(identity.patientId) ?? null) : null;
    const isDone = identity.found && context.personsDone?.has(identity.patientId) === true;
    const duplicate = duplicates.get(index) ?? (isDone ? duplicateOfEarlier : undefined);
    const outside = outsideIssue({ checked, identity, isKnown: current !== null, duplicate });
    const decision = decideRow({
      checked,
      current,
      context: context.reading,
      accepted: sent.accepted,
      confirmations: sent.confirmations,
      baselines: current === null ? unseen : compareBaseline(context.digestKey, sent.baseline, current),
      role: context.role,
      policy: { places: context.places, streetColumn: context.site.streetColumn, addressColumns: context.site.addressColumns },
      extraIssues: outside === null ? [] : [outside],
      reason: context.reason,
      mode: context.mode,
    });
    return { sent, checked, identity, current, decision };
  });
}

const unseen = { phone: "none", address: "none", birthdate: "none" } as const;
const duplicateOfEarlier: Issue = { code: "duplicate-patient", severity: "error", field: "artId" };
