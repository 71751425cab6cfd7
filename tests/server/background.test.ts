import { startLoop } from "../../server/background";
import type { Turns } from "../../server/background";

const poll = 5;
const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A promise, and what fulfils it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe("work in the background", () => {
  const warned: unknown[] = [];
  const log = { warn: (...parts: unknown[]) => void warned.push(parts) };
  const start = (turn: (turns: Turns) => Promise<unknown>, pollMilliseconds = poll) =>
    startLoop({ log, pollMilliseconds, failure: "it could not be done now", turn });
  beforeEach(() => warned.splice(0));

  test("is done again and again, one turn after the other", async () => {
    let [under, most, turns] = [0, 0, 0];
    const third = gate();
    const loop = start(async () => {
      under += 1;
      most = Math.max(most, under);
      turns += 1;
      await soon(3 * poll);
      under -= 1;
      if (turns === 3) third.open();
    });
    await third.opened;
    await loop.stop();
    expect([most, warned]).toEqual([1, []]);
    const done = turns;
    await soon(5 * poll);
    expect(turns).toBe(done);
  });

  test("that fails is logged and tried again at the next turn", async () => {
    let turns = 0;
    const second = gate();
    const fault = new Error("the database is away");
    const loop = start(() => {
      turns += 1;
      if (turns === 1) return Promise.reject(fault);
      second.open();
      return Promise.resolve();
    });
    await second.opened;
    await loop.stop();
    expect(warned).toEqual([[{ err: fault }, "it could not be done now"]]);
  });

  test("is told to stop, and stopping waits for the transaction under way", async () => {
    const [begun, commit] = [gate(), gate()];
    let [isCommitted, isStopped] = [false, false];
    const loop = start(async ({ mayGoOn }) => {
      begun.open();
      await commit.opened;
      isCommitted = true;
      expect(mayGoOn()).toBe(false);
    });
    await begun.opened;
    const stopping = loop.stop().then(() => {
      isStopped = true;
    });
    await soon(2 * poll);
    expect(isStopped).toBe(false);
    commit.open();
    await stopping;
    expect([isCommitted, warned]).toEqual([true, []]);
  });

  test("that rests between two slices ends at once when the server stops", async () => {
    const resting = gate();
    let rested = 0;
    const loop = start(async ({ rest, mayGoOn }) => {
      while (mayGoOn()) {
        const over = rest(60_000);
        resting.open();
        await over;
        rested += 1;
      }
    });
    await resting.opened;
    await loop.stop();
    expect(rested).toBe(1);
  });

  test("rests four times as long as the work before took", async () => {
    const rested = gate();
    let took = 0;
    const loop = start(async ({ rest }) => {
      const begun = performance.now();
      await rest(40);
      took = performance.now() - begun;
      rested.open();
    });
    await rested.opened;
    await loop.stop();
    expect(took).toBeGreaterThanOrEqual(155);
  });

  test("that was never begun ends at once", async () => {
    let turns = 0;
    const loop = start(() => Promise.resolve((turns += 1)), 60_000);
    await loop.stop();
    expect(turns).toBe(0);
  });
});
