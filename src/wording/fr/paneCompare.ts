import type { Topics } from "../topics";
import type { Wording } from "../wording";

export const compareWords: Wording<Topics["paneCompare"]> = {
  title: "Comparer avec le dossier",
};
