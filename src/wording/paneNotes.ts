import { noteWords as english } from "./en/paneNotes";
import { inForce } from "./inForce";

/** All sentences about other numbers and calls. */
export const noteWords = inForce("paneNotes", english);
