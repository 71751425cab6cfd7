import { submitWords as english } from "./en/paneSubmit";
import { inForce } from "./inForce";

/** The words of the Submit screen. */
export const submitWords = inForce("paneSubmit", english);
