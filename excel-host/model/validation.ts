import type { Rect } from "./address";

/** A data validation, kept as the add-in gave it and shown by the grid (drop-down, prompt). */
export interface Validation {
  readonly rect: Rect;
  readonly type: string;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly prompt: Readonly<Record<string, unknown>> | null;
  readonly errorAlert: Readonly<Record<string, unknown>> | null;
  readonly ignoreBlanks: boolean;
}
