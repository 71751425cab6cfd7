import { addressOf, quoteSheetName } from "../model/address";
import { asErrorCode, errorValue, type ErrorCode, type ErrorValue } from "../model/cell";
import { wireArguments } from "./functionArguments";
import type { FunctionMetadata, FunctionsMetadata } from "./functionMetadata";
import { isArea, type Operand, type Scalar } from "./operand";
import type { Place } from "./resolve";

/** One entry of a `richApiMessage`: category, type, target, text, id, and whether the message comes from elsewhere. */
export type MessageEntry = readonly [category: number, type: number, target: string, message: string, id: number | string, remote: boolean];

const category = 1;
const invokeType = 1000;
const cancelType = 1001;
const flags = { cancelable: 1, streaming: 2, allowErrors: 4 };

/** The runtime's own numbers for why a function failed. */
const failureCodes: Readonly<Record<number, ErrorCode>> = { 1: "#N/A", 5: "#DIV/0!", 6: "#NUM!", 8: "#NULL!", 9: "#BUSY!", 10: "#NAME?" };

/**
 * When a function hears that it is cancelled, of which Excel promises nothing: in the message of the call that replaces it (the runtime then
 * tells of the call first), in a message before that, or long after.
 */
export type CancelOrder = "before" | "with" | "late";
const lateMilliseconds = 300;

/** `[id, succeeded, value or message, failure code?, timing]`, as the runtime sends it. */
export type InvocationResult = readonly unknown[];

interface Invocation {
  readonly metadata: FunctionMetadata;
  readonly entry: MessageEntry;
  readonly receive: (result: Operand) => void;
}

function readError(value: object): ErrorValue | null {
  if (!("basicType" in value) && !("valueType" in value)) return null;
  const code = "code" in value && typeof value.code === "string" ? asErrorCode(value.code) : null;
  const message = "message" in value && typeof value.message === "string" ? value.message : "";
  return errorValue(code ?? "#VALUE!", message);
}

/** Excel shows 0 for a `null` that a function returns. */
function readScalar(value: unknown): Scalar {
  if (value === null || value === undefined) return 0;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return (typeof value === "object" ? readError(value) : null) ?? errorValue("#VALUE!");
}

function readResult(value: unknown): Operand {
  if (!Array.isArray(value)) return readScalar(value);
  const rows: readonly unknown[] = value;
  const isGrid =
    rows.length > 0 &&
    rows.every((row) => Array.isArray(row) && row.length === (Array.isArray(rows[0]) ? rows[0].length : -1) && row.length > 0);
  if (!isGrid) return errorValue("#VALUE!", "A function returns rows of equal length.");
  return { matrix: rows.map((row) => (Array.isArray(row) ? row.map(readScalar) : [])) };
}

/** Calls the add-in's functions in its page and takes their results back. */
export class CustomFunctions {
  private readonly functions = new Map<string, FunctionMetadata>();
  private readonly running = new Map<number, Invocation>();
  private allowErrors = false;
  private isReady = false;
  cancelOrder: CancelOrder = "with";
  /**
   * Calls of one message. Excel's own number is nowhere written; that there is one is known, since a payload of custom functions has at most
   * 5 MB and thousands of formulas come through (OfficeDev/Excel-Custom-Functions 233, OfficeDev/office-js 4654).
   */
  callsPerMessage = 1000;
  /** Calls that were not sent yet, by their ids. */
  private waiting = new Map<number, MessageEntry>();
  private waitingCancels: MessageEntry[] = [];
  private sequence = 0;
  /** Takes the entries to the add-in's page. */
  private readonly send: (entries: readonly MessageEntry[]) => void;
  private isFlushPlanned = false;

  constructor(send: (entries: readonly MessageEntry[]) => void) {
    this.send = send;
  }

  /** Makes the functions known to formulas as `NAMESPACE.NAME`. */
  load(namespace: string, metadata: FunctionsMetadata): void {
    this.allowErrors = metadata.allowErrorForDataTypeAny === true;
    this.functions.clear();
    for (const entry of metadata.functions) this.functions.set(`${namespace}.${entry.name}`.toUpperCase(), entry);
  }

