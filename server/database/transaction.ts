import type { Pool, PoolConnection } from "mysql2/promise";
import type { Site } from "../deps";
import { isRetryable } from "./errors";

export { isConnectionLost, isDuplicateKey, isRetryable } from "./errors";

export interface TransactionDeps {
  readonly pool: Pool;
  readonly site: Pick<Site, "isolation">;
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(deps: TransactionDeps, work: (tx: PoolConnection) => Promise<T>): Promise<T> {
  const tx = await deps.pool.getConnection();
  try {
    await tx.query(`SET TRANSACTION ISOLATION LEVEL ${deps.site.isolation}`);
    await tx.beginTransaction();
    const result = await work(tx);
    await tx.commit();
    tx.release();
    return result;
  } catch (error) {
    await rollBack(tx);
    throw error;
  }
}

/** The same, begun anew where the database chose this transaction as the victim of a deadlock or of a lock that others hold too long. */
export async function inRetriedTransaction<T>(deps: TransactionDeps, work: (tx: PoolConnection) => Promise<T>, tries = 4): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(deps, work);
    } catch (error) {
      if (attempt >= tries || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * (20 + Math.random() * 60)));
    }
  }
}

/** A connection that cannot be rolled back is not given back to the pool: the server ends its transaction when it is gone. */
async function rollBack(tx: PoolConnection): Promise<void> {
  try {
    await tx.rollback();
    tx.release();
  } catch {
    tx.destroy();
  }
}
