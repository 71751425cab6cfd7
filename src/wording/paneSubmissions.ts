import { submissionWords as english } from "./en/paneSubmissions";
import { inForce } from "./inForce";

/** The words about submissions that were sent. */
export const submissionWords = inForce("paneSubmissions", english);
