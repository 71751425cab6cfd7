import type { IssueCode } from "../../domain/types";
import type { IssueWording } from "../catalogue";

const repairs = {
  "leading-zero-lost": {
    problem: "Le numéro de téléphone {before} a perdu son premier 0.",
    remedy: "Acceptez {after}, ou retapez le numéro.",
    one: "1 numéro de téléphone a perdu son premier 0",
    many: "{n} numéros de téléphone ont perdu leur premier 0",
  },
  "scientific-notation": {
    problem: "Excel affiche le numéro de téléphone sous la forme {before}.",
    remedy: "Acceptez {after}, ou retapez le numéro.",
    one: "1 numéro de téléphone est abrégé, comme 8,03E+09",
    many: "{n} numéros de téléphone sont abrégés, comme 8,03E+09",
  },
  "letter-o-for-zero": {
    problem: "Le numéro de téléphone {before} contient la lettre O à la place d'un zéro.",
    remedy: "Acceptez {after}, ou retapez le numéro.",
    one: "1 numéro de téléphone a la lettre O pour un zéro",
    many: "{n} numéros de téléphone ont la lettre O pour un zéro",
  },
  "two-numbers": {
    problem: "La cellule contient plusieurs numéros de téléphone : {before}.",
    remedy: "Choisissez celui à garder : {choices}.",
    one: "1 cellule contient plusieurs numéros de téléphone",
    many: "{n} cellules contiennent plusieurs numéros de téléphone",
  },
  "date-order": {
    problem: "La date de naissance {before} ne suit pas l'ordre jour et mois de cette colonne.",
    remedy: "Acceptez {after}, ou retapez la date.",
    one: "1 date de naissance a le jour et le mois inversés",
    many: "{n} dates de naissance ont le jour et le mois inversés",
  },
  "two-digit-year": {
    problem: "L'année de la date de naissance {before} n'a que deux chiffres.",
    remedy: "Acceptez {after}, ou tapez l'année avec quatre chiffres.",
    one: "1 date de naissance a une année à deux chiffres",
    many: "{n} dates de naissance ont une année à deux chiffres",
  },
  "date-serial": {
    problem: "La date de naissance s'affiche comme le nombre {before}.",
    remedy: "Acceptez {after}, ou retapez la date.",
    one: "1 date de naissance a été changée en nombre",
    many: "{n} dates de naissance ont été changées en nombres",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const cells = {
  "cell-error-value": {
    problem: "La cellule pour {column} contient l'erreur Excel {value}.",
    remedy: "Tapez la valeur dans la cellule.",
    one: "1 cellule contient une erreur Excel",
    many: "{n} cellules contiennent une erreur Excel",
  },
  "cell-formula": {
    problem: "La cellule pour {column} contient une formule.",
    remedy: "Remplacez la formule par sa valeur : copiez la cellule, puis Collage spécial, Valeurs.",
    one: "1 cellule contient une formule",
    many: "{n} cellules contiennent une formule",
  },
  "characters-not-allowed": {
    problem: "La cellule pour {column} a un caractère que le dossier ne peut pas garder, comme un émoji.",
    remedy: "Supprimez ce caractère.",
    one: "1 cellule a un caractère qui ne peut pas être gardé",
    many: "{n} cellules ont des caractères qui ne peuvent pas être gardés",
  },
  "text-too-long": {
    problem: "Le texte pour {column} est trop long[ : {length} caractères, {max} au plus].",
    remedy: "Raccourcissez-le.",
    one: "1 cellule est trop longue",
    many: "{n} cellules sont trop longues",
  },
  "placeholder-ignored": {
    problem: "« {value} » a été lu comme une cellule vide : rien ne change pour {column}.",
    remedy: "",
    one: "1 cellule avec un mot comme « nil » a été lue comme vide",
    many: "{n} cellules avec un mot comme « nil » ont été lues comme vides",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const artIds = {
  "art-id-missing": {
    problem: "Il n'y a pas d'identifiant ART dans cette ligne.",
    remedy: "Tapez l'identifiant ART.",
    one: "1 ligne n'a pas d'identifiant ART",
    many: "{n} lignes n'ont pas d'identifiant ART",
  },
  "art-id-damaged": {
    problem: "Excel a changé cet identifiant ART en date ou en nombre abrégé.",
    remedy: "Mettez la colonne au format Texte et retapez l'identifiant ART.",
    one: "1 identifiant ART a été abîmé par Excel",
    many: "{n} identifiants ART ont été abîmés par Excel",
  },
  "art-id-format-read": {
    problem: "L'identifiant ART a été lu comme {read}.",
    remedy: "",
    one: "1 identifiant ART avait des caractères cachés, qui ont été omis",
    many: "{n} identifiants ART avaient des caractères cachés, qui ont été omis",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const phones = {
  "phone-letters": {
    problem: "Le numéro de téléphone contient des lettres ou des signes.",
    remedy: "Tapez seulement des chiffres, comme 08031234567.",
    one: "1 numéro de téléphone contient des lettres ou des signes",
    many: "{n} numéros de téléphone contiennent des lettres ou des signes",
  },
  "phone-too-short": {
    problem: "Le numéro de téléphone est trop court[ : {digits} chiffres au lieu de 11].",
    remedy: "Tapez le numéro entier, comme 08031234567.",
    one: "1 numéro de téléphone est trop court",
    many: "{n} numéros de téléphone sont trop courts",
  },
  "phone-too-long": {
    problem: "Le numéro de téléphone est trop long[ : {digits} chiffres au lieu de 11].",
    remedy: "Tapez un seul numéro de 11 chiffres, comme 08031234567.",
    one: "1 numéro de téléphone est trop long",
    many: "{n} numéros de téléphone sont trop longs",
  },
  "phone-first-digit": {
    problem: "Le numéro de téléphone ne commence pas par 0.",
    remedy: "Tapez le numéro comme on le compose, par exemple 08031234567.",
    one: "1 numéro de téléphone ne commence pas par 0",
    many: "{n} numéros de téléphone ne commencent pas par 0",
  },
  "phone-digits-lost": {
    problem: "Excel a coupé des chiffres de ce numéro de téléphone ; on ne peut pas les retrouver.",
    remedy: "Mettez la colonne au format Texte et retapez le numéro.",
    one: "1 numéro de téléphone a été coupé par Excel",
    many: "{n} numéros de téléphone ont été coupés par Excel",
  },
  "phone-not-nigerian": {
    problem: "Ce n'est pas un numéro de téléphone nigérian.",
    remedy: "Tapez un numéro nigérian, comme 08031234567.",
    one: "1 numéro de téléphone n'est pas nigérian",
    many: "{n} numéros de téléphone ne sont pas nigérians",
  },
  "phone-prefix-unknown": {
    problem: "Aucun réseau mobile nigérian connu n'a de numéros qui commencent par {prefix}.",
    remedy: "Comparez le numéro avec la source. Confirmez-le s'il est juste.",
    one: "1 numéro de téléphone a un début inconnu",
    many: "{n} numéros de téléphone ont un début inconnu",
  },
  "phone-service-number": {
    problem: "Les numéros en 0700 ou 0800 sont des services, pas le téléphone d'une personne.",
    remedy: "Tapez le numéro du patient lui-même, ou confirmez celui-ci.",
    one: "1 numéro de téléphone est celui d'un service",
    many: "{n} numéros de téléphone sont ceux de services",
  },
  "phone-repeated-digits": {
    problem: "Ce numéro semble inventé : plusieurs fois le même chiffre, ou des chiffres qui se suivent.",
    remedy: "Tapez le vrai numéro, ou confirmez celui-ci.",
    one: "1 numéro de téléphone semble inventé",
    many: "{n} numéros de téléphone semblent inventés",
  },
  "phone-format-read": {
    problem: "Le numéro de téléphone a été lu comme {read}.",
    remedy: "",
    one: "1 numéro de téléphone était écrit autrement et a été lu",
    many: "{n} numéros de téléphone étaient écrits autrement et ont été lus",
  },
  "phone-stale": {
    problem: "C'est un ancien numéro de ce patient[, remplacé le {voidedOn}].",
    remedy: "Demandez le numéro actuel. Confirmez seulement si le patient utilise à nouveau celui-ci.",
    one: "1 numéro de téléphone est un ancien numéro du patient",
    many: "{n} numéros de téléphone sont d'anciens numéros des patients",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const birthdates = {
  "birthdate-unreadable": {
    problem: "La date de naissance ne peut pas être lue.",
    remedy: "Tapez-la comme 1987-03-14 (année, mois, jour).",
    one: "1 date de naissance ne peut pas être lue",
    many: "{n} dates de naissance ne peuvent pas être lues",
  },
  "birthdate-not-real": {
    problem: "Ce jour n'existe pas dans le calendrier.",
    remedy: "Tapez la bonne date de naissance.",
    one: "1 date de naissance n'existe pas dans le calendrier",
    many: "{n} dates de naissance n'existent pas dans le calendrier",
  },
  "birthdate-order-unknown": {
    problem: "On ne sait pas quel nombre est le jour et lequel est le mois.",
    remedy: "Dites dans le volet lequel vient en premier, ou tapez la date comme 1987-03-14.",
    one: "1 date de naissance : le jour ou le mois d'abord ?",
    many: "{n} dates de naissance : le jour ou le mois d'abord ?",
  },
  "birthdate-in-future": {
    problem: "La date de naissance est dans le futur.",
    remedy: "Tapez la bonne date de naissance.",
    one: "1 date de naissance est dans le futur",
    many: "{n} dates de naissance sont dans le futur",
  },
  "birthdate-too-old": {
    problem: "La date de naissance remonte à plus de 120 ans.",
    remedy: "Tapez la bonne date de naissance.",
    one: "1 date de naissance remonte à plus de 120 ans",
    many: "{n} dates de naissance remontent à plus de 120 ans",
  },
  "birthdate-after-death": {
    problem: "La date de naissance vient après le décès du patient indiqué dans le dossier.",
    remedy: "Vérifiez l'identifiant ART et la date de naissance.",
    one: "1 date de naissance vient après le décès du patient",
    many: "{n} dates de naissance viennent après le décès du patient",
  },
  "birthdate-shift": {
    problem: "La date de naissance se déplace de plus d'un an.",
    remedy: "Vérifiez-la. Si elle est juste, confirmez-la et donnez un motif.",
    one: "1 date de naissance se déplace de plus d'un an",
    many: "{n} dates de naissance se déplacent de plus d'un an",
  },
  "birthdate-cell-swapped": {
    problem: "Excel a peut-être inversé le jour et le mois à l'ouverture[ : {read} au lieu du {swapped}].",
    remedy: "Vérifiez. Si c'est faux, tapez la date comme 1987-03-14, ou rouvrez le fichier, dates en texte.",
    one: "1 date de naissance a peut-être le jour et le mois inversés",
    many: "{n} dates de naissance ont peut-être le jour et le mois inversés",
  },
  "birthdate-format-read": {
    problem: "La date de naissance a été lue comme le {read}.",
    remedy: "",
    one: "1 date de naissance était écrite autrement et a été lue",
    many: "{n} dates de naissance étaient écrites autrement et ont été lues",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

export const cellIssues = { ...repairs, ...cells, ...artIds, ...phones, ...birthdates };
