import { updateWords as english } from "./en/paneUpdate";
import { inForce } from "./inForce";

/** All sentences of the form that corrects one patient. */
export const updateWords = inForce("paneUpdate", english);
