import type { PatientCard } from "../../contract/patientCard";
import { contactFieldOf } from "../../domain/types";
import type { ContactField, Issue, RowField } from "../../domain/types";
import type { Circumstances } from "./draft";
import type { FormState } from "./formState";
import type { UpdateStore } from "./updateStore";

/** What each part of the form works on. */
export interface PartProps {
  readonly store: UpdateStore;
  readonly card: PatientCard;
  readonly form: FormState;
  readonly circumstances: Circumstances;
  /** All there is to say about the draft. */
  readonly issues: readonly Issue[];
  /** Nothing can be typed: it is being compared or sent, or the contacts are hidden. */
  readonly isDisabled: boolean;
}

/** Issues of one part of the contact. */
export function issuesOfPart(issues: readonly Issue[], part: ContactField): readonly Issue[] {
  return issues.filter(({ field }) => field !== null && isValueField(field) && contactFieldOf[field] === part);
}

/** Issues that stand with no field of the form: of the whole row, the ART ID, or what the sheet says of who it is. */
export function issuesOfRow(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ field }) => field === null || !isValueField(field));
}

function isValueField(field: RowField): field is keyof typeof contactFieldOf {
  return field in contactFieldOf;
}
