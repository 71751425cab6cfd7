import type { pdfWords as english } from "../en/reportPdf";
import type { Wording } from "../wording";
import { count, number } from "./formats";
import { fr } from "./typeset";

const months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."];

/** Ce qu'un PDF dit de lui-même. */
export const pdfWords: Wording<typeof english> = {
  product: "Patient Contact Management",
  number,
  share: (value) => value.toLocaleString("fr-FR", { style: "percent", maximumFractionDigits: 1 }),
  shareInColumn: (value) => value.toLocaleString("fr-FR", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  day: (year, month, date) => `${date === 1 ? "1er" : date} ${months[month - 1] ?? month} ${year}`,
  moment: (day, time) => `${day}, ${time}`,
  page: (page) => `Page ${number(page)}`,
  ofPages: (pages) => `sur ${number(pages)}`,
  howToRead: "Comment lire ce rapport",
  figures: "Chiffres principaux",
  noRows: "Cette liste est vide.",
  moreInTable: (more) => fr`${count(more, "autre ligne figure", "autres lignes figurent")} seulement dans le tableau.`,
  chart: (title, points) => fr`Graphique : ${title}. ${points}`,
  chartPoint: (category, values) => fr`${category} : ${values}`,
  chartValue: (series, value) => `${series} ${value}`,
  chartRange: (points, first, last) => fr`${count(points, "point")}, de ${first} à ${last} ; tous figurent dans le tableau.`,
  signatures: "Signatures",
  preparedBy: "Préparé par",
  checkedBy: "Vérifié par",
  name: "Nom",
  signature: "Signature",
  date: "Date",
  digest: "SHA-256 des données",
  digestMeaning:
    "Ce nombre est calculé à partir des données du rapport. Refait à partir des mêmes données, le rapport porte le même nombre ; si quoi que ce soit a été modifié dans les données, il en porte un autre.",
};
