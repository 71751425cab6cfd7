import type { Topics } from "../topics";
import type { Wording } from "../wording";

export const worklistsWords: Wording<Topics["paneWorklists"]> = {
  title: "Listes de travail",
};
