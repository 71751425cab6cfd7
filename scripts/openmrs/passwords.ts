import { createHash } from "node:crypto";

/** The three forms of a password in `users.password` (OpenMRS Security.java): today's, an older one, and one with its zeros lost. */
export type PasswordForm = "sha512" | "sha1" | "sha1-without-zeros";

/** What OpenMRS stores for a password. Java joins a missing salt as the text "null". */
export function hashPassword(password: string, salt: string | null, form: PasswordForm = "sha512"): string {
  const text = `${password}${salt ?? "null"}`;
  if (form === "sha512") return createHash("sha512").update(text, "utf8").digest("hex");
  const bytes = createHash("sha1").update(text, "utf8").digest();
  if (form === "sha1") return bytes.toString("hex");
  return [...bytes].map((byte) => byte.toString(16)).join("");
}

/** A salt of OpenMRS's form (128 hexadecimal digits), the same for the same name. */
export function saltOf(name: string): string {
  return createHash("sha512").update(`salt of ${name}`, "utf8").digest("hex");
}
