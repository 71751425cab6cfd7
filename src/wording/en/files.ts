import type { ContactField, RowField } from "../../domain/types";

const contactFields: Readonly<Record<ContactField, string>> = { phone: "Phone", address: "Address", birthdate: "Birthdate" };

/** Words of the files that the server makes. Headings of what was given are those of the template: a result file can be corrected and sent again. */
export const fileWords = {
  result: {
    sheetName: "Results",
    fileName: (day: string, reference: string) => `contact-results-${day}-${reference}`,
    rowNumber: "Row",
    fieldStatus: (field: ContactField) => `${contactFields[field]}: result`,
    before: (field: ContactField) => `${contactFields[field]}: before`,
    after: (field: ContactField) => `${contactFields[field]}: after`,
    reason: (field: ContactField) => `${contactFields[field]}: reason`,
    finishedAt: (timeZone: string) => `Finished (${timeZone} time)`,
    notDone: "Not carried out yet",
    none: "(none)",
    estimated: "(estimated)",
    reverted: (fields: readonly ContactField[]) => `Changed back in NMRS since: ${fields.map((field) => contactFields[field]).join(", ")}.`,
  },
  template: {
    fileName: "contact-updates",
    sheetName: "Contacts",
    guideName: "How to fill in",
    prompts: {
      artId: "The patient's ART ID, exactly as in NMRS.",
      phone: "The new number, like 08031234567. Blank: no change.",
      street: "House and street. Blank: no change.",
      ward: "Ward, as NMRS writes it. Blank: no change.",
      lga: "LGA, as NMRS writes it. Blank: no change.",
      state: "State, as NMRS writes it. Blank: no change.",
      birthdate: "Day/month/year, like 31/12/1985. Blank: no change.",
      reason: "Why, where a change is unusual. May be blank.",
    } satisfies Partial<Record<RowField, string>> as Partial<Record<RowField, string>>,
    guide: [
      ["How to fill in this list", ""],
      ["One row for each patient", "Every row needs the ART ID, and at least one thing to change."],
      ["Blank means: no change", "Leave a cell empty to keep what NMRS has."],
      ["Phone", "11 digits like 08031234567. The columns are text, so the first 0 stays."],
      ["Address", "Street in “New street”; ward, LGA and state as NMRS writes them, or blank."],
      ["Birthdate", "Day, month and year, like 31/12/1985. Write all dates of a list in the same order."],
      ["Reason", "A birthdate that moves by more than a year needs one."],
      ["Other columns", "You may add columns of your own (such as names). They are not sent unless the pane recognises them, and it shows which."],
      ["Then", "Open the file in Excel, or bring it in with “Open a file” in the Patient contacts pane; press Validate, look through, press Submit."],
      ["Keep it safe", "A filled-in list holds patients' data. Do not send it by e-mail or chat, and delete it when it is done."],
    ],
  },
} as const;
