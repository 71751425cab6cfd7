import { createPool as createMysqlPool, type Pool, type PoolOptions } from "mysql2/promise";

/** What every connection is told at its start, whatever the server's own settings are (NMRS servers run without strict modes). */
const sessionSettings = [
  "sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  "time_zone = '+00:00'",
  "group_concat_max_len = 65536",
  // Literals are compared with OpenMRS's three-byte columns as what those are; what crosses the line is in the form that Node encodes by itself.
  "character_set_connection = utf8",
  "character_set_results = utf8mb4",
  // A writer that waits longer than this for a row is better retried; OpenMRS itself must not be held up by us either.
  "innodb_lock_wait_timeout = 20",
  // A server whose machine or line is gone without a word would otherwise keep its patients locked, for OpenMRS too, for eight hours.
  "wait_timeout = 60",
].join(", ");

/**
 * A pool over `url` (`mysql://user:password@host:port/`). Dates and times come back as text, BIGINT as a number where it is exact.
 * The session's charset is utf8 of three bytes, that of OpenMRS's columns: text that needs four must be refused before or stored as bytes.
 */
export function createPool(url: string, options: Pick<PoolOptions, "connectionLimit" | "database"> = {}): Pool {
  const connectionLimit = options.connectionLimit ?? 10;
  const pool = createMysqlPool({
    uri: url,
    // The driver's own encoding: for the three-byte charset it would encode and decode every text in JavaScript, at a tenth of the time of a batch.
    charset: "UTF8MB4_GENERAL_CI",
    dateStrings: true,
    supportBigNumbers: true,
    timezone: "Z",
    multipleStatements: false,
    // A rogue server may otherwise ask the client for any file.
    flags: ["-LOCAL_FILES"],
    connectTimeout: 10_000,
    ...options,
    connectionLimit,
    // We close what nobody has used for a while in order, before the database cuts it off and notes an aborted connection.
    maxIdle: Math.max(0, connectionLimit - 1),
    idleTimeout: 20_000,
    gracefulEnd: true,
  });
  // Queued on the new connection before anything that asked for it, so no statement ever runs without these settings.
  pool.pool.on("connection", (connection) => {
    connection.query(`SET SESSION ${sessionSettings}`, (error) => {
      if (error !== null) connection.destroy();
    });
  });
  return pool;
}
