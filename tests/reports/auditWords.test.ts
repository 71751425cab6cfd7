import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { actions } from "../../src/domain/roles";
import { reportWords as english } from "../../src/wording/en/reports";

const server = join(__dirname, "../../server");

/** Every action that the server's code names when it writes an event, and every one that can be refused. */
function auditedActions(): readonly string[] {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const named = files.flatMap((name) => [...readFileSync(join(server, name), "utf8").matchAll(/\baction: "([a-z-]+)"/g)].map(([, action]) => action ?? ""));
  const notes = ["add-number", "add-attempt", "void-number", "void-attempt"].map((action) => `note-${action}`);
  return [...new Set([...named, ...notes])];
}

test("the audit extract has words for everything that the server writes down", () => {
  const said = Object.keys(english.auditActions);
  expect(auditedActions().filter((action) => !said.includes(action))).toEqual([]);
  expect(auditedActions().length).toBeGreaterThan(actions.length);
});
