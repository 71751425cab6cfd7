import { compareWords as english } from "./en/paneCompare";
import { inForce } from "./inForce";

/** All sentences of the screen *Compare with the record*. */
export const compareWords = inForce("paneCompare", english);
