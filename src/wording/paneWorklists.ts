import { worklistsWords as english } from "./en/paneWorklists";
import { inForce } from "./inForce";

/** All sentences of the screen *Worklists*. */
export const worklistsWords = inForce("paneWorklists", english);
