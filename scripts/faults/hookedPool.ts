import type { Pool, PoolConnection } from "mysql2/promise";
import type { FaultStep } from "./control";

/** Ways in which a build may be broken on purpose, to see that the harness finds it out. */
export const breakages = ["outcome-outside", "audit-outside", "locks-left-out", "once-only-key-gone"] as const;
export type Breakage = (typeof breakages)[number];

type OnStep = (step: FaultStep) => Promise<void>;
type Kind = "chunk" | "part" | "accept" | "end" | "other";

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^\s*INSERT INTO row_(outcome|waiting)\b/, "chunk"],
  [/^\s*INSERT INTO submission_part\b/, "part"],
  [/^\s*UPDATE submission SET state = 'accepted'/, "accept"],
  [/^\s*UPDATE submission SET state = \?, stop_reason\b/, "end"],
];
const around: Readonly<Record<Kind, readonly [FaultStep, FaultStep] | null>> = {
  chunk: ["committing", "committed"],
  part: ["part-committing", "part-committed"],
  accept: ["accept-committing", "accept-committed"],
  end: ["finishing", "finished"],
  other: null,
};

/** Every statement of the server is a text with a list of values. */
type Query = (sql: string, values?: unknown[]) => Promise<unknown>;

/** Statements that a broken build sends outside the transaction, where they are committed by themselves. */
function isSentOutside(sql: string, breakage: Breakage | null): boolean {
  if (breakage === "outcome-outside") return /^\s*INSERT INTO row_outcome\b/.test(sql);
  return breakage === "audit-outside" && /^\s*INSERT INTO audit_/.test(sql);
}

function member(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target);
  return typeof value === "function" ? (value.bind(target) as unknown) : value;
}

function hookConnection(connection: PoolConnection, pool: Pool, { onStep, breakage }: Hooks): PoolConnection {
  let kind: Kind = "other";
  const query: Query = (sql, values) => {
    kind = kinds.find(([pattern]) => pattern.test(sql))?.[1] ?? kind;
    if (isSentOutside(sql, breakage)) return pool.query(sql, values);
    const text = breakage === "locks-left-out" ? sql.replace(/ FOR UPDATE| LOCK IN SHARE MODE/g, "") : sql;
    return connection.query(text, values);
  };
  const commit = async (): Promise<void> => {
    const steps = around[kind];
    kind = "other";
    if (steps !== null) await onStep(steps[0]);
    await connection.commit();
    if (steps !== null) await onStep(steps[1]);
  };
  return new Proxy(connection, {
    get: (target, name) => (name === "query" ? query : name === "commit" ? commit : member(target, name)),
  });
}

export interface Hooks {
  readonly onStep: OnStep;
  readonly breakage: Breakage | null;
}

/** The pool of a server, seen through: tells when it commits, and breaks it where that is asked for. */
export function hookPool(pool: Pool, hooks: Hooks): Pool {
  const getConnection = async (): Promise<PoolConnection> => hookConnection(await pool.getConnection(), pool, hooks);
  return new Proxy(pool, {
    get: (target, name) => (name === "getConnection" ? getConnection : member(target, name)),
  });
}
