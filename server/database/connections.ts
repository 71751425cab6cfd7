import type { Pool, PoolConnection } from "mysql2/promise";

/** Whoever can be asked: a query of the pool takes any connection, one of a connection waits for those before it. */
export type Connection = Pool | PoolConnection;

/**
 * Runs `work` with several connections of its own. They are asked for in one step, and the pool serves in the order of asking: so no two who
 * hold some of theirs wait for each other's. `work` must not ask the pool for more. Where it throws, none is given back: a statement of it may
 * still be under way.
 */
export async function withConnections<T>(pool: Pool, count: number, work: (connections: readonly PoolConnection[]) => Promise<T>): Promise<T> {
  const asked = await Promise.allSettled(Array.from({ length: count }, () => pool.getConnection()));
  const connections = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const refused = asked.find((one) => one.status === "rejected");
  if (refused !== undefined) {
    for (const connection of connections) connection.release();
    throw refused.reason;
  }
  try {
    const result = await work(connections);
    for (const connection of connections) connection.release();
    return result;
  } catch (error) {
    for (const connection of connections) connection.destroy();
    throw error;
  }
}

/** Runs `work` for every item, on each connection for one after another: as many at once as there are connections. Results stand in the order of the items. */
export async function overConnections<C, T, R>(connections: readonly C[], items: readonly T[], work: (connection: C, item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  await Promise.all(
    connections.map(async (connection) => {
      for (const [place, item] of waiting) results[place] = await work(connection, item);
    }),
  );
  return results;
}
