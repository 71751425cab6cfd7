import { qualityRules } from "../../src/contract/qualityFigures";
import type { QualityFigures } from "../../src/contract/qualityFigures";
import { noChanges } from "../../src/contract/reports";
import type { AuditRow, ChangeCounts, FailureFigures, ReportFigures, StaffFigures, SummaryFigures, TrendFigures, UpdateRow } from "../../src/contract/reports";
import type { ProgressFigures } from "../../src/contract/worklistProgress";
import type { ReportContext } from "../../src/reports/document";

/** A supervisor's report of November 2026, without filters. */
export function contextOf(changed: Partial<ReportContext> = {}): ReportContext {
  return {
    filters: { from: "2026-11-01", to: "2026-11-22", facility: null, person: null, field: null, source: null, sheet: null },
    facilityName: null,
    personName: null,
    siteName: "Ibadan Central",
    madeBy: "Bola Ade",
    madeAt: "2026-11-22 14:05",
    timeZone: "Africa/Lagos",
    mayOpenRows: true,
    seesValues: true,
    ...changed,
  };
}

export const counts = (changed: Partial<ChangeCounts>): ChangeCounts => ({ ...noChanges, ...changed });
const noFields = { phone: noChanges, address: noChanges, birthdate: noChanges };
const noRows = { sent: 0, updated: 0, partly: 0, unchanged: 0, conflict: 0, failed: 0, collapsed: 0, withdrawn: 0 };

export const summary: SummaryFigures = {
  kind: "summary",
  fields: {
    phone: counts({ given: 100, changed: 80, unchanged: 10, conflict: 4, failed: 6, undone: 3, reverted: 2 }),
    address: counts({ given: 50, changed: 40, unchanged: 5, failed: 5 }),
    birthdate: noChanges,
  },
  rows: { sent: 120, updated: 90, partly: 10, unchanged: 10, conflict: 3, failed: 5, collapsed: 1, withdrawn: 1 },
  submissions: 7,
};

export const trend: TrendFigures = {
  kind: "trend",
  step: "week",
  buckets: [
    { from: "2026-11-01", to: "2026-11-01", ...noFields },
    { from: "2026-11-02", to: "2026-11-08", ...noFields, phone: counts({ given: 4, changed: 3, failed: 1 }) },
    { from: "2026-11-09", to: "2026-11-15", ...noFields, phone: counts({ given: 2, changed: 2 }), address: counts({ given: 6, changed: 4, conflict: 2 }) },
  ],
};

export const failures: FailureFigures = {
  kind: "failures",
  given: 200,
  notDone: 40,
  causes: [
    {
      code: "leading-zero-lost",
      field: "phone",
      count: 30,
      people: [
        { uuid: "u1", name: "Ada Obi", count: 20 },
        { uuid: "u2", name: "Bayo Ola", count: 10 },
      ],
      examples: [
        { submission: "11111111-1111-4111-8111-111111111111", ordinal: 4, rowNumber: 6, sheet: "May", at: "2026-11-21T23:30:00.000Z", artId: "12-MAR", given: "8031234567" },
      ],
    },
    { code: "conflict", field: "address", count: 10, people: [{ uuid: "u1", name: "Ada Obi", count: 10 }], examples: [] },
  ],
};

export const staff: StaffFigures = {
  kind: "staff",
  minutesPerRow: 3,
  people: [
    { person: { uuid: "u2", name: "Bayo Ola" }, submissions: 1, rows: 10, firstPassValid: 9, changes: counts({ given: 12, changed: 11, failed: 1 }) },
    { person: { uuid: "u1", name: "Ada Obi" }, submissions: 4, rows: 200, firstPassValid: 150, changes: counts({ given: 300, changed: 250, unchanged: 20, failed: 30 }) },
    { person: { uuid: "u3", name: "Chi Eze" }, submissions: 1, rows: 0, firstPassValid: 0, changes: counts({ undone: 2 }) },
  ],
};

const complete = { patients: 400, validPhone: 300, verifiedPhone: 100, canonicalLga: 200 };
export const completeness: ReportFigures = {
  kind: "completeness",
  days: [
    { day: "2026-11-20", ...complete, validPhone: 290 },
    { day: "2026-11-21", ...complete },
  ],
  facilities: [
    { facility: { uuid: "f1", name: "Ibadan Central" }, ...complete, patients: 399 },
    { facility: null, patients: 1, validPhone: 1, verifiedPhone: 0, canonicalLga: 0 },
  ],
};

