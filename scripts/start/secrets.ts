import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { localPath } from "../support/paths";

const Secrets = z.object({ digestKey: z.string().length(64), runtimePassword: z.string().min(20), migrationPassword: z.string().min(20) });
export type Secrets = z.infer<typeof Secrets>;

/** The secrets of this project folder's own server: made at the first start, readable by their owner only, kept. */
export function requireSecrets(): Secrets {
  const file = localPath("secrets.json");
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  const secrets = {
    digestKey: randomBytes(32).toString("hex"),
    runtimePassword: randomBytes(18).toString("base64url"),
    migrationPassword: randomBytes(18).toString("base64url"),
  };
  mkdirSync(localPath(), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
