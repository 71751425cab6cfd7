import { formats as english } from "./en/formats";
import { inForce } from "./inForce";

/** How numbers and times are written, where they stand outside a sentence. */
export const formats = inForce("formats", english);
