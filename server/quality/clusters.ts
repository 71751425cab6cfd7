import type { QualityRule } from "../../src/contract/qualityFigures";
import { qualityRules } from "../../src/contract/qualityFigures";
import { readClinicNumbers } from "../../src/domain/clinicNumbers";
import { phoneKey } from "../../src/domain/phone";
import { comeBack, isReportedWrong, judgeNumber, sharedFrom } from "../../src/domain/phoneQuality";
import { numberDigest } from "../contactNotes/recordedNumbers";
import type { Deps } from "../deps";
import { mapTakingTurns } from "../takeTurns";
import { readLivingPatients } from "./livingPatients";
import { readNumbersHeld } from "./numbersHeld";
import type { StoredNumber } from "./numbersHeld";
import { scanNumbers } from "./scanNumbers";
import { readCalls, readReportedWrong } from "./wrongNumbers";
import type { CallOfPerson } from "./wrongNumbers";

export interface ClusterMember {
  readonly personId: number;
  /** Locations of the patient's ART IDs. */
  readonly places: readonly number[];
  /** Site-local text of when the number was entered. */
  readonly from: string;
}

export interface Cluster {
  readonly rule: QualityRule;
  readonly number: string;
  readonly members: readonly ClusterMember[];
}

export interface Clusters {
  readonly clusters: readonly Cluster[];
  readonly clinicNumbers: number;
}

type QualityDeps = Pick<Deps, "pool" | "site" | "config">;

/** Every cluster of the whole site, whoever may see it, as the record is now. */
export async function findClusters(deps: QualityDeps): Promise<Clusters> {
  const { pool, site } = deps;
  const clinic = new Set(readClinicNumbers((await site.settings.fresh()).clinicNumbers).phones);
  const [scanned, reported] = await Promise.all([scanNumbers(deps, [...clinic]), readReportedWrong(pool)]);
  const ofShared = [...scanned.shared.values()].filter((persons) => persons.length >= sharedFrom).flat();
  const candidates = [...new Set([...ofShared, ...scanned.madeUp, ...scanned.wanted, ...scanned.hadBefore, ...reported])].sort((one, other) => one - other);
  const living = await readLivingPatients(deps, candidates);
  const held = await readNumbersHeld(deps, [...living.keys()]);
  const calls = await readCalls(pool, reported.filter((personId) => living.has(personId)));
  const found = createFound();
  await mapTakingTurns([...living], ([personId, places]) => {
    const own = held.get(personId) ?? [];
    const back = comeBack(own);
    for (const { stored, number, from } of numbersNow(own)) {
      const madeUp = judgeNumber(stored);
      // What no number can be read from (`nil`) is nobody's in common. A stranger may have answered it all the same: abroad, or one of two.
      const isNumber = madeUp !== null || phoneKey(stored) !== null;
      const rule = madeUp ?? (clinic.has(number) ? "clinic" : "shared");
      if (isNumber) found.add(rule, number, { personId, places, from });
      if ((isNumber && back.has(number)) || isReportedWrong(callsTo(deps, personId, number, calls), from.slice(0, 10))) found.add("stale", number, { personId, places, from });
    }
  });
  return { clusters: found.clusters().filter(({ rule, members }) => rule !== "shared" || members.length >= sharedFrom), clinicNumbers: clinic.size };
}

/** Each number once, since it was entered first. */
function numbersNow(held: readonly StoredNumber[]): readonly StoredNumber[] {
  const seen = new Set<string>();
  return held.filter(({ number, voided }) => {
    if (voided || number === "" || seen.has(number)) return false;
    seen.add(number);
    return true;
  });
}

function callsTo(deps: QualityDeps, personId: number, number: string, calls: ReadonlyMap<number, readonly CallOfPerson[]>): readonly CallOfPerson[] {
  const own = calls.get(personId) ?? [];
  if (own.length === 0) return own;
  const digest = numberDigest(deps, personId, number);
  return own.filter((call) => call.digest === digest);
}

function createFound(): { readonly add: (rule: QualityRule, number: string, member: ClusterMember) => void; readonly clusters: () => readonly Cluster[] } {
  const byRule = new Map(qualityRules.map((rule) => [rule, new Map<string, ClusterMember[]>()]));
  return {
    add: (rule, number, member) => {
      const byNumber = byRule.get(rule);
      const known = byNumber?.get(number);
      if (known === undefined) byNumber?.set(number, [member]);
      else known.push(member);
    },
    clusters: () => [...byRule].flatMap(([rule, byNumber]) => [...byNumber].map(([number, members]) => ({ rule, number, members }))),
  };
}
