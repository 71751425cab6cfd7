import { readFileSync } from "node:fs";
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { Config } from "../config";

export interface RestAnswer {
  readonly status: number;
  /** The JSON of the body, where it is some and is short; else null. */
  readonly body: unknown;
}

export interface RestClient {
  get(resource: string): Promise<RestAnswer>;
  post(resource: string, body: object): Promise<RestAnswer>;
  /** Ends what is under way. */
  close(): void;
}

export interface RestAccount {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Certificate of whoever signed OpenMRS's own (PEM); absent: whoever the system trusts. */
  readonly authority?: Buffer | undefined;
}

/** Where OpenMRS's REST interface is, and who asks; null where the site has not said. Throws where a file that is named cannot be read. */
export function restAccountOf(config: Config): RestAccount | null {
  if (config.OPENMRS_REST_URL === undefined) return null;
  return {
    url: config.OPENMRS_REST_URL,
    username: config.OPENMRS_REST_USERNAME,
    password: config.OPENMRS_REST_PASSWORD,
    authority: config.OPENMRS_REST_CA_FILE === undefined ? undefined : readFileSync(config.OPENMRS_REST_CA_FILE),
  };
}

/** The longest answer that is read; of more only the status counts. */
const longestAnswer = 64 * 1024;

async function readJson(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= longestAnswer) chunks.push(chunk);
  }
  if (length > longestAnswer) return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    // A page for people, of a proxy or of OpenMRS itself: only its status means something here.
    return null;
  }
}

/**
 * OpenMRS's REST interface under its web address. No redirection is followed, as it would carry the account elsewhere. Every request ends
 * within the time given, answered or not; throws where there was no answer.
 */
export function createRestClient({ url, username, password, authority }: RestAccount, timeoutMilliseconds: number): RestClient {
  const base = url.replace(/\/+$/, "");
  const isSecure = base.startsWith("https:");
  const sockets = { keepAlive: true, maxSockets: 2 };
  const agent = isSecure ? new HttpsAgent({ ...sockets, ...(authority === undefined ? {} : { ca: authority }) }) : new HttpAgent(sockets);
  const closing = new AbortController();
  const headers = {
    Accept: "application/json",
    ...(username === undefined ? {} : { Authorization: `Basic ${Buffer.from(`${username}:${password ?? ""}`, "utf8").toString("base64")}` }),
  };

  const ask = async (method: "GET" | "POST", resource: string, body: string | null): Promise<RestAnswer> => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMilliseconds)]);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = (isSecure ? requestHttps : requestHttp)(
        `${base}/ws/rest/v1/${resource}`,
        {
          method,
          agent,
          signal,
          headers: body === null ? headers : { ...headers, "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
        },
        resolve,
      );
      asking.on("error", reject);
      asking.end(body ?? undefined);
    });
    return { status: response.statusCode ?? 0, body: await readJson(response) };
  };
  return {
    get: (resource) => ask("GET", resource, null),
    post: (resource, body) => ask("POST", resource, JSON.stringify(body)),
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}
