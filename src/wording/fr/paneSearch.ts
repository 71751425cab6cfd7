import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { count } from "./formats";
import { fr } from "./typeset";

export const searchWords: Wording<Topics["paneSearch"]> = {
  title: "Patients",
  box: "Trouver un patient",
  hint: "Nom, téléphone, identifiant ART ou numéro d'hôpital",
  start: "Tapez au moins deux caractères. Les noms peuvent être dans n'importe quel ordre et l'orthographe peut être approximative ; d'un téléphone, les quatre derniers chiffres suffisent.",
  kind: "Chercher dans",
  kinds: { any: "Tout", artId: "Identifiants ART", identifier: "Tous les identifiants", name: "Noms", phone: "Téléphones" },
  clear: "Effacer",
  follow: "De la ligne sélectionnée",
  followTip: "Affiche le patient de la ligne que vous sélectionnez dans la feuille.",
  asking: "Recherche…",
  list: "Patients trouvés",
  found: (hits, isAll) =>
    isAll ? fr`${count(hits, "patient trouvé", "patients trouvés")}.` : fr`Les ${count(hits, "premier patient trouvé", "premiers patients trouvés")} ; il y en a d'autres.`,
  more: "Patients suivants",
  moreOf: (shown) => count(shown, "patient affiché", "patients affichés"),
  keys: "Les flèches choisissent, Entrée ouvre.",
  nobody: "Personne n'a été trouvé.",
  notYet: "Personne n'a encore été trouvé. Beaucoup se ressemblent : cherchez plus loin ou tapez davantage.",
  further: "Chercher plus loin",
  nobodyHelp: {
    any: "Vérifiez l'orthographe, ou essayez une partie du nom ou les derniers chiffres du téléphone.",
    artId: "Un identifiant ART se trouve par son début. Cherchez aussi dans tous les identifiants.",
    identifier: "Un identifiant se trouve par son début.",
    name: "Tapez le début d'un nom, ou deux noms dans n'importe quel ordre.",
    phone: "Un téléphone se trouve par le numéro entier ou par ses quatre derniers chiffres au moins.",
  },
  entered: (percent) => fr`La recherche fait encore connaissance avec les patients (${percent} % jusqu'ici) : il peut manquer des téléphones et des noms écrits autrement.`,
  known: (moment) => fr`Noms et téléphones tels qu'ils étaient dans NMRS : ${moment}. Ce qui y a été modifié depuis peut manquer.`,
  foundBy: { misspelt: "nom semblable", phone: "par le téléphone", formerPhone: "par un ancien téléphone" },
  voidedIdentifier: (identifier) => fr`${identifier} (annulé)`,
  row: {
    waiting: "Sélectionnez une ligne dans la feuille.",
    noList: "Cette feuille n'a pas de liste avec une colonne d'identifiants ART.",
    noRow: (row) => fr`La ligne ${row} n'appartient pas à la liste.`,
    blank: (row) => fr`La ligne ${row} n'a pas d'identifiant ART.`,
    shown: (row) => fr`Ligne ${row}`,
  },
};
