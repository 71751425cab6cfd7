import type { PanePorts } from "../ports";
import { createReportFiles } from "./reportFiles";
import type { ReportFiles } from "./reportFiles";
import { createReportSheets } from "./reportSheets";
import type { ReportSheets } from "./reportSheets";
import { createReportsStore } from "./reportsStore";
import type { ReportsStore } from "./reportsStore";

/** Everything of the screen of reports that outlives it. */
export interface ReportsDesk {
  readonly report: ReportsStore;
  readonly sheets: ReportSheets;
  readonly files: ReportFiles;
  /** Another person signed in, or nobody is. */
  readonly forget: () => void;
}

export function createReportsDesk(ports: Pick<PanePorts, "server" | "session" | "workbook" | "openAddress">, around: Parameters<typeof createReportsStore>[1]): ReportsDesk {
  const report = createReportsStore(ports, around);
  const sheets = createReportSheets(ports, { maker: report.maker, figures: () => report.get().figures });
  const files = createReportFiles(ports);
  return {
    report,
    sheets,
    files,
    forget: () => {
      report.forget();
      sheets.forget();
      files.forget();
    },
  };
}
