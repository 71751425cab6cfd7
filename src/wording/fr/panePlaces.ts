import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { number } from "./formats";
import { fr } from "./typeset";

export const placeWords: Wording<Topics["panePlaces"]> = {
  streetHint: "Pendant la saisie, des rues et des repères du voisinage sont proposés.",
  none: { state: "Aucun État de ce nom", lga: "Aucune LGA de ce nom", ward: "Aucun quartier de ce nom" },
  wardNeedsLga: "Choisissez d'abord la LGA, ou saisissez deux lettres du quartier",
  more: (count) => fr`${number(count)} de plus. Continuez la saisie.`,
  whichState: (lga) => fr`Il y a une LGA ${lga} dans plusieurs États. Laquelle est-ce ?`,
  use: (name) => fr`Utiliser ${name}`,
  recordedAs: (recorded) => fr`Enregistré sous « ${recorded} », ce que NMRS écrit autrement.`,
  stateNotRecorded: (lga) => fr`Aucun État n'est enregistré pour la LGA ${lga}.`,
  offer: "Un nom de la liste se retrouve dans tous les rapports.",
  takenOut: (names, place) => {
    const joined = names.join(" et ");
    return names.length === 1 ? fr`${joined} ne se trouve pas dans ${place} et a été retiré.` : fr`${joined} ne se trouvent pas dans ${place} et ont été retirés.`;
  },
  putBack: "Remettre",
  loading: "Lecture des noms des États, des LGA et des quartiers…",
  notKnown: "Les noms des États, des LGA et des quartiers n'ont pas pu être obtenus. Vous pouvez les saisir ; ils sont vérifiés avant toute modification.",
  retry: "Réessayer",
};