export const worklists: ProgressFigures = {
  kind: "worklists",
  lists: [
    {
      uuid: "33333333-3333-4333-8333-333333333333",
      name: "No phone, Moniya",
      madeBy: "Bola Ade",
      madeAt: "2026-11-20T23:30:00.000Z",
      counts: { patients: 40, done: 10, called: 6, stuck: 4, open: 20 },
      people: [
        { person: { uuid: "u2", name: "Bayo Ola" }, done: 3, called: 1, stuck: 4 },
        { person: { uuid: "u1", name: "Ada Obi" }, done: 7, called: 5, stuck: 0 },
      ],
    },
    { uuid: "44444444-4444-4444-8444-444444444444", name: "Nobody within reach", madeBy: "Chi Eze", madeAt: "2026-10-01T08:00:00.000Z", counts: { patients: 0, done: 0, called: 0, stuck: 0, open: 0 }, people: [] },
  ],
};

export const quality: QualityFigures = {
  kind: "quality",
  readAt: "2026-11-22T13:01:30.000Z",
  rules: [
    { rule: "shared", clusters: 1, patients: 3 },
    { rule: "placeholder", clusters: 1, patients: 1 },
    { rule: "sequence", clusters: 0, patients: 0 },
    { rule: "clinic", clusters: 0, patients: 0 },
    { rule: "stale", clusters: 0, patients: 0 },
  ],
  clusters: [
    { key: "k1", number: "08035550001", rule: "shared", patients: 3, elsewhere: 2, facilities: ["Ibadan Central", "Iwo", "Moniya", "Oyo"], facilityCount: 5 },
    { key: "k2", number: "08000000000", rule: "placeholder", patients: 1, elsewhere: 0, facilities: [], facilityCount: 0 },
  ],
  patients: [
    { cluster: 0, patient: "55555555-5555-4555-8555-555555555555", artId: "OYO-001", name: "Ngozi Okonkwo", facility: "Ibadan Central", since: "2020-01-15" },
    { cluster: 0, patient: "66666666-6666-4666-8666-666666666666", artId: "OYO-002", name: null, facility: "Moniya", since: null },
    { cluster: 1, patient: "55555555-5555-4555-8555-555555555555", artId: null, name: "Ngozi Okonkwo", facility: null, since: "2020-01-15" },
  ],
  leftOut: { clusters: 0, patients: 1 },
  clinicNumbers: 0,
};

/** Each kind with something to tell, and each with nothing. */
export const someOfEach: readonly ReportFigures[] = [summary, trend, failures, staff, completeness, worklists, quality];
export const noneOfEach: readonly ReportFigures[] = [
  { kind: "summary", fields: noFields, rows: noRows, submissions: 0 },
  { kind: "trend", step: "day", buckets: [{ from: "2026-11-01", to: "2026-11-01", ...noFields }] },
  { kind: "failures", given: 0, notDone: 0, causes: [] },
  { kind: "staff", minutesPerRow: 3, people: [] },
  { kind: "completeness", days: [], facilities: [] },
  { kind: "worklists", lists: [] },
  { kind: "quality", readAt: "2026-11-22T13:01:30.000Z", rules: qualityRules.map((rule) => ({ rule, clusters: 0, patients: 0 })), clusters: [], patients: [], leftOut: { clusters: 0, patients: 0 }, clinicNumbers: 1 },
];

export const updateRow: UpdateRow = {
  key: "11111111-1111-4111-8111-111111111111:4:phone",
  at: "2026-11-21T23:30:00.000Z",
  patient: "22222222-2222-4222-8222-222222222222",
  artId: "OYO-001",
  facility: "Ibadan Central",
  field: "phone",
  status: "failed",
  reverted: true,
  cause: "phone-too-short",
  before: "08031234567",
  after: null,
  given: "0803",
  person: "Ada Obi",
  source: "file",
  workbook: "May.xlsx",
  sheet: "Sheet1",
  rowNumber: 6,
  submission: "11111111-1111-4111-8111-111111111111",
  submissionKind: "follow-up",
  reason: "called",
};

export const auditRow: AuditRow = {
  key: "17",
  at: "2026-11-21T23:30:00.000Z",
  person: null,
  username: null,
  action: "change-contacts",
  result: "done",
  patients: 500,
  submission: null,
  address: "10.0.0.7",
  requestId: "r-1",
};
