import { functionTexts as english } from "./en/functionTexts";
import { inForce } from "./inForce";

/** What functions in cells say that is no refusal. */
export const functionTexts = inForce("functionTexts", english);
