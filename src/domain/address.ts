import { errorIssue, infoIssue } from "./issue";
import type { AddressUpdate, AddressView, Issue, Places, ValueField } from "./types";

/**
 * Columns that name one place together: which LGA of a name is meant is told by the state beside it, and which ward by both (`checkPlaces` takes
 * what is not given from the record, where it may be the place that the patient left).
 */
export const placeFields = ["ward", "lga", "state"] as const satisfies readonly ValueField[];

/** An address update with the site's own spelling of places, and what was found on the way. With an error the update must not be used. */
export interface CheckedPlaces {
  readonly update: AddressUpdate;
  readonly issues: readonly Issue[];
}

interface Found {
  readonly lga: string;
  readonly state: string;
}

/**
 * Checks state, LGA and ward against the site's hierarchy and spells them as the site does, because the NDR export finds their codes by
 * exact name. An LGA without a state brings its own, unless two states have an LGA of that name.
 */
export function checkPlaces(update: AddressUpdate, current: AddressView | null, places: Places): CheckedPlaces {
  const issues: Issue[] = [];
  const state = update.state === undefined ? null : checkState(update.state, places, issues);
  const lga = update.lga === undefined ? null : checkLga(update.lga, { given: update.state, found: state, current: current?.state ?? null }, places, issues);
  if (update.lga === undefined && state !== null && !stateHoldsLga(state, current, places)) issues.push(errorIssue("lga-not-in-state", "state", { state }));
  const where = { lga: lga?.lga ?? current?.lga ?? null, state: state ?? lga?.state ?? current?.state ?? null };
  const placeFailed = issues.some((issue) => issue.severity === "error");
  const ward = update.ward === undefined || placeFailed ? null : checkWard(update.ward, { ...where, given: lga }, places, issues);
  if (lga && update.ward === undefined && update.street === undefined) issues.push(...checkKeptWard(lga, current, places));
  return { update: spelt(update, { state: state ?? derivedState(lga, current, places), lga: lga?.lga ?? null, ward }), issues };
}

function checkState(typed: string, places: Places, issues: Issue[]): string | null {
  const state = places.findState(typed);
  if (state === null) issues.push(errorIssue("state-unknown", "state", { state: typed, ...meant(places.nearStates(typed)) }));
  else if (state !== typed) issues.push(infoIssue("place-name-read", "state", { typed, read: state }));
  return state;
}

function checkLga(
  typed: string,
  state: { readonly given: string | undefined; readonly found: string | null; readonly current: string | null },
  places: Places,
  issues: Issue[],
): Found | null {
  const anywhere = places.findLgas(typed, null);
  if (anywhere.length === 0) {
    const near = places.nearLgas(typed, state.found).map((one) => (state.found === null ? `${one.lga} (${one.state})` : one.lga));
    return refuse(errorIssue("lga-unknown", "lga", { lga: typed, ...meant(near) }), issues);
  }
  // An unknown state was told already, and decides nothing about the LGA.
  if (state.given !== undefined && state.found === null) return null;
  const candidates = state.found === null ? anywhere : places.findLgas(typed, state.found);
  const [only, second] = candidates.length > 1 ? atHome(candidates, state.current, places) : candidates;
  if (!only) return refuse(errorIssue("lga-not-in-state", "lga", { lga: typed, state: state.found ?? "" }), issues);
  if (second) return refuse(errorIssue("lga-ambiguous", "lga", { lga: typed, states: candidates.map((one) => one.state).join(", ") }), issues);
  if (only.lga !== typed) issues.push(infoIssue("place-name-read", "lga", { typed, read: only.lga }));
  return only;
}

/** Of several LGAs of one name the one in the patient's state, if there is one. */
function atHome(candidates: readonly Found[], currentState: string | null, places: Places): readonly Found[] {
  const home = currentState === null ? null : places.findState(currentState);
  const there = candidates.filter((candidate) => candidate.state === home);
  return there.length === 1 ? there : candidates;
}

interface Where {
  readonly lga: string | null;
  readonly state: string | null;
  /** The LGA where the row itself names it. */
  readonly given: Found | null;
}

function checkWard(typed: string, where: Where, places: Places, issues: Issue[]): string | null {
  const ward = where.lga === null ? null : places.findWard(typed, where.lga, where.state);
  if (ward === null) issues.push(errorIssue("ward-unknown", "ward", { ward: typed, ...meant(nearWards(typed, where.given, places)) }));
  else if (ward !== typed) issues.push(infoIssue("place-name-read", "ward", { typed, read: ward }));
  return ward;
}

/** Of the LGA that the row names: the wards of the record's own would tell where the patient lives. */
function nearWards(typed: string, given: Found | null, places: Places): readonly string[] {
  return given === null ? [] : places.nearWards(typed, given.lga, given.state);
}

/** For the sentence: what an unknown name was most likely meant to be. */
function meant(near: readonly string[]): { readonly near?: string } {
  return near.length === 0 ? {} : { near: near.join(", ") };
}

/** Only what was given is changed, so a ward of the LGA that the patient left would stay, and would be read as the street. */
function checkKeptWard(lga: Found, current: AddressView | null, places: Places): readonly Issue[] {
  if (!current?.ward || places.findWard(current.ward, lga.lga, lga.state) !== null) return [];
  return [errorIssue("ward-not-in-lga", "lga", { lga: lga.lga })];
}

/** An LGA in the record that the hierarchy does not know proves nothing against the state. */
function stateHoldsLga(state: string, current: AddressView | null, places: Places): boolean {
  if (!current?.lga || places.findLgas(current.lga, null).length === 0) return true;
  return places.findLgas(current.lga, state).length > 0;
}

/** The state that an LGA brings, unless the record has it already, in whatever spelling. */
function derivedState(lga: Found | null, current: AddressView | null, places: Places): string | null {
  if (!lga) return null;
  return current?.state && places.findState(current.state) === lga.state ? null : lga.state;
}

function spelt(update: AddressUpdate, names: { state: string | null; lga: string | null; ward: string | null }): AddressUpdate {
  return {
    ...(update.street ? { street: update.street } : {}),
    ...(names.ward === null ? {} : { ward: names.ward }),
    ...(names.lga === null ? {} : { lga: names.lga }),
    ...(names.state === null ? {} : { state: names.state }),
  };
}

function refuse(issue: Issue, issues: Issue[]): null {
  issues.push(issue);
  return null;
}
