import { fillWords as english } from "./en/paneFill";
import { inForce } from "./inForce";

/** All sentences of the screen *Fill from the record*. */
export const fillWords = inForce("paneFill", english);
