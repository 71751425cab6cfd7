/** The numbers along an axis: from and to, and the steps between. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly steps: readonly number[];
  /** Share of the axis, 0 to 1. */
  readonly at: (value: number) => number;
}

/** Round numbers around the values; zero is always among them. */
export function scaleOf(values: readonly number[], limits: { readonly minimum: number | null; readonly maximum: number | null }): Scale {
  const least = limits.minimum ?? Math.min(0, ...values);
  const highest = limits.maximum ?? Math.max(0, ...values);
  const most = highest === least ? least + 1 : highest;
  const rough = (most - least) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const from = Math.floor(least / step) * step;
  const to = Math.max(from + step, limits.maximum ?? Math.ceil(most / step - 1e-9) * step);
  const count = Math.round((to - from) / step);
  const steps = Array.from({ length: count + 1 }, (_, at) => Number((from + at * step).toPrecision(12)));
  return { from, to, steps, at: (value) => (value - from) / (to - from) };
}
