import { request } from "node:https";
import { journeyStack } from "./journeyStack";

export interface HttpsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Asks the running product for one of its files, as Office does: without a session, and whoever signed its certificate. */
export function askForFile(path: string, method: "GET" | "HEAD" = "GET"): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const asking = request(`${journeyStack().address}${path}`, { method, rejectUnauthorized: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    asking.on("error", reject);
    asking.end();
  });
}
