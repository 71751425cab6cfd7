import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { count, number } from "./formats";
import { fr } from "./typeset";

const more = (total: number): string => (total === 1 ? "" : ` (et ${count(total - 1, "autre cellule", "autres cellules")})`);

export const fileWords: Wording<Topics["paneFiles"]> = {
  title: "Apporter un fichier",
  lead: "Une liste en .csv ou .xlsx devient une nouvelle feuille de ce classeur. Rien n'est envoyé aux dossiers.",
  choose: "Choisir un fichier",
  chooseOther: "Choisir un autre fichier",
  drop: "ou déposez-le ici",
  close: "Retour",
  reading: "Lecture du fichier…",
  template: "Pas encore de liste ? Téléchargez-en une vide :",
  templateXlsx: "Excel (.xlsx)",
  templateCsv: "Texte (.csv)",
  found: "Ce qui a été trouvé",
  file: (name) => fr`Fichier : ${name}`,
  rows: (rows, headingRow) => fr`${count(rows, "ligne")} sous les en-têtes de la ligne ${headingRow}`,
  recognised: "Colonnes reconnues",
  encoding: "Écriture des lettres",
  encodings: {
    "utf-8": "UTF-8 (habituel)",
    "windows-1252": "Windows (occidental)",
    "utf-16le": "Texte Unicode d'Excel (UTF-16)",
    "utf-16be": "Texte Unicode (UTF-16, gros-boutiste)",
  },
  encodingBack: "Chercher à nouveau",
  delimiter: "Les cellules sont séparées par",
  delimiters: { ",": "virgule ,", ";": "point-virgule ;", "\t": "tabulation", "|": "barre verticale |" },
  sheet: "Feuille du fichier",
  dateOrder: "Les dates sont tapées ainsi",
  order: { dmy: "jour / mois / année", mdy: "mois / jour / année", ymd: "année / mois / jour" },
  orderUnknown: "inconnu – à choisir",
  proof: (row, text) => fr`La ligne ${row} le montre : ${text}.`,
  conflicting:
    "Certaines lignes ont le jour d'abord, d'autres le mois. Choisissez l'ordre de la plupart ; les lignes qui ne vont pas seront montrées à la vérification.",
  noProof: "Aucune ligne ne montre si le jour ou le mois vient d'abord. Choisissez ; vous pourrez encore changer avant de vérifier.",
  chosenByYou: "Choisi par vous.",
  preview: "Premières lignes",
  previewHint: "Regardez les noms, le premier 0 des numéros et les dates. S'ils semblent faux, changez les choix ci-dessus.",
  make: (rows) => fr`Faire une feuille de ${count(rows, "ligne")}`,
  making: (done, total) => fr`Écriture de la ligne ${number(done)} sur ${number(total)}`,
  cancel: "Arrêter",
  cancelled: "Arrêté. La feuille a été enlevée.",
  nothingChanged: "Rien n'a été changé dans le classeur.",
  notes: {
    formulas: (cell, total) => fr`La cellule ${cell}${more(total)} contient une formule. Ce qu'elle montre est repris comme texte ; la colonne n'est pas utilisée.`,
    "error-values": (cell, total) => fr`La cellule ${cell}${more(total)} montre une erreur Excel. La colonne n'est pas utilisée.`,
    "hidden-rows": (total) =>
      fr`${count(total, "ligne masquée", "lignes masquées")} dans le fichier, de même dans la nouvelle feuille. Les lignes masquées ne partent que si vous le dites.`,
    "no-art-id": "Aucune colonne ne semble contenir l'identifiant ART. Vous pourrez la choisir une fois la feuille faite.",
    "no-values": "Aucune colonne ne semble contenir quelque chose à changer. Vous pourrez choisir les colonnes une fois la feuille faite.",
  },
  problem: {
    empty: "Le fichier est vide. Choisissez le fichier qui contient la liste ; si c'est celui-ci, exportez-le ou enregistrez-le à nouveau.",
    "nul-characters": "Ce n'est pas une liste en texte : elle contient des caractères qu'aucun texte n'a. Ouvrez-la dans son programme et enregistrez-la en .xlsx ou .csv.",
    password:
      "Le classeur est protégé par un mot de passe et ne peut pas être lu ici. Ouvrez-le dans Excel, enregistrez une copie sans mot de passe (Fichier › Informations › Protéger le classeur), et choisissez la copie.",
    "damaged-workbook":
      "Le classeur est abîmé : il a été coupé ou changé en chemin. Copiez-le ou téléchargez-le à nouveau ; si Excel peut l'ouvrir, enregistrez-le sous un nouveau nom.",
    "no-sheet": "Le classeur n'a pas de feuille visible avec des cellules. Ouvrez-le dans Excel, affichez la feuille avec la liste, et enregistrez-le.",
    "no-headings":
      "Aucune ligne d'en-têtes n'a été trouvée dans les 25 premières lignes. Il en faut une au-dessus des patients, avec des en-têtes comme « ART ID » et « New phone ». Ajoutez-la, ou copiez les lignes dans le modèle.",
    pdf: "C'est un PDF, et une liste ne peut pas y être lue de façon sûre. Demandez la liste en .xlsx ou .csv.",
    "web-page":
      "C'est une page web, quel que soit son nom : certains programmes en enregistrent une et l'appellent .xls. Ouvrez-la dans Excel, choisissez Fichier › Enregistrer sous, et enregistrez-la en .xlsx.",
    "old-workbook": "C'est un classeur d'Excel 97–2003 (.xls). Ouvrez-le dans Excel, choisissez Fichier › Enregistrer sous, et enregistrez-le comme « Classeur Excel (.xlsx) ».",
    "binary-workbook": "C'est un classeur binaire (.xlsb). Ouvrez-le dans Excel, choisissez Fichier › Enregistrer sous, et enregistrez-le comme « Classeur Excel (.xlsx) ».",
    "open-document": "C'est une liste de LibreOffice ou d'OpenOffice (.ods). Ouvrez-la là, choisissez Enregistrer sous, et enregistrez-la en .xlsx.",
    "word-document": "C'est un document Word. Copiez son tableau dans une feuille Excel et enregistrez celle-ci en .xlsx.",
    "other-format": "Ce n'est pas une liste qui peut être lue ici. Choisissez un fichier enregistré en .xlsx ou .csv.",
    tooLarge: (megabytes, limit) =>
      fr`Le fichier a ${number(megabytes)} Mo ; on peut en lire ${number(limit)} Mo au plus. Enlevez ce qui n'est pas utile (images, anciennes feuilles), ou partagez la liste en plusieurs fichiers.`,
    inflates: (megabytes, limit) =>
      fr`Déballé, le classeur prendrait ${number(megabytes)} Mo ou plus ; ${number(limit)} Mo au plus sont lus, car un tel fichier peut bloquer l'ordinateur. Copiez la liste seule dans un nouveau classeur et choisissez celui-ci.`,
    namedWorkbook: (name) =>
      fr`« ${name} » est un classeur Excel sous un autre nom. Renommez-le pour qu'il finisse par .xlsx, ou ouvrez-le dans Excel et enregistrez-le à nouveau, pour que chacun sache ce que c'est.`,
    namedText: (name) =>
      fr`« ${name} » est un fichier texte sous un autre nom, pas un classeur Excel. Renommez-le pour qu'il finisse par .csv, puis choisissez-le à nouveau : il est alors lu comme texte, et ses numéros gardent leur premier 0.`,
    encoding: (row) => fr`La ligne ${row} contient des lettres qui n'existent pas dans cette écriture. Choisissez-en une autre sous « Écriture des lettres ».`,
    openQuote: (row) =>
      fr`À la ligne ${row}, un guillemet (") ouvre une cellule et n'est pas fermé là où la cellule finit. Corrigez cette ligne, ou exportez la liste à nouveau.`,
    ragged: (row, cells, headings) =>
      fr`La ligne ${row} a ${count(cells, "cellule")}, mais il y a ${count(headings, "en-tête")}. Des valeurs peuvent être sous le mauvais en-tête : une cellule qui contient le séparateur ou un retour à la ligne doit être entre guillemets. Corrigez cette ligne, ou exportez la liste à nouveau.`,
    columns: (found, limit) => fr`La liste a ${number(found)} colonnes ; on peut en apporter ${number(limit)} au plus. Supprimez les colonnes inutiles et enregistrez-la à nouveau.`,
    tooManyRows: (found, limit) =>
      fr`La liste a ${number(found)} lignes ; on peut en apporter ${number(limit)} au plus. Si la plupart sont vides, copiez les lignes remplies dans une nouvelle feuille ; sinon partagez la liste en plusieurs fichiers.`,
    tooManyCells: (found, limit) =>
      fr`La feuille a ${number(found)} cellules ; on peut en lire ${number(limit)} au plus d'un classeur. Supprimez les colonnes inutiles, ou enregistrez la feuille en « CSV UTF-8 » et choisissez ce fichier.`,
    noRows: (row) => fr`Les en-têtes sont à la ligne ${row}, mais il n'y a pas de lignes en dessous. Choisissez le fichier qui contient les patients.`,
    formulas: (cell, text, total) =>
      fr`La cellule ${cell}${more(total)} contient une formule (${text}), et une formule peut montrer autre chose demain. Dans Excel, copiez la colonne, choisissez Collage spécial › Valeurs, enregistrez, et choisissez le fichier à nouveau.`,
    errors: (cell, text, total) =>
      fr`La cellule ${cell}${more(total)} montre l'erreur Excel ${text} au lieu d'une valeur. Tapez la bonne valeur ou videz la cellule, enregistrez, et choisissez le fichier à nouveau.`,
    tooLong: (cell) =>
      fr`La cellule ${cell} contient plus de texte qu'une cellule d'Excel ne peut. Le plus souvent, un guillemet (") avant elle manque ou est de trop : corrigez cette ligne, ou exportez la liste à nouveau.`,
    merged: (range, total) =>
      fr`Les cellules ${range}${total === 1 ? "" : ` (et ${count(total - 1, "autre zone", "autres zones")})`} sont fusionnées : on ne sait pas à quel patient elles appartiennent. Dans Excel, sélectionnez la liste, choisissez Annuler Fusionner cellules, remplissez chaque ligne, enregistrez, et choisissez le fichier à nouveau.`,
  },
};
