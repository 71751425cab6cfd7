import type { Chart } from "../model/chart";
import { currentChart } from "../model/charts";
import type { Sheet } from "../model/sheet";
import type { HostServices } from "./services";

/** Charts of a sheet. */
export interface ChartsTarget {
  readonly services: HostServices;
  readonly sheet: Sheet;
}

/** A chart by its id; it is read anew at each access, since charts are replaced when they change. */
export interface ChartTarget extends ChartsTarget {
  readonly chartId: string;
}

export const chartOf = ({ sheet, chartId }: ChartTarget): Chart => currentChart(sheet, chartId);
