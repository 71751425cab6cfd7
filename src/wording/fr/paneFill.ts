import type { Topics } from "../topics";
import type { Wording } from "../wording";

export const fillWords: Wording<Topics["paneFill"]> = {
  title: "Remplir depuis le dossier",
};
