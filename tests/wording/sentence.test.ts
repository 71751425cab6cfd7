import { apiErrorCodes } from "../../src/contract/errors";
import { checkContactRow } from "../../src/domain/contactRow";
import { errorIssue, infoIssue, warningIssue } from "../../src/domain/issue";
import { fieldStatuses, issueCodes, rowStatuses, severities } from "../../src/domain/types";
import type { Issue } from "../../src/domain/types";
import { apiSentences } from "../../src/wording/api";
import { issueWords } from "../../src/wording/issues";
import { dayWords, fieldStatusWords, groupLabel, rowStatusWords, sentence, sentenceLine, severityWords } from "../../src/wording/sentence";

const row = (values: Record<string, string | number>) =>
  checkContactRow(
    { cells: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }])) },
    { today: "2026-11-20", dateOrder: "dmy", date1904: false, streetIncludesLga: false, birthdateIsListed: false, dateCellsSuspect: false },
  ).issues.map((issue) => sentenceLine(issue));

describe("what a clerk reads", () => {
  test.each<[Record<string, string | number>, string]>([
    [{ phone: 8031234567 }, "The phone number 8031234567 has lost its first 0. Accept 08031234567, or type the number again."],
    [{ phone: "08031234567/8051234567" }, "There is more than one phone number in the cell: 08031234567/8051234567. Choose the one to keep: 08031234567 or 08051234567."],
    [{ phone: "0803" }, "The phone number is too short: 4 digits in place of 11. Type the whole number, like 08031234567."],
    [{ phone: "+234-08031234567" }, "The phone number was read as 08031234567."],
    [{ phone: "#N/A" }, "The phone number cell holds the Excel error #N/A. Type the value in the cell."],
    [{ phone: "nil" }, "“nil” was taken as a blank cell: the phone number stays as it is."],
    [{ birthdate: "14/03/87" }, "The birthdate 14/03/87 has only two digits for the year. Accept 14 March 1987, or type the year with four digits."],
    [{ birthdate: "14/03/1987" }, "The birthdate was read as 14 March 1987."],
    [{ lga: "CLEAR" }, "The LGA cannot be erased, only replaced. Delete the word CLEAR, or type the right name."],
    [{ street: "x".repeat(300) }, "The street is too long: 300 characters, the most is 255. Shorten it."],
  ])("%j", (values, said) => {
    expect(row({ artId: "6277", ...values })[0]).toBe(said);
  });

  test.each<[Issue, string]>([
    [warningIssue("phone-stale", "phone", { voidedOn: "2024-05-03" }), "This is an old number of this patient, replaced on 3 May 2024."],
    [warningIssue("phone-stale", "phone"), "This is an old number of this patient."],
    [errorIssue("lga-not-in-state", "lga", { lga: "IKEJA", state: "OYO" }), "The LGA “IKEJA” is not in the state OYO."],
    [errorIssue("lga-not-in-state", "state", { state: "OYO" }), "The LGA is not in the state OYO."],
    [
      warningIssue("birthdate-cell-swapped", "birthdate", { read: "1987-03-04", swapped: "1987-04-03" }),
      "Excel may have swapped day and month when the file was opened: 4 March 1987 in place of 3 April 1987.",
    ],
    [infoIssue("duplicate-row", "artId", { row: 12 }), "This row is the same as an earlier one: row 12."],
    [errorIssue("duplicate-patient", "artId"), "Another row is about the same patient and says something else."],
  ])("leaves out what is not known: %j", (issue, problem) => {
    expect(sentence(issue).problem).toBe(problem);
  });

  test("a cell's own braces and brackets are shown as they are", () => {
    expect(sentence(errorIssue("lga-unknown", "lga", { lga: "{after} [x] $1 $&" })).problem).toBe("NMRS has no LGA called “{after} [x] $1 $&”.");
  });

  test("groups are counted in words", () => {
    expect(groupLabel("leading-zero-lost", 1)).toBe("1 phone number lost its first 0");
    expect(groupLabel("leading-zero-lost", 37)).toBe("37 phone numbers lost their first 0");
    expect(groupLabel("duplicate-row", 1200)).toBe("1,200 rows are the same as earlier ones");
  });

  test("days are written so that nobody mixes up day and month", () => {
    expect(dayWords("1987-04-03")).toBe("3 April 1987");
    expect(dayWords("soon")).toBe("soon");
  });
});

describe("every code has its words", () => {
  const everyParam = { value: "x", length: 300, max: 255, read: "x", digits: 9, prefix: "0819", voidedOn: "2024-05-03", state: "OYO", lga: "IKEJA", states: "LAGOS, OYO", ward: "x", typed: "x", row: 3 };
  const full = issueCodes.map((code): Issue => ({ code, severity: "error", field: "phone", params: everyParam, repair: { before: "a", after: "b", choices: ["b", "c"] } }));
  const bare = issueCodes.map((code): Issue => ({ code, severity: "error", field: null }));

  test.each(full.map((issue) => [issue.code, issue] as const))("%s", (code, issue) => {
    const { problem, remedy } = sentence(issue);
    expect(problem).toMatch(/^[“A-Z].*[.”]$/);
    expect(remedy === "" || /^[A-Z].*\.$/.test(remedy)).toBe(true);
    expect(`${problem} ${remedy}`).not.toMatch(/[{}[\]]|undefined/);
    expect(groupLabel(code, 1)).toMatch(/^1 /);
    expect(groupLabel(code, 37)).toMatch(/^37 /);
  });

  test("what stands in the way says what to do; what is only told asks for nothing", () => {
    const told = new Set(["placeholder-ignored", "art-id-format-read", "phone-format-read", "birthdate-format-read", "place-name-read", "lga-left-out-of-street", "street-format-read", "row-without-values", "duplicate-row", "sent-again", "left-out"]);
    for (const issue of full) expect([issue.code, sentence(issue).remedy === ""]).toEqual([issue.code, told.has(issue.code)]);
  });

  test("even an issue without any detail is a sentence", () => {
    for (const issue of bare) expect(sentence(issue).problem).not.toMatch(/[{}[\]]|undefined/);
  });

  test("statuses and severities too", () => {
    for (const status of rowStatuses) expect(rowStatusWords(status)).toMatch(/^[A-Z]/);
    for (const status of fieldStatuses) expect(fieldStatusWords(status)).toMatch(/^[a-z]/);
    for (const severity of severities) expect(severityWords(severity)).toMatch(/^[A-Z]/);
  });

  test("and every reason for which a request stops", () => {
    for (const code of apiErrorCodes) expect(apiSentences[code]).toMatch(/^[A-Z].*\.$/);
  });

  test("no word is from the workshop", () => {
    const words = [...Object.values(issueWords.issues).flatMap(({ problem, remedy, one, many }) => [problem, remedy, one, many]), ...Object.values(apiSentences)];
    const jargon = /\b(?:attribute|null|void(?:ed)?|string|parse[dr]?|invalid|regex|serial|boolean|SQL|JSON|API|exception|undefined|param)/i;
    expect(words.filter((text) => jargon.test(text.replace(/\{\w+\}/g, "")))).toEqual([]);
  });

  test("sentences are short enough to be read beside a list", () => {
    for (const [code, wording] of Object.entries(issueWords.issues)) {
      expect([code, wording.problem.length <= 110, wording.remedy.length <= 100, wording.many.length <= 70]).toEqual([code, true, true, true]);
    }
  });
});
