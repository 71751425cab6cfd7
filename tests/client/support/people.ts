import type { SignInAnswer } from "../../../src/contract/session";

export const amina = "11111111-1111-4111-8111-111111111111";
export const bello = "22222222-2222-4222-8222-222222222222";

/** The server's answer to signing in. */
export function signInAnswer(userUuid: string, at: number, seconds: { idle?: number; total?: number } = {}): SignInAnswer {
  return {
    token: `token-of-${userUuid}-`.padEnd(60, "x"),
    person: { userUuid, username: userUuid === amina ? "amina" : "bello", displayName: "Test Person", role: "clerk", facilities: null },
    idleSeconds: seconds.idle ?? 900,
    expiresAt: new Date(at + (seconds.total ?? 43_200) * 1000).toISOString(),
    serverTime: new Date(at).toISOString(),
  };
}

/** The part of `Storage` that is used, in memory. */
export function createMemoryStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    clear: () => entries.clear(),
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}
