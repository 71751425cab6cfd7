import { checkContactRow } from "../../src/domain/contactRow";
import { decideRow } from "../../src/domain/decision";
import type { RowDecision } from "../../src/domain/decision";
import { findDuplicateRows } from "../../src/domain/duplicates";
import type {
  CheckedRow,
  ContactField,
  CurrentContact,
  Issue,
  Places,
  ReadingContext,
  Role,
  RowField,
} from "../../src/domain/types";
import { contactFieldOf, contactFields, valueFields } from "../../src/domain/types";
import type { Site } from "../deps";
import type { Identity } from "../patients/identities";
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
export function prepareRow(sent: SentRow, reading: ReadingContext, reason: string | null): PreparedRow {
  const read = checkContactRow(sent.contactRow, reading, sent.accepted);
  const differing: Issue[] = valueFields
    .filter((field) => sent.read[field] !== undefined && sent.read[field] !== read.read[field])
    .map((field) => ({ code: "reading-differs", severity: "error", field }));
  const checked = { ...read, reason: read.reason ?? reason, issues: [...read.issues, ...differing] };
  return { sent, checked };
}

function isValueField(field: RowField | null): field is (typeof valueFields)[number] {
  return field !== null && (valueFields as readonly string[]).includes(field);
}

/** The parts of the record for which the row gave anything, usable or not. */
export function fieldsGiven({ update, issues }: CheckedRow): readonly ContactField[] {
  const damaged = issues.flatMap(({ field, severity }) =>
    isValueField(field) && (severity === "error" || severity === "repair") ? [contactFieldOf[field]] : [],
  );
  return contactFields.filter((field) => update[field] !== undefined || damaged.includes(field));
}

/** A row that cannot be judged against a record fails whole, for one reason. */
function refuse(checked: CheckedRow, issue: Issue): RowDecision {
  const refused = { status: "failed", before: null, after: null, reason: issue.code } as const;
  const fields: RowDecision["fields"] = {};
  for (const field of fieldsGiven(checked)) Object.assign(fields, { [field]: refused });
  return { status: "failed", issues: [...checked.issues, issue], fields, changes: [] };
}

/** What becomes of each row, judged together because rows of one patient judge each other. Answers stand at the rows' places. */
export function judgeRows(
  rows: readonly PreparedRow[],
  identities: readonly Identity[],
  contacts: ReadonlyMap<number, CurrentContact>,
  context: JudgementContext,
): readonly JudgedRow[] {
  const duplicates = findDuplicateRows(
    rows.map(({ checked }, index) => {
      const identity = identities[index];
      // Rows without a patient cannot meet on one: each keeps a key of its own, and its own reason to fail.
      return { key: identity?.found === true ? String(identity.patientId) : `row ${index}`, checked };
    }),
  );
  return rows.map(({ sent, checked }, index) => {
    const identity: Identity = identities[index] ?? { found: false, reason: "art-id-not-found" };
    if (!identity.found) {
      const alreadySaid = checked.issues.some(({ field, severity }) => field === "artId" && severity === "error");
      const issue: Issue = { code: identity.reason, severity: "error", field: "artId" };
      const decision = refuse(checked, issue);
      return { sent, checked, identity, current: null, decision: alreadySaid ? { ...decision, issues: checked.issues } : decision };
    }
    const current = contacts.get(identity.patientId);
    if (current === undefined) {
      return { sent, checked, identity, current: null, decision: refuse(checked, { code: "patient-voided", severity: "error", field: "artId" }) };
    }
    const duplicate =
      duplicates.get(index) ??
      (context.personsDone?.has(identity.patientId) === true
        ? ({ code: "duplicate-patient", severity: "error", field: "artId" } as const)
        : undefined);
    if (duplicate?.code === "duplicate-row") {
      return { sent, checked, identity, current, decision: { status: "collapsed", issues: [...checked.issues, duplicate], fields: {}, changes: [] } };
    }
    const decision = decideRow({
      checked,
      current,
      context: context.reading,
      accepted: sent.accepted,
      confirmations: sent.confirmations,
      baselines: compareBaseline(context.digestKey, sent.baseline, current),
      role: context.role,
      policy: { places: context.places, streetColumn: context.site.streetColumn, addressColumns: context.site.addressColumns },
      extraIssues: duplicate === undefined ? [] : [duplicate],
      mode: context.mode,
    });
    return { sent, checked, identity, current, decision };
  });
}
