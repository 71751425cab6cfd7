import { settingsWords as english } from "./en/paneSettings";
import { inForce } from "./inForce";

/** All sentences of the settings screen. */
export const settingsWords = inForce("paneSettings", english);
