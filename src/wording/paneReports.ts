import { reportsWords as english } from "./en/paneReports";
import { inForce } from "./inForce";

/** All sentences of the screen of reports. */
export const reportsWords = inForce("paneReports", english);
