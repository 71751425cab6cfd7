import { homeWords as english } from "./en/paneHome";
import { inForce } from "./inForce";

/** All sentences of the home screen. */
export const homeWords = inForce("paneHome", english);
