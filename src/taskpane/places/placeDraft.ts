import { checkPlaces } from "../../domain/address";
import type { AddressUpdate, AddressView, Issue, Places } from "../../domain/types";

/** The parts of an address as typed; a blank one means no change. */
export interface PlaceValue {
  readonly street: string;
  readonly ward: string;
  readonly lga: string;
  readonly state: string;
}

export type PlaceField = "ward" | "lga" | "state";

export interface Lga {
  readonly lga: string;
  readonly state: string;
}

/** A value after a change, and the names that no longer belong to its place and were taken out. */
export interface Changed {
  readonly value: PlaceValue;
  readonly takenOut: readonly string[];
  /** Where they do not belong. */
  readonly place: string;
}

type Recorded = Pick<AddressView, "lga" | "state" | "ward"> | null;

/** Where a ward is looked for: the LGA that is typed, else the one that is recorded. */
export function placeOfWard(value: PlaceValue, current: Recorded): { readonly lga: string | null; readonly state: string | null } {
  if (value.lga.trim() !== "") return { lga: value.lga, state: blankToNull(value.state) };
  return { lga: current?.lga ?? null, state: blankToNull(value.state) ?? current?.state ?? null };
}

/** Another state: an LGA of other states, and the ward with it, do not go along. An LGA that nobody has heard of is left for the person. */
export function withState(value: PlaceValue, state: string, places: Places): Changed {
  const isElsewhere = value.lga !== "" && places.findLgas(value.lga, null).length > 0 && places.findLgas(value.lga, state).length === 0;
  if (!isElsewhere) return { value: { ...value, state }, takenOut: [], place: state };
  return { value: { ...value, state, lga: "", ward: "" }, takenOut: [value.lga, value.ward].filter((name) => name !== ""), place: state };
}

/** An LGA of the site: it brings its state, unless the record has that one and nothing else was typed. A ward of another LGA does not go along. */
export function withLga(value: PlaceValue, { lga, state }: Lga, given: { readonly current: Recorded; readonly places: Places }): Changed {
  const needsState = value.state !== "" || given.current?.state !== state;
  const next = { ...value, lga, state: needsState ? state : "" };
  const wardFits = value.ward === "" || given.places.findWard(value.ward, lga, state) !== null;
  return wardFits ? { value: next, takenOut: [], place: lga } : { value: { ...next, ward: "" }, takenOut: [value.ward], place: lga };
}

/** A ward of the site: it brings its LGA and state where they are not the ones that are typed or recorded. */
export function withWard(value: PlaceValue, ward: string, at: Lga, given: { readonly current: Recorded; readonly places: Places }): Changed {
  const { lga, state } = placeOfWard(value, given.current);
  const isHere = lga !== null && given.places.findLgas(lga, state).some((one) => one.lga === at.lga && one.state === at.state);
  if (isHere) return { value: { ...value, ward }, takenOut: [], place: at.lga };
  const moved = withLga({ ...value, ward }, at, given);
  return { ...moved, value: { ...moved.value, ward } };
}

/** What a field becomes when it is left: a name of the site in the site's spelling; what nobody knows, or two know, stays as it is. */
export function settle(field: PlaceField, value: PlaceValue, given: { readonly current: Recorded; readonly places: Places }): Changed {
  const { places, current } = given;
  const same: Changed = { value, takenOut: [], place: "" };
  if (value[field].trim() === "") return value[field] === "" ? same : { ...same, value: { ...value, [field]: "" } };
  if (field === "state") {
    const state = places.findState(value.state);
    return state === null ? same : withState(value, state, places);
  }
  if (field === "lga") {
    const [only, second] = places.findLgas(value.lga, blankToNull(value.state));
    return only === undefined || second !== undefined ? same : withLga(value, only, given);
  }
  const { lga, state } = placeOfWard(value, current);
  const ward = lga === null ? null : places.findWard(value.ward, lga, state);
  return ward === null ? same : { ...same, value: { ...value, ward } };
}

/** The LGAs among which the person has to choose, because more than one state has one of this name; none where that is clear. */
export function namesakes(value: PlaceValue, places: Places): readonly Lga[] {
  if (value.lga.trim() === "" || value.state.trim() !== "") return [];
  const found = places.findLgas(value.lga, null);
  return found.length > 1 ? found : [];
}

/** What is wrong with the names, by the rule of every row. Where the person is asked which of two is meant, that is said by asking. */
export function placeIssues(value: PlaceValue, current: AddressView | null, places: Places): readonly Issue[] {
  const { street, ward, lga, state } = value;
  const update: AddressUpdate = {
    ...(street.trim() === "" ? {} : { street: { kind: "value", value: street } }),
    ...(ward.trim() === "" ? {} : { ward }),
    ...(lga.trim() === "" ? {} : { lga }),
    ...(state.trim() === "" ? {} : { state }),
  };
  return checkPlaces(update, current, places).issues.filter(({ severity, code }) => severity === "error" && code !== "lga-ambiguous");
}

/** What an unknown name was most likely meant to be. */
export function nearNames(field: PlaceField, value: PlaceValue, given: { readonly current: Recorded; readonly places: Places }): readonly Changed[] {
  const { places, current } = given;
  if (field === "state") return places.nearStates(value.state).map((state) => withState(value, state, places));
  if (field === "lga") return places.nearLgas(value.lga, blankToNull(value.state)).map((one) => withLga(value, one, given));
  const { lga, state } = placeOfWard(value, current);
  return lga === null ? [] : places.nearWards(value.ward, lga, state).map((ward) => ({ value: { ...value, ward }, takenOut: [], place: lga }));
}

function blankToNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}
