import { number } from "./formats";

/** All sentences about choosing street, ward, LGA and state. */
export const placeWords = {
  streetHint: "While you type, streets and landmarks nearby are offered.",
  none: { state: "No state of that name", lga: "No LGA of that name", ward: "No ward of that name" },
  wardNeedsLga: "Choose the LGA first, or type two letters of the ward",
  more: (count: number) => `${number(count)} more. Keep typing.`,
  whichState: (lga: string) => `There is an LGA ${lga} in more than one state. Which one is it?`,
  use: (name: string) => `Use ${name}`,
  recordedAs: (recorded: string) => `Recorded as “${recorded}”, which is not how NMRS spells it.`,
  stateNotRecorded: (lga: string) => `No state is recorded for the LGA ${lga}.`,
  offer: "A name from the list is found again in every report.",
  takenOut: (names: readonly string[], place: string) =>
    `${names.join(" and ")} ${names.length === 1 ? "is not in" : "are not in"} ${place} and ${names.length === 1 ? "was" : "were"} taken out.`,
  putBack: "Put back",
  loading: "Reading the names of states, LGAs and wards…",
  notKnown: "The names of states, LGAs and wards could not be fetched. You can type them; they are checked before anything is changed.",
  retry: "Fetch again",
};
