import type { Clock } from "../../../src/client/clock";

export interface TestClock extends Clock {
  /** Lets so many milliseconds pass: timers that fall due run in their order, and what they set off is waited for. */
  pass(milliseconds: number): Promise<void>;
  pending(): number;
}

/** Time that stands still until a test lets it pass. */
export function createTestClock(start = Date.parse("2026-11-02T08:00:00.000Z")): TestClock {
  let now = start;
  let timers: { at: number; work: () => void }[] = [];
  return {
    now: () => now,
    later: (work, milliseconds) => {
      const timer = { at: now + milliseconds, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds;
      await quiet();
      for (;;) {
        const next = timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.work();
        await quiet();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}

/** Lets everything run that is ready to run: in IndexedDB, in streams and (hence the real milliseconds) in the threads that encrypt. */
export async function quiet(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (let step = 0; step < 10; step++) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits, in real time, for what is to come true; a slow machine only waits longer. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 4_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`never came true: ${isTrue.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

/** A promise that a test settles itself. */
export function deferred<T>(): Deferred<T> {
  const settle: { resolve?: (value: T) => void; reject?: (reason: Error) => void } = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, resolve: (value) => settle.resolve?.(value), reject: (reason) => settle.reject?.(reason) };
}
