/** The namespace in the manifest, as it stands before every function in a formula. */
export const functionPrefix = "CONTACTS.";

/** Ids and names of our functions; they stand in people's workbooks and may never change. */
export const functionNames = ["PHONE", "HOMEADDRESS", "BIRTHDATE", "FULLNAME", "GET", "CHECKPHONE"] as const;
export type FunctionName = (typeof functionNames)[number];

/** Functions whose value comes from the record: their cells are calculated anew after signing in, submitting, and on *Refresh contacts*. */
export const lookupFunctionNames: readonly FunctionName[] = ["PHONE", "HOMEADDRESS", "BIRTHDATE", "FULLNAME", "GET"];

const call = new RegExp(`(?:^|[^A-Z0-9_.])CONTACTS\\.(?:${lookupFunctionNames.join("|")})\\s*\\(`, "i");

/** The formula calls one of our functions outside a text in quotes, so its cell must be calculated anew when the record may have changed. */
export function readsTheRecord(formula: unknown): boolean {
  return typeof formula === "string" && formula.startsWith("=") && call.test(formula.replace(/"(?:[^"]|"")*"/g, '""'));
}
