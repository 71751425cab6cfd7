import { worklistLimits } from "../../contract/worklists";
import type { MakeWorklistRequest, WorklistCriteria, WorklistReason } from "../../contract/worklists";
import type { KnownPlaces } from "../../client/placesCache";
import { worklistReasons } from "../../domain/worklistRules";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { dayWords } from "../../wording/sentence";

/** What stands in the fields of *New worklist*, as typed. */
export interface WorklistForm {
  readonly reasons: readonly WorklistReason[];
  readonly months: string;
  /** `location.uuid`; empty for all. */
  readonly facility: string;
  readonly state: string;
  readonly lga: string;
  readonly sex: "" | "male" | "female";
  readonly ageFrom: string;
  readonly ageTo: string;
  readonly lastFrom: string;
  readonly lastTo: string;
  /** Null as long as nobody has given another than the proposed one. */
  readonly name: string | null;
  readonly most: string;
}

export const emptyForm: WorklistForm = {
  reasons: [],
  months: "6",
  facility: "",
  state: "",
  lga: "",
  sex: "",
  ageFrom: "",
  ageTo: "",
  lastFrom: "",
  lastTo: "",
  name: null,
  most: "500",
};

export type FormField = "reasons" | "months" | "age" | "days" | "state" | "lga" | "name" | "most";
/** What has to be mended before it can be asked for, by the field that says so. */
export type FormFaults = Readonly<Partial<Record<FormField, string>>>;

/** What a name is proposed from, and what typed names are looked up in. */
export interface FormAround {
  readonly today: string;
  readonly known: KnownPlaces | null;
}

export function proposedName(form: WorklistForm, { today }: Pick<FormAround, "today">): string {
  const why = worklistReasons.filter((reason) => form.reasons.includes(reason)).map((reason) => words.reasons[reason].short);
  const where = [form.lga.trim() === "" ? form.state.trim() : form.lga.trim()].filter((name) => name !== "");
  return words.proposed(why, where, dayWords(today)).slice(0, worklistLimits.nameLength).trim();
}

export function nameOf(form: WorklistForm, around: Pick<FormAround, "today">): string {
  return form.name ?? proposedName(form, around);
}

/** How many of the conditions that narrow it are given. */
export function conditionsOf({ facility, state, lga, sex, ageFrom, ageTo, lastFrom, lastTo }: WorklistForm): number {
  return [facility, state, lga, sex, ageFrom + ageTo, lastFrom + lastTo].filter((given) => given.trim() !== "").length;
}

export function faultsOf(form: WorklistForm, { today, known }: FormAround): FormFaults {
  const { faults: said } = words;
  const [from, to] = [numberIn(form.ageFrom, 0, 130), numberIn(form.ageTo, 0, 130)];
  const isLate = form.lastFrom !== "" && form.lastTo !== "" && form.lastFrom > form.lastTo;
  const isUnknownState = form.state.trim() !== "" && known !== null && known.places.findState(form.state) === null;
  const isUnknownLga = form.lga.trim() !== "" && known !== null && known.places.findLgas(form.lga, blankToNull(form.state)).length === 0;
  return {
    ...(form.reasons.length === 0 && { reasons: said.reasons }),
    ...(form.reasons.includes("not-verified") && typeof numberIn(form.months, 1, 60) !== "number" && { months: said.months }),
    ...(from === "wrong" || to === "wrong" ? { age: said.age } : from !== null && to !== null && from > to && { age: said["age-order"] }),
    ...(isLate && { days: said.days }),
    ...(isUnknownState && { state: said.state }),
    ...(isUnknownLga && !isUnknownState && { lga: said.lga }),
    ...(nameOf(form, { today }).trim() === "" && { name: said.name }),
    ...(typeof numberIn(form.most, 1, worklistLimits.rows) !== "number" && { most: said.most(worklistLimits.rows) }),
  };
}

/** What is asked for; null while a field has a fault. */
export function requestOf(form: WorklistForm, around: FormAround): MakeWorklistRequest | null {
  if (Object.keys(faultsOf(form, around)).length > 0) return null;
  const { known } = around;
  const number = (text: string, from: number, to: number): number | null => {
    const read = numberIn(text, from, to);
    return read === "wrong" ? null : read;
  };
  // Names go in the site's spelling, so that a difference of case or of spaces finds nobody less.
  const state = blankToNull(form.state);
  const lga = blankToNull(form.lga);
  const criteria: WorklistCriteria = {
    reasons: worklistReasons.filter((reason) => form.reasons.includes(reason)),
    // Also where it is not asked for, there has to be one.
    unverifiedMonths: number(form.months, 1, 60) ?? 6,
    facility: blankToNull(form.facility),
    state: state === null ? null : (known?.places.findState(state) ?? state),
    lga: lga === null ? null : (known?.places.findLgas(lga, state)[0]?.lga ?? lga),
    sex: form.sex === "" ? null : form.sex,
    ageFrom: number(form.ageFrom, 0, 130),
    ageTo: number(form.ageTo, 0, 130),
    lastEncounterFrom: blankToNull(form.lastFrom),
    lastEncounterTo: blankToNull(form.lastTo),
  };
  return { name: nameOf(form, around).trim(), criteria, most: number(form.most, 1, worklistLimits.rows) ?? worklistLimits.rows };
}

/** The same choice again, with a name proposed anew. */
export function formOf(criteria: WorklistCriteria): WorklistForm {
  const text = (value: number | null): string => (value === null ? "" : String(value));
  return {
    ...emptyForm,
    reasons: criteria.reasons,
    months: String(criteria.unverifiedMonths),
    facility: criteria.facility ?? "",
    state: criteria.state ?? "",
    lga: criteria.lga ?? "",
    sex: criteria.sex ?? "",
    ageFrom: text(criteria.ageFrom),
    ageTo: text(criteria.ageTo),
    lastFrom: criteria.lastEncounterFrom ?? "",
    lastTo: criteria.lastEncounterTo ?? "",
  };
}

function numberIn(text: string, from: number, to: number): number | null | "wrong" {
  const given = text.trim();
  if (given === "") return null;
  const value = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
  return value >= from && value <= to ? value : "wrong";
}

function blankToNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
