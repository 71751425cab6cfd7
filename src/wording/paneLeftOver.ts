import { leftOverWords as english } from "./en/paneLeftOver";
import { inForce } from "./inForce";

/** The words of the page *Rows to settle*. */
export const leftOverWords = inForce("paneLeftOver", english);
