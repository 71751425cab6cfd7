import { noChanges } from "../../src/contract/reports";
import type { AuditRow, ChangeCounts, FailureFigures, ReportFigures, StaffFigures, SummaryFigures, TrendFigures, UpdateRow } from "../../src/contract/reports";
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
    { facility: null, patients: 1, validPhone: 0, verifiedPhone: 0, canonicalLga: 0 },
  ],
};

/** Each kind with something to tell, and each with nothing. */
export const someOfEach: readonly ReportFigures[] = [summary, trend, failures, staff, completeness];
export const noneOfEach: readonly ReportFigures[] = [
  { kind: "summary", fields: noFields, rows: noRows, submissions: 0 },
  { kind: "trend", step: "day", buckets: [{ from: "2026-11-01", to: "2026-11-01", ...noFields }] },
  { kind: "failures", given: 0, notDone: 0, causes: [] },
  { kind: "staff", minutesPerRow: 3, people: [] },
  { kind: "completeness", days: [], facilities: [] },
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
