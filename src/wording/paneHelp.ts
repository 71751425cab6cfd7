import { helpWords as english } from "./en/paneHelp";
import { inForce } from "./inForce";

/** All sentences of the help, of the tour, and about trouble with signing in. */
export const helpWords = inForce("paneHelp", english);