  find(name: string): FunctionMetadata | null {
    return this.functions.get(name.toUpperCase()) ?? null;
  }

  get names(): readonly string[] {
    return [...this.functions.keys()];
  }

  get runningCount(): number {
    return this.running.size;
  }

  /** The runtime in the page has said that it listens. */
  ready(): void {
    this.isReady = true;
    // A page that was loaded anew knows nothing of what the page before it was computing.
    this.waiting = new Map([...this.running].map(([id, { entry }]) => [id, entry]));
    this.flush();
  }

  /** The page has gone: what it was computing is asked again when another one is there. */
  pageClosed(): void {
    this.isReady = false;
    this.waiting.clear();
    this.waitingCancels = [];
  }

  /** Starts a call; an argument that cannot be passed is the result at once. Gives the id by which to cancel. */
  invoke(metadata: FunctionMetadata, args: readonly Operand[], place: Place, receive: (result: Operand) => void): number | ErrorValue {
    const wire = wireArguments(metadata, args, { allowErrors: this.allowErrors });
    if (!wire.ok) return wire.error;
    const id = ++this.sequence;
    const { stream = false, cancelable = false, requiresAddress = false, requiresParameterAddresses = false } = metadata.options ?? {};
    const address = requiresAddress ? `${quoteSheetName(place.sheet.name)}!${addressOf({ ...place, rows: 1, columns: 1 })}` : null;
    const parameterAddresses = requiresParameterAddresses
      ? args.map((arg) => (isArea(arg) && arg.source ? `${quoteSheetName(arg.source.sheet.name)}!${addressOf(arg.source.rect)}` : ""))
      : null;
    const bits = (cancelable ? flags.cancelable : 0) | (stream ? flags.streaming : 0) | (this.allowErrors ? flags.allowErrors : 0);
    const entry: MessageEntry = [
      category,
      invokeType,
      "",
      JSON.stringify([id, metadata.id, wire.values, address, bits, parameterAddresses]),
      id,
      false,
    ];
    this.running.set(id, { metadata, receive, entry });
    this.waiting.set(id, entry);
    this.flushSoon();
    return id;
  }

  /** The result is not wanted any more; the page is told only for functions that can be cancelled. */
  cancel(id: number): void {
    const invocation = this.running.get(id);
    if (!invocation) return;
    this.running.delete(id);
    const { stream = false, cancelable = false } = invocation.metadata.options ?? {};
    // What the page has not heard of is not sent at all.
    if (this.waiting.delete(id) || (!stream && !cancelable)) return;
    this.waitingCancels.push([category, cancelType, "", JSON.stringify({ invocationId: id }), id, false]);
    this.flushSoon();
  }

  receiveResults(results: readonly InvocationResult[]): void {
    for (const [id, succeeded, value, code] of results) {
      const invocation = typeof id === "number" ? this.running.get(id) : undefined;
      if (!invocation || typeof id !== "number") continue;
      if (invocation.metadata.options?.stream !== true) this.running.delete(id);
      const failure = typeof code === "number" ? (failureCodes[code] ?? "#VALUE!") : "#VALUE!";
      invocation.receive(succeeded === true ? readResult(value) : errorValue(failure, typeof value === "string" ? value : ""));
    }
  }

  private flushSoon(): void {
    if (this.isFlushPlanned || !this.isReady) return;
    this.isFlushPlanned = true;
    queueMicrotask(() => this.flush());
  }

  private flush(): void {
    this.isFlushPlanned = false;
    const cancels = this.waitingCancels;
    const calls = [...this.waiting.values()];
    if (!this.isReady || calls.length + cancels.length === 0) return;
    this.waiting.clear();
    this.waitingCancels = [];
    if (this.cancelOrder === "before" && cancels.length > 0) this.send(cancels);
    this.sendInParts(this.cancelOrder === "with" ? [...cancels, ...calls] : calls);
    if (this.cancelOrder === "late" && cancels.length > 0) setTimeout(() => this.send(cancels), lateMilliseconds);
  }

  private sendInParts(entries: readonly MessageEntry[]): void {
    for (let first = 0; first < entries.length; first += this.callsPerMessage) this.send(entries.slice(first, first + this.callsPerMessage));
  }
}
