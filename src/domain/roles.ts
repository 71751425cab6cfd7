import type { Role } from "./types";

/** All that anybody can be allowed to do. */
export const actions = [
  "look-up",
  "reveal-contact",
  "note-contact",
  "preview",
  "submit",
  "clear",
  "read-own-submissions",
  "read-all-submissions",
  "take-over-submission",
  "undo-own",
  "undo-any",
  "approve",
  "work-worklist",
  "make-worklist",
  "report",
  "report-values",
  "read-audit",
  "manage-staff",
  "manage-settings",
  "read-system-events",
] as const;
export type Action = (typeof actions)[number];

const clerkActions: readonly Action[] = ["look-up", "reveal-contact", "note-contact", "preview", "submit", "read-own-submissions", "undo-own", "report", "work-worklist"];
const supervisorActions: readonly Action[] = [
  ...clerkActions, "clear", "read-all-submissions", "take-over-submission", "undo-any", "approve", "make-worklist", "report-values", "read-audit",
];
const administratorActions: readonly Action[] = [...supervisorActions, "manage-staff", "manage-settings", "read-system-events"];

const allowed: Readonly<Record<Role, ReadonlySet<Action>>> = {
  clerk: new Set(clerkActions),
  supervisor: new Set(supervisorActions),
  administrator: new Set(administratorActions),
};

/**
 * Whether a patient's card hides phone and street until the person asks to see them, which is audited. A clerk calls patients all day;
 * the others open a card to check something, often with somebody beside them.
 */
export function seesContactsMasked(role: Role): boolean {
  return role !== "clerk";
}

/**
 * Whether a role allows an action. The roles are ours, because NMRS's data give nearly every role every privilege; a person without a role
 * may do nothing.
 */
export function can(role: Role | null, action: Action): boolean {
  return role !== null && allowed[role].has(action);
}
