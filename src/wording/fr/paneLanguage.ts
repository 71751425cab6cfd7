import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { fr } from "./typeset";

export const languageWords: Wording<Topics["paneLanguage"]> = {
  title: "Langue",
  hint: "Pour cet ordinateur. Ce qui est déjà dans la feuille ne change pas.",
  loading: "Recherche des textes…",
  likeExcel: (name) => fr`Comme Excel (${name})`,
  failed: "Les textes de cette langue n'ont pas pu être reçus. Vérifiez la connexion au serveur et réessayez.",
};
