import { createHistories } from "../client/histories";
import type { Histories } from "../client/histories";
import { sharedClient } from "../client/client";
import type { Client } from "../client/client";
import { historyFields } from "../contract/patients";
import type { ValueHeld } from "../contract/patients";
import { type FunctionSentence, functionSentences } from "../wording/functions";
import { notAvailable, noteReason, readArtId, sentenceOf } from "./answers";
import { noteCell } from "./cellMessages";
import { dayOf } from "./dayOf";

const ofClient = new WeakMap<Client, Histories>();

/** One for each client, made when the first cell asks. */
function histories(): Histories {
  const client = sharedClient();
  const own = ofClient.get(client) ?? createHistories(client);
  ofClient.set(client, own);
  return own;
}

/** One row a value, newest first: the value, from when, until when, by whom. One blank row where the field never had a value. */
export async function historyTable(value: unknown, field: unknown, address: string | undefined): Promise<string[][]> {
  const wanted = typeof field === "string" ? historyFields.find((name) => name === field.trim().toLowerCase()) : undefined;
  if (wanted === undefined) {
    noteCell(address, functionSentences["history-field-unknown"]);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- Excel's own class; it is an Error at run time, its types do not say so.
    throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, functionSentences["history-field-unknown"]);
  }
  const read = readArtId(value);
  if (!("artId" in read)) {
    if ("reason" in read) refuse(address, read.reason);
    return blank;
  }
  const outcome = await histories().ask(read.artId, wanted);
  if (!outcome.ok) refuse(address, sentenceOf(outcome.code));
  const { result } = outcome;
  if (!result.found) refuse(address, result.reason);
  noteCell(address, null);
  return result.values.length === 0 ? blank : result.values.map(rowOf);
}

const blank: string[][] = [["", "", "", ""]];

/** Days of moments, on this computer's clock: a cell says when, not at what second. */
function rowOf({ value, from, until, by }: ValueHeld): string[] {
  return [value ?? "", dayOf(from), dayOf(until), by ?? ""];
}

function refuse(address: string | undefined, reason: FunctionSentence): never {
  noteReason(address, reason);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- Excel's own class; it is an Error at run time, its types do not say so.
  throw notAvailable(reason);
}
