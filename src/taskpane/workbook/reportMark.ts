import { z } from "zod";
import { ReportFilters, ReportKind, ReportStep, RowsStatus } from "../../contract/reports";
import { IssueCode } from "../../contract/submissions";
import { periodChoices } from "../reports/periods";

/** What the workbook's settings keep of a report's sheet: how it was asked for and by which names its parts are found. No value of a patient. */
const KeptReport = z.object({
  version: z.literal(1),
  id: z.string(),
  sheetId: z.string(),
  asked: z.object({ kind: ReportKind, filters: ReportFilters, step: ReportStep, status: RowsStatus.nullable(), cause: IssueCode.nullable(), period: z.enum(periodChoices).optional() }),
  /** The first is the main one. `headings` by the columns' ids, as they were last written. */
  tables: z.array(z.object({ id: z.string(), name: z.string(), headings: z.record(z.string(), z.string()) })),
  charts: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Words above the tables as they were last written, by what they are: they are found again by what they say. */
  texts: z.record(z.string(), z.string()),
  date1904: z.boolean(),
});
export type KeptReport = z.infer<typeof KeptReport>;
export type KeptTable = KeptReport["tables"][number];

const prefix = "pcm-report-";

/** Under what the settings keep a report. */
export function reportSetting(id: string): string {
  return `${prefix}${id}`;
}

/** Whether a table is a report's, by its name, also by that which Excel gave to a copy. */
export function isReportTable(name: string): boolean {
  return /^pcm_(?!worklist_[0-9a-f]{8}_)/i.test(name);
}

/** Every report that this workbook knows of; what cannot be read (a later version's) is left alone. */
export async function readKept(context: Excel.RequestContext): Promise<readonly KeptReport[]> {
  const { settings } = context.workbook;
  settings.load("items/key,items/value");
  await context.sync();
  return settings.items.flatMap(({ key, value }) => {
    if (!key.startsWith(prefix)) return [];
    const parsed = KeptReport.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Puts it beside the workbook's other settings, or in the place of what was kept under the same id. */
export function writeKept(context: Excel.RequestContext, kept: KeptReport): void {
  context.workbook.settings.add(reportSetting(kept.id), kept);
}
