import { sharedClient } from "../client/client";
import type { LookupField } from "../contract/patients";
import { functionSentences } from "../wording/functions";
import {
  type Answer,
  type FoundContact,
  answerOf,
  giveAddress,
  giveAddressPart,
  giveBirthdate,
  giveLastUpdate,
  giveLastVerified,
  giveName,
  givePhone,
  notAvailable,
  readArtId,
} from "./answers";
import { noteCell, noteSpill } from "./cellMessages";

interface Column {
  readonly field: LookupField;
  readonly give: (found: FoundContact) => Answer;
}

const columns: Readonly<Record<string, Column>> = {
  phone: { field: "phone", give: givePhone },
  address: { field: "address", give: giveAddress },
  homeaddress: { field: "address", give: giveAddress },
  street: { field: "address", give: giveAddressPart("street") },
  ward: { field: "address", give: giveAddressPart("ward") },
  lga: { field: "address", give: giveAddressPart("lga") },
  state: { field: "address", give: giveAddressPart("state") },
  birthdate: { field: "birthdate", give: giveBirthdate },
  name: { field: "name", give: giveName },
  fullname: { field: "name", give: giveName },
  lastupdate: { field: "status", give: giveLastUpdate },
  lastverified: { field: "status", give: giveLastVerified },
};
const usual: readonly string[] = ["name", "phone", "address", "birthdate"];

/**
 * One row per ART ID, one column per field asked for (name, phone, address and birthdate where none is); throws for a field unknown. `rest` is
 * what follows the ART IDs in the call: the fields, which Excel leaves out altogether where none is given, then the invocation.
 */
export async function getTable(artIds: readonly (readonly unknown[])[], rest: readonly unknown[]): Promise<unknown[][]> {
  const given = rest.filter((argument) => argument !== undefined);
  const address = addressOf(given.at(-1));
  const wanted = readColumns(given.slice(0, -1));
  if (wanted === null) {
    noteCell(address, functionSentences["field-unknown"]);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- Excel's own class; it is an Error at run time, its types do not say so.
    throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, functionSentences["field-unknown"]);
  }
  const asked = [...new Set(wanted.map((column) => column.field))];
  const answers = await Promise.all(artIds.flat().map((value) => answerRow(value, asked, wanted)));
  const notes = answers.flatMap((row, at) => row.flatMap((answer, column) => noteOf(answer, at, column)));
  noteCell(address, null);
  noteSpill(address, notes);
  return answers.map((row) => row.map((answer) => ("reason" in answer ? notAvailable(answer.reason) : answer.text)));
}

async function answerRow(value: unknown, asked: readonly LookupField[], wanted: readonly Column[]): Promise<readonly Answer[]> {
  const read = readArtId(value);
  if (!("artId" in read)) return wanted.map(() => read);
  const outcome = await sharedClient().lookup.lookup(read.artId, asked);
  return wanted.map((column) => answerOf(outcome, column.give));
}

function noteOf(answer: Answer, row: number, column: number): { row: number; column: number; sentence: string; isBeside: boolean }[] {
  const sentence = "reason" in answer ? answer.reason : answer.note;
  return sentence === undefined || sentence === "cancelled" ? [] : [{ row, column, sentence: functionSentences[sentence], isBeside: "text" in answer }];
}

function addressOf(invocation: unknown): string | undefined {
  if (typeof invocation !== "object" || invocation === null || !("address" in invocation)) return undefined;
  return typeof invocation.address === "string" ? invocation.address : undefined;
}

/** Field names as people write them (`Home address`, `LGA`), typed or from cells; null where one is none of ours. */
function readColumns(fields: readonly unknown[]): readonly Column[] | null {
  const names = fields.flat(3).filter((name) => name !== null && name !== undefined && name !== "");
  const found: Column[] = [];
  for (const name of names.length === 0 ? usual : names) {
    const key = typeof name === "string" ? name.toLowerCase().replace(/[\s_-]/g, "") : "";
    const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
    if (column === undefined) return null;
    found.push(column);
  }
  return found;
}
