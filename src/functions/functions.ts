import { answerCell, giveAddress, giveBirthdate, giveName, givePhone } from "./answers";
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
 * Gives several fields of many patients at once: one row per ART ID, one column per field. Example: =CONTACTS.GET(A2:A200,"name","phone")
 * @customfunction GET GET
 * @helpurl https://localhost:3000/help/functions.html#get
 * @param artIds The cells that hold the ART IDs.
 * @param fields Any of: phone, address, street, ward, lga, state, birthdate, name. Without any: name, phone, address, birthdate.
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
