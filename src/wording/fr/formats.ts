import type { Topics } from "../topics";
import type { Wording } from "../wording";
import { fr, typeset } from "./typeset";

const months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

/** `1 234`, with a narrow space. */
export function number(value: number): string {
  return value.toLocaleString("fr-FR");
}

/** `0 ligne`, `1 ligne`, `37 lignes`: nought and one are singular in French. */
export function count(value: number, one: string, many: string = `${one}s`): string {
  return `${number(value)} ${forms(value, one, many)}`;
}

/** The form that goes with a number, where the number itself stands elsewhere or not at all. */
export function forms(value: number, one: string, many: string): string {
  return typeset(Math.abs(value) < 2 ? one : many);
}

export const formats: Wording<Topics["formats"]> = {
  number,
  labelled: (name, text) => fr`${name} : ${text}`,
  day: (year, month, date) => `${date === 1 ? "1er" : date} ${months[month - 1] ?? month} ${year}`,
  moment: (instant) =>
    new Date(instant).toLocaleString("fr-FR", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }),
};
