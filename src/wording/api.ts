import { apiSentences as english } from "./en/api";
import { inForce } from "./inForce";

/** What a person reads when a whole request stops, by the code of the API. */
export const apiSentences = inForce("api", english);
