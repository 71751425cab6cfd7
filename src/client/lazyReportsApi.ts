import type { Api } from "./api";
import type { ReportsApi } from "./reportsApi";

/** The endpoints of reports, loaded when the first of them is asked. */
export function lazyReportsApi(ask: Api["ask"]): ReportsApi {
  const load = async (): Promise<ReportsApi> => (await import("./reportsApi")).createReportsApi(ask);
  return {
    reportChoices: async (signal) => (await load()).reportChoices(signal),
    reportFigures: async (body, signal) => (await load()).reportFigures(body, signal),
    reportRows: async (body, signal) => (await load()).reportRows(body, signal),
    makeReportFile: async (uuid, body) => (await load()).makeReportFile(uuid, body),
    reportFiles: async (how) => (await load()).reportFiles(how),
    openReportFile: async (uuid) => (await load()).openReportFile(uuid),
    removeReportFile: async (uuid) => (await load()).removeReportFile(uuid),
    reportSchedules: async (signal) => (await load()).reportSchedules(signal),
    addReportSchedule: async (uuid, body) => (await load()).addReportSchedule(uuid, body),
    endReportSchedule: async (uuid) => (await load()).endReportSchedule(uuid),
  };
}
