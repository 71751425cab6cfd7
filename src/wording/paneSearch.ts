import { searchWords as english } from "./en/paneSearch";
import { inForce } from "./inForce";

/** Finding a patient. */
export const searchWords = inForce("paneSearch", english);
