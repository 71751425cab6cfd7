import { errorIssue, warningIssue } from "../../src/domain/issue";
import { count, formats } from "../../src/wording/fr/formats";
import { fr, typeset } from "../../src/wording/fr/typeset";
import { issueCodes } from "../../src/domain/types";
import type { Issue } from "../../src/domain/types";
import { formats as inForceFormats } from "../../src/wording/formats";
import { speak } from "../../src/wording/language";
import { paneWords } from "../../src/wording/pane";
import { submitWords } from "../../src/wording/paneSubmit";
import { dayWords, groupLabel, sentence, sentenceLine } from "../../src/wording/sentence";

// A component holds a part of the words from the start of the pane; a switch must reach it.
const held = paneWords.shell;
const heldDeep = submitWords.filter.none;

beforeAll(() => speak("fr"));
afterAll(() => speak("en"));

test("a part of the words that was taken before the switch speaks French after it, and English after the switch back", async () => {
  expect([held.newSheet, held.roles.clerk, heldDeep.all]).toEqual(["Nouvelle feuille", "Agent", "Aucune ligne."]);
  await speak("en");
  expect([held.newSheet, held.roles.clerk, heldDeep.all]).toEqual(["New sheet", "Clerk", "No rows."]);
  expect([held, heldDeep]).toEqual([paneWords.shell, submitWords.filter.none]);
  await speak("fr");
  expect(held.newSheet).toBe("Nouvelle feuille");
});

test.each<[Issue, string]>([
  [errorIssue("phone-too-short", "phone", { digits: 4 }), "Le numéro de téléphone est trop court\u202f: 4 chiffres au lieu de 11. Tapez le numéro entier, comme 08031234567."],
  [errorIssue("phone-too-short", "phone"), "Le numéro de téléphone est trop court. Tapez le numéro entier, comme 08031234567."],
  [warningIssue("phone-stale", "phone", { voidedOn: "2024-05-01" }), "C’est un ancien numéro de ce patient, remplacé le 1er mai 2024. Demandez le numéro actuel. Confirmez seulement si le patient utilise à nouveau celui-ci."],
  [errorIssue("lga-not-in-state", "lga", { lga: "IKEJA", state: "OYO" }), "La LGA «\u202fIKEJA\u202f» n’est pas dans l’État OYO. Corrigez la LGA ou l’État, ou donnez les deux."],
  [errorIssue("clear-needs-supervisor", "phone"), "Seul un superviseur peut effacer le numéro de téléphone. Demandez à votre superviseur d’envoyer cette ligne, ou supprimez le mot CLEAR."],
  [errorIssue("changed-since", "street"), "Quelqu’un a changé la rue depuis\u202f; la valeur actuelle est restée. Regardez le dossier et corrigez-le à la main s’il est faux."],
])("a clerk reads: %j", (issue, said) => {
  expect(sentenceLine(issue)).toBe(said);
});

test("every issue is a whole sentence, with and without its details, for every column", () => {
  const params = { value: "x", length: 300, max: 255, read: "x", digits: 9, prefix: "0819", voidedOn: "2024-05-03", state: "OYO", lga: "IKEJA", states: "LAGOS, OYO", ward: "x", typed: "x", row: 3, near: "IKEJA" };
  for (const code of issueCodes) {
    for (const field of ["phone", "street", "ward", "lga", "state", "birthdate"] as const) {
      for (const issue of [errorIssue(code, field, params), errorIssue(code, field)]) {
        const { problem, remedy } = sentence(issue);
        expect(problem).toMatch(/^[«A-ZÉÀ].*[.»?]$/);
        expect(remedy === "" || /^[A-ZÉÀ].*\.$/.test(remedy)).toBe(true);
        expect(`${problem} ${remedy}`).not.toMatch(/[{}[\]]|undefined|\b(?:de le|à le|de les|à les)\b/);
      }
    }
  }
});

test("numbers, days and moments are written as French writes them", () => {
  expect(formats.number(1234567)).toBe("1\u202f234\u202f567");
  expect([dayWords("1987-03-14"), dayWords("2024-08-01"), dayWords("bientôt")]).toEqual(["14 mars 1987", "1er août 2024", "bientôt"]);
  expect(inForceFormats.moment("2026-11-22T14:03:00")).toBe("22 nov. 2026, 14:03");
  expect(groupLabel("leading-zero-lost", 1234)).toBe("1\u202f234 numéros de téléphone ont perdu leur premier 0");
});

test.each([
  [0, "0 ligne"],
  [1, "1 ligne"],
  [2, "2 lignes"],
  [1234, "1\u202f234 lignes"],
])("%d is counted: %s", (number, said) => {
  expect(count(number, "ligne")).toBe(said);
});

test("what people typed is not typeset, only what we say around it", () => {
  expect(typeset("« l'adresse » : quoi ?")).toBe("«\u202fl’adresse\u202f»\u202f: quoi\u202f?");
  expect(fr`Feuille « ${"D'abord : ?"} » !`).toBe("Feuille «\u202fD'abord : ?\u202f»\u202f!");
});
