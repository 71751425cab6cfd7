import type { Catalogue } from "../catalogue";
import { cellIssues } from "./cellIssues";
import { rowIssues } from "./rowIssues";
import { rowStatuses } from "./sheetStatus";

/** A column inside a sentence bears its article, because no sentence can bend it: « effacer {column} », never « de {column} ». */
export const issueWords: Catalogue = {
  issues: { ...cellIssues, ...rowIssues },
  columns: {
    artId: "l'identifiant ART",
    phone: "le numéro de téléphone",
    street: "la rue",
    ward: "le quartier",
    lga: "la LGA",
    state: "l'État",
    birthdate: "la date de naissance",
    givenName: "le prénom",
    familyName: "le nom de famille",
    fullName: "le nom",
    sex: "le sexe",
    knownBirthdate: "la date de naissance connue",
    hospitalNumber: "le numéro d'hôpital",
    reason: "le motif",
  },
  rowStatuses,
  fieldStatuses: { changed: "mis à jour", unchanged: "déjà identique", failed: "non mis à jour", conflict: "modifié par un autre", waiting: "à décider" },
  severities: { error: "À corriger", warning: "À vérifier", repair: "Réparable", info: "Pour information" },
  or: "ou",
};
