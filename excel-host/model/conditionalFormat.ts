import type { Rect } from "./address";

export interface ConditionalStyle {
  readonly fill?: string;
  readonly fontColor?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strikethrough?: boolean;
  readonly underline?: string;
}

/** The kinds that this host can show; any other is refused by name. */
export type ConditionalFormatType = "Custom" | "ContainsText" | "CellValue";

export interface ConditionalFormat {
  readonly id: string;
  readonly type: ConditionalFormatType;
  readonly rects: readonly Rect[];
  /** `{formula}` for Custom, `{operator, text}` for ContainsText, `{operator, formula1, formula2}` for CellValue. */
  readonly rule: Readonly<Record<string, unknown>>;
  readonly style: ConditionalStyle;
  readonly stopIfTrue: boolean;
}
