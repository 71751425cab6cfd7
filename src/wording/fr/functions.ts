import type { Topics } from "../topics";
import type { Wording } from "../wording";

export const functionSentences: Wording<Topics["functions"]> = {
  "not-signed-in": "Connectez-vous d'abord : ouvrez le volet Contacts depuis l'onglet Contacts. La cellule se remplit ensuite d'elle-même.",
  "session-expired": "Votre session est terminée. Connectez-vous dans le volet Contacts ; la cellule se remplit ensuite d'elle-même.",
  "no-role": "Votre compte n'a pas encore de rôle ici. Adressez-vous à l'administrateur des contacts des patients de votre site.",
  "not-allowed": "Votre rôle ne permet pas de rechercher des contacts. Adressez-vous à votre superviseur.",
  offline: "Le serveur est injoignable. Quand la connexion est revenue, choisissez Actualiser les contacts dans l'onglet Contacts.",
  "timed-out": "Le serveur n'a pas répondu à temps. Choisissez Actualiser les contacts dans l'onglet Contacts pour réessayer.",
  "too-many-requests": "Trop de recherches à la fois. Attendez un moment, puis choisissez Actualiser les contacts dans l'onglet Contacts.",
  "database-unavailable": "Les dossiers sont injoignables pour le moment. Choisissez Actualiser les contacts dans l'onglet Contacts dans une minute.",
  "look-up-failed": "La recherche a échoué. Choisissez Actualiser les contacts dans l'onglet Contacts pour réessayer.",
  cancelled: "La recherche a été arrêtée. Recalculez la cellule.",
  "art-id-missing": "La cellule à laquelle cette formule renvoie ne contient pas d'identifiant ART.",
  "art-id-error": "La cellule de l'identifiant ART contient elle-même une erreur. Corrigez d'abord cette cellule.",
  "art-id-damaged": "Ceci ne ressemble plus à un identifiant ART : Excel l'a changé en date ou en nombre abrégé. Retapez-le en tant que texte.",
  "art-id-not-found": "Aucun dossier n'a cet identifiant ART. Comparez-le avec la chemise du patient.",
  "art-id-voided": "Cet identifiant ART a été retiré du dossier. Cherchez l'identifiant ART actuel du patient dans NMRS.",
  "patient-voided": "Le patient qui a cet identifiant ART a été retiré des dossiers.",
  "art-id-ambiguous": "Plusieurs patients ont cet identifiant ART. Il faut d'abord régler cela dans NMRS.",
  "birthdate-estimated": "Dans le dossier, cette date de naissance est une estimation.",
  "field-unknown": "CONTACTS.GET ne connaît pas ce champ. Elle connaît : phone, address, street, ward, lga, state, birthdate, name, last update, last verified.",
  "history-field-unknown": "CONTACTS.HISTORY ne connaît pas ce champ. Elle connaît : phone, address, birthdate.",
  "row-headings": "La première partie de CONTACTS.CHECKROW doit être la ligne des titres de la liste, avec ART ID.",
  "row-size": "CONTACTS.CHECKROW demande une ligne de titres et une ligne de cellules qui a autant de colonnes.",
  "phone-fine": "OK",
  "phone-error": "La cellule du numéro de téléphone contient elle-même une erreur. Corrigez d'abord cette cellule.",
};
