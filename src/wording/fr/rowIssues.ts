import type { IssueCode } from "../../domain/types";
import type { IssueWording } from "../catalogue";

const addresses = {
  "state-unknown": {
    problem: "NMRS n'a pas d'État nommé « {state} ».",
    remedy: "[Était-ce {near} ? ]Tapez l'État comme NMRS l'écrit.",
    one: "1 État est inconnu",
    many: "{n} États sont inconnus",
  },
  "lga-unknown": {
    problem: "NMRS n'a pas de LGA nommée « {lga} ».",
    remedy: "[Était-ce {near} ? ]Tapez la LGA comme NMRS l'écrit.",
    one: "1 LGA est inconnue",
    many: "{n} LGA sont inconnues",
  },
  "lga-not-in-state": {
    problem: "La LGA [« {lga} » ]n'est pas dans l'État {state}.",
    remedy: "Corrigez la LGA ou l'État, ou donnez les deux.",
    one: "1 LGA n'est pas dans l'État indiqué à côté",
    many: "{n} LGA ne sont pas dans l'État indiqué à côté",
  },
  "lga-ambiguous": {
    problem: "Il y a une LGA nommée « {lga} » dans plusieurs États : {states}.",
    remedy: "Remplissez aussi la colonne de l'État.",
    one: "1 LGA peut être dans plusieurs États",
    many: "{n} LGA peuvent être dans plusieurs États",
  },
  "ward-unknown": {
    problem: "NMRS n'a pas de quartier nommé « {ward} » dans la LGA de ce patient.",
    remedy: "[Était-ce {near} ? ]Tapez le quartier comme NMRS l'écrit, et la LGA si elle a changé.",
    one: "1 quartier est inconnu",
    many: "{n} quartiers sont inconnus",
  },
  "ward-needs-street": {
    problem: "Le quartier prendrait la place de la rue de ce patient.",
    remedy: "Remplissez aussi la rue, pour qu'elle soit gardée.",
    one: "1 quartier demande aussi la rue",
    many: "{n} quartiers demandent aussi la rue",
  },
  "place-name-read": {
    problem: "« {typed} » a été lu comme {read}.",
    remedy: "",
    one: "1 nom de lieu a été lu comme NMRS l'écrit",
    many: "{n} noms de lieux ont été lus comme NMRS les écrit",
  },
  "lga-left-out-of-street": {
    problem: "La LGA {lga} à la fin de la rue a été omise : « {read} ».",
    remedy: "",
    one: "1 rue finissait par la LGA, qui a été omise",
    many: "{n} rues finissaient par la LGA, qui a été omise",
  },
  "street-format-read": {
    problem: "Des retours à la ligne pour {column} ont été lus comme des espaces : « {read} ».",
    remedy: "",
    one: "1 cellule avait des retours à la ligne, lus comme des espaces",
    many: "{n} cellules avaient des retours à la ligne, lus comme des espaces",
  },
  "street-is-date": {
    problem: "Excel a changé {column} en date.",
    remedy: "Mettez la colonne au format Texte et retapez la valeur.",
    one: "1 cellule d'adresse a été changée en date",
    many: "{n} cellules d'adresse ont été changées en dates",
  },
  "ward-not-in-lga": {
    problem: "Le quartier du dossier n'est pas dans la LGA {lga}.",
    remedy: "Remplissez aussi le nouveau quartier ou la nouvelle rue.",
    one: "1 nouvelle LGA ne va pas avec le quartier du dossier",
    many: "{n} nouvelles LGA ne vont pas avec les quartiers des dossiers",
  },
  "ward-not-kept": {
    problem: "Ce site ne garde pas les quartiers.",
    remedy: "Supprimez le quartier de la ligne.",
    one: "1 quartier ne peut pas être gardé sur ce site",
    many: "{n} quartiers ne peuvent pas être gardés sur ce site",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const erasing = {
  "clear-needs-supervisor": {
    problem: "Seul un superviseur peut effacer {column}.",
    remedy: "Demandez à votre superviseur d'envoyer cette ligne, ou supprimez le mot CLEAR.",
    one: "1 ligne efface une valeur, ce qui demande un superviseur",
    many: "{n} lignes effacent une valeur, ce qui demande un superviseur",
  },
  "clear-birthdate": {
    problem: "Une date de naissance ne peut pas être effacée.",
    remedy: "Supprimez le mot CLEAR, ou tapez la bonne date de naissance.",
    one: "1 ligne effacerait une date de naissance",
    many: "{n} lignes effaceraient une date de naissance",
  },
  "clear-place": {
    problem: "On ne peut pas effacer {column}, seulement donner un autre nom.",
    remedy: "Supprimez le mot CLEAR, ou tapez le bon nom.",
    one: "1 ligne effacerait un État, une LGA ou un quartier",
    many: "{n} lignes effaceraient un État, une LGA ou un quartier",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const wholeRows = {
  "row-without-values": {
    problem: "Il n'y a rien à changer dans cette ligne.",
    remedy: "",
    one: "1 ligne n'a rien à changer",
    many: "{n} lignes n'ont rien à changer",
  },
  "duplicate-row": {
    problem: "Cette ligne est la même qu'une ligne plus haut[ : ligne {row}].",
    remedy: "",
    one: "1 ligne est la même qu'une ligne plus haut",
    many: "{n} lignes sont les mêmes que des lignes plus haut",
  },
  "duplicate-patient": {
    problem: "Une autre ligne concerne le même patient et dit autre chose[ (ligne {row})].",
    remedy: "Gardez la ligne qui est juste et supprimez l'autre.",
    one: "1 ligne concerne un patient qui est aussi dans une autre ligne",
    many: "{n} lignes concernent des patients qui sont dans d'autres lignes",
  },
  "art-id-not-found": {
    problem: "Aucun patient n'a cet identifiant ART.",
    remedy: "Vérifiez chaque signe de l'identifiant ART, aussi les zéros au début.",
    one: "1 identifiant ART n'a pas été trouvé",
    many: "{n} identifiants ART n'ont pas été trouvés",
  },
  "art-id-voided": {
    problem: "Cet identifiant ART n'est plus utilisé.",
    remedy: "Cherchez l'identifiant ART actuel du patient dans NMRS.",
    one: "1 identifiant ART n'est plus utilisé",
    many: "{n} identifiants ART ne sont plus utilisés",
  },
  "patient-voided": {
    problem: "Le patient qui a cet identifiant ART a été retiré de NMRS.",
    remedy: "Adressez-vous à la personne qui s'occupe de NMRS sur votre site.",
    one: "1 patient a été retiré de NMRS",
    many: "{n} patients ont été retirés de NMRS",
  },
  "art-id-ambiguous": {
    problem: "Plusieurs patients ont cet identifiant ART.",
    remedy: "Demandez à la personne qui s'occupe de NMRS sur votre site de régler cela d'abord.",
    one: "1 identifiant ART appartient à plusieurs patients",
    many: "{n} identifiants ART appartiennent à plusieurs patients",
  },
  "name-differs": {
    problem: "Le patient qui a cet identifiant ART porte un autre nom.",
    remedy: "Vérifiez l'identifiant ART. Confirmez seulement si c'est sûrement la même personne.",
    one: "1 ligne a un autre nom que le dossier",
    many: "{n} lignes ont d'autres noms que les dossiers",
  },
  "sex-differs": {
    problem: "Le sexe dans cette ligne n'est pas celui du patient qui a cet identifiant ART.",
    remedy: "Vérifiez l'identifiant ART. Confirmez seulement si c'est sûrement la même personne.",
    one: "1 ligne a un autre sexe que le dossier",
    many: "{n} lignes ont un autre sexe que les dossiers",
  },
  "birthdate-differs": {
    problem: "La date de naissance connue dans cette ligne n'est pas celle du patient qui a cet identifiant ART.",
    remedy: "Vérifiez l'identifiant ART. Confirmez seulement si c'est sûrement la même personne.",
    one: "1 ligne a une autre date de naissance que le dossier",
    many: "{n} lignes ont d'autres dates de naissance que les dossiers",
  },
  "hospital-number-differs": {
    problem: "Le numéro d'hôpital dans cette ligne n'est pas celui du patient qui a cet identifiant ART.",
    remedy: "Vérifiez l'identifiant ART. Confirmez seulement si c'est sûrement la même personne.",
    one: "1 ligne a un autre numéro d'hôpital que le dossier",
    many: "{n} lignes ont d'autres numéros d'hôpital que les dossiers",
  },
  "patient-dead": {
    problem: "Selon le dossier, ce patient est décédé.",
    remedy: "Vérifiez l'identifiant ART. Confirmez si le changement est juste malgré cela.",
    one: "1 patient est décédé selon le dossier",
    many: "{n} patients sont décédés selon les dossiers",
  },
  "patient-transferred-out": {
    problem: "Selon le dossier, ce patient a été transféré vers un autre établissement.",
    remedy: "Confirmez si le changement est juste malgré cela.",
    one: "1 patient a été transféré ailleurs",
    many: "{n} patients ont été transférés ailleurs",
  },
  "patient-test": {
    problem: "C'est un patient d'essai, pas une vraie personne.",
    remedy: "Vérifiez l'identifiant ART. Confirmez s'il s'agit bien du patient d'essai.",
    one: "1 ligne concerne un patient d'essai",
    many: "{n} lignes concernent des patients d'essai",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const afterwards = {
  "not-previewed": {
    problem: "Ceci remplacerait une valeur que vous n'avez pas encore vue.",
    remedy: "Ouvrez l'envoi dans le volet, regardez l'ancienne valeur sous « Lignes à régler » et décidez là.",
    one: "1 ligne remplacerait une valeur que personne n'a regardée",
    many: "{n} lignes remplaceraient des valeurs que personne n'a regardées",
  },
  conflict: {
    problem: "Quelqu'un d'autre a changé ceci depuis que vous l'avez regardé.",
    remedy: "Ouvrez l'envoi, comparez les valeurs sous « Lignes à régler » et choisissez la bonne.",
    one: "1 valeur a été changée par quelqu'un d'autre entre-temps",
    many: "{n} valeurs ont été changées par quelqu'un d'autre entre-temps",
  },
  "reading-differs": {
    problem: "Le serveur lit {column} autrement que cet ordinateur.",
    remedy: "Fermez et rouvrez le complément, puis vérifiez à nouveau. Si cela revient, avertissez l'assistance.",
    one: "1 cellule a été lue de deux façons",
    many: "{n} cellules ont été lues de deux façons",
  },
  "write-failed": {
    problem: "Le dossier n'a pas pu être changé. Rien de cette ligne n'a été écrit.",
    remedy: "Envoyez la ligne à nouveau. Si cela revient, avertissez l'assistance.",
    one: "1 ligne n'a pas pu être écrite",
    many: "{n} lignes n'ont pas pu être écrites",
  },
  cancelled: {
    problem: "L'envoi a été arrêté avant cette ligne. Rien de cette ligne n'a été écrit.",
    remedy: "Envoyez la ligne à nouveau si elle est encore voulue.",
    one: "1 ligne n'a pas été atteinte avant l'arrêt de l'envoi",
    many: "{n} lignes n'ont pas été atteintes avant l'arrêt de l'envoi",
  },
  "sent-again": {
    problem: "Cette ligne a été renvoyée avec un envoi plus récent.",
    remedy: "",
    one: "1 ligne a été renvoyée avec un envoi plus récent",
    many: "{n} lignes ont été renvoyées avec un envoi plus récent",
  },
  "left-out": {
    problem: "Quelqu'un a décidé de laisser le dossier de cette ligne tel quel.",
    remedy: "",
    one: "1 ligne a été laissée de côté par décision",
    many: "{n} lignes ont été laissées de côté par décision",
  },
  "changed-since": {
    problem: "Quelqu'un a changé {column} depuis ; la valeur actuelle est restée.",
    remedy: "Regardez le dossier et corrigez-le à la main s'il est faux.",
    one: "1 valeur a été changée depuis et est restée telle quelle",
    many: "{n} valeurs ont été changées depuis et sont restées telles quelles",
  },
  "restore-missing": {
    problem: "NMRS n'a plus l'ancienne valeur pour {column} ; elle n'a pas pu être rétablie.",
    remedy: "Tapez l'ancienne valeur et envoyez-la.",
    one: "1 ancienne valeur n'est plus dans NMRS",
    many: "{n} anciennes valeurs ne sont plus dans NMRS",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

export const rowIssues = { ...addresses, ...erasing, ...wholeRows, ...afterwards };
