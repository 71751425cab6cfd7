/** A header as it is compared: one line, trimmed. */
export function headerText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value).replace(/\s+/g, " ").trim() : "";
}
