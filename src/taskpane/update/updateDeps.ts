import type { PatientUuid } from "../../contract/patientSearch";
import type { DateOrder, Role } from "../../domain/types";
import type { Freshening } from "../common/freshCells";
import type { PanePorts } from "../ports";
import type { CorrectionsOf } from "../search/selectedRow";
import type { Store } from "../store";
import type { FormState, UpdateState } from "./formState";

export type UpdatePorts = Pick<PanePorts, "workbook" | "server" | "outbox" | "entry" | "followUps" | "notes" | "places">;

export interface UpdateSurroundings {
  /** The site's day, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** The order of day and month that the site has set; null where it has not: then dates of a list are asked about, and the form's begin with the day. */
  readonly siteOrder: () => DateOrder | null;
  readonly role: () => Role | null;
  readonly correctionsOf: CorrectionsOf;
  readonly showPatient: (patient: PatientUuid) => void;
  /** Something of the patient was changed: what is shown of it must be read again. */
  readonly onChanged: (patient: PatientUuid) => void;
}

/** What the steps of the form work on. */
export interface UpdateDeps extends UpdateSurroundings {
  readonly ports: UpdatePorts;
  readonly store: Store<UpdateState>;
  /** Changes the form of a patient; nothing where it has been forgotten meanwhile. */
  readonly change: (patient: PatientUuid, change: (form: FormState) => FormState) => void;
  /** Which patient's update a submission of this pane is. */
  readonly sent: Map<string, PatientUuid>;
  /** Submissions whose end is being told now. */
  readonly arriving: Set<string>;
  /** Cells with our functions show what forms changed. */
  readonly fresh: Freshening;
  /** The id under which a number of a patient is kept, by both. */
  readonly noteIds: Map<string, string>;
  /** Ends what is under way when the person signs out. */
  readonly signal: () => AbortSignal;
}
