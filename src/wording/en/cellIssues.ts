import type { IssueCode } from "../../domain/types";
import type { IssueWording } from "../catalogue";

const repairs = {
  "leading-zero-lost": {
    problem: "The phone number {before} has lost its first 0.",
    remedy: "Accept {after}, or type the number again.",
    one: "1 phone number lost its first 0",
    many: "{n} phone numbers lost their first 0",
  },
  "scientific-notation": {
    problem: "Excel shows the phone number as {before}.",
    remedy: "Accept {after}, or type the number again.",
    one: "1 phone number is in a short form like 8.03E+09",
    many: "{n} phone numbers are in a short form like 8.03E+09",
  },
  "letter-o-for-zero": {
    problem: "The phone number {before} has the letter O in place of a zero.",
    remedy: "Accept {after}, or type the number again.",
    one: "1 phone number has the letter O for a zero",
    many: "{n} phone numbers have the letter O for a zero",
  },
  "two-numbers": {
    problem: "There is more than one phone number in the cell: {before}.",
    remedy: "Choose the one to keep: {choices}.",
    one: "1 cell holds more than one phone number",
    many: "{n} cells hold more than one phone number",
  },
  "date-order": {
    problem: "The birthdate {before} does not fit the order of day and month in this column.",
    remedy: "Accept {after}, or type the date again.",
    one: "1 birthdate has day and month the other way round",
    many: "{n} birthdates have day and month the other way round",
  },
  "two-digit-year": {
    problem: "The birthdate {before} has only two digits for the year.",
    remedy: "Accept {after}, or type the year with four digits.",
    one: "1 birthdate has a two-digit year",
    many: "{n} birthdates have a two-digit year",
  },
  "date-serial": {
    problem: "The birthdate is shown as the number {before}.",
    remedy: "Accept {after}, or type the date again.",
    one: "1 birthdate was turned into a number",
    many: "{n} birthdates were turned into numbers",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const cells = {
  "cell-error-value": {
    problem: "The {column} cell holds the Excel error {value}.",
    remedy: "Type the value in the cell.",
    one: "1 cell holds an Excel error",
    many: "{n} cells hold an Excel error",
  },
  "cell-formula": {
    problem: "The {column} cell holds a formula.",
    remedy: "Replace the formula by its value: copy the cell, then Paste Special, Values.",
    one: "1 cell holds a formula",
    many: "{n} cells hold a formula",
  },
  "characters-not-allowed": {
    problem: "The {column} has a character that the record cannot keep, such as an emoji.",
    remedy: "Delete that character.",
    one: "1 cell has a character that cannot be kept",
    many: "{n} cells have characters that cannot be kept",
  },
  "text-too-long": {
    problem: "The {column} is too long[: {length} characters, the most is {max}].",
    remedy: "Shorten it.",
    one: "1 cell is too long",
    many: "{n} cells are too long",
  },
  "placeholder-ignored": {
    problem: "“{value}” was taken as a blank cell: the {column} stays as it is.",
    remedy: "",
    one: "1 cell with a word like “none” was taken as blank",
    many: "{n} cells with a word like “none” were taken as blank",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const artIds = {
  "art-id-missing": {
    problem: "There is no ART ID in this row.",
    remedy: "Type the ART ID.",
    one: "1 row has no ART ID",
    many: "{n} rows have no ART ID",
  },
  "art-id-damaged": {
    problem: "Excel has changed this ART ID into a date or a short number.",
    remedy: "Set the column to Text and type the ART ID again.",
    one: "1 ART ID was damaged by Excel",
    many: "{n} ART IDs were damaged by Excel",
  },
  "art-id-format-read": {
    problem: "The ART ID was read as {read}.",
    remedy: "",
    one: "1 ART ID had hidden characters, which were left out",
    many: "{n} ART IDs had hidden characters, which were left out",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const phones = {
  "phone-letters": {
    problem: "The phone number has letters or signs in it.",
    remedy: "Type digits only, like 08031234567.",
    one: "1 phone number has letters or signs in it",
    many: "{n} phone numbers have letters or signs in them",
  },
  "phone-too-short": {
    problem: "The phone number is too short[: {digits} digits in place of 11].",
    remedy: "Type the whole number, like 08031234567.",
    one: "1 phone number is too short",
    many: "{n} phone numbers are too short",
  },
  "phone-too-long": {
    problem: "The phone number is too long[: {digits} digits in place of 11].",
    remedy: "Type one number of 11 digits, like 08031234567.",
    one: "1 phone number is too long",
    many: "{n} phone numbers are too long",
  },
  "phone-first-digit": {
    problem: "The phone number does not start with 0.",
    remedy: "Type the number as it is dialled, like 08031234567.",
    one: "1 phone number does not start with 0",
    many: "{n} phone numbers do not start with 0",
  },
  "phone-digits-lost": {
    problem: "Excel has cut digits off this phone number, and they cannot be found again.",
    remedy: "Set the column to Text and type the number again.",
    one: "1 phone number was cut off by Excel",
    many: "{n} phone numbers were cut off by Excel",
  },
  "phone-not-nigerian": {
    problem: "This is not a Nigerian phone number.",
    remedy: "Type a Nigerian number, like 08031234567.",
    one: "1 phone number is not Nigerian",
    many: "{n} phone numbers are not Nigerian",
  },
  "phone-prefix-unknown": {
    problem: "No Nigerian mobile network is known to use numbers that begin with {prefix}.",
    remedy: "Compare the number with the source. Confirm it if it is right.",
    one: "1 phone number begins in an unknown way",
    many: "{n} phone numbers begin in an unknown way",
  },
  "phone-service-number": {
    problem: "Numbers that begin with 0700 or 0800 are service lines, not a person's phone.",
    remedy: "Type the patient's own number, or confirm this one.",
    one: "1 phone number is a service line",
    many: "{n} phone numbers are service lines",
  },
  "phone-repeated-digits": {
    problem: "This looks like a made-up number: the same digit many times, or digits in counting order.",
    remedy: "Type the real number, or confirm this one.",
    one: "1 phone number looks made up",
    many: "{n} phone numbers look made up",
  },
  "phone-format-read": {
    problem: "The phone number was read as {read}.",
    remedy: "",
    one: "1 phone number was written in another form and was read",
    many: "{n} phone numbers were written in another form and were read",
  },
  "phone-stale": {
    problem: "This is an old number of this patient[, replaced on {voidedOn}].",
    remedy: "Ask for the present number. Confirm only if the patient uses this one again.",
    one: "1 phone number is an old one of the patient",
    many: "{n} phone numbers are old ones of the patients",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

const birthdates = {
  "birthdate-unreadable": {
    problem: "The birthdate cannot be read.",
    remedy: "Type it like 14 March 1987 or 1987-03-14.",
    one: "1 birthdate cannot be read",
    many: "{n} birthdates cannot be read",
  },
  "birthdate-not-real": {
    problem: "There is no such day in the calendar.",
    remedy: "Type the right birthdate.",
    one: "1 birthdate is no day of the calendar",
    many: "{n} birthdates are no days of the calendar",
  },
  "birthdate-order-unknown": {
    problem: "It is not clear which number is the day and which is the month.",
    remedy: "Say in the pane which comes first, or type it like 14 March 1987.",
    one: "1 birthdate may be day first or month first",
    many: "{n} birthdates may be day first or month first",
  },
  "birthdate-in-future": {
    problem: "The birthdate is in the future.",
    remedy: "Type the right birthdate.",
    one: "1 birthdate is in the future",
    many: "{n} birthdates are in the future",
  },
  "birthdate-too-old": {
    problem: "The birthdate is more than 120 years ago.",
    remedy: "Type the right birthdate.",
    one: "1 birthdate is more than 120 years ago",
    many: "{n} birthdates are more than 120 years ago",
  },
  "birthdate-after-death": {
    problem: "The birthdate is after the day on which this patient died, by the record.",
    remedy: "Check the ART ID and the birthdate.",
    one: "1 birthdate is after the patient's death",
    many: "{n} birthdates are after the patient's death",
  },
  "birthdate-shift": {
    problem: "The birthdate moves by more than a year.",
    remedy: "Check it. If it is right, confirm it and give a reason.",
    one: "1 birthdate moves by more than a year",
    many: "{n} birthdates move by more than a year",
  },
  "birthdate-cell-swapped": {
    problem: "Excel may have swapped day and month when the file was opened[: {read} in place of {swapped}].",
    remedy: "Check it. If wrong, type it like 14 March 1987, or open the file again with dates as text.",
    one: "1 birthdate may have day and month swapped",
    many: "{n} birthdates may have day and month swapped",
  },
  "birthdate-format-read": {
    problem: "The birthdate was read as {read}.",
    remedy: "",
    one: "1 birthdate was written in another form and was read",
    many: "{n} birthdates were written in another form and were read",
  },
} satisfies Partial<Record<IssueCode, IssueWording>>;

/** What can be said about one cell. */
export const cellIssues = { ...repairs, ...cells, ...artIds, ...phones, ...birthdates };
