import { Writable } from "node:stream";
import type { Pool, RowDataPacket } from "mysql2/promise";

/** One attempt to make a file. */
export interface Attempt {
  readonly fileId: number;
  readonly attempt: number;
}

/** Bytes of a piece: as SQL it takes twice as many, well below what any server takes in one packet. */
const pieceBytes = 256 * 1024;

export interface ChunkSink {
  readonly out: Writable;
  /** Of all that was written. */
  readonly bytes: () => number;
  /** Waits until the piece that is being stored is there, or refused: only then is it known what stands in the database. Never fails. */
  readonly atRest: () => Promise<void>;
}

/** Where a file's bytes go, piece by piece; whoever writes waits until a piece is stored. */
export function openChunkSink(pool: Pool, { fileId, attempt }: Attempt): ChunkSink {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let position = 0;
  let total = 0;
  let storing: Promise<void> = Promise.resolve();
  const store = (): Promise<void> => {
    storing = insert();
    return storing;
  };
  const insert = async (): Promise<void> => {
    const piece = Buffer.concat(waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
    await pool.query("INSERT INTO report_file_chunk (report_file_id, attempt, position, bytes) VALUES (?, ?, ?, ?)", [fileId, attempt, position, piece]);
    position += 1;
  };
  const out = new Writable({
    highWaterMark: pieceBytes,
    write(chunk: Buffer | string, encoding, done) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      total += bytes.length;
      if (waitingBytes < pieceBytes) done();
      else store().then(() => done(), done);
    },
    final(done) {
      if (waitingBytes === 0) done();
      else store().then(() => done(), done);
    },
  });
  return { out, bytes: () => total, atRest: () => storing.catch(() => undefined) };
}

interface ChunkRecord extends RowDataPacket {
  bytes: Buffer;
}

/** A file's bytes in their order. Throws where they end too early: half a file must not look whole. */
export async function* readChunks(pool: Pool, { fileId, attempt }: Attempt, byteCount: number): AsyncGenerator<Buffer> {
  let read = 0;
  for (let position = 0; read < byteCount; position += 1) {
    const [[row]] = await pool.query<ChunkRecord[]>("SELECT bytes FROM report_file_chunk WHERE report_file_id = ? AND attempt = ? AND position = ?", [fileId, attempt, position]);
    if (row === undefined) throw new Error("The bytes of a report's file are gone.");
    read += row.bytes.length;
    yield row.bytes;
  }
}

/** Rows of one DELETE: half a gigabyte at once would hold up the server's log. */
const piecesAtOnce = 40;

/** Deletes the bytes of a file; all attempts', or those before one. */
export async function deleteChunks(pool: Pool, fileId: number, before: number | null = null): Promise<void> {
  const condition = before === null ? "" : "AND attempt < ?";
  for (;;) {
    const [result] = await pool.query(`DELETE FROM report_file_chunk WHERE report_file_id = ? ${condition} LIMIT ?`, [
      fileId,
      ...(before === null ? [] : [before]),
      piecesAtOnce,
    ]);
    if (!("affectedRows" in result) || result.affectedRows < piecesAtOnce) return;
  }
}
