import type { SheetRect } from "./sheetRect";

/** A chart as its sheet holds it. Places and sizes are points from the sheet's top left corner. */
export interface Chart {
  readonly id: string;
  readonly name: string;
  /** In the words of Excel's API, such as `ColumnStacked`. */
  readonly type: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Rows and columns that are hidden are not drawn. */
  readonly plotVisibleOnly: boolean;
  readonly title: ChartTitle;
  readonly legend: { readonly visible: boolean; readonly position: string };
  readonly categoryAxis: ChartAxis;
  readonly valueAxis: ChartAxis;
  readonly series: readonly ChartSeries[];
}

export interface ChartTitle {
  readonly visible: boolean;
  readonly text: string;
  /** The cell that it takes its text from; null where the text was given. */
  readonly from: SheetRect | null;
  readonly size: number;
  readonly bold: boolean;
  readonly color: string;
}

export interface ChartAxis {
  readonly visible: boolean;
  readonly categoryType: string;
  readonly reversed: boolean;
  readonly numberFormat: string;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** A series without cells (they were deleted) is empty. */
export interface ChartSeries {
  readonly id: string;
  readonly name: string;
  readonly values: SheetRect | null;
  readonly categories: SheetRect | null;
  /** Empty: the colour of its place. */
  readonly color: string;
}
