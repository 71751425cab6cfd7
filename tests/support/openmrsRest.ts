import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";

/** How OpenMRS's REST interface is to behave. `old`: webservices.rest before 2.33, which knows no cleardbcache. */
export type RestManner = "clears" | "old" | "refuses" | "locked-out" | "unwell" | "hangs" | "hangs-up" | "redirects" | "person-unknown" | "page";

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface RestUnderTest {
  readonly url: string;
  manner: RestManner;
  /** What was asked, oldest first. */
  readonly requests: readonly RestRequest[];
  /** The bodies of what was asked of cleardbcache. */
  cleared(): readonly unknown[];
  /** The most requests that were open at once. */
  most(): number;
  close(): Promise<void>;
}

const account = `Basic ${Buffer.from("contacts:clear-the-cache").toString("base64")}`;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}

/** A server on this machine that answers as OpenMRS's REST module does (its ClearDbCacheController and AuthorizationFilter). */
export async function startRest({ tls, port = 0 }: { tls?: { key: Buffer; cert: Buffer }; port?: number } = {}): Promise<RestUnderTest> {
  const requests: RestRequest[] = [];
  let open = 0;
  let most = 0;
  const answer = (response: ServerResponse, status: number, body?: object): void => {
    response.writeHead(status, { "Content-Type": "application/json" }).end(body === undefined ? undefined : JSON.stringify(body));
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    requests.push({ method: request.method ?? "", path: request.url ?? "", authorization: request.headers.authorization, body });
    const { manner } = rest;
    if (manner === "hangs") return;
    if (manner === "hangs-up") request.socket.destroy();
    else if (manner === "unwell") answer(response, 503);
    else if (manner === "redirects") response.writeHead(302, { Location: "http://127.0.0.1:9/elsewhere" }).end();
    else if (manner === "page") response.writeHead(200, { "Content-Type": "text/html" }).end("<html>Welcome</html>");
    else if (request.url === "/openmrs/ws/rest/v1/session") answer(response, 200, { authenticated: request.headers.authorization === account && manner !== "locked-out" });
    else if (request.url !== "/openmrs/ws/rest/v1/cleardbcache" || manner === "old") answer(response, 404, { error: { message: "Unknown resource: v1/cleardbcache" } });
    else if (manner === "refuses") answer(response, 401, { error: { message: "User is not logged in" } });
    else if (manner === "person-unknown" && typeof body === "object" && body !== null && "uuid" in body) answer(response, 500, { error: { message: "[null]" } });
    else answer(response, 204);
  };
  const listener: RequestListener = (request, response) => {
    open += 1;
    most = Math.max(most, open);
    response.on("close", () => (open -= 1));
    void handle(request, response);
  };
  const server: Server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const rest: RestUnderTest = {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${address.port}/openmrs`,
    manner: "clears",
    requests,
    cleared: () => requests.filter(({ path }) => path.endsWith("/cleardbcache")).map(({ body }) => body),
    most: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return rest;
}
