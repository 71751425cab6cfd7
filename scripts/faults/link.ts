import { connect, createServer } from "node:net";
import type { Server, Socket } from "node:net";

/** What a link does with the next thing that passes. `lose-request`: cut before it arrives; `lose-answer`: cut when the answer comes back. */
export type Loss = "lose-request" | "lose-answer";

/** A stretch of network that can be cut, stalled or made to lose one message. */
export interface Link {
  readonly port: number;
  /** Ends every connection at once, as a pulled cable and a reset would. */
  cut(): void;
  /** Refuses new connections for this long, after a cut. */
  refuseFor(milliseconds: number): void;
  /** Lets nothing through for this long; nothing is lost. */
  stallFor(milliseconds: number): void;
  /** The client's machine is gone without a word: nothing passes any more, and the other end is never told. New connections are as before. */
  vanish(): void;
  /** Loses the next message from the client that `matches`, or its answer; tells when that has happened. */
  loseNext(loss: Loss, matches: (data: Buffer) => boolean): Promise<void>;
  /** Forgets what was to be lost. */
  forget(): void;
  target(port: number): void;
  close(): Promise<void>;
}

interface Pending {
  readonly loss: Loss;
  readonly matches: (data: Buffer) => boolean;
  readonly done: () => void;
}

/** Opens a link on the loopback address to `targetPort` there. */
export async function openLink(targetPort: number): Promise<Link> {
  let to = targetPort;
  let refusedUntil = 0;
  let stalledUntil = 0;
  let pending: Pending | null = null;
  const pairs = new Set<readonly [Socket, Socket]>();
  const silent = new Set<Socket>();

  const end = (pair: readonly [Socket, Socket]): void => {
    pairs.delete(pair);
    for (const socket of pair) if (!silent.has(socket)) socket.destroy();
  };
  const pass = (data: Buffer, pair: readonly [Socket, Socket], out: Socket): void => {
    const wait = stalledUntil - Date.now();
    if (wait > 0) setTimeout(() => pass(data, pair, out), wait);
    else if (!out.destroyed && !silent.has(out)) out.write(data);
  };

  const server: Server = createServer((client) => {
    if (Date.now() < refusedUntil) {
      client.destroy();
      return;
    }
    const upstream = connect({ port: to, host: "127.0.0.1" });
    const pair = [client, upstream] as const;
    let losing: Pending | null = null;
    pairs.add(pair);
    client.on("data", (data) => {
      if (pending?.matches(data) === true) {
        losing = pending;
        pending = null;
        if (losing.loss === "lose-request") {
          end(pair);
          losing.done();
          return;
        }
      }
      pass(data, pair, upstream);
    });
    upstream.on("data", (data) => {
      if (losing !== null) {
        end(pair);
        losing.done();
      } else pass(data, pair, client);
    });
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on("error", () => end(pair));
      socket.on("close", () => end(pair));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = (): void => {
    for (const pair of [...pairs]) end(pair);
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    cut,
    refuseFor: (milliseconds) => {
      refusedUntil = Date.now() + milliseconds;
    },
    stallFor: (milliseconds) => {
      stalledUntil = Date.now() + milliseconds;
    },
    vanish: () => {
      for (const [, upstream] of pairs) {
        silent.add(upstream);
        // What the other end closes by itself ends here as well, unheard.
        upstream.once("close", () => silent.delete(upstream));
      }
    },
    loseNext: (loss, matches) =>
      new Promise((done) => {
        pending = { loss, matches, done };
      }),
    forget: () => {
      pending = null;
    },
    target: (port) => {
      to = port;
    },
    close: async () => {
      cut();
      for (const socket of silent) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
