import { z } from "zod";
import { DownloadAnswer } from "../contract/followUps";
import { ReportFile, ReportFileList, ReportSchedule, ScheduleList } from "../contract/reportFiles";
import type { MakeFileRequest, ScheduleRequest } from "../contract/reportFiles";
import { FiguresAnswer, ReportChoices, RowsAnswer } from "../contract/reports";
import type { FiguresRequest, RowsRequest } from "../contract/reports";
import type { Api } from "./api";

export type ReportsApi = ReturnType<typeof createReportsApi>;

/** An answer without content. */
const Nothing = z.undefined();

/** The endpoints of reports: apart from the others, because their part of the contract is loaded only by who opens reports. */
export function createReportsApi(ask: Api["ask"]) {
  return {
    reportChoices: (signal?: AbortSignal) => ask(ReportChoices, { method: "GET", path: "/api/reports/choices", pace: "read", signal }),
    reportFigures: (body: FiguresRequest, signal?: AbortSignal) => ask(FiguresAnswer, { method: "POST", path: "/api/reports/figures", body, pace: "work", signal }),
    reportRows: (body: RowsRequest, signal?: AbortSignal) => ask(RowsAnswer, { method: "POST", path: "/api/reports/rows", body, pace: "work", signal }),
    /** The uuid is the asker's: asked twice, the file or the schedule is made once. */
    makeReportFile: (uuid: string, body: MakeFileRequest) => ask(ReportFile, { method: "PUT", path: `/api/reports/files/${uuid}`, body, pace: "quick" }),
    /** `background`: asked by a timer while a file is being made. */
    reportFiles: ({ background = false, signal }: { background?: boolean; signal?: AbortSignal | undefined } = {}) =>
      ask(ReportFileList, { method: "GET", path: "/api/reports/files", pace: "quick", signal, background }),
    openReportFile: (uuid: string) => ask(DownloadAnswer, { method: "POST", path: `/api/reports/files/${uuid}/open`, pace: "quick" }),
    /** Cancels one that is being made; deletes the bytes of one that is ready. */
    removeReportFile: async (uuid: string): Promise<void> => {
      await ask(Nothing, { method: "DELETE", path: `/api/reports/files/${uuid}`, pace: "quick" });
    },
    reportSchedules: (signal?: AbortSignal) => ask(ScheduleList, { method: "GET", path: "/api/reports/schedules", pace: "quick", signal }),
    addReportSchedule: (uuid: string, body: ScheduleRequest) => ask(ReportSchedule, { method: "PUT", path: `/api/reports/schedules/${uuid}`, body, pace: "quick" }),
    endReportSchedule: async (uuid: string): Promise<void> => {
      await ask(Nothing, { method: "DELETE", path: `/api/reports/schedules/${uuid}`, pace: "quick" });
    },
  };
}
