import { callColumnOf, readOutcome } from "../../../src/domain/callColumns";
import { recogniseColumns } from "../../../src/domain/columns";
import { attemptOutcomes } from "../../../src/domain/contactNotes";
import { noteWords as english } from "../../../src/wording/en/paneNotes";
import { noteWords as french } from "../../../src/wording/fr/paneNotes";
import { worklistColumns } from "../../../src/taskpane/worklists/sheetColumns";
import { sheetRow } from "../../../src/taskpane/worklists/sheetRows";
import { worklistRow } from "./worklistsWorld";

/** The headings of a worklist's sheet, as the other screens read them. */

const headings = worklistColumns.map(({ header }) => header);

test("Validate takes new values, who the patient is and the reason from their own columns, and nothing of the record", () => {
  const recognised = recogniseColumns([headings.map((value) => ({ value }))]);
  const found = Object.fromEntries(Object.entries(recognised?.columns ?? {}).map(([field, index]) => [field, headings[index]]));
  expect(found).toEqual({
    artId: "ART ID",
    hospitalNumber: "Hospital number",
    fullName: "Name",
    sex: "Sex",
    phone: "New phone",
    street: "New street",
    ward: "Ward",
    lga: "LGA",
    state: "State",
    birthdate: "New birthdate",
    reason: "Reason",
  });
  expect(recognised).toMatchObject({ birthdateIsListed: false, streetIncludesLga: false });
  expect(recognised?.ignored.map(({ header }) => header)).toEqual([
    "Age",
    "Why",
    "Record phone",
    "Record address",
    "Record birthdate",
    "Last verified",
    "Last visit",
    "Call outcome",
    "Call date",
    "Call note",
    "Row id",
  ]);
  expect([recognised?.statusColumn, recognised?.detailColumn].map((column) => headings[column ?? -1])).toEqual(["Status", "Detail"]);
});

test("the screen of calls finds its three columns, and reads every outcome of the drop-down in both languages", () => {
  expect(headings.filter((header) => callColumnOf(header) !== null)).toEqual(["Call outcome", "Call date", "Call note"]);
  for (const { outcomes } of [english, french]) {
    for (const outcome of attemptOutcomes) {
      expect(readOutcome(outcomes[outcome])).toBe(outcome);
      // A comma would make two choices of one.
      expect(outcomes[outcome]).not.toContain(",");
    }
    expect(attemptOutcomes.map((outcome) => outcomes[outcome]).join(",").length).toBeLessThan(256);
  }
});

test("a patient's row shows the record and leaves what is to be filled in empty", () => {
  const row = sheetRow(
    worklistRow(7, { sex: "F", reasons: ["unreachable", "estimated-birthdate"], unreachableSince: "2026-10-03", ward: null, birthdateEstimated: true, lastVerified: "2026-01-05" }),
  );
  expect(Object.fromEntries(headings.map((header, at) => [header, row[at]]))).toEqual({
    "ART ID": "IMO-000007",
    "Hospital number": "H/7",
    Name: "Ngozi Patient 7",
    Sex: "Female",
    Age: "36",
    Why: "Could not be reached since 3 October 2026, estimated birthdate",
    "Record phone": "08030000007",
    "Record address": "7 Douglas Road, Owerri Municipal, Imo",
    "Record birthdate": "1990-01-01 (estimated)",
    "Last verified": "2026-01-05",
    "Last visit": "2026-09-14",
    "New phone": "",
    "New street": "",
    Ward: "",
    LGA: "",
    State: "",
    "New birthdate": "",
    Reason: "",
    "Call outcome": "",
    "Call date": "",
    "Call note": "",
    Status: "",
    Detail: "",
    "Row id": "w-7",
  });
});
