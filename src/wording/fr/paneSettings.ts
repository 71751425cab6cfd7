import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { count } from "./formats";
import { fr } from "./typeset";

export const settingsWords: Wording<Topics["paneSettings"]> = {
  title: "Paramètres",
  own: "Pour vous, sur cet ordinateur",
  density: "Densité",
  densities: { comfortable: "Confortable", compact: "Compacte : plus de lignes tiennent dans le volet" },
  theme: "Les couleurs suivent Office : changez-les dans Excel sous Fichier, Compte, Thème Office.",
  site: "Pour tout le site",
  siteLead: "Ces réglages valent pour tous, sur chaque serveur du site, en quelques secondes.",
  readOnly: {
    role: "Seuls les administrateurs les modifient. Adressez-vous à l'administrateur des contacts des patients de votre site.",
    facilities: "Seuls les administrateurs de tout le site les modifient ; vous n'administrez que certains de ses établissements.",
  },
  loading: "Lecture des paramètres…",
  again: "Réessayer",
  names: {
    streetColumn: "Où NMRS garde la rue",
    dateOrder: "Dates dont la liste ne montre pas l'ordre",
    idleMinutes: "Déconnexion après tant de minutes sans travail",
    signedInHours: "Nouvelle connexion après tant d'heures",
    undoHours: "Annuler son propre envoi dans les heures qui suivent",
    downloadSeconds: "Ouvrir un fichier dans les secondes qui suivent la demande",
    minutesPerRow: "Minutes qu'il faut pour une ligne à la main dans NMRS, pour le temps gagné dans les rapports",
    clinicNumbers: "Les numéros de téléphone de l'établissement",
  },
  streetColumns: {
    auto: "Selon l'adresse (2, ou 1 si la 2 contient le quartier)",
    address1: "Toujours adresse 1",
    address2: "Toujours adresse 2",
  },
  dateOrders: { ask: "Demander chaque fois", dmy: "Jour, mois, année", mdy: "Mois, jour, année", ymd: "Année, mois, jour" },
  asConfigured: (value) => fr`Selon le serveur (${value})`,
  bounds: (least, most, configured) => fr`De ${least} à ${most}. Vide : selon le serveur (${configured}).`,
  faults: {
    "not-whole": "Saisissez un nombre entier.",
    "out-of-bounds": (least, most) => fr`Saisissez un nombre de ${least} à ${most}.`,
    "idle-too-long": "Personne ne reste connecté aussi longtemps : réduisez cette durée ou augmentez les heures ci-dessus.",
    "no-number": "Saisissez des numéros entiers (11 chiffres chacun), séparés par des virgules.",
    "too-many-numbers": "Dix numéros au plus.",
  },
  clinicNumbersHint: "Séparés par des virgules. Le rapport Qualité des données liste les patients qui ont l'un d'eux à la place du leur.",
  save: "Enregistrer pour le site",
  saving: "Enregistrement…",
  nothingChanged: "Rien n'est encore modifié.",
  mendFirst: "Corrigez d'abord ce qui est signalé.",
  saved: "Enregistré. Cela vaut pour tous en quelques secondes.",
  changedMeanwhile: "Quelqu'un d'autre a modifié les paramètres entre-temps ; les vôtres n'ont donc pas été enregistrés. Ce qui est réglé maintenant est affiché ; recommencez si c'est encore utile.",
  lastChange: (name, moment) => fr`Dernière modification par ${name}, le ${moment}.`,
  neverChanged: "Jamais modifié depuis l'installation du serveur.",
  hours: (value) => count(value, "heure"),
};
