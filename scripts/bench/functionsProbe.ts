/*
 * Runs in the frames of the preview workbook before their own scripts: watches how long a frame's thread cannot do anything else, and in the
 * add-in's frame the look-ups it sends and the functions that have not settled.
 */

/** A look-up as the add-in sent it. */
interface SentLookup {
  readonly at: number;
  readonly input: RequestInfo | URL;
  readonly init: RequestInit;
}

export interface FunctionsProbe {
  /** Forgets what was seen so far. */
  begin(): void;
  readonly calls: number;
  readonly open: number;
  readonly lookups: number;
  /** From the first look-up sent to the last value settled, in milliseconds. */
  readonly firstRequestToLastSettled: number;
  /** The longest that something urgent, such as a key press, had to wait for the thread. */
  readonly longestBlock: number;
  /** Time of all tasks of more than 50 ms. */
  readonly busy: number;
  /** Wraps the add-in's functions, which must have been associated. */
  watchFunctions(): void;
  /** The session's own look-up with other ART IDs, as the add-in sends it; milliseconds until the answer has been read. */
  askOnce(artIds: readonly string[]): Promise<number>;
  setDirty(sheet: string, address: string): Promise<void>;
}

type AnyFunction = (...given: unknown[]) => unknown;

declare global {
  interface Window {
    functionsProbe?: FunctionsProbe;
  }
}

const beat = 5;
let calls = 0;
let open = 0;
let lastSettled = 0;
let longestBlock = 0;
let busy = 0;
let sent: SentLookup[] = [];
let pattern: SentLookup | null = null;

/** What the browser's types do not tell yet: a task that goes before timers and messages, as what a person does with keys and mouse goes. */
const { scheduler } = window as unknown as { readonly scheduler: { postTask(work: () => void, options: { priority: "user-blocking"; delay: number }): Promise<void> } };

let before = performance.now();
function listen(): void {
  void scheduler.postTask(
    () => {
      const now = performance.now();
      longestBlock = Math.max(longestBlock, now - before - beat);
      before = now;
      listen();
    },
    { priority: "user-blocking", delay: beat },
  );
}
listen();
new PerformanceObserver((list) => {
  for (const { name, duration } of list.getEntries()) if (name === "self") busy += duration;
}).observe({ type: "longtask" });

const realFetch = window.fetch.bind(window);
window.fetch = (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  if (address.endsWith("/api/patients/lookup")) {
    pattern = { at: performance.now(), input, init: init ?? {} };
    sent.push(pattern);
  }
  return realFetch(input, init);
};

function settled(): void {
  open -= 1;
  lastSettled = performance.now();
}

function watched(work: AnyFunction): AnyFunction {
  return (...given) => {
    calls += 1;
    open += 1;
    try {
      const result = work(...given);
      if (result instanceof Promise) result.then(settled, settled);
      else settled();
      return result;
    } catch (error) {
      settled();
      throw error;
    }
  };
}

window.functionsProbe = {
  begin: () => {
    calls = 0;
    longestBlock = 0;
    busy = 0;
    sent = [];
    before = performance.now();
  },
  get calls() {
    return calls;
  },
  get open() {
    return open;
  },
  get lookups() {
    return sent.length;
  },
  get firstRequestToLastSettled() {
    return lastSettled - (sent[0]?.at ?? Number.NaN);
  },
  get longestBlock() {
    return longestBlock;
  },
  get busy() {
    return busy;
  },
  watchFunctions: () => {
    // The runtime's own table of functions, which its types leave out.
    const { _association } = CustomFunctions as unknown as { readonly _association: { readonly mappings: Readonly<Record<string, AnyFunction>> } };
    for (const [id, work] of Object.entries(_association.mappings)) CustomFunctions.associate(id, watched(work));
  },
  askOnce: async (artIds) => {
    const form = pattern?.init.body;
    if (!(form instanceof Uint8Array) || pattern === null) throw new Error("The add-in has not sent a look-up whose form can be copied.");
    const asked: unknown = JSON.parse(new TextDecoder().decode(form));
    const body = new TextEncoder().encode(JSON.stringify({ ...(asked as object), artIds }));
    const begun = performance.now();
    const answer = await realFetch(pattern.input, { ...pattern.init, signal: null, body });
    if (!answer.ok) throw new Error(`The look-up was answered with ${answer.status}.`);
    await answer.json();
    return performance.now() - begun;
  },
  setDirty: (sheet, address) =>
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem(sheet).getRange(address).setDirty();
      context.workbook.application.calculate("Recalculate");
      await context.sync();
    }),
};

export {};
