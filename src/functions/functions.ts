import { answerCell, giveAddress, giveBirthdate, giveName, givePhone, giveStatus } from "./answers";
import { checkPhone as checkPhoneCell } from "./checkPhone";
import { getTable } from "./getTable";

/*
 * What people type into cells. functions.json and the association of each function with its id are made from these comments at build time. Ids
 * and names may never change: they stand in people's workbooks. None is volatile, none streams; all wait in the one batched look-up.
 */

/**
 * Gives the phone number that the patient record holds now. Example: =CONTACTS.PHONE(A2)
 * @customfunction PHONE PHONE
 * @helpurl https://localhost:3000/help/functions.html#phone
 * @param artId The patient's ART ID, or the cell that holds it.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @cancelable
 * @returns The phone number, as 0 and ten digits; an empty text where the record has none.
 */
export function phone(artId: unknown, invocation: CustomFunctions.CancelableInvocation): Promise<string> {
  return answerCell({ value: artId, field: "phone", invocation, give: givePhone });
}

/**
 * Gives the home address that the patient record holds now: street, ward, LGA, state. Example: =CONTACTS.HOMEADDRESS(A2)
 * @customfunction HOMEADDRESS HOMEADDRESS
 * @helpurl https://localhost:3000/help/functions.html#homeaddress
 * @param artId The patient's ART ID, or the cell that holds it.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @cancelable
 * @returns The address in one line; an empty text where the record has none.
 */
export function homeAddress(artId: unknown, invocation: CustomFunctions.CancelableInvocation): Promise<string> {
  return answerCell({ value: artId, field: "address", invocation, give: giveAddress });
}

/**
 * Gives the birthdate that the patient record holds now, as text YYYY-MM-DD. Example: =CONTACTS.BIRTHDATE(A2); as a date: =DATEVALUE(CONTACTS.BIRTHDATE(A2))
 * @customfunction BIRTHDATE BIRTHDATE
 * @helpurl https://localhost:3000/help/functions.html#birthdate
 * @param artId The patient's ART ID, or the cell that holds it.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @cancelable
 * @returns The birthdate as text; an empty text where the record has none.
 */
export function birthdate(artId: unknown, invocation: CustomFunctions.CancelableInvocation): Promise<string> {
  return answerCell({ value: artId, field: "birthdate", invocation, give: giveBirthdate });
}

/**
 * Gives the patient's name as the record holds it now. Example: =CONTACTS.FULLNAME(A2)
 * @customfunction FULLNAME FULLNAME
 * @helpurl https://localhost:3000/help/functions.html#fullname
 * @param artId The patient's ART ID, or the cell that holds it.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @cancelable
 * @returns Given, middle and family name.
 */
export function fullName(artId: unknown, invocation: CustomFunctions.CancelableInvocation): Promise<string> {
  return answerCell({ value: artId, field: "name", invocation, give: giveName });
}

/**
 * Tells in one line how fresh the contact is: last update, last verified, unreachable since. Example: =CONTACTS.STATUS(A2)
 * @customfunction STATUS STATUS
 * @helpurl https://localhost:3000/help/functions.html#status
 * @param artId The patient's ART ID, or the cell that holds it.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @cancelable
 * @returns The days of the last update and of the last verification, and since when nobody could reach the patient.
 */
export function status(artId: unknown, invocation: CustomFunctions.CancelableInvocation): Promise<string> {
  return answerCell({ value: artId, field: "status", invocation, give: giveStatus });
}

/**
 * Gives every value that a field of a patient ever had, newest first: value, from, until, by. Example: =CONTACTS.HISTORY(A2,"phone")
 * @customfunction HISTORY HISTORY
 * @helpurl https://localhost:3000/help/functions.html#history
 * @param artId The patient's ART ID, or the cell that holds it.
 * @param field One of: phone, address, birthdate.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @returns A block of cells without a header, four columns wide.
 */
export async function history(artId: unknown, field: unknown, invocation: CustomFunctions.Invocation): Promise<unknown[][]> {
  return (await import("./historyTable")).historyTable(artId, field, invocation.address);
}

/**
 * Gives several fields of many patients at once: one row per ART ID, one column per field. Example: =CONTACTS.GET(A2:A200,"name","phone")
 * @customfunction GET GET
 * @helpurl https://localhost:3000/help/functions.html#get
 * @param artIds The cells that hold the ART IDs.
 * @param fields Any of: phone, address, street, ward, lga, state, birthdate, name, last update, last verified. Without any: name, phone, address, birthdate.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @returns A block of cells without a header; #N/A in the row of an ART ID that is not found.
 */
export function get(artIds: unknown[][], fields: unknown[][][], invocation: CustomFunctions.Invocation): Promise<unknown[][]> {
  return getTable(artIds, [fields, invocation]);
}

/**
 * Tells what is wrong with a phone number as it is typed, or OK. Needs neither a connection nor a sign-in. Example: =CONTACTS.CHECKPHONE(B2)
 * @customfunction CHECKPHONE CHECKPHONE
 * @helpurl https://localhost:3000/help/functions.html#checkphone
 * @param phone The phone number, or the cell that holds it.
 * @returns OK, or the sentence that Validate rows would give.
 */
export function checkPhone(phone: unknown): string {
  return checkPhoneCell(phone);
}

/**
 * Tells what is wrong with a birthdate as it is typed, or OK. Needs neither a connection nor a sign-in. Example: =CONTACTS.CHECKBIRTHDATE(C2)
 * @customfunction CHECKBIRTHDATE CHECKBIRTHDATE
 * @helpurl https://localhost:3000/help/functions.html#checkbirthdate
 * @param birthdate The birthdate, or the cell that holds it; day before month.
 * @returns OK, or the sentence that Validate rows would give.
 */
export async function checkBirthdate(birthdate: unknown): Promise<string> {
  return (await import("./checkRow")).checkBirthdateCell(birthdate);
}

/**
 * Tells what is wrong with a row of a list under its headings, or OK. Needs neither a connection nor a sign-in. Example: =CONTACTS.CHECKROW($A$1:$H$1,A2:H2)
 * @customfunction CHECKROW CHECKROW
 * @helpurl https://localhost:3000/help/functions.html#checkrow
 * @param headers The cells with the headings of the list.
 * @param cells The cells of the row, as many as there are headings.
 * @param invocation The cell that asks.
 * @requiresAddress
 * @returns OK, or every sentence that Validate rows would give.
 */
export async function checkRow(headers: unknown[][], cells: unknown[][], invocation: CustomFunctions.Invocation): Promise<string> {
  return (await import("./checkRow")).checkRowCells({ headers, cells, address: invocation.address });
}
