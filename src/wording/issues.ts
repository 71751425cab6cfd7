import { issueWords as english } from "./en/issues";
import { inForce } from "./inForce";

/** Every sentence about rows. */
export const issueWords = inForce("issues", english);
