/** @jest-environment node */
import fc from "fast-check";
import { ApiFailure } from "../../src/client/apiFailure";
import { type LookupOutcome, createLookup } from "../../src/client/lookup";
import { createSession } from "../../src/client/session";
import type { LookupField, LookupRequest, LookupResult } from "../../src/contract/patients";
import { calledOffBy } from "./support/calledOffBy";
import { amina, bello, signInAnswer } from "./support/people";

/*
 * Any interleaving of cells that ask, duplicates, cells called off, changes of the record, people signing in and out, answers and failures,
 * over a clock of this test's own: time passes only where a step says so.
 */

jest.setTimeout(120_000);

type Step =
  | { readonly kind: "ask"; readonly patient: number; readonly capitals: boolean; readonly name: boolean; readonly copies: number }
  | { readonly kind: "call-off"; readonly which: number }
  | { readonly kind: "change"; readonly patient: number }
  | { readonly kind: "refresh" }
  | { readonly kind: "pass"; readonly milliseconds: number }
  | { readonly kind: "answer"; readonly which: number }
  | { readonly kind: "fail"; readonly which: number; readonly how: "offline" | "short" }
  | { readonly kind: "sign-out" }
  | { readonly kind: "sign-in"; readonly person: string };

const patients = 8;
const which = fc.nat(30);
const patient = fc.nat(patients - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("ask" as const), patient, capitals: fc.boolean(), name: fc.boolean(), copies: fc.constantFrom(1, 1, 2, 7) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("call-off" as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("change" as const), patient }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refresh" as const) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("pass" as const), milliseconds: fc.constantFrom(1, 40, 100, 700) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answer" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail" as const), which, how: fc.constantFrom("offline" as const, "short" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign-out" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign-in" as const), person: fc.constantFrom(amina, bello) }) },
);

/** Half a second: old enough within a few steps. */
const maxAge = 500;
const windowMilliseconds = 100;

interface Asked {
  readonly artId: string;
  readonly patient: number;
  readonly fields: readonly LookupField[];
  readonly person: string | null;
  readonly stop: AbortController;
  /** What was then in the record, at the least: the value may not be older than this. */
  oldest: number;
  outcomes: LookupOutcome[];
  calledOff: boolean;
}

interface UnderWay {
  readonly request: LookupRequest;
  readonly person: string | null;
  /** As the server read each patient: as soon as it was asked, the worst that can be. */
  readonly read: readonly LookupResult[];
  readonly resolve: (results: readonly LookupResult[]) => void;
  readonly reject: (error: Error) => void;
}

