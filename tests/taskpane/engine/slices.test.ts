import { CancelledError, workInSlices } from "../../../src/taskpane/submit/engine/slices";

test("between slices others have their turn, and progress is told", async () => {
  let clock = 0;
  const seen: number[] = [];
  const told: number[] = [];
  await workInSlices([1, 2, 3, 4], (item) => {
    seen.push(item);
    clock += 20;
  }, { budgetMs: 30, now: () => clock, onProgress: (done) => told.push(done) });
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(told).toEqual([2, 4, 4]);
});

test("cancelling ends it at the next slice", async () => {
  let clock = 0;
  const stop = new AbortController();
  const seen: number[] = [];
  const work = workInSlices([1, 2, 3, 4], (item) => {
    seen.push(item);
    clock += 40;
    stop.abort();
  }, { budgetMs: 30, now: () => clock, signal: stop.signal });
  await expect(work).rejects.toThrow(CancelledError);
  expect(seen).toEqual([1]);
});
