import type { RowStatus } from "../../domain/types";
import type { SheetStatus } from "../sheetStatus";

export const rowStatuses: Readonly<Record<RowStatus, string>> = {
  updated: "Mise à jour",
  partly: "Mise à jour en partie",
  unchanged: "Déjà à jour",
  failed: "Non mise à jour",
  conflict: "Modifiée par un autre",
  waiting: "À décider",
  collapsed: "Même ligne que plus haut",
  withdrawn: "Retirée",
};

/** Said of a row (une ligne), therefore feminine. */
export const sheetStatus: SheetStatus = {
  ...rowStatuses,
  notSent: "Non envoyée",
  notNeeded: "Rien à changer",
  takenBack: "Annulée",
  takenBackPartly: "Annulée en partie",
  notTakenBack: "Non annulée",
  leftOut: "Laissée telle quelle",
  callNoted: "Appel noté",
  callNotedBefore: "Appel déjà noté",
  callNotNoted: "Appel non noté",
};
