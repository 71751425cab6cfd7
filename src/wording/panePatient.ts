import { patientWords as english } from "./en/panePatient";
import { inForce } from "./inForce";

/** The card of one patient, and the history of what the record said. */
export const patientWords = inForce("panePatient", english);
