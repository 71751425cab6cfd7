import { createClient, shareClient } from "../../../src/client/client";
import type { LookupRequest, LookupResult } from "../../../src/contract/patients";
import { functionSentences } from "../../../src/wording/functions";
import { amina, signInAnswer } from "../../client/support/people";
import { createTestClock } from "../../client/support/testClock";

/** As Microsoft's runtime has them: an Error with Excel's code. */
export class ExcelError extends Error {
  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message);
  }
}
Object.assign(globalThis, { CustomFunctions: { Error: ExcelError, ErrorCode: { notAvailable: "#N/A", invalidValue: "#VALUE!" } } });

const everything = {
  phone: "08031234567",
  address: { street: "12 Aminu Kano Crescent", ward: null, lga: "Municipal Area Council", state: "FCT" },
  birthdate: { birthdate: "1987-03-14", estimated: false },
  name: "Ngozi Ada Okafor",
};
const record: Readonly<Record<string, LookupResult>> = {
  "FCT/001/0001": { found: true, ...everything },
  "FCT/001/0002": { found: true, phone: null, address: null, birthdate: { birthdate: null, estimated: false }, name: null },
  "FCT/001/0003": { found: true, ...everything, birthdate: { birthdate: "1980-01-01", estimated: true } },
  "10023": { found: true, ...everything, phone: "08090000000" },
  // Noon, so that the day is the same on every computer that runs this.
  "FCT/001/0004": { found: true, ...everything, status: { dead: false, lastChanged: "2026-10-30T12:00:00.000Z", lastVerified: "2026-11-01", unreachableSince: null } },
  "FCT/001/0005": { found: true, ...everything, status: { dead: false, lastChanged: null, lastVerified: null, unreachableSince: null } },
  "FCT/001/0666": { found: false, reason: "art-id-ambiguous" },
};

/** Functions over the client, with a server that knows a few patients. */
export function createBench(answer?: () => Response | Promise<Response>) {
  const clock = createTestClock();
  const requests: LookupRequest[] = [];
  const network: typeof fetch = async (_input, init) => {
    const request: LookupRequest = JSON.parse(await new Response(init?.body ?? null).text());
    requests.push(request);
    if (answer !== undefined) return answer();
    const pick = (artId: string): LookupResult => record[artId] ?? { found: false, reason: "art-id-not-found" };
    return Response.json({ results: request.artIds.map(pick), readAt: "2026-11-02T08:00:00.000Z" });
  };
  const client = createClient({ clock, fetch: network, store: null, openChannel: () => null });
  shareClient(client);
  client.session.adopt(signInAnswer(amina, clock.now()));
  return { client, clock, requests };
}

export const cell = (address: string): CustomFunctions.CancelableInvocation => ({ address });

/** What the cell comes to after the look-up's tenth of a second: its value, or Excel's error with its sentence. */
export async function settle<T>(bench: { clock: { pass(milliseconds: number): Promise<void> } }, work: Promise<T>): Promise<T | string> {
  const shown = work.catch((error: unknown) => (error instanceof ExcelError ? `${error.code} ${error.message}` : Promise.reject(error as Error)));
  await bench.clock.pass(100);
  return shown;
}
export const na = (code: keyof typeof functionSentences): string => `#N/A ${functionSentences[code]}`;
