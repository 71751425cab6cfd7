import { count } from "./formats";

/** All sentences of the settings. */
export const settingsWords = {
  title: "Settings",
  own: "For you, on this computer",
  density: "Density",
  densities: { comfortable: "Comfortable", compact: "Compact: more rows fit into the pane" },
  theme: "Colours follow Office: change them in Excel under File, Account, Office Theme.",
  site: "For the whole site",
  siteLead: "These count for everybody, on every server of the site, within seconds.",
  readOnly: {
    role: "Only administrators change these. Ask the administrator of patient contacts at your site.",
    facilities: "Only administrators of the whole site change these; you administer some of its facilities.",
  },
  loading: "Reading the settings…",
  again: "Try again",
  names: {
    streetColumn: "Where NMRS keeps the street",
    dateOrder: "Dates whose order the list does not show",
    idleMinutes: "Sign out after minutes without work",
    signedInHours: "Sign in again after hours",
    undoHours: "Take back one's own submission within hours",
    downloadSeconds: "Open a file within seconds of asking for it",
    minutesPerRow: "Minutes that one row takes by hand in NMRS, for the time saved in reports",
  },
  streetColumns: {
    auto: "As each address is (address 2, or address 1 where address 2 holds the ward)",
    address1: "Always address 1",
    address2: "Always address 2",
  },
  dateOrders: { ask: "Ask each time", dmy: "Day, month, year", mdy: "Month, day, year", ymd: "Year, month, day" },
  asConfigured: (value: string) => `As the server is set up (${value})`,
  bounds: (least: number, most: number, configured: number) => `${least} to ${most}. Empty: as the server is set up (${configured}).`,
  faults: {
    "not-whole": "Enter a whole number.",
    "out-of-bounds": (least: number, most: number) => `Enter a number from ${least} to ${most}.`,
    "idle-too-long": "Nobody stays signed in that long: make this shorter, or the hours above longer.",
  },
  save: "Save for the site",
  saving: "Saving…",
  nothingChanged: "Nothing is changed yet.",
  mendFirst: "Mend what is marked first.",
  saved: "Saved. It counts for everybody within seconds.",
  changedMeanwhile: "Somebody else has changed the settings meanwhile, so yours were not saved. What is set now is shown; change it again if it is still needed.",
  lastChange: (name: string, moment: string) => `Last changed by ${name} on ${moment}.`,
  neverChanged: "Never changed since the server was set up.",
  hours: (value: number) => count(value, "hour"),
} as const;
