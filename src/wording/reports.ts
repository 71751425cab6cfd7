import { reportWords as english } from "./en/reports";
import { inForce } from "./inForce";

/** What reports say, on whatever carries them. */
export const reportWords = inForce("reports", english);
