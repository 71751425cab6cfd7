import { paneWords as english } from "./en/pane";
import { inForce } from "./inForce";

/** The words of the pane that are not about the rows of a list. */
export const paneWords = inForce("pane", english);