/** Timers that run when a step lets time pass; what they set off runs in the turns that `rest` waits for. */
function createStoppedClock() {
  let now = 0;
  let timers: { readonly at: number; readonly work: () => void }[] = [];
  return {
    now: () => now,
    later: (work: () => void, milliseconds: number) => {
      const timer = { at: now + milliseconds, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass: (milliseconds: number): void => {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
    },
  };
}

/** Lets a few slices be told, or (with many turns) all of them. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Each value tells when its answer came. */
function answeredAt(result: LookupResult, at: number): LookupResult {
  if (!result.found) return result;
  const { phone, name } = result;
  return { found: true, ...(phone === undefined ? {} : { phone: `${phone ?? ""}/${at}` }), ...(name === undefined ? {} : { name: `${name ?? ""}/${at}` }) };
}

const patientOf = (artId: string): number => Number(artId.slice(1));

async function run(steps: readonly Step[], limits: { readonly idsPerRequest: number; readonly slice: number }): Promise<void> {
  const clock = createStoppedClock();
  const session = createSession({ clock });
  session.adopt(signInAnswer(amina, clock.now()));
  /** How often each patient was changed; the phone tells it, and whose session it was read in. */
  const versions = Array.from({ length: patients }, () => 0);
  const underWay: UnderWay[] = [];
  const asked: Asked[] = [];
  const waiting = (): readonly Asked[] => asked.filter(({ outcomes }) => outcomes.length === 0);
  const person = (): string | null => session.snapshot().person?.userUuid ?? null;
  const textOf = (number: number): string => `${person() ?? "nobody"}/${number}/${versions[number] ?? 0}`;

  const lookup = createLookup({
    api: {
      lookup: (request, signal) =>
        new Promise((resolve, reject) => {
          expect(request.artIds.length).toBeGreaterThan(0);
          expect(request.artIds.length).toBeLessThanOrEqual(limits.idsPerRequest);
          expect(new Set(request.artIds).size).toBe(request.artIds.length);
          for (const artId of request.artIds) expect(waiting().some((one) => one.artId === artId && one.person === person())).toBe(true);
          for (const field of request.fields) expect(waiting().some((one) => one.fields.includes(field))).toBe(true);
          const has = (field: LookupField): boolean => request.fields.includes(field);
          underWay.push({
            request,
            person: person(),
            read: request.artIds.map((artId): LookupResult => {
              const number = patientOf(artId);
              if (number === 0) return { found: false, reason: "art-id-not-found" };
              return { found: true, ...(has("phone") ? { phone: textOf(number) } : {}), ...(has("name") ? { name: textOf(number) } : {}) };
            }),
            resolve: (results) => resolve({ results: results.map((result) => answeredAt(result, clock.now())), readAt: "now" }),
            reject,
          });
          // Every other answer was on its way already when its request was called off.
          const isOnItsWay = underWay.length % 2 === 0;
          signal?.addEventListener("abort", () => isOnItsWay || reject(new ApiFailure("cancelled")));
        }),
    },
    session,
    clock,
    windowMilliseconds,
    maxAgeMilliseconds: maxAge,
    idsPerRequest: limits.idsPerRequest,
    slice: limits.slice,
  });

  function checkTold(one: Asked, outcome: LookupOutcome): void {
    expect(one.outcomes).toHaveLength(0);
    one.outcomes.push(outcome);
    if (!outcome.ok) {
      if (outcome.code === "cancelled") expect(one.calledOff).toBe(true);
      else if (outcome.code === "not-signed-in") expect(one.person === null || signedOutSince.has(one)).toBe(true);
      else expect(["offline", "unreadable"]).toContain(outcome.code);
      return;
    }
    if (one.patient === 0) {
      expect(outcome.result).toEqual({ found: false, reason: "art-id-not-found" });
      return;
    }
    if (!outcome.result.found) throw new Error("A patient who exists was not found.");
    for (const field of one.fields) {
      const [by, number, version, at] = String(field === "phone" ? outcome.result.phone : outcome.result.name).split("/");
      expect(by).toBe(one.person);
      expect(Number(number)).toBe(one.patient);
      expect(Number(version)).toBeGreaterThanOrEqual(one.oldest);
      expect(clock.now() - Number(at)).toBeLessThanOrEqual(maxAge + waitedSince(one));
    }
  }
  const askedAt = new Map<Asked, number>();
  const waitedSince = (one: Asked): number => clock.now() - (askedAt.get(one) ?? 0);
  const signedOutSince = new Set<Asked>();
  const take = (index: number): UnderWay | undefined => (underWay.length === 0 ? undefined : underWay.splice(index % underWay.length, 1)[0]);

  function perform(now: Step): void {
    switch (now.kind) {
      case "ask":
        for (let copy = 0; copy < now.copies; copy++) {
          const one: Asked = {
            artId: `${now.capitals ? "P" : "p"}${now.patient}`,
            patient: now.patient,
            fields: now.name ? ["name"] : ["phone"],
            person: person(),
            stop: new AbortController(),
            oldest: versions[now.patient] ?? 0,
            outcomes: [],
            calledOff: false,
          };
          asked.push(one);
          askedAt.set(one, clock.now());
          void lookup.lookup(one.artId, one.fields, calledOffBy(one.stop.signal)).then((outcome) => {
            checks.push(() => checkTold(one, outcome));
          });
        }
        return;
      case "call-off": {
        const one = asked[now.which % Math.max(1, asked.length)];
        if (one === undefined) return;
        one.calledOff = true;
        one.stop.abort();
        return;
      }
      case "change":
        versions[now.patient] = (versions[now.patient] ?? 0) + 1;
        lookup.invalidate([` p${now.patient} `]);
        // Whoever was not told yet may no longer be told what was read before.
        for (const one of waiting()) if (one.patient === now.patient) one.oldest = versions[now.patient] ?? 0;
        return;
      case "refresh":
        versions.forEach((version, number) => (versions[number] = version + 1));
        lookup.invalidate("all");
        for (const one of waiting()) one.oldest = versions[one.patient] ?? 0;
        return;
      case "pass":
        clock.pass(now.milliseconds);
        return;
      case "answer": {
        const found = take(now.which);
        found?.resolve(found.read);
        return;
      }
      case "fail": {
        const found = take(now.which);
        if (now.how === "offline") found?.reject(new ApiFailure("offline"));
        else found?.resolve(found.read.slice(1));
        return;
      }
      case "sign-out":
      case "sign-in": {
        const before = person();
        if (now.kind === "sign-in") session.adopt(signInAnswer(now.person, clock.now()));
        else if (before !== null) session.end("person");
        if (person() !== before) for (const one of waiting()) signedOutSince.add(one);
      }
    }
  }

  /** Checked outside of the promises that tell, so that what is wrong is reported. */
  let checks: (() => void)[] = [];
  const check = (): void => {
    const all = checks;
    checks = [];
    for (const one of all) one();
  };
  for (const now of steps) {
    perform(now);
    // What was told by this step is told before the next; slices that are left go on beside it.
    await turns(1);
    check();
  }
  for (let round = 0; waiting().length > 0 && round < 20; round++) {
    clock.pass(windowMilliseconds);
    await turns(3);
    for (let found = take(0); found !== undefined; found = take(0)) found.resolve(found.read);
    await turns(20);
    check();
  }
  expect(waiting()).toEqual([]);
  await turns(5);
  check();
  lookup.close();
}

test("whatever happens in whatever order: every cell is told once, what is asked is waited for, nothing changed or another person's is told", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), fc.record({ idsPerRequest: fc.integer({ min: 1, max: 5 }), slice: fc.integer({ min: 1, max: 4 }) }), run),
    { numRuns: 400 },
  );
});
