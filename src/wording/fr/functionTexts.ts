import type { Topics } from "../topics";
import type { Wording } from "../wording";

export const functionTexts: Wording<Topics["functionTexts"]> = {
  status: {
    changed: (day) => `Mis à jour le ${day}`,
    neverChanged: "Jamais mis à jour ici",
    verified: (day) => `vérifié le ${day}`,
    neverVerified: "non vérifié",
    unreachable: (day) => `injoignable depuis le ${day}`,
    dead: "décédé",
  },
};
