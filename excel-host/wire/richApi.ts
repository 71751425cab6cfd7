import { executeRequest } from "./interpreter";
import { readRequest, type RequestBody } from "./protocol";
import { ResponseTooLarge } from "./rangeTarget";
import type { HostServices } from "./services";

/** What Office answers in place of a response, by its own numbers. */
export const officeErrors = {
  notSupported: 5000,
  internal: 5001,
  cellEditMode: 5004,
  requestTooLarge: 5103,
  responseTooLarge: 5104,
} as const;

export type RichReply = { readonly error: number } | { readonly body: string };

/** Excel on the web takes and gives no more than this in one request; we hold to it everywhere. */
const payloadLimit = 5 * 1024 * 1024;

const delayForCellEdit = 64;

/** One request as a test or a person wants to see it afterwards. */
export interface RequestRecord {
  readonly number: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly milliseconds: number;
  /** What was asked, such as `getRange` or `values`, in order. */
  readonly names: readonly string[];
  readonly error: string | null;
  readonly waitedForCellEdit: boolean;
}

interface Waiting {
  readonly flags: number;
  readonly text: string;
  readonly answer: (reply: RichReply) => void;
}

const encoder = new TextEncoder();
const byteLength = (text: string): number => (text.length > payloadLimit ? text.length : encoder.encode(text).length);

function namesOf(request: RequestBody): string[] {
  const paths = [...request.objectPaths.values()].map(({ name }) => name);
  const actions = request.actions.flatMap(({ name, select }) => (name === "" ? select : [name]));
  return [...paths, ...actions].filter((name) => name !== "");
}

/** Takes the requests of the add-in one after the other, and refuses what the real Excel refuses. */
export class RichApi {
  readonly log: RequestRecord[] = [];
  private editing = false;
  private waiting: Waiting[] = [];
  private readonly services: HostServices;

  constructor(services: HostServices) {
    this.services = services;
  }

  get isEditing(): boolean {
    return this.editing;
  }

  /** While a person edits a cell, requests fail, or wait if the add-in asked for that. */
  beginCellEdit(): void {
    this.editing = true;
  }

  endCellEdit(): void {
    this.editing = false;
    const waiting = this.waiting;
    this.waiting = [];
    for (const { text, answer } of waiting) answer(this.run(text, true));
  }

  handle(text: string, flags: number): Promise<RichReply> {
    if (!this.editing) return Promise.resolve(this.run(text, false));
    if ((flags & delayForCellEdit) === 0) {
      this.note({
        requestBytes: byteLength(text),
        responseBytes: 0,
        milliseconds: 0,
        names: [],
        error: "InvalidOperationInCellEditMode",
        waitedForCellEdit: false,
      });
      return Promise.resolve({ error: officeErrors.cellEditMode });
    }
    return new Promise((answer) => this.waiting.push({ text, flags, answer }));
  }

  private run(text: string, waitedForCellEdit: boolean): RichReply {
    const started = performance.now();
    const requestBytes = byteLength(text);
    const note = (names: readonly string[], responseBytes: number, error: string | null): void =>
      this.note({ requestBytes, responseBytes, milliseconds: performance.now() - started, names, error, waitedForCellEdit });
    if (requestBytes > payloadLimit) {
      note([], 0, "RequestPayloadSizeLimitExceeded");
      return { error: officeErrors.requestTooLarge };
    }
    const request = readRequest(text);
    try {
      const response = this.services.workbook.change("Add-in", "addin", () => executeRequest(this.services, request));
      const body = JSON.stringify(response);
      const responseBytes = byteLength(body);
      if (responseBytes > payloadLimit) throw new ResponseTooLarge();
      note(namesOf(request), responseBytes, response.Error ? `${response.Error.Code}: ${response.Error.Message}` : null);
      return { body };
    } catch (error) {
      if (!(error instanceof ResponseTooLarge)) throw error;
      note(namesOf(request), payloadLimit, "ResponsePayloadSizeLimitExceeded");
      return { error: officeErrors.responseTooLarge };
    }
  }

  private note(record: Omit<RequestRecord, "number">): void {
    this.log.push({ number: this.log.length + 1, ...record });
  }
}
