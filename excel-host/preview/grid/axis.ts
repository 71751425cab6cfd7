/** The rows or the columns of the grid along one direction: where each begins, in pixels; hidden ones have no size. */
export class Axis {
  readonly count: number;
  private readonly starts: Float64Array;

  constructor(count: number, sizeOf: (index: number) => number) {
    this.count = count;
    this.starts = new Float64Array(count + 1);
    let at = 0;
    for (let index = 0; index < count; index++) {
      this.starts[index] = at;
      at += sizeOf(index);
    }
    this.starts[count] = at;
  }

  get length(): number {
    return this.startOf(this.count);
  }

  startOf(index: number): number {
    return this.starts[Math.max(0, Math.min(index, this.count))] ?? 0;
  }

  sizeOf(index: number): number {
    return this.startOf(index + 1) - this.startOf(index);
  }

  /** The row or column at a distance from the start; the last one beyond the end. */
  indexAt(distance: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= distance) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
